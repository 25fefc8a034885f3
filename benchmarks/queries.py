"""Time the named questions on a graph, for the table of docs/cookbook.md.

usage: python benchmarks/queries.py GRAPH [--rdflib] [--against OLDER_GRAPH]

Prints medians of 5 of processor time, in one process, after the graph was opened. --rdflib asks rdflib as well, which
holds all of the graph in memory: not for large ones.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING

import kg
from kg.query import ask_rdflib

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.query import Rows

ROUNDS = 5
# the questions of docs/cookbook.md, then some whose names only a large graph has
CASES: tuple[tuple[str, dict[str, str]], ...] = (
    ("leaderboard", {"metric": "FID", "dataset": "ImageNet"}),
    ("settings", {"value": "W4A4"}),
    ("beats", {"name": "VAR"}),
    ("speedups", {}),
    ("introduced", {"name": "LINA"}),
    ("benchmarks", {"task": "image generation"}),
    ("conflicts", {}),
    ("evidence", {"name": "GenEval"}),
    ("neighbours", {"name": "ImageNet 256x256"}),
    ("leaderboard", {"metric": "accuracy", "dataset": "CIFAR-10"}),
    ("leaderboard", {"task": "object detection"}),
    ("settings", {"property": "precision"}),
    ("beats", {"name": "Adam"}),
    ("beats", {"name": "BERT"}),
    ("introduced", {"paper": "Attention Residuals"}),
    ("benchmarks", {"task": "object detection"}),
    ("evidence", {"name": "BERT"}),
    ("neighbours", {"name": "BERT"}),
)


def median(work: Callable[[], Rows]) -> str:
    """Return the number of rows and the median time of a call, or what is not in the graph."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        try:
            found = len(work())
        except kg.QueryError as error:
            return str(error).partition(";")[0]
        times.append(time.process_time() - started)
    return f"{found:6} rows {statistics.median(times):8.3f} s"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("graph")
    options.add_argument("--rdflib", action="store_true")
    options.add_argument("--against")
    given = options.parse_args()
    graph = kg.load(given.graph)
    older = kg.load(given.against or given.graph)
    triples = graph.to_rdflib() if given.rdflib else None
    print(f"{len(graph)} triples, medians of {ROUNDS}")
    for name, words in CASES:
        asked = " ".join([name, *(f"--{key} {word!r}" for key, word in words.items())])
        line = median(lambda name=name, words=words: graph.query(name, **words))
        if triples is not None and "rows" in line:
            line += ", rdflib"
            line += median(lambda name=name, words=words: ask_rdflib(triples, graph.store, name, **words))
        print(f"{asked:60.60} {line}", flush=True)
    print(f"{'new --against ' + (given.against or given.graph):60.60} {median(lambda: graph.new(older))}")
    print(f"{'path --from VAR --to LINA':60} {median(lambda: graph.path('VAR', 'LINA'))}")


if __name__ == "__main__":
    main()
