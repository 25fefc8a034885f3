"""How probable each type is for a form, by the weights of its evidence."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import repeat
from math import exp
from struct import Struct
from typing import TYPE_CHECKING

from kg.data.weights import name_weights
from kg.extract.evidence import place_evidence, word_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.extract.analysis import Analysis
    from kg.extract.evidence import Evidence
    from kg.extract.forms import Form
    from kg.extract.words import Word

__all__ = ["Scores", "score_forms"]

# Forms whose words alone speak so strongly against a name that no place makes up for it (hundredths).
_HOPELESS = -280
_CACHE = 1 << 16
_LANES = Struct("<4I")
_ZERO = 1 << 31  # added to each sum while it is packed, so that none borrows from the next
_ZEROS = sum(_ZERO << (32 * at) for at in range(4))

Scores = tuple[float, float, float, float]

_CERTAIN: dict[str, Scores] = {
    "Method": (1.0, 0.0, 0.0, 0.0),
    "Dataset": (0.0, 1.0, 0.0, 0.0),
    "Metric": (0.0, 0.0, 1.0, 0.0),
    "Task": (0.0, 0.0, 0.0, 1.0),
}  # what a rule of the user says


def score_forms(forms: Mapping[str, Form], analysis: Analysis) -> dict[str, Scores]:
    """Return the probabilities of Method, Dataset, Metric and Task for each form that may be a name."""
    found = {}
    for key, form in forms.items():
        if form.rule:
            found[key] = _CERTAIN[form.rule.type]
            continue
        words, hopeless = _word_sums(key, form.words, form.tags)
        if not hopeless or form.long or form.short:
            found[key] = _probabilities(_unpacked(words + _sum(place_evidence(form, forms, analysis))))
    return found


@lru_cache(_CACHE)
def _word_sums(key: str, words: tuple[Word, ...], tags: tuple[str, ...]) -> tuple[int, bool]:
    """Return the packed sums for the words of a form, and whether they are hopeless."""
    total = _sum(set(word_evidence(key, words, tags)))
    return total, max(_unpacked(total)) <= _HOPELESS


def _sum(pairs: Iterable[Evidence]) -> int:
    """Add up packed weights, whole hundredths, so that the order of the evidence does not matter."""
    return sum(map(_packed_weights().get, pairs, repeat(0)))


@cache
def _packed_weights() -> dict[Evidence, int]:
    """Return the weights for the four types as one number, 32 bits for each, to add up all four at once."""
    return {pair: sum(weight << (32 * at) for at, weight in enumerate(four)) for pair, four in name_weights().items()}


def _unpacked(total: int) -> tuple[int, ...]:
    """Return the four sums that a packed one holds."""
    method, dataset, metric, task = _LANES.unpack((total + _ZEROS).to_bytes(16, "little"))
    return method - _ZERO, dataset - _ZERO, metric - _ZERO, task - _ZERO


def _probabilities(sums: Iterable[int]) -> Scores:
    odds = [exp(min(value / 100, 30.0)) for value in sums]
    total = 1.0 + sum(odds)
    return odds[0] / total, odds[1] / total, odds[2] / total, odds[3] / total
