"""A build over a folder writes what changed, and the outputs are those of a build from nothing, whatever changed."""

from pathlib import Path
from random import Random

import pytest

from kg.building import add_to_folder, build_folder
from kg.parallel import beside
from kg.report import Options
from kg.store import Patch
from tests.test_building import Lines, papers, triples, write

__all__ = ["papers"]  # the fixture

DEFINES = "We present Segment Anything (SAM) for image segmentation. SAM reaches an mIoU of 81.2% on ImageNet."
OTHER = "We present Smoothing and Mapping (SAM) for localization of robots. SAM outperforms EKF by 10%."
USES = "We use SAM and compare it with EKF. SAM reaches an accuracy of 71.5% on ImageNet."


@pytest.fixture(scope="module")
def many(papers: Lines) -> Lines:
    """Return the sample, and papers that define and use an acronym of two senses."""
    texts = [DEFINES] * 4 + [OTHER] * 4 + [USES] * 2
    more = [{"id": f"sam.{n}", "title": f"Number {n} on SAM", "abstract": text} for n, text in enumerate(texts)]
    return [*papers, *more]


def assert_same(folder: Path, lines: Lines, tmp_path: Path) -> None:
    """Compare a graph with one of the same papers, built from nothing."""
    build_folder([write(lines, tmp_path / "clean.jsonl")], tmp_path / "clean", site=False)
    for name in ("graph.ttl", "claims.csv"):
        assert (folder / name).read_bytes() == (tmp_path / "clean" / name).read_bytes()
    assert triples(folder) == triples(tmp_path / "clean")


@pytest.mark.parametrize("seed", range(6))
def test_added_changed_and_removed_papers(
    many: Lines, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.ledger.counts.FOLDED", seed % 2 * 100)  # counts are kept as columns, or as rows beside
    random = Random(seed)
    lines = random.sample(many, len(many) * 3 // 4)
    build_folder([write(lines, tmp_path / "0.jsonl")], tmp_path / "graph", site=False)
    added = random.sample([line for line in many if line not in lines], 4)
    add_to_folder(tmp_path / "graph", [write(added, tmp_path / "1.jsonl")])
    left = random.sample([*lines, *added], len(lines) - 3)
    left[0] = {**left[0], "abstract": random.choice(many)["abstract"]}
    build_folder([write(left, tmp_path / "2.jsonl")], tmp_path / "graph", site=False)
    assert_same(tmp_path / "graph", left, tmp_path)


def test_few_papers_are_extracted_by_a_process_beside(
    papers: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("kg.extracting.beside", lambda *told, **tools: asked.append(1) or beside(*told, **tools))
    build_folder([write(papers[3:], tmp_path / "0.jsonl")], tmp_path / "graph", Options(workers=2), site=False)
    assert not asked
    report = add_to_folder(tmp_path / "graph", [write(papers[:3], tmp_path / "1.jsonl")], workers=2)
    assert (asked, report.intake.known) == ([1], len(papers) - 3)
    assert_same(tmp_path / "graph", papers, tmp_path)


def test_an_acronym_gets_its_other_sense(many: Lines, tmp_path: Path) -> None:
    first = [line for line in many if line["abstract"] != OTHER]
    build_folder([write(first, tmp_path / "0.jsonl")], tmp_path / "graph", site=False)
    before = (tmp_path / "graph" / "graph.ttl").read_bytes()
    others = [line for line in many if line["abstract"] == OTHER]
    add_to_folder(tmp_path / "graph", [write(others, tmp_path / "1.jsonl")])
    assert before != (tmp_path / "graph" / "graph.ttl").read_bytes()
    assert_same(tmp_path / "graph", many, tmp_path)
    build_folder([tmp_path / "0.jsonl"], tmp_path / "graph", site=False)
    assert (tmp_path / "graph" / "graph.ttl").read_bytes() == before


def test_an_edited_graph_is_not_taken_over(papers: Lines, tmp_path: Path) -> None:
    source = write(papers, tmp_path / "all.jsonl")
    build_folder([source], tmp_path / "graph", site=False)
    turtle = tmp_path / "graph" / "graph.ttl"
    clean = turtle.read_bytes()
    turtle.write_bytes(clean.replace(b"ImageNet", b"ImageNot", 1))
    build_folder([source], tmp_path / "graph", site=False)
    assert turtle.read_bytes() == clean


def test_few_papers_patch_the_store(papers: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr("kg.stages.Patch", lambda *told: made.append(1) or Patch(*told))
    build_folder([write(papers[1:], tmp_path / "0.jsonl")], tmp_path / "graph", site=False)
    add_to_folder(tmp_path / "graph", [write(papers[:1], tmp_path / "1.jsonl")])
    assert made == [1]
    assert_same(tmp_path / "graph", papers, tmp_path)
