import re
from dataclasses import replace
from random import Random

import pytest

from kg.link import apply, concepts, learn, names_of, tally_of
from kg.model import Concept, Entity, Extraction, Mention, Paper, Quantity
from tests.link.corpora import claim, entity, paper


def nodes(corpus: list[Extraction], **tables: list[tuple[str, str]]) -> dict[str, Concept]:
    return {concept.id: concept for concept in concepts(learn(corpus, **tables))}


def mentioned(corpus: list[Extraction], paper_id: str) -> set[str]:
    names = learn(corpus)
    linked = [apply(names, extraction) for extraction in corpus if extraction.paper.id == paper_id]
    return {concept for paper in linked for concept, _ in paper.mentions}


def test_spellings_in_many_papers_are_one_node_with_reasons() -> None:
    corpus = [
        paper("1", entity("Method", "Ω-QVLA")),
        paper("2", entity("Method", "Omega-QVLA"), entity("Method", "diffusion models")),
        paper("3", entity("Method", "Omega-QVLA"), entity("Method", "Diffusion model")),
        paper("4", entity("Method", "diffusion models")),
    ]
    found = nodes(corpus)
    assert set(found) == {"method/omega-qvla", "method/diffusion-model"}
    assert found["method/omega-qvla"].name == "Omega-QVLA"
    assert found["method/omega-qvla"].aliases == ("Ω-QVLA",)
    assert [(m.surface, m.reason, m.paper) for m in found["method/omega-qvla"].merges] == [
        ("Ω-QVLA", "characters", "1")
    ]
    assert found["method/diffusion-model"].name == "diffusion models"


def test_names_written_with_or_without_a_blank_are_one_but_numbers_stay_apart() -> None:
    names = ("TinyImageNet", "Tiny ImageNet", "U-Net", "UNet", "Llama 2 7B", "Llama 27B", "u^T", "UT")
    corpus = [paper(str(n), entity("Method", name)) for n, name in enumerate(names)]
    found = nodes(corpus)
    assert len(found) == 6
    assert {merge.reason for concept in found.values() for merge in concept.merges} == {"joined"}


def test_an_acronym_stands_for_its_long_form_where_no_paper_says_otherwise() -> None:
    corpus = [
        paper("1", entity("Method", "Low-Rank Adaptation", "LoRA")),
        paper("2", entity("Method", "LoRA")),
        paper("3", entity("Method", "low rank adapters", "LoRA")),
        paper("4", entity("Method", "Low-Rank Adaptation", "LoRA")),
    ]
    found = nodes(corpus)
    assert set(found) == {"method/low-rank-adaptation"}
    assert {merge.reason for merge in found["method/low-rank-adaptation"].merges} >= {"acronym", "long-form"}
    assert mentioned(corpus, "2") == {"method/low-rank-adaptation"}


def test_an_acronym_of_two_meanings_is_told_by_the_paper_or_left_alone() -> None:
    corpus = [
        *(paper(f"a{n}", entity("Method", "Segment Anything Model", "SAM")) for n in range(3)),
        *(paper(f"b{n}", entity("Method", "SAM", "Sharpness-Aware Minimization")) for n in range(3)),
        paper("c", entity("Method", "SAM")),
    ]
    assert mentioned(corpus, "a0") == {"method/segment-anything-model"}
    assert mentioned(corpus, "b0") == {"method/sharpness-aware-minimization"}
    assert mentioned(corpus, "c") == {"method/sam"}


def test_a_rare_definition_does_not_speak_for_a_common_acronym() -> None:
    corpus = [paper("a", entity("Method", "Xenial Robot Learner", "XRL"))]
    corpus += [paper(f"b{n}", entity("Method", "XRL")) for n in range(9)]
    assert mentioned(corpus, "a") == {"method/xenial-robot-learner"}
    assert mentioned(corpus, "b0") == {"method/xrl"}


def test_one_definition_is_enough_only_where_papers_mean_the_same_by_their_acronyms() -> None:
    rare = [
        paper("a", entity("Method", "Xenial Robot Learner", "XRL"), entity("Task", "sheep shearing")),
        paper("b", entity("Method", "XRL")),
        paper("c", entity("Method", "XRL"), entity("Task", "sheep shearing")),
    ]
    assert mentioned(rare[:2], "b") == {"method/xenial-robot-learner"}
    taken_twice = [
        paper(f"{n}{word}", entity("Method", f"{word} Bagging {letter}olumns", f"{word[0]}B{letter}"))
        for n, letter in enumerate("CDEFGHIJK")
        for word in ("Quick", "Quiet")
    ]
    other = [paper(f"o{n}", entity("Task", "rope tying")) for n in range(400)]
    corpus = [*rare, *taken_twice, *other]
    assert mentioned(corpus, "b") == {"method/xrl"}
    assert mentioned(corpus, "c") == {"method/xenial-robot-learner", "task/sheep-shearing"}  # a rare name in common


