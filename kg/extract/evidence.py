"""Pieces of evidence on names, and what they are worth.

Evidence is a (family, value) pair; kg/data/name_weights.tsv says what each pair is worth for each type, and
kg/data/introduced_weights.tsv what it says of a name being new. Pairs that come together (all that the word on the left
says) are given by one function of plain values, a `piece`. The same walk over a text sees a piece in one of three ways:
as its weight, as its strongest family, or as its pairs. Weights and families are kept, so that a text mostly adds up
numbers that are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from itertools import repeat
from struct import Struct
from typing import Any

from kg.data.weights import introduced_weights, name_weights

__all__ = ["Evidence", "Sight", "families", "pairs", "piece", "tells_new", "unpacked", "weights"]

Evidence = tuple[str, str]
Piece = Callable[..., Iterable[Evidence]]

_PIECES: dict[str, Piece] = {}
_CACHE = 1 << 16
_LANES = Struct("<5I")
_WIDTH = 32
_ZERO = 1 << 31  # added to each sum while it is packed, so that none borrows from the next
_ZEROS = sum(_ZERO << (_WIDTH * at) for at in range(5))

# Families of the evidence on names that also tell whether a name is new; the words themselves do not.
_TELLS_NEW = frozenset(
    (
        "acronym",
        "apposes",
        "apposition",
        "left group",
        "list says",
        "title says",
        "noun after says",
        "noun apposition says",
        "noun before says",
        "noun head says",
        "capital",
        "count",
        "cue and left",
        "determiner",
        "docs",
        "inside left",
        "left",
        "lexicon",
        "own head says",
        "lexicon tail",
        "name",
        "place",
        "right",
        "right group",
        "shape",
        "title",
        "verb",
        "with docs",
        "with lexicon",
        "coarse head group1",
        "coarse head group2",
        "coarse head group3",
        "coarse head group4",
    )
)


def piece(function: Piece) -> Piece:
    """Register a function from plain values to evidence; a `Sight` has a method of its name, without underscores."""
    _PIECES[function.__name__.strip("_")] = function
    return function


class Sight:
    """A way to see pieces: for each piece a method that takes its values.

    Args:
        view: what is made of the pairs of a piece.
        keep: whether what was made is kept for the next time.
    """

    def __init__(self, view: Callable[[Iterable[Evidence]], Any], *, keep: bool) -> None:
        for name, function in _PIECES.items():
            seen = partial(_see, view, function)
            setattr(self, name, lru_cache(_CACHE)(seen) if keep else seen)


def _see(view: Callable[[Iterable[Evidence]], Any], function: Piece, *values: Any) -> Any:
    return view(function(*values))


@cache
def weights() -> Sight:
    """Return the sight of a piece as its weight: a packed sum for the four types and for being new (`unpacked`)."""
    return Sight(_weight, keep=True)


@cache
def families(at: int) -> Sight:
    """Return the sight of a piece as its strongest evidence for the type of this number: its weight and family."""
    return Sight(partial(_strongest, at), keep=True)


@cache
def pairs() -> Sight:
    """Return the sight of a piece as it is: a tuple of pairs."""
    return Sight(tuple, keep=False)


def tells_new(pair: Evidence) -> bool:
    """Tell whether a piece of evidence also speaks for or against a name being new."""
    return pair[0] in _TELLS_NEW


def unpacked(weight: int) -> tuple[int, int, int, int, int]:
    """Return the sums for Method, Dataset, Metric, Task and for being new, in hundredths."""
    method, dataset, metric, task, new = _LANES.unpack((weight + _ZEROS).to_bytes(20, "little"))
    return method - _ZERO, dataset - _ZERO, metric - _ZERO, task - _ZERO, new - _ZERO


def _weight(found: Iterable[Evidence]) -> int:
    return sum(map(_packed().get, found, repeat(0)))


def _strongest(at: int, found: Iterable[Evidence]) -> tuple[int, str]:
    known = name_weights()
    return max([(known[pair][at], pair[0]) for pair in found if pair in known], default=(0, ""))


@cache
def _packed() -> dict[Evidence, int]:
    """Return the weights of each pair as one number, to add up all five at once."""
    found = {
        pair: sum(value << (_WIDTH * at) for at, value in enumerate(four)) for pair, four in name_weights().items()
    }
    for pair, value in introduced_weights().items():
        if tells_new(pair):
            found[pair] = found.get(pair, 0) + (value << (4 * _WIDTH))
    return found
