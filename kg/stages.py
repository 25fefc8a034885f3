"""The second half of a build: link the names of all papers, and write what is not written as it is to be.

A first build is one that finds nothing written (`kg.ledger`).
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kg import link, rdf
from kg.ledger import keep_tally, stored_tally
from kg.model import CLAIM_KINDS
from kg.parallel import in_order, portions
from kg.pieces import Pieces
from kg.portions import Writer, count, write
from kg.report import Made
from kg.store import Loader, Patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Store

    from kg.archive import Archive
    from kg.extract.user_rules import UserRule
    from kg.extracting import Watch
    from kg.model import Concept
    from kg.report import Options
__all__ = ["link_names", "link_to", "write_claims", "write_graph"]

PORTION = 200  # papers a worker gets at a time
LINKED_ALONE = 4000  # papers that are linked sooner than workers have got the tables
CONCEPTS = 5000  # that are turned into text at a time
PATCHED = 0.2  # part of the papers; where more change, the store is loaded anew

Same = TypeVar("Same")


class Linked(NamedTuple):
    """The tables of the linker, and the roots whose concepts may be others than the ledger has; None for all."""

    names: link.Names
    broader: link.Broader
    roots: set[str] | None


def link_names(tally: link.Tally, options: Options, rules: Sequence[UserRule]) -> link.Names:
    """Return the tables of names of a corpus, with the pairs and the lexicon of the user."""
    lines = {(rule.entry, rule.phrase) for rule in rules if rule.entry and rule.entry != rule.phrase}
    return link.names_of(tally, same_as=(*options.same_as, *sorted(lines)), never_merge=options.never_merge)


def link_to(
    archive: Archive, extracted: Callable[[], link.Tally], options: Options, rules: Sequence[UserRule]
) -> Linked:
    """Link the names of all papers, and have those written anew of whose names the linker says something else.

    Args:
        archive: the papers, and the ledger, where the tables are kept.
        extracted: what `extract_to` gives.
        options: see `Options`.
        rules: names of the user.
    """
    ledger = archive.ledger
    if ledger.is_empty():
        tally = extracted()
        keep_tally(archive.database, tally)
        names = link_names(tally, options, rules)
        broader, roots = link.find_broader(names), None
    else:
        total, touched = _total(archive, extracted, options)
        names = link_names(total, options, rules)
        broader = link.find_broader(names)
        changes = link.changes(names, broader, touched, ledger.before())
        archive.outdate(list(ledger.outdated(names, changes)))
        roots = changes.roots
    ledger.keep_names(names, broader)
    return Linked(names, broader, roots)


def _total(archive: Archive, extracted: Callable[[], link.Tally], options: Options) -> tuple[link.Tally, set[str]]:
    """Return the names of all papers, counted, and the keys whose counts are others than they were."""
    total = stored_tally(archive.database, link.tally_of((), never_merge=options.never_merge).apart)
    new = extracted()
    tasks = portions(archive.former(), PORTION)
    former = _counted(tasks, options)
    lost = total.subtract(former)
    if lost:
        papers = list(archive.ledger.using(lost))
        total.restore(lost, _counted(portions(archive.some(papers), PORTION), options, len(papers)))
    total.merge(new)
    keep_tally(archive.database, total, (new, former))
    return total, {*new.surfaces, *former.surfaces}


def _counted(tasks: Iterable[Sequence[tuple[bytes, bytes | None]]], options: Options, papers: int = 0) -> link.Tally:
    tally = link.tally_of((), never_merge=options.never_merge)
    tools = partial(_same, options.never_merge)
    for some in in_order(count, tasks, prepare=tools, workers=_workers(options, papers, LINKED_ALONE)):
        tally.merge(some)
    return tally


def write_graph(
    archive: Archive, linked: Linked, folder: Path, old: Path, options: Options, watch: Watch
) -> tuple[Store, Made]:
    """Write graph.ttl and the store of an archive's papers; return the store, and what the graph holds.

    Args:
        archive: the papers, and the ledger, where it is noted what is written.
        linked: what `link_to` gives.
        folder: where the files go.
        old: the folder of the graph that the ledger tells of.
        options: see `Options`.
        watch: for a progress bar.
    """
    rdf.check_base(options.base)
    ledger, header = archive.ledger, rdf.header(options.base)
    new, kept = archive.count()
    tools = Writer(linked.names.for_papers(), link.scales(linked.names), options.quotes, options.base)
    known = linked.roots is not None
    changed = ledger.forget(options.base)
    patched = known and new <= PATCHED * (new + kept)
    loading: Patch | Loader = Patch(folder, old, header) if patched else Loader(folder, header)
    with loading, Pieces(folder / "graph.ttl", old / "graph.ttl" if known else None, loading) as pieces:

        def texts() -> Iterator[bytes]:
            tasks = portions(archive.unwritten(), PORTION)
            for part in in_order(
                write, tasks, prepare=partial(_same, tools), workers=_workers(options, new, LINKED_ALONE)
            ):
                changed.update(ledger.add(part.rows))
                yield from part.texts

        counts = rdf.Counts()
        head = b"".join((header.encode(), *(_text(block, counts) for block in rdf.fixed_blocks())))
        pieces.replace(ledger.told("head") if known else 0, head)
        _exhaust(watch(pieces.put(ledger.paper_steps(), texts()), new, "Writing"))
        _write_concepts(archive, linked, changed, pieces, options)
        counts.merge(ledger.counts())
        told = rdf.told(options.told(), quotes=options.quotes, base=options.base)
        last = b"".join(_text(block, counts) for block in rdf.description(counts, base=options.base, options=told))
        pieces.replace(-1, last)
        ledger.note("head", len(head))
    return loading.store, _made(archive, counts)


def _write_concepts(archive: Archive, linked: Linked, changed: set[str], pieces: Pieces, options: Options) -> None:
    """Write the concepts that may be others or that papers say something else of."""
    ledger, names, broader = archive.ledger, linked.names, linked.broader
    roots = None if linked.roots is None else linked.roots | ledger.roots(changed)
    places = link.places(names, broader, names.types.keys() | broader.parts.keys() if roots is None else roots)
    ledger.plan_concepts(roots, places)
    concepts = link.concepts(names, ledger.local_merges(), broader=broader, of=roots)
    steps = ledger.concept_steps()
    ledger.forget_concepts()

    def texts() -> Iterator[bytes]:
        for some in portions(_with_shortcuts(concepts, ledger.shortcuts()), CONCEPTS):
            rows, made = [], []
            for concept, links in some:
                counts = rdf.Counts()
                made.append(_text(rdf.concept_block(concept, links, base=options.base), counts))
                rows.append((concept, len(made[-1]), counts))
            ledger.add_concepts(rows, places)
            yield from made

    _exhaust(pieces.put(steps, texts()))


def write_claims(archive: Archive, path: Path) -> None:
    """Write claims.csv, as `kg export` writes it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("".join(rdf.csv_line([*rdf.CLAIM_COLUMNS])))
        file.writelines(archive.ledger.claim_lines())