def test_an_acronym_that_is_a_name_by_now_owns_its_long_form() -> None:
    long = "Gathered Ropes and Nets"
    corpus = [paper(f"a{n}", entity("Method", long, "GRaN")) for n in range(3)]
    assert set(nodes(corpus)) == {"method/gathered-rope-and-net"}
    corpus += [paper(f"b{n}", entity("Method", "GRaN")) for n in range(6)]
    assert set(nodes(corpus)) == {"method/gran"}
    assert nodes(corpus)["method/gran"].aliases == (long,)
    corpus += [paper(f"c{n}", entity("Method", "GRaN*")) for n in range(9)]
    corpus += [paper(f"d{n}", entity("Method", long, "GRaN*")) for n in range(2)]
    assert set(nodes(corpus)) == {"method/gran", "method/gran-star"}  # some say the long form of the other, too
    alone = [paper("1", entity("Method", "Bidirectional Encoder Representations from Transformers", "BERT"))]
    assert set(nodes(alone)) == {"method/bert"}  # known from other papers


def test_a_slip_of_the_pen_is_the_name_it_should_be() -> None:
    corpus = [paper(str(n), entity("Task", "semantic segmentation")) for n in range(10)]
    corpus += [paper("x", entity("Task", "semantic segmantation")), paper("y", entity("Task", "semantic segmenting"))]
    found = nodes(corpus)
    assert set(found) == {"task/semantic-segmentation", "task/semantic-segmenting"}
    assert [merge.reason for merge in found["task/semantic-segmentation"].merges] == ["misspelt"]


def test_a_model_or_system_of_a_thing_of_several_words_is_the_thing() -> None:
    names = ("space manipulator", "space manipulator system", "reward", "reward system", "reward model")
    found = nodes([paper(str(n), entity("Method", name)) for n, name in enumerate(names)])
    assert set(found) == {"method/space-manipulator", "method/reward", "method/reward-system", "method/reward-model"}


def test_a_name_that_hardly_any_paper_writes_without_its_noun_keeps_it() -> None:
    corpus = [paper(str(n), entity("Method", "generalized linear model")) for n in range(6)]
    found = nodes([*corpus, paper("x", entity("Method", "Generalized Linear"))])
    assert [concept.name for concept in found.values()] == ["generalized linear model"]


def test_names_that_differ_in_an_ending_that_says_the_same_are_one() -> None:
    corpus = [paper(f"a{n}", entity("Task", "robotic grasp planning")) for n in range(2)]
    corpus += [paper("b", entity("Task", "Robot grasping planning")), paper("c", entity("Method", "robot swarm"))]
    corpus += [paper("d", entity("Method", "meta-learner")), paper("e", entity("Method", "meta-learning"))]
    found = nodes(corpus)
    assert set(found) == {"task/robotic-grasp-planning", "method/robot-swarm", "method/meta-learner"}
    assert [(m.surface, m.reason) for m in found["task/robotic-grasp-planning"].merges] == [
        ("Robot grasping planning", "ending")
    ]


def test_an_ending_that_makes_another_thing_of_a_name_keeps_it_apart() -> None:
    method = ("object detector", "object detection", "path planner", "path planning", "grid model")
    corpus = [paper(str(n), entity("Method", name)) for n, name in enumerate(method)]
    assert len(nodes([*corpus, paper("x", entity("Task", "grid modeling"))])) == 6  # another type
    assert len(nodes([*corpus, paper("x", entity("Method", "grid modeling"))])) == 5


def test_names_that_differ_in_an_ending_take_their_other_spellings_along() -> None:
    names = ("nonlocal regularization", "non-local regularization", "nonlocal regularizer", "non-local regularizer")
    found = nodes([paper(str(n), entity("Method", name)) for n, name in enumerate(names)])
    assert len(found) == 1


