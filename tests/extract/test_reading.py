"""Sentences, tags and noun phrases."""

import pytest

from kg.extract.analysis import analyse
from kg.extract.tags import tag_words
from kg.extract.words import key_of, shape_of, word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A title\nOne. Two.", ["A title", "One.", "Two."]),
        ("\nNo title. Here.", ["No title.", "Here."]),
        ("T\nWe use 3.5 bits (see Fig. 2). It works!", ["T", "We use 3.5 bits (see Fig. 2).", "It works!"]),
        ("T\nAs in e.g. BERT. muP-like rules help.", ["T", "As in e.g. BERT.", "muP-like rules help."]),
        ("T\nFast methods.Our code is open.", ["T", "Fast methods.", "Our code is open."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    analysis = analyse(text)
    assert [analysis.slice(*bounds) for bounds in analysis.sentences] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We train models", ["PRON", "VB", "NOUNS"]),
        ("The train is late", ["DET", "NOUN", "AUX", "ADJ"]),
        ("It benefits the users", ["PRON", "VBZ", "DET", "NOUNS"]),
        ("The benefits of scale", ["DET", "NOUNS", "PREP", "NOUN"]),
        ("a learned representation", ["DET", "VBN", "NOUN"]),
        ("GPTQ quantizes models", ["NOUN", "VBZ", "NOUNS"]),
    ],
)
def test_tags_depend_on_the_neighbours(text: str, expected: list[str]) -> None:
    assert list(tag_words([word(item) for item in text.split()])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We propose a novel graph neural network", ["graph neural network"]),
        ("improving sample quality by scaling laws", ["sample quality", "scaling laws"]),
        ("models trained on large corpora", ["models", "large corpora"]),
        ("The square root scaling rule for quantized models", ["square root scaling rule", "quantized models"]),
        ("CLIP-based reward models", ["CLIP-based reward models"]),
    ],
)
def test_noun_phrases(text: str, expected: list[str]) -> None:
    analysis = analyse("T\n" + text)
    assert [analysis.slice(*bounds) for bounds in analysis.chunks][-len(expected) :] == expected


@pytest.mark.parametrize(
    ("text", "shape"),
    [("rank", "lower"), ("Adam", "title"), ("GANs", "upper"), ("LoRA", "mixed"), ("muP", "mixed"), ("VGG16", "code")],
)
def test_shapes(text: str, shape: str) -> None:
    assert shape_of(text) == shape


@pytest.mark.parametrize(
    ("one", "other"),
    [("LLMs", "LLM"), ("pre-training", "Pre-Training"), ("losses", "loss"), ("queries", "query"), ("tasks", "Task")],
)
def test_variants_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("text", "key"), [("CBS", "cbs"), ("analysis", "analysis"), ("loss", "loss")])
def test_a_final_s_is_not_always_a_plural(text: str, key: str) -> None:
    assert key_of(text) == key


def test_offsets_are_those_of_the_text() -> None:
    text = "A  title\n\nOur  model – “muP” – works."
    analysis = analyse(text)
    assert analysis.text == text
    assert [analysis.slice(at, at + 1) for at in range(len(analysis.words))] == [word.text for word in analysis.words]
    assert analysis.end_of(len(analysis.words) - 1) == len(text)
