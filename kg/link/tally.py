"""Counts of the names of a corpus, as its papers come in; they grow with distinct names only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.data.metrics import KnownMetric, metrics
from kg.keys import clean, key
from kg.link.acronyms import anchor, is_acronym
from kg.model import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Entity, Extraction

__all__ = ["Tally", "TypeCounts", "claimed_metrics", "known_metrics", "most"]

INTRODUCED = 2
TypeCounts = Mapping[EntityType, tuple[int, str]]  # how many papers, and the first of them by id
Counts = defaultdict[str, dict[str, int]]  # a `Counter` each would take three times as long to make


@dataclass(slots=True)
class Tally:
    """In how many papers each thing is so.

    `surfaces`: a key is written in this way; the paper that introduces the thing counts `INTRODUCED` times more, for
    its form is the one to keep. `first`: the first paper (by id) with a surface form. `types`: what a key
    names has this type. `named`: a key is the best name of something. `acronyms`, `aliases`: the paper takes the first
    key for another name of the second; `company` is what else the papers name that take them for acronym and long
    form, and `papers` how many were read. `apart`: surface forms that do not get the key that their letters give.
    """

    apart: dict[str, str]
    surfaces: Counts = field(default_factory=lambda: defaultdict(dict))
    first: dict[str, str] = field(default_factory=dict)
    types: defaultdict[str, dict[EntityType, tuple[int, str]]] = field(default_factory=lambda: defaultdict(dict))
    named: Counter[str] = field(default_factory=Counter)
    acronyms: Counts = field(default_factory=lambda: defaultdict(dict))
    aliases: Counts = field(default_factory=lambda: defaultdict(dict))
    company: defaultdict[tuple[str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    papers: int = 0

    def key(self, surface: str) -> str:
        """Return the key of a clean surface form."""
        return self.apart.get(surface) or key(surface)

    def main_type(self, name: str) -> str:
        """Return what most papers take a name for, or "" where it is only another word for something."""
        types = self.types.get(name, {})
        if len(types) == 1:
            return next(iter(types))
        return min(types, key=lambda kind: (-types[kind][0], kind), default="")

    def is_mostly(self, name: str, kind: str) -> bool:
        """Tell whether more than half of the papers take a name for something of this type."""
        types = self.types.get(name, {})
        return sum(n for one, (n, _) in types.items() if one == kind) * 2 > sum(n for n, _ in types.values())

    def spelt(self, name: str) -> str:
        """Return how most papers write a name, or "" where none does."""
        return most(surfaces)[0] if (surfaces := self.surfaces.get(name)) else ""

    def add(self, extraction: Extraction) -> None:
        """Count one paper."""
        self.papers += 1
        paper = extraction.paper.id
        facts: set[tuple[str, ...]] = set()  # each counts once a paper
        for entity in extraction.entities:
            facts |= set(self._facts(entity))
        facts |= {("surface", key(name), name) for name in claimed_metrics(extraction)}
        facts |= {("type", key(name), "Metric") for name in claimed_metrics(extraction)}
        best = {one for kind, one, _ in facts if kind == "named"}
        for kind, one, other in sorted(facts):
            self._count(kind, one, other, paper)
            if kind == "acronym":
                _add(self.company[one, other], dict.fromkeys(best - {other}, 1))

    def merge(self, other: Tally) -> None:
        """Add what another tally counted in other papers; neither order nor grouping matters."""
        self.papers += other.papers
        self.named.update(other.named)
        for mine, theirs in (
            (self.surfaces, other.surfaces),
            (self.acronyms, other.acronyms),
            (self.aliases, other.aliases),
        ):
            for one, counts in theirs.items():
                _add(mine[one], counts)
        for pair, counts in other.company.items():
            _add(self.company[pair], counts)
        for surface, paper in other.first.items():
            self.first[surface] = min(self.first.get(surface, paper), paper)
        for one, types in other.types.items():
            mine_of = self.types[one]
            for kind, (papers, first) in types.items():
                papers_before, first_before = mine_of.get(kind, (0, first))
                mine_of[kind] = (papers_before + papers, min(first_before, first))

    def subtract(self, other: Tally) -> set[str]:
        """Take away what another tally counted in papers that are counted here.

        Returns:
            Keys whose first paper is not known any more: give the other papers that have them to `restore`.
        """
        self.papers -= other.papers
        _take(self.named, other.named)
        for mine, theirs in (
            (self.surfaces, other.surfaces),
            (self.acronyms, other.acronyms),
            (self.aliases, other.aliases),
            (self.company, other.company),
        ):
            _take_each(mine, theirs)
        lost = set[str]()
        for surface, paper in other.first.items():
            if self.first[surface] == paper:
                del self.first[surface]
                lost |= {key(surface), self.key(surface)}
        for one, types in other.types.items():
            mine_of = self.types[one]
            for kind, (papers, first) in types.items():
                papers_before, first_before = mine_of.pop(kind)
                if papers_before > papers:
                    mine_of[kind] = (papers_before - papers, first_before)
                lost |= {one} if first == first_before else set()
            if not mine_of:
                del self.types[one]
        return lost & self.surfaces.keys()

    def restore(self, lost: set[str], other: Tally) -> None:
        """Take the first papers of some keys from a tally of all papers that have them."""
        for one in lost:
            for surface in self.surfaces[one]:
                self.first[surface] = other.first[surface]
            for kind, (papers, _) in self.types.get(one, {}).items():
                self.types[one][kind] = (papers, other.types[one][kind][1])

    def _facts(self, entity: Entity) -> Iterator[tuple[str, str, str]]:
        surfaces = tuple(clean(surface) for surface in (entity.name, *entity.aliases))
        best = anchor(surfaces)
        yield "named", self.key(best), ""
        yield "type", self.key(best), entity.type
        if entity.introduced:
            yield "introduced", self.key(best), best
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
        elif kind == "introduced":
            _add(self.surfaces[one], {other: INTRODUCED})
        elif kind == "surface":
            _add(self.surfaces[one], {other: 1})
            self.first[other] = min(self.first.get(other, paper), paper)
        else:
            _add((self.acronyms if kind == "acronym" else self.aliases)[one], {other: 1})


def most(counts: Mapping[str, int]) -> tuple[str, int]:
    """Return the most frequent of some names and its count; of several, the first in alphabetical order."""
    if len(counts) == 1:
        return next(iter(counts.items()))
    return min(counts.items(), key=lambda item: (-item[1], item[0]))


def _add(mine: dict[str, int], theirs: Mapping[str, int]) -> None:
    for one, papers in theirs.items():
        mine[one] = mine.get(one, 0) + papers


def _take(mine: dict[str, int], theirs: Mapping[str, int]) -> None:
    for one, papers in theirs.items():
        mine[one] -= papers
        if not mine[one]:
            del mine[one]


def _take_each(mine: dict[Any, dict[str, int]], theirs: dict[Any, dict[str, int]]) -> None:
    for one, counts in theirs.items():
        _take(mine[one], counts)
        if not mine[one]:
            del mine[one]


def claimed_metrics(extraction: Extraction) -> set[str]:
    """Return the words that claims of a paper use as a metric, where they are the name of one we know."""
    words = {clean(claim.metric) for claim in extraction.claims if claim.metric and claim.kind != "setting"}
    return {word for word in words if key(word) in known_metrics()}


@cache
def known_metrics() -> dict[str, KnownMetric]:
    """Return the known metrics by the key of each of their names; a usual name goes before an alias of another."""
    by_alias = {key(alias): metric for metric in reversed(metrics()) for alias in metric.aliases}
    return by_alias | {key(metric.name): metric for metric in reversed(metrics())}