def test_words_for_a_way_a_network_or_a_measure_add_nothing_to_what_is_one() -> None:
    pairs = [
        ("Method", "bisection", "bisection algorithm"),
        ("Method", "neural network", "neural network architecture"),
        ("Method", "sparse transformer", "sparse transformer network"),
        ("Metric", "Euclidean distance", "Euclidean distance metric"),
        ("Task", "indoor positioning", "indoor positioning system"),
    ]
    for kind, one, other in pairs:
        assert len(nodes([paper("1", entity(kind, one)), paper("2", entity(kind, other))])) == 1, other
    apart = [
        ("Method", "graph", "graph algorithm"),
        ("Method", "PATROL", "patrol algorithm"),
        ("Metric", "F", "F score"),
    ]
    for kind, one, other in apart:
        assert len(nodes([paper("1", entity(kind, one)), paper("2", entity(kind, other))])) == 2, other


def test_two_papers_are_enough_to_say_what_four_letters_mean() -> None:
    def corpus(short: str, long: str, papers: int) -> list[Extraction]:
        defining = [paper(f"a{n}", entity("Method", long, short)) for n in range(papers)]
        return [*defining, *(paper(f"b{n}", entity("Method", short)) for n in range(3))]

    assert mentioned(corpus("XRLS", "Xenial Robot Learning Scheme", 2), "b0") == {"method/xenial-robot-learning-scheme"}
    assert mentioned(corpus("XRLS", "Xenial Robot Learning Scheme", 1), "b0") == {"method/xrls"}
    assert mentioned(corpus("XRL", "Xenial Robot Learner", 2), "b0") == {"method/xrl"}


def test_data_sets_named_at_once_are_each_a_data_set() -> None:
    text = "Results on the CIFAR-10/100 datasets, and on CIFAR-10."
    places = tuple(Mention(*at.span(), "test") for at in re.finditer("CIFAR-10/100( datasets)?", text))
    both = Entity("Dataset", "CIFAR-10/100", ("CIFAR-10/100 datasets",), False, places)
    corpus = [Extraction(Paper("1", text, "x"), (both,), (claim(dataset="CIFAR-10/100"),))]
    linked = apply(learn(corpus), corpus[0])
    assert {(concept, text[m.start : m.end]) for concept, m in linked.mentions} == {
        ("dataset/cifar-10", "CIFAR-10"),
        ("dataset/cifar-100", "CIFAR-10/100 datasets"),
    }
    assert [one.dataset for one in linked.claims] == [None]  # which of them, it does not say


def test_another_name_of_data_sets_named_at_once_goes_with_the_one_it_names() -> None:
    text = "CIFAR-10/100, of which CIFAR-100 is harder: the CIFAR suite."
    names = ("CIFAR-10/100", "CIFAR-100", "CIFAR suite")
    places = tuple(Mention(*at.span(), "test") for name in names for at in re.finditer(f"{name}(?![/0])", text))
    both = Entity("Dataset", names[0], names[1:], False, places)
    corpus = [Extraction(Paper("1", text, "x"), (both,), (claim(dataset="CIFAR-100"),))]
    corpus += [paper(f"{n}", entity("Dataset", "CIFAR-100")) for n in range(2, 9)]
    linked = apply(learn(corpus), corpus[0])
    assert {(concept, text[m.start : m.end]) for concept, m in linked.mentions} == {
        ("dataset/cifar-10", "CIFAR-10"),
        ("dataset/cifar-100", "CIFAR-10/100"),
        ("dataset/cifar-100", "CIFAR-100"),
        ("dataset/cifar-suite", "CIFAR suite"),
    }
    assert [one.dataset for one in linked.claims] == ["dataset/cifar-100"]
    assert not {"dataset/cifar-10-100"} & set(nodes(corpus))


def test_long_forms_of_different_types_are_two_things() -> None:
    corpus = [paper(f"a{n}", entity("Method", "language model", "LM")) for n in range(6)]
    corpus += [paper(f"b{n}", entity("Task", "language modeling", "LM")) for n in range(5)]
    assert {"method/language-model", "task/language-modeling"} <= set(nodes(corpus))
    assert mentioned(corpus, "b1") == {"task/language-modeling"}
    assert "task/language-modeling" not in nodes(corpus[:-1])  # four papers may be wrong


def test_a_network_made_of_parts_is_no_part() -> None:
    corpus = [
        paper("1", entity("Method", "basis function network", "basis functions")),
        paper("2", entity("Method", "basis functions")),
        paper("3", entity("Method", "depth estimation network", "depth estimation")),
        paper("4", entity("Method", "depth estimation")),
    ]
    assert mentioned(corpus, "1") == {"method/basis-function-network"}
    assert mentioned(corpus, "2") == {"method/basis-function"}
    assert mentioned(corpus, "3") == mentioned(corpus, "4")


