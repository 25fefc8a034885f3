"""What an acronym means that papers define in several ways: SAM is Segment Anything here, Smoothing and Mapping there.

A paper that gives the long form decides for itself. For one that does not, the other names in it are compared with
those of the papers that define each sense. So are those of an acronym that too few papers define to speak for others:
of two papers that define one and share no other name, three in ten mean the same; of those that share a rare name or
two (`RARE_ALONE`), eight or more. Over the corpus of 81,082 abstracts, with the definitions hidden one at a
time, the sense that this finds is right in 95 of 100 papers, and it finds one in every fifth; where no other paper
defines the sense that is meant, it still finds one, a wrong one, in 14 of 1,000.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from kg.link.acronyms import same_long_form

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.link.tally import Tally

__all__ = ["Sense", "choose", "find_senses"]

SHARED = 2  # names that a paper must share with those that define the sense
RARE = 8.0  # ... and how rare these are together: the logarithms of one in how many papers has them
RARE_ALONE = 5.0  # the same where the acronym has one known sense, and one name is enough
LEAD = 3.0  # how much nearer the sense must be than the next


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an acronym: the key of its long form, and how much each name in a paper speaks for it.

    `share` is its part of all definitions, `rarity` the logarithm of one in how many papers has each name.
    """

    key: str
    share: float
    company: Mapping[str, float]
    rarity: Mapping[str, float]


def find_senses(tally: Tally, roots: Mapping[str, str]) -> dict[str, tuple[Sense, ...]]:
    """Return the senses of each acronym that stands for none of them everywhere.

    Args:
        tally: counts of a corpus.
        roots: what keys stand for that stand for others.
    """
    named = Counter[str]()
    for name, papers in tally.named.items():
        named[roots.get(name, name)] += papers
    found = {}
    for short, longs in sorted(tally.acronyms.items()):
        if short in roots:
            continue
        groups = defaultdict[str, list[str]](list)
        for long in sorted(longs):
            groups[same_long_form(roots.get(long, long))].append(long)
        total = sum(longs.values())
        found[short] = tuple(_sense(short, group, total, tally, roots, named) for group in groups.values())
    return found


def _sense(
    short: str, longs: list[str], total: int, tally: Tally, roots: Mapping[str, str], named: Mapping[str, int]
) -> Sense:
    papers = Counter({long: tally.acronyms[short][long] for long in longs})
    best = min(longs, key=lambda long: (-papers[long], long))
    company = Counter[str]()
    for long in longs:
        for name, count in tally.company[short, long].items():
            company[roots.get(name, name)] += count
    rarity = {name: log(tally.papers / named[name]) for name in company if named[name]}
    weights = {name: company[name] / (papers.total() + 1) * rare for name, rare in rarity.items()}
    return Sense(roots.get(best, best), papers.total() / total, weights, rarity)


def choose(senses: Collection[Sense], company: Collection[str]) -> Sense | None:
    """Return the sense of an acronym in a paper that does not define it, or None where the paper says too little.

    Args:
        senses: what the acronym may mean.
        company: the keys of the other names in the paper.
    """
    ranked = sorted(
        ((sum(sense.company.get(name, 0.0) for name in company) * sense.share**0.5, sense.key) for sense in senses),
        reverse=True,
    )
    near, key = ranked[0]
    best = next(sense for sense in senses if sense.key == key)
    shared = [best.rarity[name] for name in company if name in best.rarity]
    if len(ranked) == 1:
        return best if sum(shared) >= RARE_ALONE else None
    if len(shared) >= SHARED and sum(shared) >= RARE and near >= LEAD * ranked[1][0]:
        return best
    return None
