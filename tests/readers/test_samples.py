"""Every file in samples/ holds the same three papers, in one format or another."""

from pathlib import Path

import pytest

from kg.readers import merge, read
from tests.readers.texts import ABSTRACTS, SAMPLES, TITLES, read_file


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample(path: Path) -> None:
    papers, rejections = read_file(path)
    assert rejections == []
    assert [paper.title for paper in papers] == TITLES
    assert [" ".join(paper.abstract.split()) for paper in papers] == ABSTRACTS
    assert all(paper.source.startswith(f"{path.as_posix()}:") for paper in papers)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("arxiv_snapshot.json", ("1810.04805", "2015-12-10", "", "https://arxiv.org/abs/1810.04805", 2)),
        ("array.json", ("1810.04805", "2018", "", "https://arxiv.org/abs/1810.04805", 9)),
        (
            "openalex.json",
            ("https://openalex.org/W200", "2018-10-11", "arXiv", "https://doi.org/10.48550/arxiv.1810.04805", 168),
        ),
        ("semantic_scholar.json", ("2" * 40, "2018-10-11", "arXiv.org", "https://arxiv.org/abs/1810.04805", 1)),
        ("daily_papers_api.json", ("1810.04805", "2018-10-11", "", "https://arxiv.org/abs/1810.04805", 1)),
        ("openreview_v1.jsonl", ("abc1", "2015-12-13", "", "https://openreview.net/forum?id=abc1", 2)),
        ("openreview_v2.json", ("abc1", "2015-12-13", "ICLR", "https://openreview.net/forum?id=abc1", 1)),
        ("references.bib", ("paper1", "2018-10", "CVPR", "https://arxiv.org/abs/1810.04805", 14)),
        (
            "feed.xml",
            ("http://arxiv.org/abs/1810.04805v1", "2018-10-11", "A journal", "https://arxiv.org/abs/1810.04805", 19),
        ),
        ("table.parquet", ("1810.04805", "2018-10-11", "", "https://arxiv.org/abs/1810.04805", 2)),
        ("tab.tsv", ("1810.04805", "2018-10-11", "", "https://arxiv.org/abs/1810.04805", 3)),
    ],
)
def test_metadata(name: str, expected: tuple[str, str, str, str, int]) -> None:
    path = Path(__file__).parent / "samples" / name
    paper = read_file(path)[0][1]
    *metadata, line = expected
    assert [paper.id, paper.date, paper.venue, paper.url] == metadata
    assert paper.source == f"{path.as_posix()}:{line}"
    assert paper.authors == ("Jacob Devlin", "Ming-Wei Chang", "Kenton Lee", "Kristina Toutanova")


def test_all_samples_are_three_papers() -> None:
    papers = list(read([Path(__file__).parent / "samples"]))
    assert len(papers) == 3 * len(SAMPLES)
    assert sorted(paper.title for paper in merge(papers)) == sorted(TITLES)
