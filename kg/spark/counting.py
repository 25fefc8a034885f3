"""The linker's counts as rows that Spark adds up, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark import RDD

    from kg.model import Extraction
    from kg.report import Pairs

    Name = tuple[str, ...]  # a table of the tally, and where in it
    Count = tuple[int, str]  # in how many papers, and the first of them by id

__all__ = ["tally"]

_COUNTERS = ("surfaces", "acronyms", "aliases")


def tally(extractions: RDD[Extraction], never_merge: Pairs, partitions: int) -> link.Tally:
    """Return the counts of all papers: summed in partitions, then by name, and kept here by distinct names only."""
    rows = extractions.mapPartitions(lambda papers: _rows(link.tally_of(papers, never_merge=never_merge)))
    total = link.tally_of((), never_merge=never_merge)
    for name, count in rows.reduceByKey(_sum, partitions).toLocalIterator(prefetchPartitions=True):
        _set(total, name, count)
    return total


def _rows(tally: link.Tally) -> Iterator[tuple[Name, Count]]:
    yield ("papers",), (tally.papers, "")
    for name, papers in tally.named.items():
        yield ("named", name), (papers, "")
    for surface, first in tally.first.items():
        yield ("first", surface), (0, first)
    for name, types in tally.types.items():
        yield from ((("types", name, kind), count) for kind, count in types.items())
    for table in _COUNTERS:
        for one, counts in getattr(tally, table).items():
            yield from (((table, one, other), (papers, "")) for other, papers in counts.items())
    for pair, counts in tally.company.items():
        yield from ((("company", *pair, name), (papers, "")) for name, papers in counts.items())


def _sum(one: Count, other: Count) -> Count:
    return one[0] + other[0], min(one[1], other[1])


def _set(tally: link.Tally, name: Name, count: Count) -> None:
    """Write one row of `_rows` into a tally."""
    papers, first = count
    match name:
        case ("papers",):
            tally.papers = papers
        case ("named", one):
            tally.named[one] = papers
        case ("first", surface):
            tally.first[surface] = first
        case ("types", one, kind):
            tally.types[one][kind] = count  # type: ignore[index]  # a kind is an EntityType
        case ("company", short, long, other):
            tally.company[short, long][other] = papers
        case (table, one, other):
            getattr(tally, table)[one][other] = papers
