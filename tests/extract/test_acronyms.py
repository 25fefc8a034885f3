import pytest

from kg.extract.acronyms import definitions
from kg.extract.nlp import Tokenizer
from kg.extract.words import word


def found(text: str) -> list[tuple[str, str]]:
    words = [word(item) for item, _ in Tokenizer.split(text)]
    pairs = definitions(words)
    return [tuple(" ".join(item.text for item in words[slice(*span)]) for span in pair) for pair in pairs]


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("We use Low-Rank Adaptation (LoRA) here", "Low-Rank Adaptation", "LoRA"),
        ("large language models (LLMs)", "large language models", "LLMs"),
        ("Large pre-trained language models (PLMs)", "pre -trained language models", "PLMs"),
        ("a mixture of experts (MoE)", "mixture of experts", "MoE"),
        ("3D Gaussian Splatting (3DGS)", "3D Gaussian Splatting", "3DGS"),
        ("Visual Autoregressive modeling (VAR)", "Visual Autoregressive modeling", "VAR"),
        ("text-to-image (T2I) models", "text-to-image", "T2I"),
        ("chain-of-thought (CoT)", "chain-of-thought", "CoT"),
        ("SLAM (simultaneous localization and mapping)", "simultaneous localization and mapping", "SLAM"),
        ("reinforcement learning (RL, for short)", "reinforcement learning", "RL"),
        ("We tie Ropes with a Knot (RK)", "Ropes with a Knot", "RK"),
        ("Alignment of Ropes with a Knot (ARAK)", "Alignment of Ropes with a Knot", "ARAK"),
        ("Fast Untying of Ropes for Nets (FURN)", "Fast Untying of Ropes for Nets", "FURN"),
        ("Knot-based Rope Tying framework with Loops (KRTL)", "Knot -based Rope Tying framework with Loops", "KRTL"),
    ],
)
def test_definitions(text: str, long: str, short: str) -> None:
    assert found(text) == [(long, short)]


@pytest.mark.parametrize(
    "text",
    [
        "a large gain (see Section 2)",
        "on two benchmarks (GSM8K)",
        "mainly divided into depth estimation (MMDE)",
        "an unclosed bracket (LoRA",
        "(BERT)",
    ],
)
def test_what_is_no_definition(text: str) -> None:
    assert found(text) == []
