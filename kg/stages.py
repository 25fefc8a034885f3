"""The two halves of a build that go through all papers: extract and count, then link and write."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from kg import link, rdf
from kg.extract.fingerprint import fingerprint
from kg.parallel import in_order, portions
from kg.portions import Extractor, Part, Writer, find, write
from kg.report import Made
from kg.store import Loader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Store

    from kg.archive import Archive
    from kg.extract.user_rules import UserRule
    from kg.model import Concept
    from kg.report import Intake, Options

    # is given a stream of papers that are done, their number, and what is done with them; passes them on
    Watch = Callable[[Iterable[None], int, str], Iterable[None]]

__all__ = ["extract_to", "link_names", "unwatched", "write_graph"]

PORTION = 200  # papers a worker gets at a time
CONCEPTS = 5000  # that are turned into text at a time

Same = TypeVar("Same")


def unwatched(done: Iterable[None], _total: int, _what: str) -> Iterable[None]:
    """Show nothing."""
    return done


def extract_to(
    archive: Archive, intake: Intake, options: Options, rules: Sequence[UserRule], watch: Watch
) -> link.Tally:
    """Extract the papers of an archive, keep there what is found, and return the names of them all, counted."""
    tools = Extractor(rules, fingerprint(rules), options.never_merge)
    tasks = portions(archive.unextracted(tools.fingerprint), PORTION)
    tally = link.tally_of((), never_merge=options.never_merge)

    def done() -> Iterator[None]:
        for found, names in in_order(find, tasks, prepare=partial(_same, tools), workers=options.workers):
            archive.keep(found)
            intake.known += sum(key is not None and findings is None for key, findings in found)
            tally.merge(names)
            yield from (None for _ in found)

    _exhaust(watch(done(), intake.papers, "Extracting"))
    return tally


def link_names(tally: link.Tally, options: Options, rules: Sequence[UserRule]) -> link.Names:
    """Return the tables of names of a corpus, with the pairs and the lexicon of the user."""
    lines = {(rule.entry, rule.phrase) for rule in rules if rule.entry and rule.entry != rule.phrase}
    return link.names_of(tally, same_as=(*options.same_as, *sorted(lines)), never_merge=options.never_merge)


def write_graph(
    archive: Archive, names: link.Names, folder: Path, papers: int, options: Options, watch: Watch
) -> tuple[Store, Made]:
    """Write graph.ttl and the store of an archive's papers; return the store, and what the graph holds."""
    rdf.check_base(options.base)
    concepts = link.concepts(names)
    metrics = {concept.id: concept for concept in concepts if concept.type == "Metric"}
    tools = Writer(names.for_papers(), metrics, options.quotes, options.base)
    total = Part()
    header = rdf.header(options.base)
    with (
        (folder / "graph.ttl").open("w", encoding="utf-8", newline="\n") as turtle,
        Loader(folder, header) as loader,
    ):

        def put(blocks: Iterable[rdf.Block]) -> None:
            texts = []
            for block in blocks:
                total.counts.add(block)
                texts.append(rdf.as_turtle(block))
            turtle.write("".join(texts))
            loader.add("".join(texts))

        def done() -> Iterator[None]:
            tasks = portions(archive.extracted(), PORTION)
            for part in in_order(write, tasks, prepare=partial(_same, tools), workers=options.workers):
                turtle.write(part.text)
                loader.add(part.text)
                archive.keep_shortcuts(part.shortcuts)
                total.merge(part)
                yield from (None for _ in range(part.papers))

        turtle.write(header)
        put(rdf.fixed_blocks())
        _exhaust(watch(done(), papers, "Writing"))
        concepts = link.with_merges(concepts, total.merges)
        for some in portions(_with_shortcuts(concepts, archive.shortcuts()), CONCEPTS):
            put(rdf.concept_block(concept, links, base=options.base) for concept, links in some)
        told = rdf.told(options.told(), quotes=options.quotes, base=options.base)
        put(rdf.description(total.counts, base=options.base, options=told))
    made = Made(
        claims=total.claims,
        concepts=Counter(concept.type for concept in concepts),
        merges=sum(len(concept.merges) for concept in concepts),
        triples=total.counts.triples,
        refused=tuple(total.refused),
        ambiguous=total.ambiguous,
    )
    return loader.store, made


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
