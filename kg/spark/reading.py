"""Files to papers, each once, in partitions by id; what readers.merge does in one process, as joins."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING
from zlib import crc32

from kg.errors import InputError
from kg.readers import Rejection, merge, paper_of, read
from kg.readers.finding import find
from kg.readers.merging import own_names, renamed, surname
from kg.readers.titles import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark import RDD, SparkContext

    from kg.model import Extraction, Paper

    Item = Paper | Extraction
    Placed = tuple[int, Item]  # where an entry stands: the number of its file, and its own in it

__all__ = ["merged", "read_files"]

ENTRIES = 40  # bits for the number of an entry in its file


def read_files(context: SparkContext, sources: Iterable[str], year: int | None) -> RDD[Placed | Rejection]:
    """Return the entries of files, which every worker must see under the same path, and what was rejected.

    Raises:
        InputError: a source does not exist, or is stdin.
    """
    files = find(sources)
    if any(file.path is None for file in files):
        raise InputError("-", "workers cannot read stdin; name files that they all see")
    names = [(number, str(file.path)) for number, file in enumerate(files)]
    return context.parallelize(names, len(names)).flatMap(partial(_read, year))


def merged(entries: RDD[Placed], partitions: int) -> RDD[Item]:
    """Return each paper once, in partitions by id, sorted by it in each."""
    groups = entries.context.broadcast(_joined(_links(entries)))
    single = entries.filter(lambda placed: placed[0] not in groups.value).values()
    several = entries.filter(lambda placed: placed[0] in groups.value)
    grouped = several.map(lambda placed: (groups.value[placed[0]], placed[1])).groupByKey(partitions).values()
    papers = single.union(grouped.flatMap(lambda group: merge(list(group))))
    by_id = papers.keyBy(_id).repartitionAndSortWithinPartitions(partitions, _place)
    return by_id.mapPartitions(_distinct)


def _read(year: int | None, file: tuple[int, str]) -> Iterator[Placed | Rejection]:
    number, name = file
    rejected: list[Rejection] = []
    try:
        for n, item in enumerate(read([name], year=year, rejected=rejected.append)):
            yield number << ENTRIES | n, item
    except InputError:
        if not rejected:  # else they say why nothing could be read
            raise
    yield from rejected


def _links(entries: RDD[Placed]) -> list[tuple[int, int]]:
    """Return pairs of entries that share a key; few do."""
    named = entries.flatMap(_identifiers).groupByKey().flatMap(lambda group: _star(group[1]))
    titled = entries.flatMap(_titles).groupByKey().flatMap(lambda group: _same_title(group[1]))
    return named.union(titled).distinct().collect()


def _identifiers(placed: Placed) -> Iterator[tuple[bytes, int]]:
    at, item = placed
    yield from ((_short(name), at) for name in own_names(paper_of(item)))


def _titles(placed: Placed) -> Iterator[tuple[bytes, tuple[bytes, int]]]:
    at, item = placed
    paper = paper_of(item)
    if title := normalised(paper.title):
        surnames = {_short(surname(author)) for author in paper.authors}
        yield from ((_short(title), (surname, at)) for surname in sorted(surnames) or (b"",))


def _same_title(bearers: Iterable[tuple[bytes, int]]) -> Iterator[tuple[int, int]]:
    """Yield links of papers with one title; it alone counts unless all of them name their authors."""
    ordered = sorted(bearers)
    if not ordered[0][0]:
        yield from _star(at for _, at in ordered)
        return
    for _, same in groupby(ordered, lambda bearer: bearer[0]):
        yield from _star(at for _, at in same)


def _star(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    first, *others = sorted(set(places))
    yield from ((first, other) for other in others)


def _joined(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for each entry that is linked, directly or by way of others, the first one of its group."""
    parents: dict[int, int] = {}

    def root(at: int) -> int:
        while parents.setdefault(at, at) != at:
            parents[at] = at = parents[parents[at]]
        return at

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    return {at: root(at) for at in list(parents)}


def _distinct(items: Iterable[tuple[str, Item]]) -> Iterator[Item]:
    """Yield papers; different ones that share an id get ids of their own."""
    for _, same in groupby(items, lambda pair: pair[0]):
        first, *others = (item for _, item in same)
        yield from sorted(map(renamed, (first, *others)), key=_id) if others else (first,)


def _id(item: Item) -> str:
    return paper_of(item).id


def _place(paper: str) -> int:
    return crc32(paper.encode("utf-8", "surrogatepass"))


def _short(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
