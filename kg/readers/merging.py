"""The same paper in several files or entries is one paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from kg.model import Extraction, Paper
from kg.readers.identifiers import identifiers
from kg.readers.titles import normalised, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

__all__ = ["Duplicate", "merge"]

_Item = Paper | Extraction


@dataclass(frozen=True, slots=True, order=True)
class Duplicate:
    """An entry that was merged into the paper with the id `kept`, and why."""

    kept: str
    dropped_source: str
    reason: str


def merge(items: Iterable[_Item], *, duplicate: Callable[[Duplicate], None] | None = None) -> list[_Item]:
    """Return each paper once, sorted by id, the same for any order of the items.

    Papers are the same if they share an identifier, or a title and, where both name authors, one of them. The
    fullest record is kept, an extraction before a bare paper; metadata it lacks come from the others. Different
    papers that share an id (row numbers of two tables) get ids of their own.

    Args:
        items: papers and extractions.
        duplicate: called with each entry that was merged into another, in sorted order.
    """
    merged: list[tuple[_Item, list[tuple[str, str]]]] = []
    for group in _groups(list(items)):
        if len(group) == 1:
            merged.append((group[0], []))
        else:
            ranked = sorted(group, key=_rank)
            reasons = [(_paper(item).source, _reason(_paper(ranked[0]), _paper(item))) for item in ranked[1:]]
            merged.append((_filled(ranked[0], ranked[1:]), reasons))
    ids = _distinct_ids([item for item, _ in merged])
    named = [
        (_with_paper(item, replace(_paper(item), id=new)), why) for (item, why), new in zip(merged, ids, strict=True)
    ]
    if duplicate:
        for found in sorted(Duplicate(_paper(item).id, *reason) for item, why in named for reason in why):
            duplicate(found)
    return sorted((item for item, _ in named), key=lambda item: _paper(item).id)


def _groups(items: Sequence[_Item]) -> list[list[_Item]]:
    """Return the items in groups that share a key, directly or by way of others."""
    parents = list(range(len(items)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    first: dict[Hashable, int] = {}
    for at, keys in enumerate(_keys([_paper(item) for item in items])):
        for key in keys:
            parents[root(at)] = root(first.setdefault(key, at))
    groups: dict[int, list[_Item]] = defaultdict(list)
    for at, item in enumerate(items):
        groups[root(at)].append(item)
    return list(groups.values())


def _keys(papers: Sequence[Paper]) -> list[list[Hashable]]:
    """Return the keys of each paper; a title alone counts unless all of its bearers name their authors."""
    titles = [normalised(paper.title) for paper in papers]
    anonymous = {title for paper, title in zip(papers, titles, strict=True) if not paper.authors}
    found: list[list[Hashable]] = []
    for paper, title in zip(papers, titles, strict=True):
        keys: list[Hashable] = list(identifiers(paper.id, paper.url))
        if title and title in anonymous:
            keys.append(("title", title))
        elif title:
            keys.extend(("title", title, _surname(author)) for author in paper.authors)
        found.append(keys)
    return found


def _surname(author: str) -> str:
    return normalised(author).rpartition("-")[2]


def _rank(item: _Item) -> tuple[bool, int, str]:
    return isinstance(item, Paper), -len(_paper(item).abstract), repr(item)


def _reason(kept: Paper, dropped: Paper) -> str:
    shared = sorted(set(identifiers(kept.id, kept.url)) & set(identifiers(dropped.id, dropped.url)))
    if shared:
        return f"same {shared[0]}"
    same_title = normalised(kept.title) == normalised(dropped.title)
    return "same title" if same_title else "same as another copy of this paper"


def _filled(kept: _Item, others: Sequence[_Item]) -> _Item:
    """Return the kept item with what it lacks from the others, in the order of their rank."""
    paper = _paper(kept)
    papers = [_paper(other) for other in others]
    own_ids = sorted(copy.id for copy in (paper, *papers) if copy.id != slug(copy.title))
    full = replace(
        paper,
        # An id that an input gave says more than one made from the title.
        id=paper.id if paper.id in own_ids or not own_ids else own_ids[0],
        authors=paper.authors or next((copy.authors for copy in papers if copy.authors), ()),
        date=max((copy.date for copy in (paper, *papers) if copy.date.startswith(paper.date)), key=len),
        venue=paper.venue or next((copy.venue for copy in papers if copy.venue), ""),
        url=paper.url or next((copy.url for copy in papers if copy.url), ""),
    )
    return _with_paper(kept, full)


def _distinct_ids(items: Sequence[_Item]) -> list[str]:
    counts = Counter(_paper(item).id for item in items)
    ids = []
    for item in items:
        paper = _paper(item)
        content = "\x1f".join((paper.title, *paper.authors, paper.abstract))
        ids.append(paper.id if counts[paper.id] == 1 else f"{paper.id}-{sha256(content.encode()).hexdigest()[:8]}")
    return ids


def _paper(item: _Item) -> Paper:
    return item.paper if isinstance(item, Extraction) else item


def _with_paper(item: _Item, paper: Paper) -> _Item:
    return replace(item, paper=paper) if isinstance(item, Extraction) else paper
