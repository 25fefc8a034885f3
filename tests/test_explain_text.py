"""`kg explain --text`: what was found and why, what almost matched and why not."""

import os
import pty
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from kg.building import paper_of, read
from kg.extract.display import to_html
from kg.extract.explaining import Explained, explain, marks
from kg.extract.quantities import find_numbers
from kg.extract.user_rules import parse_rule
from kg.model import Paper
from tests.conftest import REPO
from tests.test_cli import kg

TEXT = """KnotNet: Tying Knots

We introduce KnotNet, a method for image classification. In 2024 it reaches an accuracy of 91.5% on ImageNet, and
it is 4x faster than ResNet-50. See Section 3. The knots hold.
"""
PAPER = Paper(
    "knots",
    "KnotNet: Tying Knots",
    "We introduce KnotNet, a method for image classification. In 2024 it reaches an accuracy of 91.5% on ImageNet, and "
    "it is 4x faster than ResNet-50. See Section 3. The knots hold.",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "knots.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sample(sample_page: Path) -> list[Explained]:
    return list(explain(map(paper_of, read(sample_page))))


def near(paper: Paper = PAPER) -> dict[str, str]:
    (explained,) = explain([paper])
    return {paper.text[miss.start : miss.end]: miss.reason for miss in explained.near_misses}


def test_names_and_values_are_marked_with_type_and_rule(file: Path):
    done = kg("explain", "--text", file)
    assert done.returncode == 0, done.stderr
    assert re.search(r"\[KnotNet\|Method [\w.-]+\]: ", done.stdout)
    assert re.search(r"\[accuracy\|Metric [\w.-]+\] of \[91\.5%\|result result\.reached\] on \[ImageNet\|", done.stdout)
    assert "\x1b" not in done.stdout
    assert done.stderr == "read 1 entries: 1 papers\n"


def test_claims_follow_with_slots_offsets_and_rule(file: Path):
    out = kg("explain", "--text", file).stdout
    assert "  result: KnotNet · accuracy · 91.5% · on ImageNet\n" in out
    start = PAPER.text.index("accuracy")
    quote = "accuracy of 91.5%"
    assert f"    [{start}:{start + len(quote)}] “{quote}”, rule result.reached\n" in out


def test_taking_the_marks_out_gives_the_text_back(file: Path):
    out = kg("explain", "--text", file).stdout
    shown = out.split("\n\n")[0]
    assert re.sub(r"\[([^]|]+)\|\w+ [\w.-]+\]", r"\1", shown).split() == PAPER.text.split()


def test_numbers_that_are_no_claim_have_their_reason(file: Path):
    assert near()["2024"] == "skipped.year"
    assert near()["3"] == "skipped.label"
    assert re.search(r"number\? “2024” at \d+: skipped\.year\n", kg("explain", "--text", file).stdout)


def test_every_number_is_a_claim_or_has_a_reason(sample: list[Explained]):
    count = 0
    for explained in sample:
        read_as = {claim.value.start for claim in explained.extraction.claims if claim.value}
        missed = {miss.start for miss in explained.near_misses if miss.kind == "number"}
        numbers = {number.start for number in find_numbers(explained.extraction.paper.text)}
        assert numbers <= read_as | missed
        assert not read_as & missed
        count += len(missed)
    assert count > 10


def test_near_names_come_with_the_strongest_evidence(sample: list[Explained]):
    missed = [miss for explained in sample for miss in explained.near_misses if miss.contra]
    assert len(missed) > 10
    for miss in missed:
        assert miss.kind in ("Method", "Dataset", "Metric", "Task")
        assert re.match(r"probability 0\.\d\d", miss.reason)
        weights = [float(words.rsplit(" ", 1)[1]) for words in (*miss.pro, *miss.contra)]
        assert weights[: len(miss.pro)] == sorted((w for w in weights if w > 0), reverse=True)
        assert weights[len(miss.pro) :] == sorted(w for w in weights if w < 0)
        assert len(weights) <= 6


def test_near_names_are_not_names(sample: list[Explained]):
    for explained in sample:
        names = {(m.start, m.end) for entity in explained.extraction.entities for m in entity.mentions}
        assert not names & {(miss.start, miss.end) for miss in explained.near_misses}


def test_comparing_words_without_a_claim_are_told():
    paper = Paper("x", "On Knots", "Whether ropes are better than wires is an open question.")
    open_question = "compare.than: nothing is compared, or not as a fact"
    assert [words for words, reason in near(paper).items() if reason == open_question] == ["better"]
    assert near()["faster"] == "compare.than: change.times compares already"


def test_marks_do_not_overlap_and_the_longest_stays(sample: list[Explained]):
    for explained in sample:
        found = marks(explained.extraction)
        assert all(one.end <= other.start for one, other in pairwise(found))
        mentions = [m for entity in explained.extraction.entities for m in entity.mentions]
        for mention in mentions:
            assert any(mark.start < mention.end and mention.start < mark.end for mark in found)


def test_rules_of_the_user_are_shown(file: Path, tmp_path: Path):
    rules = tmp_path / "mine.jsonl"
    rules.write_text('{"id": "knots", "label": "Task", "pattern": "tying knots"}\n', encoding="utf-8")
    out = kg("explain", "--text", file, "--rules", rules).stdout
    assert "[Tying Knots|Task user.knots]" in out
    (explained,) = explain([PAPER], rules=[parse_rule({"id": "k", "label": "Task", "pattern": "tying knots"})])
    assert not [miss for miss in explained.near_misses if "Tying" in PAPER.text[miss.start : miss.end]]


def test_all_papers_of_a_file_and_stdin_are_shown(sample_page: Path):
    out = kg("explain", "--text", sample_page).stdout
    assert len(re.findall(r"^\d+ near misses$", out, re.MULTILINE)) == 13
    assert "KnotNet|Method" in kg("explain", "--text", "-", stdin=TEXT).stdout


def in_terminal(*arguments: str, **environment: str) -> str:
    """Return what kg prints where stdout is a terminal."""
    ours, theirs = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "kg", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=clean | environment, cwd=REPO) as run:
        os.close(theirs)
        chunks = []
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not chunk:
                break
            chunks.append(chunk)
    os.close(ours)
    assert run.returncode == 0
    return b"".join(chunks).decode()


