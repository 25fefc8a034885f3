"""Names whose words differ in an ending only: "robotic grasping", "robot grasping"; "Markov chain sampler"."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from kg.data import rows
from kg.link.tally import most

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.tally import Tally

__all__ = ["other_endings"]


def other_endings(tally: Tally) -> Iterator[tuple[str, str]]:
    """Yield names of the same words but for endings that say the same, each with the one that most papers have.

    The last word tells what a thing is, so names that differ there must be of one type.
    """
    groups = defaultdict[tuple[str, ...], list[str]](list)
    for name in tally.types:
        if " " in name:
            groups[_read(name)].append(name)
    for group in (group for group in groups.values() if len(group) > 1):
        best, _ = most({name: tally.named[name] for name in group})
        yield from ((name, best) for name in sorted(group) if name != best and _is_one(tally, name, best))


def _read(name: str) -> tuple[str, ...]:
    *before, last = name.split(" ")
    return (*(_words("before").get(word, word) for word in before), _words("last").get(last, last))


def _is_one(tally: Tally, one: str, other: str) -> bool:
    same_end = one.rpartition(" ")[2] == other.rpartition(" ")[2]
    return same_end or tally.main_type(one) == tally.main_type(other)


@cache
def _words(place: str) -> dict[str, str]:
    return {word: read for word, read, where in rows("endings.tsv", 3) if where in (place, "any")}
