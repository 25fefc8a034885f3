import json
from pathlib import Path

import pytest

from kg.readers import Rejection, merge, read
from tests.readers.texts import BERT, LORA, RESNET, TITLES, places, read_text

HEADER = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\n"
    "Daily Papers\n\nbyAK and the research community\n\nJul 1\n\n"
)


def test_five_pages(daily_pages: list[Path], shared: Path) -> None:
    rejections: list[Rejection] = []
    entries = list(read(daily_pages, rejected=rejections.append))
    papers = list(merge(entries))
    assert (len(entries), len(papers), rejections) == (276, 194, [])
    known = [json.loads(line) for line in (shared / "gold" / "dev.docs.jsonl").read_text("utf-8").strip().split("\n")]
    by_title = {paper.title: paper.abstract for paper in papers}
    assert [(doc["title"], doc["abstract"]) for doc in known] == [
        (doc["title"], by_title.get(doc["title"])) for doc in known
    ]
    assert sum(bool(paper.date) for paper in papers) == 98
    assert max(paper.date for paper in papers)[:4] == "2026"


def test_dates(tmp_path: Path) -> None:
    trailers = ("  • 4 authors\n·\nDec 10, 2015", "google Google AI\n·\nOct 11 2", "  • 1 authors\n·\nJun 17, 2021 4")
    text = HEADER + "\n\n".join(f"{title}\n\n{RESNET}\n\n{end}" for title, end in zip(TITLES, trailers, strict=True))
    assert [paper.date for paper in read_text(tmp_path, text)[0]] == ["2015-12-10", "2022-10-11", "2021-06-17"]
    assert read_text(tmp_path, text, year=2019)[0][1].date == "2019-10-11"


def test_date_without_any_year(tmp_path: Path) -> None:
    text = f"{HEADER}{TITLES[0]}\n\n{RESNET}\n\n  • 4 authors\n·\nFeb 3 12"
    assert read_text(tmp_path, text)[0][0].date == ""
    assert read_text(tmp_path, text, year=2024)[0][0].date == "2024-02-03"


@pytest.mark.parametrize(
    "abstract",
    [
        f"{RESNET}\n{BERT}",
        f"{RESNET}\n\n{BERT}",
        f"{RESNET}\n\nCode is at https://example.org/code.",
        f"{RESNET}\n\nProject page: https://example.org/page",
        f"{RESNET}\n\n- shortcut connections\n- batch normalization\n\n{BERT}",
        "We train deeper networks.",
    ],
)
@pytest.mark.parametrize("trailer", ["", "\n\n  • 2 authors\n·\nOct 3, 2025 7"])
def test_abstract_of_several_paragraphs(tmp_path: Path, abstract: str, trailer: str) -> None:
    text = f"{HEADER}Is Depth All You Need?\n\n{abstract}{trailer}\n\nLow-rank: small, but enough!\n\n{LORA}{trailer}"
    papers, rejections = read_text(tmp_path, text)
    assert rejections == []
    assert [paper.title for paper in papers] == ["Is Depth All You Need?", "Low-rank: small, but enough!"]
    assert [paper.abstract for paper in papers] == [abstract, LORA]


def test_entry_without_trailer_among_others(tmp_path: Path) -> None:
    end = "\n\n  • 3 authors\n·\nOct 3, 2025\n\n"
    text = f"{HEADER}{TITLES[0]}\n\n{RESNET}{end}{TITLES[1]}\n\n{BERT}\n\n{TITLES[2]}\n\n{LORA}{end}"
    papers, _ = read_text(tmp_path, text)
    assert [(paper.title, paper.date) for paper in papers] == [
        (TITLES[0], "2025-10-03"),
        (TITLES[1], ""),
        (TITLES[2], "2025-10-03"),
    ]


def test_pages_joined_without_line_break(tmp_path: Path) -> None:
    end = "\n\n  • 3 authors\n·\nOct 3, 2025"
    papers, rejections = read_text(
        tmp_path, f"{HEADER}{TITLES[0]}\n\n{RESNET}{end}{HEADER}{TITLES[1]}\n\n{BERT}{HEADER}{TITLES[2]}\n\n{LORA}"
    )
    assert rejections == []
    assert [paper.abstract for paper in papers] == [RESNET, BERT, LORA]
    assert papers[0].date == "2025-10-03"


@pytest.mark.parametrize(
    ("end", "kept", "rejected"),
    [
        (f"{TITLES[1]}\n\n{BERT[:90]}", 1, [(21, "the page ends in the middle of this abstract")]),
        (f"{TITLES[1]}\n\n", 1, [(21, "title without an abstract")]),
        (f"{TITLES[1]}\n\n{BERT}\n\n  • 2 aut", 2, []),
        (f"{TITLES[1]}\n\n{BERT}\n\n  • 2 authors\n·\n", 2, []),
        (f"{TITLES[1]}\n\n{BERT}\n\n  • 2 authors\n·\nOct 3, 20", 2, []),
        (f"{TITLES[1]}\n\n{BERT} Code: https://example.org/x", 2, []),
    ],
)
def test_page_cut_in_the_middle(tmp_path: Path, end: str, kept: int, rejected: list[tuple[int, str]]) -> None:
    papers, rejections = read_text(
        tmp_path, f"{HEADER}{TITLES[0]}\n\n{RESNET}\n\n  • 4 authors\n·\nOct 3, 2025\n\n{end}"
    )
    assert (len(papers), places(rejections)) == (kept, rejected)
    assert {paper.abstract for paper in papers} <= {RESNET, BERT, f"{BERT} Code: https://example.org/x"}


def test_page_that_begins_in_the_middle(tmp_path: Path) -> None:
    text = f"{RESNET} {BERT}\n\n  • 4 authors\n·\nOct 3, 2025\n\n{TITLES[1]}\n\n{BERT}\n\n  • 4 authors\n·\nOct 3, 2025"
    papers, rejections = read_text(tmp_path, text)
    assert [paper.title for paper in papers] == [TITLES[1]]
    assert places(rejections) == [(1, "text without a title before it")]