def _made(archive: Archive, counts: rdf.Counts) -> Made:
    concepts, merges = archive.ledger.concepts()
    ambiguous, refused = archive.ledger.asides()
    claims = Counter[str]({kind: n for kind in CLAIM_KINDS if (n := counts.classes[rdf.claim_class(kind)])})
    return Made(claims, concepts, merges, counts.triples, refused, ambiguous)


def _text(block: rdf.Block, counts: rdf.Counts) -> bytes:
    """Return a block as text, and count it."""
    counts.add(block)
    return rdf.as_turtle(block).encode()


def _workers(options: Options, papers: int, alone: int) -> int:
    return options.workers if papers > alone else 1


def _with_shortcuts(
    concepts: Iterable[Concept], shortcuts: Iterator[rdf.Shortcut]
) -> Iterator[tuple[Concept, list[rdf.Shortcut]]]:
    """Yield concepts with the short cuts that begin at them; both are sorted by id."""
    groups = groupby(shortcuts, lambda link: link[0])
    subject, links = next(groups, ("", iter(())))
    for concept in concepts:
        while subject and subject < concept.id:
            subject, links = next(groups, ("", iter(())))
        yield concept, list(links) if subject == concept.id else []


def _same(tools: Same) -> Same:
    return tools


def _exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass
