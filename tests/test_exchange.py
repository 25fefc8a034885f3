import json
from decimal import Decimal

import pytest

from kg.errors import InputError
from kg.exchange import from_record, is_record, to_record

TEXT = "With LoRA, tuning needs 10x fewer parameters than full tuning."
METHOD = {"type": "Method", "name": "LoRA", "aliases": ["Low-rank"], "introduced": True}
CLAIM = {
    "kind": "change",
    "subject": "LoRA",
    "metric": "parameters",
    "value": "10x",
    "baseline": "full tuning",
    "direction": "decrease",
    "evidence": "10x fewer parameters",
}
RECORD = {"id": "x1", "title": "Low-rank tuning", "abstract": TEXT, "entities": [METHOD], "claims": [CLAIM]}


def test_record_of_others_gets_offsets() -> None:
    extraction = from_record(RECORD, "file.jsonl", 3)
    text = extraction.paper.text
    assert sorted(text[m.start : m.end] for m in extraction.entities[0].mentions) == ["LoRA", "Low-rank"]
    claim = extraction.claims[0]
    assert text[claim.start : claim.end] == "10x fewer parameters"
    assert text[claim.value.start : claim.value.end] == "10x"
    assert (claim.rule, extraction.paper.source) == ("given", "file.jsonl:3")


def test_round_trip() -> None:
    claim = CLAIM | {"low": "10", "high": "10", "unit": "times", "modifier": "about"}
    extraction = from_record(RECORD | {"claims": [claim]}, "file.jsonl", 3)
    assert extraction.claims[0].value.low == Decimal(10)
    assert from_record(json.loads(json.dumps(to_record(extraction))), "other.jsonl", 9) == extraction


def test_paper_alone_is_no_extraction() -> None:
    assert is_record(RECORD)
    assert not is_record({"id": "x1", "abstract": TEXT})
    assert not is_record([RECORD])


@pytest.mark.parametrize(
    ("part", "change", "problem"),
    [
        ("entity", {"type": "Person"}, "'Person' is none of Method, Dataset, Metric, Task"),
        ("entity", {"name": 7}, "7 where a text is expected"),
        ("entity", {"name": "QLoRA"}, "'QLoRA' does not stand in the title or abstract"),
        ("entity", {"mentions": [[0, 9999]]}, "lies outside the text"),
        ("entity", {"mentions": [[0, 1.5]]}, "offsets that are no integers"),
        ("claim", {"kind": "guess"}, "'guess' is none of"),
        ("claim", {"value": None}, "a change without a value"),
        ("claim", {"value": "11x"}, "'11x' does not stand"),
        ("claim", {"evidence": "20x fewer"}, "'20x fewer' does not stand"),
        ("claim", {"evidence": "10x", "start": 0}, "does not stand at 0"),
        ("claim", {"start": float("inf")}, "infinity"),
        ("claim", {"value_start": 0}, "'10x' does not stand in its evidence"),
        ("claim", {"subject": ["LoRA"]}, "where a text is expected"),
        ("claim", {"direction": "up"}, "'up' is none of increase, decrease"),
        ("claim", {"low": "NaN"}, "'NaN' is no number"),
    ],
)
def test_refused(part: str, change: dict[str, object], problem: str) -> None:
    changes = {"entities": [METHOD | change]} if part == "entity" else {"claims": [CLAIM | change]}
    with pytest.raises(InputError, match=r"file.jsonl:3: not an extraction record") as error:
        from_record(RECORD | changes, "file.jsonl", 3)
    assert problem in str(error.value)
