from pathlib import Path

import pytest

from tests.readers.texts import read_text

SAMPLE = (Path(__file__).parent / "samples" / "feed.xml").read_text(encoding="utf-8")
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><feed>&b;</feed>', "is refused"),
        ('<?xml version="1.0"?><!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/hostname">]><feed>&x;</feed>', "is refused"),
        (f"<?xml version='1.0'?><feed {ATOM}>{'<a>' * 50_000}", "broken XML: no element found"),
        (f"<?xml version='1.0'?><feed {ATOM}></feed>", "XML without an Atom entry"),
        ("<?xml version='1.0' encoding='klingon'?><feed/>", "broken XML: unknown encoding"),
        ("<!DOCTYPE html><html><p>We do it.</p></html>", "a web page or other markup"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "a web page or other markup"),
    ],
)
def test_refused(tmp_path: Path, text: str, reason: str) -> None:
    papers, rejections = read_text(tmp_path, text, "feed.xml")
    assert papers == []
    assert len(rejections) == 1
    assert reason in rejections[0].reason


def test_cut_feed(tmp_path: Path) -> None:
    text = SAMPLE[: SAMPLE.rindex("<summary>")]
    papers, rejections = read_text(tmp_path, text, "feed.xml")
    assert len(papers) == 2
    assert [rejection.line for rejection in rejections] == [text.count("\n") + 1]
    assert rejections[0].reason.startswith("broken XML: no element found")