def test_colours_in_a_terminal_only_and_not_where_the_user_wants_none(file: Path):
    coloured = in_terminal("explain", "--text", str(file), TERM="xterm")
    assert "\x1b[" in coloured
    assert "[KnotNet|" not in coloured
    plain = in_terminal("explain", "--text", str(file), TERM="xterm", NO_COLOR="1")
    assert "\x1b" not in plain
    assert "[KnotNet|Method" in plain


class Page(HTMLParser):
    """Collects what a page shows and what it would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for key, value in attrs if key in ("src", "href")]
        if tag == "mark":
            self.marks.append(dict(attrs)["title"] or "")


def test_html_is_one_escaped_page_without_links(file: Path, tmp_path: Path):
    page = tmp_path / "pages" / "knots.html"
    done = kg("explain", "--text", file, "--html", page)
    assert (done.returncode, done.stdout) == (0, "")
    markup = page.read_text(encoding="utf-8")
    parsed = Page()
    parsed.feed(markup)
    assert "result, found by result.reached" in parsed.marks
    assert parsed.links == ["data:,"]
    assert "script" not in parsed.tags
    hostile = Paper("x", "<script>alert(1)</script>", "We use <b>LoRA</b> & {text} $body on <i>ImageNet</i>.")
    parsed = Page()
    parsed.feed(to_html(explain([hostile]), title="<script>"))
    assert not parsed.tags & {"script", "b", "i"}
    assert any("Dataset" in mark for mark in parsed.marks)


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain",),
        ("explain", "graphs/mine"),
        ("explain", "graphs/mine", "VAR", "--text", "x.txt"),
        ("explain", "graphs/mine", "VAR", "--html", "x.html"),
        ("explain", "graphs/mine", "VAR", "--rules", "x.jsonl"),
    ],
)
def test_a_graph_or_a_text_but_not_both(arguments: tuple[str, ...]):
    done = kg(*arguments)
    assert done.returncode == 2
    assert "give GRAPH and NAME, or --text FILE" in done.stderr


def test_a_file_that_is_missing_or_broken_is_one_line(tmp_path: Path, file: Path):
    done = kg("explain", "--text", tmp_path / "none.txt")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    broken = tmp_path / "mine.tsv"
    broken.write_text("Zebra\n", encoding="utf-8")
    done = kg("explain", "--text", file, "--lexicon", broken)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"kg: {broken}:1: expected a name, a tab")
