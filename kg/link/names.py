"""What the corpus as a whole says about names: learnt in one pass, in any order; it grows with distinct names only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kg.data.metrics import KnownMetric, metrics
from kg.link.acronyms import anchor, is_acronym, same_long_form
from kg.link.keys import clean, key
from kg.model import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Entity, Extraction

__all__ = ["Names", "Owner", "claimed_metrics", "known_metrics", "learn"]

SHARE = 0.8  # of the papers that must agree before a short form stands for a long one everywhere
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Owner:
    """The key that another key stands for, and why."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Names:
    """The tables of the linker.

    `surfaces`: how many papers write a key in which way. `first`: the first paper (by id) of a surface form.
    `owners`: keys that stand for other keys. `types`: in how many papers the names that come to a root (the end of
    the owners) have which type, and the first of them.
    `apart`: surface forms that are kept from the key that their letters give.
    """

    surfaces: Mapping[str, Mapping[str, int]]
    first: Mapping[str, str]
    types: Mapping[str, Mapping[EntityType, tuple[int, str]]]
    owners: Mapping[str, Owner]
    apart: Mapping[str, str]

    def key(self, surface: str) -> str:
        """Return the key of a surface form."""
        surface = clean(surface)
        return self.apart.get(surface) or key(surface)

    def root(self, name_key: str) -> str:
        """Return the key that a key stands for in the end; a circle ends at its first key in alphabetical order."""
        return _root(self.owners, name_key)


@dataclass(slots=True)
class _Tally:
    """Counts of papers, as they come in."""

    apart: dict[str, str]
    surfaces: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    first: dict[str, str] = field(default_factory=dict)
    types: defaultdict[str, dict[EntityType, tuple[int, str]]] = field(default_factory=lambda: defaultdict(dict))
    named: Counter[str] = field(default_factory=Counter)  # papers in which a key is the best name of something
    acronyms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    aliases: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def key(self, surface: str) -> str:
        return self.apart.get(surface) or key(surface)

    def add(self, extraction: Extraction) -> None:
        """Count one paper."""
        paper = extraction.paper.id
        facts: set[tuple[str, ...]] = set()  # each counts once a paper
        for entity in extraction.entities:
            facts |= set(self._facts(entity))
        facts |= {("surface", key(name), name) for name in claimed_metrics(extraction)}
        facts |= {("type", key(name), "Metric") for name in claimed_metrics(extraction)}
        for kind, one, other in sorted(facts):
            self._count(kind, one, other, paper)

    def _facts(self, entity: Entity) -> Iterator[tuple[str, str, str]]:
        surfaces = tuple(clean(surface) for surface in (entity.name, *entity.aliases))
        best = anchor(surfaces)
        yield "named", self.key(best), ""
        yield "type", self.key(best), entity.type
        for surface in surfaces:
            yield "surface", self.key(surface), surface
            if self.key(surface) != self.key(best):
                yield "acronym" if is_acronym(surface, best) else "alias", self.key(surface), self.key(best)

    def _count(self, kind: str, one: str, other: str, paper: str) -> None:
        if kind == "named":
            self.named[one] += 1
        elif kind == "type":
            count, first = self.types[one].get(other, (0, paper))  # type: ignore[call-overload]
            self.types[one][other] = (count + 1, min(first, paper))  # type: ignore[index]
        elif kind == "surface":
            self.surfaces[one][other] += 1
            self.first[other] = min(self.first.get(other, paper), paper)
        else:
            (self.acronyms if kind == "acronym" else self.aliases)[one][other] += 1


def learn(
    extractions: Iterable[Extraction], *, same_as: Iterable[Pair] = (), never_merge: Iterable[Pair] = ()
) -> Names:
    """Return the tables of names of a corpus; neither order nor grouping of the extractions matters.

    Args:
        extractions: read once.
        same_as: pairs of names that are one, whatever the texts say; the first is the one to keep.
        never_merge: pairs of names that are two over papers; a paper that takes them for one keeps doing so.
    """
    never = sorted((clean(one), clean(other)) for one, other in never_merge)
    tally = _Tally(apart={max(pair): f"{key(max(pair))} {max(pair)}" for pair in never if key(pair[0]) == key(pair[1])})
    for extraction in extractions:
        tally.add(extraction)
    owners = _overruled(dict(_owners(tally)), tally, same_as=sorted(same_as), never_merge=never)
    return Names(tally.surfaces, tally.first, _root_types(tally, owners), owners, tally.apart)