def test_short_forms_that_everybody_knows_need_no_definition() -> None:
    corpus = [paper("1", entity("Method", "LLMs")), paper("2", entity("Method", "large language models"))]
    assert set(nodes(corpus)) == {"method/large-language-model"}
    assert nodes(corpus[:1])["method/large-language-model"].name == "LLMs"  # said nowhere in full
    assert set(nodes([*corpus, paper("3", entity("Task", "Light Lamp Making", "LLM"))])) >= {"task/light-lamp-making"}
    other = [paper("1", entity("Method", "RL")), *(paper(n, entity("Method", "Robot Learner", "RL")) for n in "234")]
    assert set(nodes(other)) == {"method/robot-learner"}
    alone = nodes([paper("1", entity("Method", "Low-Rank Adaptation", "LoRA"))])
    assert alone["method/low-rank-adaptation"].aliases == ("LoRA",)


def test_a_generous_alias_stays_inside_its_paper() -> None:
    corpus = [
        paper("1", entity("Method", "autoregressive Transformers", "Transformers", "models")),
        paper("2", entity("Method", "Transformers")),
        paper("3", entity("Method", "Transformers")),
        paper("4", entity("Method", "graph models", "models")),
    ]
    assert mentioned(corpus, "1") == {"method/autoregressive-transformer"}
    assert mentioned(corpus, "2") == {"method/transformer"}
    assert "Transformers" not in nodes(corpus)["method/autoregressive-transformer"].aliases


def test_type_words_add_nothing_to_a_name() -> None:
    corpus = [
        paper("1", entity("Dataset", "GLUE benchmark"), entity("Method", "text-to-video models", "text-to-video")),
        paper("2", entity("Dataset", "GLUE"), entity("Method", "Kimi Linear architecture", "Kimi Linear")),
        paper("3", entity("Method", "QFT"), entity("Method", "QFT model"), entity("Metric", "BLEU score")),
        *(paper(f"4{n}", entity("Method", "large language model")) for n in range(3)),
        paper("5", entity("Method", "Large Language model", "Large Language")),
    ]
    assert set(nodes(corpus)) == {
        "dataset/glue",
        "method/text-to-video-model",
        "method/kimi-linear",
        "method/qft",
        "method/qft-model",
        "metric/bleu",
        "method/large-language-model",
    }


def test_an_alias_holds_over_papers_when_it_is_a_name_and_several_say_so() -> None:
    long = "Weight-Decomposed Low-Rank Adaptation"
    once = [paper("1", entity("Method", long, "DoRA")), paper("2", entity("Method", "DoRA"))]
    assert "method/dora" in nodes(once)
    twice = [*once, paper("3", entity("Method", long, "DoRA", "Toral"))]
    assert nodes(twice)["method/weight-decomposed-low-rank-adaptation"].aliases == ("DoRA",)


def test_the_form_of_the_introducing_paper_is_the_name() -> None:
    corpus = [
        paper("1", entity("Method", "Visual AutoRegressive modeling", "VAR", introduced=True)),
        paper("2", entity("Method", "visual autoregressive model", "VAR")),
        paper("3", entity("Method", "visual autoregressive (VAR) models", "VAR")),
    ]
    (concept,) = nodes(corpus).values()
    assert concept.name == "Visual AutoRegressive modeling"
    assert "VAR" in concept.aliases


def test_versions_and_sizes_stay_apart() -> None:
    corpus = [paper("1", *(entity("Method", name) for name in ("Llama-2", "Llama-3", "Llama-2-7B", "Llama-2-13B")))]
    assert len(nodes(corpus)) == 4


def test_a_data_set_takes_in_its_parts() -> None:
    corpus = [
        paper("1", entity("Dataset", "ImageNet 256times256"), entity("Dataset", "ImageNet-1k")),
        paper("2", entity("Dataset", "ImageNet"), entity("Dataset", "CelebA 64x64"), entity("Dataset", "CIFAR-10")),
        paper("3", entity("Dataset", "ImageNet-V2"), entity("Dataset", "AIME 2024"), entity("Dataset", "AIME")),
    ]
    found = nodes(corpus)
    assert found["dataset/imagenet-256x256"].broader == ("dataset/imagenet",)
    assert found["dataset/imagenet-1k"].broader == ("dataset/imagenet",)
    assert found["dataset/celeba-64x64"].broader == ("dataset/celeba",)
    assert found["dataset/celeba"].name == "CelebA"  # named of no paper by itself
    assert found["dataset/aime-2024"].broader == ("dataset/aime",)
    assert found["dataset/cifar-10"].broader == ()
    assert found["dataset/imagenet-v2"].broader == ()


