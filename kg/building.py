"""The whole flow: read, extract, link, write. Only this module connects the stages."""

from __future__ import annotations

import logging
import time
from collections import Counter
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, cast

from kg import link, rdf, readers
from kg.errors import InputError
from kg.files import staging
from kg.model import Extraction, Paper
from kg.report import Intake, Options, Report

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    from kg.graph import Graph
    from kg.report import Pairs

__all__ = [
    "build",
    "build_folder",
    "extract_all",
    "paper_of",
    "read",
    "read_merged",
    "read_pairs",
]

CHUNK = 100  # papers a worker gets at a time


def build(items: Iterable[Paper | Extraction], *, options: Options | None = None) -> Graph:
    """Return the graph of papers, in memory.

    Args:
        items: papers to extract, or extractions made elsewhere; `kg.read` gives both.
        options: see `Options`.
    """
    from kg.graph import Graph

    options = options or Options()
    extractions = tuple(extract_all(items, workers=options.workers))
    linked = _Linked(extractions, options)
    return Graph.from_triples(linked.triples())


def build_folder(sources: Iterable[str | Path], folder: Path, options: Options | None = None) -> Report:
    """Build a graph folder: graph.ttl, store/, index.html, claims.csv, report.json.

    Everything is written beside the folder and moved into place at the end, so a build that fails leaves what was
    there. Files of yours in the folder stay.

    Raises:
        InputError: nothing could be read.
        GraphError: the folder cannot be written.
    """
    started = time.perf_counter()
    options = options or Options()
    with staging(folder) as fresh:
        intake = Intake()
        extractions = tuple(extract_all(read_merged(sources, intake, year=options.year), workers=options.workers))
        linked = _Linked(extractions, options)
        graph, size = _write_graph(linked, fresh)
        _write_views(graph, fresh, title=folder.name)
        report = Report(
            intake=intake,
            claims=Counter(claim.kind for extraction in extractions for claim in extraction.claims),
            concepts=Counter(concept.type for concept in linked.concepts),
            merges=sum(len(concept.merges) for concept in linked.concepts),
            triples=size,
            refused=tuple(linked.refused),
            options=options,
            seconds=time.perf_counter() - started,
        )
        (fresh / "report.json").write_text(report.to_json(), encoding="utf-8")
        del graph  # closes the store, which is about to move
    return report


def read(*sources: str | Path, year: int | None = None) -> Iterator[Paper | Extraction]:
    """Yield the papers of files, folders or globs, each once, sorted by id; rejected records are logged.

    Raises:
        InputError: a source does not exist, or nothing could be read.
    """
    intake = Intake()
    yield from read_merged(sources, intake, year=year)
    for rejection in intake.rejected:
        logging.getLogger("kg").warning("%s", rejection)


def read_merged(
    sources: Iterable[str | Path], intake: Intake, *, year: int | None = None
) -> Iterator[Paper | Extraction]:
    """Yield each paper once, sorted by id, and note in `intake` what was read, merged and rejected."""

    def counted() -> Iterator[Paper | Extraction]:
        for item in readers.read(sources, year=year, rejected=intake.rejected.append):
            intake.entries += 1
            yield item

    for item in readers.merge(counted(), duplicate=intake.duplicates.append):
        intake.papers += 1
        yield item


def paper_of(item: Paper | Extraction) -> Paper:
    """Return the paper of an extraction, or the paper itself."""
    return item if isinstance(item, Paper) else item.paper


def extract_all(items: Iterable[Paper | Extraction], *, workers: int = 1) -> Iterator[Extraction]:
    """Yield an extraction for each item, in their order; extractions made elsewhere pass through."""
    if workers == 1:
        from kg.extract import extract

        for is_paper, run in groupby(items, lambda item: isinstance(item, Paper)):
            if is_paper:
                yield from extract(cast("Iterator[Paper]", run))
            else:
                yield from cast("Iterator[Extraction]", run)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from chain.from_iterable(pool.map(_extract_chunk, _chunks(items)))


def read_pairs(path: Path) -> Pairs:
    """Return the pairs of names in a file, two a line, separated by a tab; "#" begins a comment line.

    Raises:
        InputError: the file cannot be read, or a line does not hold two names.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    pairs = []
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            names = [name.strip() for name in line.split("\t")]
            if len(names) != 2 or not all(names):
                raise InputError(str(path), "expected two names separated by a tab", number)
            pairs.append((names[0], names[1]))
    return tuple(pairs)


class _Linked:
    """Extractions with their names linked, and what the linked graph refused."""

    def __init__(self, extractions: Collection[Extraction], options: Options) -> None:
        self.extractions, self.options = extractions, options
        self.names = link.learn(extractions, same_as=options.same_as, never_merge=options.never_merge)
        self.concepts = link.concepts(self.names)
        self.refused: list[str] = []

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of all concepts and papers; a paper that breaks a rule is left out and noted."""
        for concept in self.concepts:
            yield from rdf.concept_triples(concept, base=self.options.base)
        for extraction in self.extractions:
            triples = tuple(
                rdf.triples(link.apply(self.names, extraction), quotes=self.options.quotes, base=self.options.base)
            )
            problems = rdf.check(triples)
            if problems:
                self.refused.append(f"{extraction.paper.source}: left out: {'; '.join(problems)}")
            else:
                yield from triples


def _extract_chunk(items: tuple[Paper | Extraction, ...]) -> list[Extraction]:
    return list(extract_all(items))


def _chunks(items: Iterable[Paper | Extraction]) -> Iterator[tuple[Paper | Extraction, ...]]:
    iterator = iter(items)
    while chunk := tuple(islice(iterator, CHUNK)):
        yield chunk


def _write_graph(linked: _Linked, folder: Path) -> tuple[Graph, int]:
    from kg import store
    from kg.graph import Graph

    size = rdf.write_turtle(linked.triples(), folder / "graph.ttl")
    return Graph(store.create(folder)), size


def _write_views(graph: Graph, folder: Path, *, title: str) -> None:
    from kg.views import write_page

    (folder / "claims.csv").write_text(graph.query("claims").to_csv(), encoding="utf-8")
    write_page(graph.to_networkx(), folder / "index.html", title=title)
