"""The whole flow: read, extract, link, write. Only this module connects the stages."""

from __future__ import annotations

import gc
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, cast

from kg import link, rdf, readers, store
from kg.errors import InputError
from kg.extract.user_rules import UserRule, read_user_rules
from kg.files import staging
from kg.model import Concept, Extraction, LinkedPaper, Paper
from kg.rdf import Refusal
from kg.report import Intake, Options, Report

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.graph import Graph
    from kg.report import Pairs

__all__ = [
    "Linked",
    "build",
    "build_folder",
    "collect_rarely",
    "extract_all",
    "link_all",
    "paper_of",
    "read",
    "read_merged",
    "read_pairs",
]


@dataclass(frozen=True, slots=True)
class Linked:
    """All papers with concepts in place of names, and the claims that break a rule of the graph and were left out.

    `ambiguous` tells in how many papers an acronym with several meanings (its concept id) could not be resolved.
    """

    concepts: tuple[Concept, ...]
    papers: tuple[LinkedPaper, ...]
    refused: tuple[Refusal, ...]
    ambiguous: Counter[str]


Watch = Callable[["Iterable[Extraction]", int], "Iterable[Extraction]"]

CHUNK = 100  # papers a worker gets at a time


def build(items: Iterable[Paper | Extraction], *, options: Options | None = None) -> Graph:
    """Return the graph of papers, in memory.

    Args:
        items: papers to extract, or extractions made elsewhere; `kg.read` gives both.
        options: see `Options`.

    Raises:
        DataFileError: a lexicon or a file of rules is broken.
    """
    from kg.graph import Graph

    options = options or Options()
    rules = read_user_rules(lexicon=options.lexicon, rules=options.rules)
    extractions = tuple(extract_all(items, workers=options.workers, rules=rules))
    return Graph.from_triples(
        rdf.as_triples(_blocks(link_all(extractions, options, rules), options), base=options.base)
    )


def build_folder(
    sources: Iterable[str | Path],
    folder: Path,
    options: Options | None = None,
    *,
    watch: Watch = lambda items, _: items,
) -> Report:
    """Build a graph folder: graph.ttl, store/, index.html, claims.csv, report.json.

    Everything is written beside the folder and moved into place at the end, so a build that fails leaves what was
    there. Files of yours in the folder stay.

    Args:
        sources: files, folders, globs, or "-" for stdin.
        folder: where the graph goes.
        options: see `Options`.
        watch: is given the extractions as they are made, and their number, and passes them on: for a progress bar.

    Raises:
        InputError: nothing could be read, or a lexicon or a file of rules is broken.
        GraphError: the folder cannot be written.
    """
    started = time.perf_counter()
    options = options or Options()
    rules = read_user_rules(lexicon=options.lexicon, rules=options.rules)
    with staging(folder) as fresh:
        intake = Intake()
        papers = tuple(read_merged(sources, intake, year=options.year))
        extractions = tuple(watch(extract_all(papers, workers=options.workers, rules=rules), len(papers)))
        linked = link_all(extractions, options, rules)
        graph = _write_graph(_blocks(linked, options), fresh, base=options.base)
        _write_views(graph, fresh, title=folder.name)
        report = Report(
            intake=intake,
            claims=Counter(claim.claim.kind for paper in linked.papers for claim in paper.claims),
            concepts=Counter(concept.type for concept in linked.concepts),
            merges=sum(len(concept.merges) for concept in linked.concepts),
            triples=len(graph),
            refused=linked.refused,
            ambiguous=linked.ambiguous,
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


def extract_all(
    items: Iterable[Paper | Extraction], *, workers: int = 1, rules: Sequence[UserRule] = ()
) -> Iterator[Extraction]:
    """Yield an extraction for each item, in their order; extractions made elsewhere pass through.

    Args:
        items: papers, or extractions.
        workers: processes that extract.
        rules: names that the user wants found (`read_user_rules`).
    """
    if workers == 1:
        from kg.extract import extract

        for is_paper, run in groupby(items, lambda item: isinstance(item, Paper)):
            if is_paper:
                yield from extract(cast("Iterator[Paper]", run), rules=rules)
            else:
                yield from cast("Iterator[Extraction]", run)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=collect_rarely) as pool:
        yield from chain.from_iterable(pool.map(partial(_extract_chunk, rules), _chunks(items)))


def collect_rarely() -> None:
    """Let this process look for cyclic garbage less often: extraction makes many small values and no cycles.

    For a process of our own, such as the command line or a worker; saves a tenth of the time of a build.
    """
    gc.set_threshold(100_000, 20, 20)


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


def link_all(extractions: Collection[Extraction], options: Options, rules: Sequence[UserRule] = ()) -> Linked:
    """Return the concepts of all papers, and the papers with concepts in place of names; read twice."""
    lines = {(rule.entry, rule.phrase) for rule in rules if rule.entry and rule.entry != rule.phrase}
    same_as = (*options.same_as, *sorted(lines))
    names = link.learn(extractions, same_as=same_as, never_merge=options.never_merge)
    refused: list[Refusal] = []
    papers = []
    for extraction in extractions:
        paper, broken = rdf.check(link.apply(names, extraction))
        papers.append(paper)
        refused += broken
    local = (merge for paper in papers for merge in paper.merges)
    ambiguous = Counter(concept for paper in papers for concept in paper.unresolved)
    return Linked(link.concepts(names, local), tuple(papers), tuple(refused), ambiguous)


def _extract_chunk(rules: Sequence[UserRule], items: tuple[Paper | Extraction, ...]) -> list[Extraction]:
    return list(extract_all(items, rules=rules))


def _chunks(items: Iterable[Paper | Extraction]) -> Iterator[tuple[Paper | Extraction, ...]]:
    iterator = iter(items)
    while chunk := tuple(islice(iterator, CHUNK)):
        yield chunk


def _blocks(linked: Linked, options: Options) -> Iterator[rdf.Block]:
    told = {
        "year": str(options.year or ""),
        "lexicon": options.lexicon.name if options.lexicon else "",
        "rules": options.rules.name if options.rules else "",
        "same-as": "; ".join(" = ".join(pair) for pair in sorted(options.same_as)),
        "never-merge": "; ".join(" = ".join(pair) for pair in sorted(options.never_merge)),
    }
    told = {name: value for name, value in told.items() if value}
    return rdf.graph_blocks(linked.papers, linked.concepts, quotes=options.quotes, base=options.base, options=told)


def _write_graph(blocks: Iterable[rdf.Block], folder: Path, *, base: str) -> Graph:
    from kg.graph import Graph

    rdf.write_turtle(blocks, folder / "graph.ttl", base=base)
    return Graph(store.create(folder, folder / "graph.ttl"))


def _write_views(graph: Graph, folder: Path, *, title: str) -> None:
    from kg.views import write_page

    (folder / "claims.csv").write_text(graph.query("claims").to_csv(), encoding="utf-8")
    write_page(graph.to_networkx(), folder / "index.html", title=title)
