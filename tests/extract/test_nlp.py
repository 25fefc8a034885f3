from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.extract.nlp import Tokenizer, make_nlp
from tests.timing import seconds


def words(text: str) -> list[str]:
    return [word for word, _ in Tokenizer.split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The 13B.", ["The", "13B", "."]),
        ("methods.Our", ["methods", ".", "Our"]),
        ("1)assuming", ["1", ")", "assuming"]),
        ("a||b", ["a", "|", "|", "b"]),
        ("4.8\\%", ["4.8", "\\%"]),
        ("98.0%", ["98.0", "%"]),
        ("3.9times", ["3.9", "times"]),
        ("256times256", ["256", "times", "256"]),
        ("Gemma3-27B-it", ["Gemma3-27B-it"]),
        ("ViT-H/14", ["ViT-H/14"]),
        ("precision/recall", ["precision", "/", "recall"]),
        ("tokens/s", ["tokens/s"]),
        ("CLIP-based", ["CLIP", "-based"]),
        ("low-rank", ["low-rank"]),
        ("datasets--UCF101", ["datasets", "--", "UCF101"]),
        ("Recall@10", ["Recall@10"]),
        ("Ω-QVLA", ["Ω-QVLA"]),
        ("81,082", ["81,082"]),
        ("1,2", ["1", ",", "2"]),
        ("the model's", ["the", "model", "'s"]),
        ("don't", ["don't"]),
        ("(e.g., BERT)", ["(", "e.g.", ",", "BERT", ")"]),
        ("D_{KL}", ["D", "_", "{", "KL", "}"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_nlp()


@settings(deadline=None)
@given(text=st.text())
def test_a_doc_holds_its_text(nlp: Language, text: str) -> None:
    assert nlp.make_doc(text).text == text


@pytest.mark.parametrize("piece", ["(", '"', "a-", "1,000", "1times", "\\", ".", "'s ", "-", "x.1"])
def test_time_is_linear(piece: str) -> None:
    assert seconds(lambda: Tokenizer.split(piece * 20_000)) < 1.0  # spaCy's own takes 30 s for brackets


def test_a_pipeline_can_be_saved(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert (tmp_path / "pipeline" / "vocab").exists()