def claimed_metrics(extraction: Extraction) -> set[str]:
    """Return the words that claims of a paper use as a metric, where they are the name of one we know."""
    words = {clean(claim.metric) for claim in extraction.claims if claim.metric and claim.kind != "setting"}
    return {word for word in words if key(word) in known_metrics()}


@cache
def known_metrics() -> dict[str, KnownMetric]:
    """Return the known metrics by the key of each of their names; a usual name goes before an alias of another."""
    by_alias = {key(alias): metric for metric in reversed(metrics()) for alias in metric.aliases}
    return by_alias | {key(metric.name): metric for metric in metrics()}


def _root(owners: Mapping[str, Owner], name_key: str) -> str:
    seen = [name_key]
    while owner := owners.get(seen[-1]):
        if owner.key in seen:
            return min(seen[seen.index(owner.key) :])
        seen.append(owner.key)
    return seen[-1]


def _overruled(
    owners: dict[str, Owner], tally: _Tally, *, same_as: Iterable[Pair], never_merge: Iterable[Pair]
) -> dict[str, Owner]:
    for one, other in ((tally.key(clean(one)), tally.key(clean(other))) for one, other in same_as):
        if one != other:
            owners[other] = Owner(one, "same-as")
            if one in owners and owners[one].key == other:
                del owners[one]
    for pair in never_merge:
        one, other = map(tally.key, pair)
        for name in (one, other):
            if _root(owners, one) == _root(owners, other):
                owners.pop(name, None)
    return owners


def _root_types(tally: _Tally, owners: Mapping[str, Owner]) -> dict[str, dict[EntityType, tuple[int, str]]]:
    types = defaultdict[str, dict[EntityType, tuple[int, str]]](dict)
    for name_key, counts in tally.types.items():
        of_root = types[_root(owners, name_key)]
        for kind, (papers, first) in counts.items():
            papers_before, first_before = of_root.get(kind, (0, first))
            of_root[kind] = (papers_before + papers, min(first_before, first))
    return dict(types)


def _owners(tally: _Tally) -> Iterator[tuple[str, Owner]]:
    """Yield (key, owner) with the stronger reasons last, so that they win."""
    for alias, longs in tally.aliases.items():
        best, papers = _most(longs)
        if not _is_generic(tally.surfaces[alias]) and papers > SHARE * (tally.named[alias] + longs.total()):
            yield alias, Owner(best, "alias")
    for short, longs in tally.acronyms.items():
        yield from _acronym(short, longs, tally.named[short])
    for name, metric in known_metrics().items():
        if name != key(metric.name) and name in tally.types and _mostly_metric(tally.types[name]):
            yield name, Owner(key(metric.name), "known-metric")


def _acronym(short: str, longs: Counter[str], undefined: int) -> Iterator[tuple[str, Owner]]:
    """Yield what an acronym stands for where its papers agree, and the long forms that are one."""
    groups = defaultdict[str, Counter[str]](Counter)
    for long, papers in longs.items():
        groups[same_long_form(long)][long] = papers
    for group in groups.values():
        best, _ = _most(group)
        yield from ((long, Owner(best, "long-form")) for long in sorted(group) if long != best)
    group = max(groups.values(), key=lambda group: (group.total(), _most(group)))
    # one definition says little about many papers that use the letters without one
    if group.total() > SHARE * longs.total() and (longs.total() >= 3 or longs.total() * 4 >= undefined):
        yield short, Owner(_most(group)[0], "acronym")


def _mostly_metric(types: Mapping[EntityType, tuple[int, str]]) -> bool:
    return types.get("Metric", (0, ""))[0] * 2 > sum(papers for papers, _ in types.values())


def _most(counts: Counter[str]) -> tuple[str, int]:
    return min(counts.items(), key=lambda item: (-item[1], item[0]))


def _is_generic(surfaces: Mapping[str, int]) -> bool:
    """Tell whether a name is one lower-case word, which may stand for anything inside a paper."""
    return all(" " not in surface and surface.islower() for surface in surfaces)
