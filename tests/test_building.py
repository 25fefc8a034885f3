"""Builds over a folder: what is reused, what survives a kill, and that the bytes are those of a build from scratch."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

import kg
from kg.archive import ARCHIVE
from kg.building import add_to_folder, build_folder
from kg.errors import GraphError
from kg.files import staging
from kg.report import Options
from tests.conftest import REPO

OUTPUTS = ("graph.ttl", "claims.csv", "index.html")
Lines = list[dict[str, str]]


@pytest.fixture(scope="module")
def papers() -> Lines:
    """Return abstracts in our own words, each in three slightly different papers."""
    read = [kg_paper for kg_paper in kg.read(REPO / "graphs" / "sample.txt") if isinstance(kg_paper, kg.Paper)]
    return [
        {"id": f"{paper.id}.{copy}", "title": f"{paper.title}, part {copy}", "abstract": paper.abstract}
        for copy in range(3)
        for paper in read
    ]


def write(papers: Iterable[dict[str, str]], path: Path) -> Path:
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
    return path


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


def triples(folder: Path) -> set[str]:
    return {str(quad.triple) for quad in kg.load(folder).store}


@pytest.fixture(scope="module")
def clean(papers: Lines, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the graph of all papers, built at once."""
    folder = tmp_path_factory.mktemp("clean")
    build_folder([write(papers, folder / "all.jsonl")], folder / "graph")
    return folder / "graph"


def test_added_papers_give_the_graph_of_all_papers(papers: Lines, clean: Path, tmp_path: Path) -> None:
    first, second = papers[::2], papers[1::2]
    build_folder([write(first, tmp_path / "1.jsonl")], tmp_path / "graph")
    report = add_to_folder(tmp_path / "graph", [write(second, tmp_path / "2.jsonl")])
    assert (report.intake.papers, report.intake.known) == (len(papers), len(first))
    assert outputs(tmp_path / "graph") == outputs(clean)
    assert triples(tmp_path / "graph") == triples(clean)


def test_added_papers_obey_the_options_of_the_build(papers: Lines, tmp_path: Path) -> None:
    options = Options(base="https://example.org/", never_merge=(("LoRA", "Low-Rank Adaptation"),), year=2024)
    build_folder([write(papers[:9], tmp_path / "1.jsonl")], tmp_path / "one", options)
    add_to_folder(tmp_path / "one", [write(papers[9:], tmp_path / "2.jsonl")])
    build_folder([tmp_path / "1.jsonl", tmp_path / "2.jsonl"], tmp_path / "two", options)
    assert (tmp_path / "one" / "graph.ttl").read_bytes() == (tmp_path / "two" / "graph.ttl").read_bytes()


def test_a_build_over_a_folder_takes_its_inputs_for_the_truth(papers: Lines, clean: Path, tmp_path: Path) -> None:
    changed = {**papers[0], "abstract": papers[0]["abstract"].replace("1.80", "1.70")}
    gone = {**papers[1], "id": "gone", "title": "A title of its own"}
    build_folder([write([changed, gone, *papers[2:]], tmp_path / "old.jsonl")], tmp_path / "graph")
    report = build_folder([write(papers, tmp_path / "new.jsonl")], tmp_path / "graph")
    assert report.intake.known == len(papers) - (2 if changed != papers[0] else 1)
    assert outputs(tmp_path / "graph") == outputs(clean)
    with closing(sqlite3.connect(tmp_path / "graph" / ARCHIVE)) as archive:
        assert archive.execute("SELECT count(*) FROM extractions").fetchone() == (len(papers),)


