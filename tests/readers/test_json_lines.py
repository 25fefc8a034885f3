import json
from pathlib import Path

import pytest

from kg.model import Extraction
from tests.readers.texts import RESNET, places, read_text


def line(number: int) -> str:
    return json.dumps({"id": number, "title": f"Paper {number} of ten", "abstract": f"This is number {number}."})


BROKEN = [
    '{"id": 7, "title": "x',
    '{"id": 7,',
    "nonsense",
    '{"id": 7, "authors": [',
    "[" * 5000,
    '{"id": ' + "9" * 5000 + "}",
]


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("at", [1, 7, 10])
def test_broken_line(tmp_path: Path, broken: str, at: int) -> None:
    lines = [broken if number == at else line(number) for number in range(1, 11)]
    papers, rejections = read_text(tmp_path, "\n".join(lines), "ten.jsonl")
    assert [paper.id for paper in papers] == [str(number) for number in range(1, 11) if number != at]
    assert [rejection.line for rejection in rejections] == [at]
    assert papers[-1].source.endswith(f"ten.jsonl:{10 if at < 10 else 9}")


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("wrapper", ["", "data", "results"])
def test_broken_value_of_an_array(tmp_path: Path, indent: int | None, wrapper: str) -> None:
    values = [json.dumps(json.loads(line(number)), indent=indent) for number in range(1, 11)]
    values[6] = values[6].replace('"title":', '"title"')
    array = "[\n" + ",\n".join(values) + "\n]\n"
    papers, rejections = read_text(tmp_path, f'{{"{wrapper}": {array}, "count": 10}}' if wrapper else array, "ten.json")
    assert [paper.id for paper in papers] == ["1", "2", "3", "4", "5", "6", "8", "9", "10"]
    assert len(rejections) == 1
    assert rejections[0].line == (8 if indent is None else 32)
    assert rejections[0].reason.startswith("broken JSON: Expecting ':' delimiter")


def test_array_cut_in_the_middle(tmp_path: Path) -> None:
    text = "[" + ", ".join(line(number) for number in range(1, 11))
    papers, rejections = read_text(tmp_path, text[: len(text) - 20], "ten.json")
    assert len(papers) == 9
    assert len(rejections) == 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": "Only a title"}, "no abstract"),
        ({"title": "Nothing in it", "abstract": " "}, "no abstract"),
        ({"title": "A null", "abstract": None}, "no abstract"),
        ({"title": "A gap", "abstract": "N/A"}, "no abstract"),
        ({"abstract": "Only an abstract."}, "no title"),
        ({"title": "A list", "abstract": ["We do it."]}, "no abstract"),
        ({"title": "Too long", "abstract": "a" * 20_001}, "abstract of 20,001 characters; the limit is 20,000"),
        ({"title": "b" * 1001, "abstract": "We do it."}, "title of 1,001 characters; the limit is 1,000"),
        ({"title": "Long", "id": "c" * 1001, "abstract": "We do it."}, "id of 1,001 characters; the limit is 1,000"),
        (
            {"title": "V", "abstract": "We do it.", "venue": "d" * 1048577},
            "venue of 1,048,577 characters; the limit is 1,048,576",
        ),
    ],
)
def test_rejected(tmp_path: Path, fields: dict[str, object], reason: str) -> None:
    papers, rejections = read_text(tmp_path, f"{line(1)}\n{json.dumps(fields)}\n", "two.jsonl")
    assert (len(papers), places(rejections)) == (1, [(2, reason)])


def test_a_title_may_be_empty_where_the_record_says_so(tmp_path: Path) -> None:
    fields = {"id": "a-1", "title": "", "abstract": "We do it."}
    papers, rejections = read_text(tmp_path, json.dumps(fields), "one.jsonl")
    assert (papers[0].id, papers[0].title, papers[0].text, rejections) == ("a-1", "", "\nWe do it.", [])


def test_longest_abstract_is_kept_whole(tmp_path: Path) -> None:
    papers, _ = read_text(tmp_path, json.dumps({"title": "Long", "abstract": "a" * 20_000}), "one.jsonl")
    assert len(papers[0].abstract) == 20_000


def test_characters_nothing_can_hold(tmp_path: Path) -> None:
    text = (
        '{"title": "A\\ud800 lone\\u0000 half", "abstract": "Text\\r\\nof\\u000b two\\ttabs.", "authors": ["\\udfff"]}'
    )
    paper = read_text(tmp_path, text, "one.jsonl")[0][0]
    assert paper.title == "A\ufffd lone\ufffd half"
    assert paper.abstract == "Text\nof\ufffd two\ttabs."
    assert paper.authors == ("\ufffd",)


def test_inverted_index_with_gaps_and_junk(tmp_path: Path) -> None:
    index = {"We": [0], "it": [2, 10**12], "do": [1], "x": [None, "3"], "y": 4}
    paper = read_text(tmp_path, json.dumps({"title": "T", "abstract_inverted_index": index}), "one.json")[0][0]
    assert paper.abstract == "We do it it"


RECORD = {
    "id": "resnet",
    "title": "Deep residual networks",
    "abstract": RESNET,
    "entities": [{"type": "Method", "name": "ResNet", "introduced": True}],
    "claims": [{"kind": "result", "subject": "ResNet", "value": "3.57%", "evidence": "reaches 3.57% top-5 error"}],
}


def test_extraction(tmp_path: Path) -> None:
    extraction = read_text(tmp_path, json.dumps(RECORD), "one.jsonl")[0][0]
    assert isinstance(extraction, Extraction)
    assert extraction.claims[0].value.text == "3.57%"
    assert extraction.paper.source.endswith("one.jsonl:1")


def test_offsets_of_an_extraction_stay(tmp_path: Path) -> None:
    record = RECORD | {"title": "Deep\ud800\x00 residual", "authors": ["\ud800"]}
    extraction = read_text(tmp_path, json.dumps(record), "one.jsonl")[0][0]
    assert extraction.paper.title == "Deep\ufffd\ufffd residual"
    mention = extraction.entities[0].mentions[0]
    assert extraction.paper.text[mention.start : mention.end] == "ResNet"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"abstract": "Another text."}, "'ResNet' does not stand in the title or abstract"),
        ({"abstract": "a" * 20_001, "entities": [], "claims": []}, "abstract of 20,001 characters"),
        ({"id": None}, "field 'id' is missing"),
        ({"entities": [[] for _ in range(3)]}, "not an extraction record"),
    ],
)
def test_rejected_extraction(tmp_path: Path, changes: dict[str, object], reason: str) -> None:
    record = {key: value for key, value in (RECORD | changes).items() if value is not None}
    papers, rejections = read_text(tmp_path, f"{line(1)}\n{json.dumps(record)}", "two.jsonl")
    assert len(papers) == 1
    assert rejections[0].line == 2
    assert reason in rejections[0].reason
