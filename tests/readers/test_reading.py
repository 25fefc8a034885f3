import io
import json
import os
import sys
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import Rejection, read
from tests.readers.texts import RESNET, TITLES, places, read_file, read_text

LINE = json.dumps({"title": TITLES[0], "abstract": RESNET}) + "\n"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("nowhere.txt", "nowhere.txt: no such file or folder"),
        ("*.nothing", "*.nothing: no file matches this pattern"),
        ("long" * 2000, "longlong"),
        ("a\0b", "a\0b: no such file or folder"),
        ("empty", "empty: no readable file in this folder"),
    ],
)
def test_missing_source_is_an_error_at_once(tmp_path: Path, monkeypatch, source: str, problem: str) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        read([source])
    assert str(error.value).startswith(problem)


def test_no_source() -> None:
    with pytest.raises(InputError, match="no file named"):
        read([])


def test_folders_and_patterns(tmp_path: Path, monkeypatch) -> None:
    for name in ("a.jsonl", "sub/b.jsonl", "sub/deep/c.jsonl", "sub/.hidden.jsonl", ".git/d.jsonl", "sub/notes.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"title": name, "abstract": "We do it."}))
    monkeypatch.chdir(tmp_path)

    def titles(*sources: str) -> list[str]:
        return [paper.title for paper in read(sources)]

    assert titles(".") == ["a.jsonl", "sub/b.jsonl", "sub/deep/c.jsonl"]
    assert titles("sub/*.jsonl") == ["sub/b.jsonl"]
    assert titles("**/*.jsonl", "sub", "a.jsonl") == ["a.jsonl", "sub/b.jsonl", "sub/deep/c.jsonl"]
    assert titles("sub/notes.md") == ["sub/notes.md"]
    assert next(iter(read(["sub"]))).source == "sub/b.jsonl:1"


def test_stdin(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINE.encode())))
    assert [paper.source for paper in read(["-"])] == ["-:1"]
    assert not sys.stdin.buffer.closed


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)))
    (tmp_path / "c.json").write_text("[]")
    (tmp_path / "d.csv").write_text("name,text\n1,2\n")
    (tmp_path / "e.jsonl").write_text(LINE)
    rejections: list[Rejection] = []
    papers = list(read([tmp_path], rejected=rejections.append))
    assert [paper.title for paper in papers] == [TITLES[0]]
    reasons = [
        (Path(rejection.source).name, rejection.line, rejection.reason.split(";")[0]) for rejection in rejections
    ]
    assert reasons == [
        ("a.txt", None, "the file is empty"),
        ("b.txt", None, "a binary file"),
        ("c.json", None, "no entry found"),
        ("d.csv", 1, "no title column"),
    ]


@pytest.mark.parametrize("content", [b"", b"  \n\n ", b"\x00\x01\x02", b"%PDF-1.7 x", b"PK\x03\x04x", b"PAR1 no table"])
def test_nothing_read_is_an_error_at_the_end(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    papers = read([path], rejected=lambda _: None)
    with pytest.raises(InputError, match=r"file: nothing could be read: "):
        list(papers)


def test_rejections_are_logged(tmp_path: Path, caplog) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text(LINE + "{broken\n")
    assert len(list(read([path]))) == 1
    assert caplog.messages[0].startswith(f"{path.as_posix()}:2: broken JSON")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_newlines(tmp_path: Path, encoding: str, newline: str) -> None:
    text = newline.join(("title,abstract", "Über–all,Naïve “text” × Ω.", "Two,Text."))
    papers, rejections = read_text(tmp_path, text.encode(encoding), "t.csv")
    assert rejections == []
    assert [(paper.title, paper.abstract) for paper in papers] == [("Über–all", "Naïve “text” × Ω."), ("Two", "Text.")]
    assert papers[1].source.endswith(":3")


def test_mixed_newlines_and_separators(tmp_path: Path) -> None:
    text = "title,abstract\r\nOne,A\u2028line\x0bseparator.\rTwo,Text.\nThree,Text."
    papers, _ = read_text(tmp_path, text, "t.csv")
    assert [paper.source.rpartition(":")[2] for paper in papers] == ["2", "3", "4"]


def test_not_utf8(tmp_path: Path, caplog) -> None:
    data = "title,abstract\nÜber,“Naïve” text.\nΩ,Fine.\n"
    rows = data.split("\n")
    mixed = b"\n".join((rows[0].encode(), rows[1].encode("cp1252"), rows[2].encode()))
    papers, rejections = read_text(tmp_path, mixed, "t.csv")
    assert rejections == []
    assert [(paper.title, paper.abstract) for paper in papers] == [("Über", "“Naïve” text."), ("Ω", "Fine.")]
    assert "1 lines are not UTF-8 and were read as Windows-1252" in caplog.text


def test_wrong_name_right_content(tmp_path: Path) -> None:
    assert len(read_text(tmp_path, LINE, "papers.bib")[0]) == 1
    assert len(read_text(tmp_path, "title,abstract\nOne,Text.\n", "papers.json")[0]) == 1


def test_unreadable_file(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="no such file"):
        read([loop])
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "gone.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "ok.jsonl").write_text(LINE)
    papers, rejections = read_file(folder)
    assert len(papers) == 1
    assert places(rejections) == [(None, "cannot be opened: No such file or directory")]
