"""The whole flow: read, extract, link, write. Only this module connects the stages."""

from __future__ import annotations

import logging
import shutil
import time
from contextlib import closing
from dataclasses import asdict
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from kg import ledger, link, rdf, readers
from kg.archive import ARCHIVE, Archive, stored_number, stored_options
from kg.errors import InputError
from kg.extract import extract
from kg.extract.user_rules import UserRule, read_user_rules
from kg.extracting import extract_to, extractor_beside, unwatched
from kg.files import staging
from kg.model import Extraction, Paper
from kg.parallel import collect_rarely, in_order, portions, uncollected
from kg.readers import paper_of
from kg.report import Intake, Options, Report
from kg.stages import link_names, link_to, write_claims, write_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Store

    from kg.extracting import Watch
    from kg.graph import Graph
    from kg.report import Pairs

__all__ = [
    "add_to_folder",
    "build",
    "build_folder",
    "collect_rarely",
    "extract_all",
    "paper_of",
    "read",
    "read_merged",
    "read_pairs",
]

PORTION = 100  # papers a worker gets at a time


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
    names = link_names(link.tally_of(extractions, never_merge=options.never_merge), options, rules)
    papers = [rdf.check(link.apply(names, extraction))[0] for extraction in extractions]
    concepts = link.concepts(names, (merge for paper in papers for merge in paper.merges))
    blocks = rdf.graph_blocks(papers, concepts, quotes=options.quotes, base=options.base, options=options.told())
    return Graph.from_triples(rdf.as_triples(blocks, base=options.base))


def build_folder(
    sources: Iterable[str | Path],
    folder: Path,
    options: Options | None = None,
    *,
    watch: Watch = unwatched,
    site: bool = True,
) -> Report:
    """Build a graph folder: graph.ttl, store/, site/, index.html, claims.csv, report.json.

    Everything is written beside the folder and moved into place at the end, so a build that fails leaves what was
    there. Files of yours in the folder stay. Texts that the folder, or a build of it that was killed, has extracted
    already are not extracted again.

    Args:
        sources: files, folders, globs, or "-" for stdin.
        folder: where the graph goes.
        options: see `Options`.
        watch: for a progress bar; see `Watch`.
        site: whether the pages of site/ are written.

    Raises:
        InputError: nothing could be read, or a lexicon or a file of rules is broken.
        GraphError: the folder cannot be written.
        KgError: a worker was killed.
    """
    options = options or Options()
    intake = Intake()
    return _build_folder(_counted(sources, intake, options.year), folder, options, intake, watch, site=site)


def add_to_folder(
    folder: Path, sources: Iterable[str | Path], *, workers: int = 1, year: int | None = None, watch: Watch = unwatched
) -> Report:
    """Add papers to a graph folder: the graph is then what a build of all inputs, old and new, would give.

    Args:
        folder: a graph that was built with quotes; it is built again with the options of that time.
        sources: what to add.
        workers: processes that work.
        year: the year of pages whose dates lack one.
        watch: for a progress bar; see `Watch`.

    Raises:
        InputError: nothing could be read.
        GraphError: the folder has no archive of what it was built from, or cannot be written.
        KgError: a worker was killed.
    """
    options = Options.from_json(stored_options(folder), workers=workers)
    intake = Intake()
    intake.entries = stored_number(folder)
    items = _counted(sources, intake, year or options.year)
    return _build_folder(items, folder, options, intake, watch, site=(folder / "site").exists(), more=True)


def _build_folder(
    items: Iterable[Paper | Extraction],
    folder: Path,
    options: Options,
    intake: Intake,
    watch: Watch,
    *,
    site: bool,
    more: bool = False,
) -> Report:
    """Build a folder of some items, or of those that were read for it and some more."""
    started = time.perf_counter()
    rules = read_user_rules(lexicon=options.lexicon, rules=options.rules)
    sealed = ledger.seal(options, rules)
    with staging(folder, keep=ARCHIVE) as fresh:
        if known := ledger.fits(folder, sealed):
            shutil.copyfile(folder / ledger.LEDGER, fresh / ledger.LEDGER)
        beside = extractor_beside(options, rules, few=known)
        with beside as extracting, closing(Archive(fresh, folder)) as archive:
            intake.papers = archive.fill(items, intake.duplicates, more=more)
            intake.known = archive.compare()
            extracted = extract_to(archive, intake, options, rules, watch, extracting)
            with uncollected():
                linked = link_to(archive, extracted, options, rules)
                store, made = write_graph(archive, linked, fresh, folder, options, watch)
                write_claims(archive, fresh / "claims.csv")
                archive.finish(asdict(options))
        (fresh / "work.sqlite").unlink()
        _write_views(store, fresh, title=folder.name, site=site)
        report = Report(intake, made, options, time.perf_counter() - started)
        (fresh / "report.json").write_text(report.to_json(), encoding="utf-8")
        del store  # closes the store, which is about to move
        ledger.note(fresh, sealed)
        if not options.quotes:  # a graph for others to see: without the texts
            for name in (ARCHIVE, ledger.LEDGER):
                (fresh / name).unlink()
    if not site:  # what is there tells of another graph
        shutil.rmtree(folder / "site", ignore_errors=True)
        (folder / "index.html").unlink(missing_ok=True)
    if not options.quotes:
        for name in (ARCHIVE, ledger.LEDGER):
            (folder / name).unlink(missing_ok=True)
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


def read_merged(sources: Iterable[str | Path], intake: Intake, *, year: int | None = None) -> readers.Merged:
    """Return each paper once, sorted by id, and note in `intake` what was read, merged and rejected."""
    merged = readers.merge(_counted(sources, intake, year), duplicate=intake.duplicates.append)
    intake.papers = len(merged)
    return merged


def _counted(sources: Iterable[str | Path], intake: Intake, year: int | None) -> Iterator[Paper | Extraction]:
    return intake.counted(readers.read(sources, year=year, rejected=intake.rejected.append))


def extract_all(
    items: Iterable[Paper | Extraction], *, workers: int = 1, rules: Sequence[UserRule] = ()
) -> Iterator[Extraction]:
    """Yield an extraction for each item, in their order; extractions made elsewhere pass through.

    Args:
        items: papers, or extractions.
        workers: processes that extract.
        rules: names that the user wants found (`read_user_rules`).
    """
    tasks = portions(items, PORTION)
    results = in_order(_extract, tasks, prepare=partial(tuple, rules), workers=workers)
    return chain.from_iterable(results)


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


def _extract(rules: Sequence[UserRule], items: Sequence[Paper | Extraction]) -> list[Extraction]:
    made = extract((item for item in items if isinstance(item, Paper)), rules=rules)
    return [next(made) if isinstance(item, Paper) else item for item in items]


def _write_views(store: Store, folder: Path, *, title: str, site: bool) -> None:
    from kg.views import write_door, write_site

    if site:
        write_door(folder / "index.html", title=title)
        (folder / "site").mkdir()
        write_site(store, folder / "site", title=title)
