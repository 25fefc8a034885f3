import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from kg.building import build_folder
from kg.model import Extraction, Paper
from kg.readers import Duplicate, merge
from kg.readers.identifiers import identifiers
from tests.readers.texts import BERT, LORA, RESNET

PAGE = Paper("lora-a-page", "LoRA: A Page", LORA, date="2021", source="page.txt:9")
ARXIV = Paper(
    "2106.09685v2", "LoRA: a page!", LORA[:-1], ("Edward J. Hu",), "2021-06-17", url="https://x.org/a", source="b:1"
)
DOI = Paper(
    "k1", "An older title", LORA[:50], venue="ICLR", url="https://doi.org/10.48550/arXiv.2106.09685", source="c:2"
)
OTHER = Paper("2106.09685", "BERT", BERT, source="d:1")


def merged(*papers: Paper | Extraction) -> tuple[list[Paper | Extraction], list[Duplicate]]:
    found: list[Duplicate] = []
    return list(merge(papers, duplicate=found.append)), found


def test_same_paper_by_title_and_identifier() -> None:
    papers, duplicates = merged(PAGE, ARXIV, DOI)
    assert papers == [
        Paper(
            "2106.09685v2",
            "LoRA: A Page",
            LORA,
            ("Edward J. Hu",),
            "2021-06-17",
            "ICLR",
            "https://x.org/a",
            "page.txt:9",
        )
    ]
    assert duplicates == [
        Duplicate("2106.09685v2", "b:1", "same title"),
        Duplicate("2106.09685v2", "c:2", "same as another copy of this paper"),
    ]


def test_reason_names_the_identifier() -> None:
    assert merged(ARXIV, OTHER)[1] == [Duplicate("2106.09685v2", "d:1", "same arXiv id 2106.09685")]


def test_order_does_not_matter() -> None:
    row = Paper("1", "Rows", RESNET, source="e:1")
    papers = [PAGE, ARXIV, DOI, row, replace(row, source="f:1"), replace(row, title="Other rows", source="g:1")]
    expected = merged(*papers)
    assert all(merged(*order) == expected for order in permutations(papers))


def test_row_numbers_are_no_identifiers() -> None:
    first, second = merged(Paper("1", "Rows", RESNET), Paper("1", "Other rows", BERT))[0]
    assert first.id != second.id
    assert first.id.startswith("1-")


@pytest.mark.parametrize(("authors", "count"), [(("B. Bee",), 2), (("Ann Bee", "Al Cee"), 1), ((), 1)])
def test_same_title_by_others(authors: tuple[str, ...], count: int) -> None:
    first = Paper("x", "Plenary talks", RESNET, ("Al Cee",))
    assert len(merged(first, Paper("y", "Plenary Talks", BERT, authors))[0]) == count


def test_extraction_wins() -> None:
    extraction = Extraction(replace(DOI, title=PAGE.title), (), ())
    papers, duplicates = merged(PAGE, extraction)
    assert papers == [replace(extraction, paper=replace(extraction.paper, date="2021"))]
    assert [duplicate.dropped_source for duplicate in duplicates] == ["page.txt:9"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://arxiv.org/pdf/2404.02905v2.pdf", "arXiv id 2404.02905"),
        ("arXiv:cs.CL/0101001", "arXiv id cs.cl/0101001"),
        ("hep-th/9901001v3", "arXiv id hep-th/9901001"),
        ("https://huggingface.co/papers/2404.02905", "arXiv id 2404.02905"),
        ("10.48550/arXiv.2404.02905", "arXiv id 2404.02905"),
        ("https://doi.org/10.1109/CVPR.2016.90", "DOI 10.1109/cvpr.2016.90"),
        ("https://openreview.net/forum?id=nZeVKeeFYf9", "OpenReview id nZeVKeeFYf9"),
        ("https://aclanthology.org/N19-1423/", "ACL Anthology id N19-1423"),
        ("https://openalex.org/W2194775991", "OpenAlex id w2194775991"),
        ("1234.56789", None),
        ("7", None),
        ("https://example.org/", None),
        ("", None),
    ],
)
def test_identifiers(text: str, expected: str | None) -> None:
    assert identifiers(text) == ((expected,) if expected else ())


def test_papers_without_a_title_are_not_the_same() -> None:
    papers, duplicates = merged(Paper("a", "", LORA), Paper("b", "", BERT))
    assert [paper.id for paper in papers] == ["a", "b"]
    assert duplicates == []


def test_papers_without_a_title_are_the_same_by_id_and_text() -> None:
    bare = Paper("1", "", LORA, source="a:1")
    papers, duplicates = merged(bare, replace(bare, source="b:1"), replace(bare, abstract=BERT), replace(bare, id="2"))
    assert sorted(paper_id.partition("-")[0] for paper_id in (paper.id for paper in papers)) == ["1", "1", "2"]
    assert len({paper.id for paper in papers}) == 3
    assert [(one.dropped_source, one.reason.partition(" (")[0]) for one in duplicates] == [
        ("b:1", "same id 1 and text")
    ]


@pytest.mark.parametrize("title", ["", "???"])
def test_copies_of_a_paper_without_a_title_build(title: str, tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "title": title, "abstract": LORA})
    (tmp_path / "two.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    report = build_folder([tmp_path / "two.jsonl"], tmp_path / "graph", site=False)
    assert (report.intake.entries, report.intake.papers) == (2, 1)
