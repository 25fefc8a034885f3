"""A `kg add` that is killed at any moment leaves a graph that answers, and can be run again as if nothing had been."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.building import add_to_folder, build_folder
from tests.conftest import REPO
from tests.test_building import Lines, papers, triples, write

__all__ = ["papers"]  # the fixture

# runs `kg add`, and kills it as a function is called for the n-th time
KILLED = """
import os, pkgutil, signal, sys
where, name, times, *arguments = sys.argv[1:]
owner, left = pkgutil.resolve_name(where), int(times)
meant = getattr(owner, name)
def called(*args, **kwargs):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return meant(*args, **kwargs)
setattr(owner, name, called)
sys.argv[1:] = arguments
from kg.cli import main
main()
"""
MOMENTS = {
    "extracting": ("kg.archive:Archive", "keep", 1),
    "linking": ("kg.archive:Archive", "outdate", 1),
    "writing the text": ("kg.pieces:Pieces", "replace", 4),
    "all written, nothing moved": ("kg.ledger", "note", 1),
    "the archive moved": ("kg.files", "_replace", 2),
    "the text moved": ("kg.files", "_replace", 4),
    "all but the store moved": ("kg.files", "_replace", 6),
    "the old store moved away": ("pathlib:Path", "rename", 2),
}


@pytest.fixture(scope="module")
def made(papers: Lines, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with some papers, their graph, others to add, and the graph of all."""
    place = tmp_path_factory.mktemp("made")
    first, second = write(papers[4:], place / "1.jsonl"), write(papers[:4], place / "2.jsonl")
    build_folder([first], place / "graph", site=False)
    build_folder([first, second], place / "clean", site=False)
    return place


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_add_leaves_the_graph_whole_and_can_be_run_again(made: Path, tmp_path: Path, moment: str) -> None:
    first, second, clean = made / "1.jsonl", made / "2.jsonl", made / "clean"
    folder = tmp_path / "graph"
    shutil.copytree(made / "graph", folder)
    before = triples(folder), (folder / "graph.ttl").read_bytes()
    after = triples(clean), (clean / "graph.ttl").read_bytes()

    where, name, times = MOMENTS[moment]
    command = [sys.executable, "-c", KILLED, where, name, str(times), "add", str(folder), str(second)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert triples(folder) in (before[0], after[0])
    assert (folder / "graph.ttl").read_bytes() in (before[1], after[1])
    assert kg.load(folder).verify(kg.read(first, second)).mismatches == ()

    add_to_folder(folder, [second])
    assert (triples(folder), (folder / "graph.ttl").read_bytes()) == after
    assert (folder / "claims.csv").read_bytes() == (clean / "claims.csv").read_bytes()
    assert not list(tmp_path.glob(".*"))
