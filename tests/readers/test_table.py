from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import read
from tests.readers.texts import places, read_text


def test_no_title_column(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    path.write_text("Name,Abstract,Year\nA,We do it.,2020\n")
    with pytest.raises(
        InputError, match=r"papers.csv:1: .*no title column; columns found: Name, Abstract, Year; wanted"
    ):
        list(read([path], rejected=lambda _: None))


@pytest.mark.parametrize("row", ['Bad,"We do it.', 'Bad,"We" do it.', "Bad,We,do,it", '"Bad"x,We do it.'])
def test_bad_row(tmp_path: Path, row: str) -> None:
    text = f'title,abstract\nOne,"Text, with\ntwo lines."\n{row}\nTwo,"A ""quoted"" word."\n\nThree,Text.\n'
    papers, rejections = read_text(tmp_path, text, "papers.csv")
    assert [(paper.title, paper.abstract) for paper in papers] == [
        ("One", "Text, with\ntwo lines."),
        ("Two", 'A "quoted" word.'),
        ("Three", "Text."),
    ]
    assert [line for line, _ in places(rejections)] == [4]
    assert papers[-1].source.endswith("papers.csv:7")


def test_short_row_lacks_its_abstract(tmp_path: Path) -> None:
    papers, rejections = read_text(tmp_path, "title,abstract\nOne\nTwo,Text.\n", "papers.csv")
    assert (len(papers), places(rejections)) == (1, [(2, "no abstract")])


def test_tabs_without_quoting(tmp_path: Path) -> None:
    text = 'title\tabstract\n"Why?" they ask\tA 5" disk.\n"Two\tText.\n'
    papers, rejections = read_text(tmp_path, text, "papers.tsv")
    assert rejections == []
    assert [(paper.title, paper.abstract) for paper in papers] == [('"Why?" they ask', 'A 5" disk.'), ('"Two', "Text.")]


def test_field_beyond_the_limit(tmp_path: Path) -> None:
    text = f'title,abstract\nOne,"{"a " * (1 << 19)}"\nTwo,Text.\n'
    papers, rejections = read_text(tmp_path, text, "papers.csv")
    assert [paper.title for paper in papers] == ["Two"]
    assert [line for line, _ in places(rejections)] == [2]
