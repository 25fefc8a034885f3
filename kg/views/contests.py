"""Who is said to beat whom in the papers about one data set or task."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.views.bonds import wins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.views.gathered import Claim, Gathered

__all__ = ["Wins", "find_contests"]

Wins = Counter[tuple[str, str]]  # (the better, the worse) -> claims that say so
FEWEST = 4  # pairs that are worth a picture


def find_contests(gathered: Gathered) -> dict[str, Wins]:
    """Return the wins of each data set and task that has enough of them: most first, then by id.

    A claim counts for each data set (with the broader ones) and task that its paper mentions, and two results of one
    paper for one metric and data set count as a win where the metric tells what is better.
    """
    found = defaultdict[str, Wins](Counter)
    for paper, claims in gathered.claims_of.items():
        said = wins(claims, gathered) + Counter(_by_numbers(claims, gathered))
        for place in _places(gathered, gathered.papers[paper].mentions) if said else ():
            found[place].update(said)
    order = sorted(found, key=lambda place: (-len(found[place]), place))
    return {place: found[place] for place in order if len(found[place]) >= FEWEST}


def _places(gathered: Gathered, mentions: Iterable[str]) -> set[str]:
    """Return the data sets and tasks among what a paper mentions, with what they are a kind of."""
    named = {name for name in mentions if name.startswith(("dataset/", "task/")) and name in gathered.names}
    return {wide for name in named for wide in gathered.wider(name) if wide in gathered.names}


def _by_numbers(claims: Iterable[Claim], gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Yield (better, worse) for results that one paper reports side by side."""
    groups = defaultdict[tuple[str, str], list["Claim"]](list)
    for claim in claims:
        if claim.kind == "result" and claim.comparable is not None and claim.dataset and claim.subject:
            groups[claim.ranked_as, claim.dataset.id].append(claim)
    for (metric, dataset), results in groups.items():
        better = gathered.names[metric].better if metric in gathered.names and dataset else ""
        for one, other in combinations(results, 2) if better else ():
            names = [claim.subject.id for claim in (one, other) if claim.subject]
            if all(names) and names[0] != names[1] and one.comparable != other.comparable:
                first_wins = ((one.comparable or 0) > (other.comparable or 0)) == (better == "higher")
                yield (names[0], names[1]) if first_wins else (names[1], names[0])
