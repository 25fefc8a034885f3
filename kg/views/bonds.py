"""How names belong together: which papers and claims have both, and who is said to beat whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.views.gathered import Claim, Gathered

__all__ = ["Bond", "beaten", "near", "together", "wins"]

CLAIM = 3  # one claim about two names binds them as much as this many papers that mention both
PAPERS = 200  # of a name are looked at; what stands around it does not change with more


class Bond(NamedTuple):
    """Another name, in how many papers both stand, in how many claims, and how telling that is."""

    name: str
    papers: int
    claims: int
    weight: float


def wins(claims: Iterable[Claim], gathered: Gathered) -> Counter[tuple[str, str]]:
    """Return how many claims say of each pair of names that the first is better than the second."""
    found = Counter[tuple[str, str]]()
    for claim in claims:
        one, other = (slot.id if slot else "" for slot in (claim.subject, claim.baseline))
        if one and other and one != other:
            if _is_win(claim, gathered):
                found[one, other] += 1
            elif claim.relation == "underperforms":
                found[other, one] += 1
    return found


def _is_win(claim: Claim, gathered: Gathered) -> bool:
    if claim.relation:
        return claim.relation == "outperforms"
    better = gathered.names[claim.metric.id].better if claim.metric and claim.metric.id else ""
    return (better, claim.direction) in {("higher", "increase"), ("lower", "decrease")}


def beaten(found: Mapping[tuple[str, str], int]) -> dict[str, tuple[set[str], set[str]]]:
    """Return for each name those that it beats and those that beat it."""
    sides: dict[str, tuple[set[str], set[str]]] = {}
    for winner, loser in found:
        sides.setdefault(winner, (set(), set()))[0].add(loser)
        sides.setdefault(loser, (set(), set()))[1].add(winner)
    return sides


def near(gathered: Gathered, name: str, most: int) -> list[Bond]:
    """Return what stands around a name, the most telling first, at most so many.

    A name that many papers mention anyway tells little: pairs weigh by the logarithm of one in how many papers has it.
    """
    claims = Counter(
        slot.id
        for claim in gathered.claims_about.get(name, ())
        for slot in set(claim.slots)
        if slot and slot.id and slot.id != name
    )
    papers = Counter(
        other for paper in gathered.names[name].papers[:PAPERS] for other in gathered.papers[paper].mentions
    )
    del papers[name]
    counts = {
        other: papers[other] + CLAIM * claims[other]
        for other in papers.keys() | claims.keys()
        if other in gathered.names
    }
    total = len(gathered.papers)

    def bond(other: str) -> Bond:
        rarity = log(1 + total / max(1, len(gathered.names[other].papers)))
        return Bond(other, papers[other], claims[other], round(counts[other] * rarity, 6))

    first = map(bond, nlargest(most, counts, key=counts.__getitem__))
    least = min((other.weight for other in first), default=0.0) / log(1 + total)  # no rarity makes up for fewer
    able = (bond(other) for other, count in counts.items() if count >= least - 1e-6)
    return sorted(able, key=lambda other: (-other.weight, other.name))[:most]


def together(gathered: Gathered, names: Collection[str], *, fewest: int = 1) -> dict[tuple[str, str], int]:
    """Return how many papers and claims have both of two names, for pairs that are in at least `fewest`."""
    wanted = frozenset(names)
    found = Counter[tuple[str, str]]()
    for group, weight in _groups(gathered, wanted):
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                found[one, other] += weight
    return {pair: count for pair, count in sorted(found.items()) if count >= fewest}


def _groups(gathered: Gathered, wanted: frozenset[str]) -> Iterator[tuple[list[str], int]]:
    """Yield those of the names that a paper or a claim has, where there are several, and what such a group counts."""
    mentioned = defaultdict[str, list[str]](list)
    for name in sorted(wanted):
        for paper in gathered.names[name].papers:
            mentioned[paper].append(name)
    for paper, group in mentioned.items():
        if len(group) > 1:
            yield group, 1
            for claim in gathered.claims_of.get(paper, ()):
                named = sorted({slot.id for slot in claim.slots if slot and slot.id in wanted})
                if len(named) > 1:
                    yield named, CLAIM