def test_order_and_number_of_workers_change_nothing(
    papers: Lines, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("extracting.FEW", "stages.LINKED_ALONE"):
        monkeypatch.setattr(f"kg.{name}", 0)
    Random(5).shuffle(shuffled := [*papers])
    build_folder([write(shuffled, tmp_path / "all.jsonl")], tmp_path / "graph", Options(workers=2))
    assert outputs(tmp_path / "graph") == outputs(clean)


def test_a_damaged_extraction_is_made_again(papers: Lines, clean: Path, tmp_path: Path) -> None:
    source = write(papers, tmp_path / "all.jsonl")
    build_folder([source], tmp_path / "graph")
    with closing(sqlite3.connect(tmp_path / "graph" / ARCHIVE)) as archive, archive:
        (key,) = archive.execute("SELECT key FROM extractions LIMIT 1").fetchone()
        archive.execute("UPDATE extractions SET found = substr(found, 1, 30) WHERE key = ?", (key,))
    report = build_folder([source], tmp_path / "graph")
    assert report.intake.known == len(papers) - 1
    assert outputs(tmp_path / "graph") == outputs(clean)


def test_other_rules_extract_anew(papers: Lines, clean: Path, tmp_path: Path) -> None:
    source = write(papers[:5], tmp_path / "some.jsonl")
    build_folder([source], tmp_path / "graph")
    (tmp_path / "names.tsv").write_text("attention\tTask\n", encoding="utf-8")
    report = build_folder([source], tmp_path / "graph", Options(lexicon=tmp_path / "names.tsv"))
    assert report.intake.known == 0


def test_nothing_can_be_added_to_a_graph_without_texts(papers: Lines, tmp_path: Path) -> None:
    source = write(papers[:5], tmp_path / "some.jsonl")
    build_folder([source], tmp_path / "graph")
    build_folder([source], tmp_path / "graph", Options(quotes=False))
    with pytest.raises(GraphError, match="graphs without quotes keep none"):
        add_to_folder(tmp_path / "graph", [source])
    written = sorted(path.name for path in (tmp_path / "graph").iterdir())
    assert written == sorted([*OUTPUTS, "report.json", "site", "store"])


def test_two_builds_of_one_folder_at_once_are_refused(papers: Lines, tmp_path: Path) -> None:
    source = write(papers[:5], tmp_path / "some.jsonl")
    with staging(tmp_path / "graph", keep=ARCHIVE), pytest.raises(GraphError, match="another `kg` is writing it"):
        build_folder([source], tmp_path / "graph")


def started(source: Path, folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(folder), *options]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=REPO)


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert process.poll() is None, "the build ended before it could be killed"
        assert time.monotonic() < end
        time.sleep(0.01)


def archived(folder: Path) -> int:
    """Return how many extractions a running build has kept."""
    path = folder.with_name(f".{folder.name}.new") / ARCHIVE
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0)) as archive:
            return int(archive.execute("SELECT count(*) FROM extractions").fetchone()[0])
    except sqlite3.OperationalError:  # not there yet, or being written
        return 0


@pytest.fixture(scope="module")
def many(papers: Lines, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of papers that take some seconds to extract."""
    lines = [
        {**paper, "id": f"{paper['id']}.{n}", "abstract": f"{paper['abstract']} Take {n}."}
        for n in range(25)
        for paper in papers
    ]
    for n, line in enumerate(lines):
        line["title"] += f", number {n}"
    return write(lines, tmp_path_factory.mktemp("many") / "many.jsonl")


def test_a_killed_build_goes_on_where_it_was(many: Path, clean: Path, papers: Lines, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    build_folder([write(papers, tmp_path / "all.jsonl")], folder)
    before = outputs(folder), triples(folder)
    process = started(many, folder, "--no-site")
    wait_for(lambda: archived(folder) > len(papers) + 200, process)
    process.kill()
    process.communicate()
    assert (outputs(folder), triples(folder)) == before
    kept = archived(folder)
    report = build_folder([many], folder, site=False)
    assert report.intake.known == kept - len(papers)
    build_folder([many], tmp_path / "other", site=False)
    assert (folder / "graph.ttl").read_bytes() == (tmp_path / "other" / "graph.ttl").read_bytes()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the worker as Linux tells it")
def test_a_killed_worker_ends_the_build_with_a_message(many: Path, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    process = started(many, folder, "--workers", "2")
    wait_for(lambda: archived(folder) > 200, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    workers = [pid for pid in children if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")]
    os.kill(int(workers[0]), signal.SIGKILL)
    _, message = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "a worker was killed" in message
    assert not folder.exists()
