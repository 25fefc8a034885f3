import pytest

from kg.link.acronyms import anchor, is_acronym, same_long_form


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("LoRA", "Low-Rank Adaptation"),
        ("VAR", "Visual AutoRegressive modeling"),
        ("DiTs", "Diffusion Transformers"),
        ("FLOPs", "floating point operations"),
        ("RLHF", "reinforcement learning from human feedback"),
        ("CoT", "chain-of-thought prompting"),
        ("mAP", "mean average precision"),
        ("MoE", "Mixture-of-Experts"),
    ],
)
def test_letters_of_the_words(short: str, long: str) -> None:
    assert is_acronym(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Transformers", "autoregressive Transformers"),
        ("AR", "visual autoregressive model"),
        ("attention", "linear attention"),
        ("GAN", "graph attention layer"),
        ("Low-Rank Adaptation", "LoRA"),
        ("A", "A B"),
    ],
)
def test_no_acronym(short: str, long: str) -> None:
    assert not is_acronym(short, long)


def test_the_anchor_is_the_long_form_wherever_it_stands() -> None:
    assert anchor(("LoRA", "LoRA adapter", "Low-Rank Adaptation")) == "Low-Rank Adaptation"
    assert anchor(("Low-Rank Adaptation", "LoRA")) == "Low-Rank Adaptation"
    assert anchor(("Mamba",)) == "Mamba"


def test_long_forms_of_one_meaning() -> None:
    assert same_long_form("low rank adaptation") == same_long_form("low rank adapter")
    assert same_long_form("visual autoregressive") == same_long_form("visual autoregressive model")
    assert same_long_form("segment anything model") != same_long_form("sharpness aware minimization")