def test_a_method_takes_in_its_sizes() -> None:
    corpus = [paper("1", entity("Method", "VAR-d30"), entity("Method", "VAR"), entity("Method", "Llama 2"))]
    found = nodes([*corpus, paper("2", entity("Method", "Llama"), entity("Method", "VAR-dense"))])
    assert found["method/var-d30"].broader == ("method/var",)
    assert found["method/llama-2"].broader == ("method/llama",)
    assert found["method/var-dense"].broader == ()


def test_of_equal_forms_the_name_is_the_one_without_markup() -> None:
    corpus = [paper(str(n), entity("Dataset", f"ImageNet 256{x}256")) for n, x in enumerate(("times", "x", "×"))]
    assert nodes(corpus)["dataset/imagenet-256x256"].name in {"ImageNet 256x256", "ImageNet 256×256"}


def test_of_forms_that_differ_in_a_ligature_the_name_is_the_same_in_any_order() -> None:
    corpus = [paper("a", entity("Method", "modi\ufb01ed LoRA")), paper("b", entity("Method", "modified LoRA"))]
    for papers in (corpus, corpus[::-1]):
        assert nodes(papers)["method/modified-lora"].name == "modified LoRA"


def test_the_type_is_that_of_most_papers_and_the_rest_is_noted() -> None:
    corpus = [paper(str(n), entity("Method", "Mamba")) for n in range(3)] + [paper("9", entity("Task", "mamba"))]
    found = nodes(corpus)
    assert set(found) == {"method/mamba"}
    assert ("Mamba", "type-majority", "9") in [(m.surface, m.reason, m.paper) for m in found["method/mamba"].merges]
    assert mentioned(corpus, "9") == {"method/mamba"}


def test_a_name_of_two_things_is_two_nodes() -> None:
    corpus = [paper(f"t{n}", entity("Task", "VQA")) for n in range(7)]
    corpus += [paper(f"d{n}", entity("Dataset", "VQA")) for n in range(6)]
    assert set(nodes(corpus)) == {"task/vqa", "dataset/vqa"}
    assert mentioned(corpus, "d0") == {"dataset/vqa"}


def test_metrics_have_their_usual_name_and_direction() -> None:
    fid = nodes([paper("1", entity("Metric", "Frechet Inception Distance"))])["metric/fid"]
    assert (fid.name, fid.better, fid.aliases) == ("FID", "lower", ("Frechet Inception Distance",))
    assert fid.merges[0].reason == "known-metric"


def test_slots_are_read_by_the_names_of_the_paper_first() -> None:
    said = claim(subject="LoRA", metric="accuracy", dataset="GLUE benchmark", baseline="strong baselines")
    own = paper("1", entity("Method", "Low-Rank Adaptation", "LoRA"), entity("Dataset", "GLUE"), claims=(said,))
    linked = apply(learn([own]), own).claims[0]
    assert linked.subject == "method/low-rank-adaptation"
    assert linked.metric == "metric/accuracy"  # no entity of the paper, but a known metric
    assert linked.dataset is None
    assert linked.baseline is None
    assert linked.claim.baseline == "strong baselines"


def test_a_metric_that_only_claims_name_is_a_node_where_it_is_a_known_one() -> None:
    said = (claim("change", metric="faster"), claim("change", metric="speed"), claim("setting", metric="cost"))
    corpus = [paper("1", entity("Method", "A1"), claims=said)]
    assert {concept for concept in nodes(corpus) if concept.startswith("metric/")} == {"metric/speed"}
    linked = apply(learn(corpus), corpus[0])
    assert {claim.claim.metric: claim.metric for claim in linked.claims} == {
        "faster": None,
        "speed": "metric/speed",
        "cost": None,
    }


def test_every_concept_that_a_paper_points_to_exists(extractions: tuple[Extraction, ...]) -> None:
    names = learn(extractions)
    known = {concept.id for concept in concepts(names)}
    for linked in (apply(names, extraction) for extraction in extractions):
        slots = {slot for c in linked.claims for slot in (c.subject, c.metric, c.baseline, c.dataset) if slot}
        assert slots | {concept for concept, _ in linked.mentions} | set(linked.introduces) <= known


