"""Names: what is one, of which type, what belongs together, what is new. The answers are marked in the sentences."""

import re
import subprocess
import sys

import pytest

from kg.extract.analysis import analyse
from kg.extract.names import find_entities
from kg.model import Entity
from tests.timing import seconds

MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")


def entities(text: str) -> dict[str, Entity]:
    return {surface: entity for entity in find_entities(analyse(text)) for surface in (entity.name, *entity.aliases)}


@pytest.mark.parametrize(
    "marked",
    [
        "We evaluate on the [ImageNet|Dataset] and [CIFAR-10|Dataset] datasets.",
        "Experiments on three benchmarks, [FooBench|Dataset], [BarEval|Dataset] and [GLUE|Dataset], support this.",
        "We fine-tune [BERT|Method] for [question answering|Task].",
        "It reaches a [BLEU score|Metric] of 31.2 on [WMT14|Dataset].",
        "[LoRA|Method] reduces the [memory usage|Metric] of [fine-tuning|Method].",
        "We study [semantic segmentation|Task] and [object detection|Task] with [Vision Transformers|Method].",
        "Our agent learns by [reinforcement learning|Method] in [MuJoCo|Dataset].",
        "We quantize [large language models|Method] to [W4A4|Method].",
        "The [FID|Metric] falls while [inference latency|Metric] stays the same.",
    ],
)
def test_types(marked: str) -> None:
    expected = dict(MARK.findall(marked))
    assert expected, "nothing is marked"
    found = entities("A study\n" + MARK.sub(r"\1", marked))
    assert {surface: found[surface].type for surface in expected if surface in found} == expected


@pytest.mark.parametrize(
    "text",
    [
        "In this paper we show our results.",
        "The code is available at https://example.org/code.",
        "Existing approaches have many limitations, and experiments confirm this.",
        r"We improve upon earlier work \citep[Theorem 2]{abbasi2012online,DDP19} and \cite{SON}.",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert entities("A study\n" + text) == {}


def test_acronym_and_long_form_are_one() -> None:
    found = entities("On tuning\nWe compare with Low-Rank Adaptation (LoRA). LoRA is cheap.")
    assert found["LoRA"] is found["Low-Rank Adaptation"]
    assert found["LoRA"].name == "Low-Rank Adaptation"
    assert len(found["LoRA"].mentions) == 3


def test_a_generic_last_word_makes_no_other_name() -> None:
    found = entities("A study\nWe use the ImageNet dataset. On ImageNet, ResNet-50 is strong.")
    assert "ImageNet" in found
    assert found["ImageNet"].name == "ImageNet"
    assert sum(entity.type == "Dataset" for entity in {id(e): e for e in found.values()}.values()) == 1


def test_the_paper_introduces_what_it_proposes() -> None:
    text = (
        "KnotNet: Robust Knot Tying with Diffusion Models\nWe propose KnotNet, a diffusion model for knot tying. "
        "KnotNet outperforms ResNet-50 on ImageNet."
    )
    new = {surface for surface, entity in entities(text).items() if entity.introduced}
    assert "KnotNet" in new
    assert not new & {"ResNet-50", "ImageNet"}


def test_a_new_data_set_is_a_data_set() -> None:
    text = "KnotQA: A Benchmark for Ropes\nWe introduce KnotQA, a new dataset of questions about ropes."
    assert entities(text)["KnotQA"].type == "Dataset"


def test_mentions_are_where_the_names_stand() -> None:
    text = "GPT-4o and muP\nWe compare GPT-4o with Ω-QVLA on GSM8K;  muP\nhelps both."
    for entity in find_entities(analyse(text)):
        surfaces = {text[mention.start : mention.end] for mention in entity.mentions}
        assert surfaces == {entity.name, *entity.aliases}
        assert all(mention.rule for mention in entity.mentions)


def test_an_adjective_with_an_acronym_is_no_name() -> None:
    assert "gastrointestinal" not in entities("Endoscopy\nWe look at the gastrointestinal (GI) tract of ropes.")


@pytest.mark.parametrize("text", ["", "\n", " \n ", "(((", "…", "a", "\n\n\n", "Ω\nΩ."])
def test_odd_texts_are_no_error(text: str) -> None:
    find_entities(analyse(text))


@pytest.mark.parametrize(
    "piece", ["deep ", "LoRA ", "LoRA, ", "of GANs ", "(X) ", "a-b ", "we propose GAN-{0}, ", "X (Y) "]
)
def test_time_is_linear(piece: str) -> None:
    def taken(times: int) -> float:
        text = "T\n" + "".join(piece.replace("{0}", str(number)) for number in range(times))
        analysis = analyse(text)
        return seconds(lambda: find_entities(analysis))

    assert taken(4000) < 20 * max(0.02, taken(1000))


def test_the_hash_seed_does_not_matter() -> None:
    script = (
        "from kg.extract.analysis import analyse; from kg.extract.names import find_entities;"
        "print(find_entities(analyse('KnotNet: Tying Ropes\\nWe propose KnotNet (KN), a graph neural "
        "network for rope tying. It beats LoRA and GaLore on ImageNet in accuracy, latency and memory usage.')))"
    )
    outputs = {
        subprocess.run([sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
    assert b"KnotNet" in outputs.pop()


def test_a_description_belongs_to_the_name_it_is_called_by() -> None:
    found = entities("A study\nWe propose a prompt ensemble learning approach called GroupPrompt. GroupPrompt is fast.")
    assert "GroupPrompt" in found
    assert all(entity is found["GroupPrompt"] for entity in found.values() if entity.introduced)


def test_each_name_says_which_evidence_spoke_most_for_it() -> None:
    found = entities("A study\nWe evaluate on ImageNet and report top-1 accuracy.")
    assert {mention.rule for mention in found["ImageNet"].mentions} == {"name.lexicon"}


def test_words_that_name_nothing_in_particular_are_no_names() -> None:
    found = entities(
        "Grasping\nWe propose a control method for grasping. Learning-based approaches need data; a two-stage "
        "approach with model predictive control does not."
    )
    assert not {"control method", "Learning-based approaches", "two-stage approach"} & set(found)
    assert "model predictive control" in found
    found = entities("Walking\nWe plan paths of legged robots and autonomous vehicles; the learning rate is fixed.")
    assert not {"legged robots", "autonomous vehicles", "learning rate"} & set(found)
