"""The build on a real cluster on loopback gives the graph of one process, also when a worker is killed meanwhile."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from tests.conftest import REPO
from tests.spark.cluster import PATIENCE, Cluster, cluster

pytestmark = pytest.mark.skipif(not shutil.which("java"), reason="needs Java: apt-get install openjdk-17-jre-headless")

INPUTS = (REPO / "graphs" / "sample.txt", REPO / "tests" / "samples" / "records.jsonl")
# two papers with one row number, and a copy of one of them under another id
ROWS = """\
{"id": "1", "title": "Widgets Are Fast", "abstract": "We propose WidgetNet. It reaches 91.5% accuracy on CIFAR-10."}
{"id": "1", "title": "Gadgets Are Small", "abstract": "We propose GadgetNet, which is 3x smaller than WidgetNet."}
{"id": "x-9", "title": "Widgets are fast", "abstract": "We propose WidgetNet.", "date": "2024-05"}
{"title": "No abstract and no id"
"""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    rows = tmp_path_factory.mktemp("in") / "rows.jsonl"
    rows.write_text(ROWS, encoding="utf-8")
    return [*INPUTS, rows]


@pytest.fixture(scope="module")
def expected(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("one") / "graph"
    command = [sys.executable, "-m", "kg", "build", *inputs, "-o", folder, "--no-site"]
    subprocess.run(command, check=True, capture_output=True)
    return sorted(str(quad.triple) for quad in parse(path=str(folder / "graph.ttl")))


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path / "cluster") as started:
        yield started


def test_a_worker_killed_in_the_middle_changes_nothing(
    inputs: list[Path], expected: list[str], running: Cluster, tmp_path: Path
):
    """The worker that is killed holds extractions that nobody else has."""
    build = running.start(*inputs, "-o", tmp_path / "graph")
    first, other = running.workers
    end = time.monotonic() + PATIENCE
    while not {_number(name) for name in first.kept()} - {_entries(first.kept() | other.kept())}:
        assert build.poll() is None, build.communicate()[0]
        assert time.monotonic() < end
        time.sleep(0.05)
    first.kill()
    output, _ = build.communicate(timeout=PATIENCE)
    assert build.returncode == 0, output
    assert "ExecutorLostFailure" in output or "Lost executor" in output, output
    assert "1 rejected" in output
    assert triples(tmp_path / "graph") == expected
    _tables_are_those_of_an_export(tmp_path)


def _tables_are_those_of_an_export(folder: Path) -> None:
    from pyarrow import parquet

    from kg.graph import load

    whole = folder / "whole.nt"
    whole.write_text("".join(path.read_text("utf-8") for path in _parts(folder / "graph")), encoding="utf-8")
    load(whole).export(folder / "tables", "parquet")
    for name in ("papers", "entities", "claims", "mentions"):
        ours = parquet.read_table(folder / "tables" / f"{name}.parquet").to_pylist()
        theirs = parquet.read_table(folder / "graph" / f"{name}.parquet").to_pylist()
        assert sorted(theirs, key=repr) == sorted(ours, key=repr)
        assert ours


def triples(folder: Path) -> list[str]:
    """Return what stands in the partitions, not made a set: each triple is written once."""
    found = (parse(path=str(path), format=RdfFormat.N_TRIPLES) for path in _parts(folder))
    return sorted(str(quad.triple) for quads in found for quad in quads)


def _parts(folder: Path) -> list[Path]:
    return sorted((folder / "graph.nt").glob("part-*"))


def _number(partition: str) -> int:
    return int(partition.split("_")[1])


def _entries(kept: set[str]) -> int:
    """Return the first data set that is kept: what was read."""
    return min(map(_number, kept), default=-1)