def test_a_claim_that_two_rules_find_is_one() -> None:
    twice = [replace(claim(subject="A1"), rule=rule) for rule in ("second", "first")]
    others = (claim(subject="A2"), claim(subject="another"), claim(subject="A1", relation="matches"))
    own = paper("1", entity("Method", "A1"), claims=(*twice, *others))
    found = apply(learn([own]), own).claims
    assert len({linked.id for linked in found}) == len(found) == 4
    assert sorted(linked.claim.rule for linked in found) == ["first", "test", "test", "test"]


def test_a_benchmark_that_is_its_own_score_is_the_data_set() -> None:
    own = paper("1", entity("Dataset", "GenEval"), claims=(claim(metric="GenEval"),))
    linked = apply(learn([own]), own).claims[0]
    assert (linked.metric, linked.dataset) == (None, "dataset/geneval")


def test_same_as_and_never_merge_overrule() -> None:
    corpus = [
        paper("1", entity("Method", "Gem"), entity("Method", "Gems"), entity("Method", "Llama")),
        paper("2", entity("Method", "Low-Rank Adaptation", "LoRA"), entity("Method", "LLaMA 1")),
        paper("3", entity("Method", "LoRA")),
    ]
    assert set(nodes(corpus)) == {"method/gem", "method/llama", "method/llama-1", "method/low-rank-adaptation"}
    tables = {"never_merge": [("Gems", "Gem"), ("LoRA", "Low-Rank Adaptation")], "same_as": [("LLaMA 1", "Llama")]}
    found = nodes(corpus, **tables)
    assert found["method/lora"].name == "LoRA"
    assert {concept.name for concept in found.values()} >= {"Gem", "Gems"}
    assert "Llama" in found["method/llama-1"].aliases
    assert "method/llama" not in found


@pytest.mark.parametrize("first", [1, 4, 7])
def test_order_does_not_matter(first: int, extractions: tuple[Extraction, ...]) -> None:
    shuffled = [*reversed(extractions[first:]), *extractions[:first]]
    assert concepts(learn(shuffled)) == concepts(learn(extractions))
    names, other = learn(extractions), learn(shuffled)
    assert [apply(names, extraction) for extraction in extractions] == [apply(other, e) for e in extractions]


@pytest.mark.parametrize("seed", range(5))
def test_tallies_of_groups_of_papers_add_up(seed: int, extractions: tuple[Extraction, ...]) -> None:
    dealt = Random(seed)
    groups: list[list[Extraction]] = [[], [], [], []]
    for extraction in dealt.sample(extractions, len(extractions)):
        dealt.choice(groups[:3]).append(extraction)  # the last group is empty
    total, *rest = map(tally_of, dealt.sample(groups, 4))
    for tally in rest:
        total.merge(tally)
    assert total == tally_of(extractions)
    assert concepts(names_of(total)) == concepts(learn(extractions))


def test_the_samples_come_together(extractions: tuple[Extraction, ...]) -> None:
    found = {concept.id: concept for concept in concepts(learn(extractions))}
    assert {"VAR", "Visual Autoregressive Modeling"} <= {*found["method/visual-autoregressive-modeling"].aliases} | {
        found["method/visual-autoregressive-modeling"].name
    }
    assert found["dataset/imagenet-256x256"].broader == ("dataset/imagenet",)
    assert set(found["method/low-rank-adaptation"].aliases) >= {"LoRA"}
    assert len({concept.id for concept in found.values()}) == len(concepts(learn(extractions)))


def test_a_data_set_at_a_resolution_is_one_of_its_own() -> None:
    text = "Tidy reaches an FID of 2.5 on ImageNet 256times256 and an accuracy of 80% on ImageNet."
    places = tuple(Mention(at.start(), at.end(), "test") for at in re.finditer("ImageNet", text))
    found = []
    for words in ("2.5", "80%"):
        at = text.index(words)
        value = Quantity(words, at, at + len(words))
        found.append(replace(claim(subject="Tidy", dataset="ImageNet"), value=value, start=0, end=len(text)))
    data_set = Entity("Dataset", "ImageNet", (), False, places)
    corpus = [Extraction(Paper("1", text, "x"), (data_set,), tuple(found))]
    linked = apply(learn(corpus), corpus[0])
    assert [one.dataset for one in linked.claims] == ["dataset/imagenet", "dataset/imagenet-256x256"]
    assert nodes(corpus)["dataset/imagenet-256x256"].broader == ("dataset/imagenet",)
    assert {text[m.start : m.end] for concept, m in linked.mentions if "256" in concept} == {"ImageNet 256times256"}
