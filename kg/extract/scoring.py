"""How probable each type is for a form, by the weights of its evidence."""

from __future__ import annotations

from functools import lru_cache
from math import exp
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
        words = _word_sums(key, form.words, form.tags)
        if max(words) > _HOPELESS or form.long or form.short:
            places = _sums(place_evidence(form, forms, analysis))
            found[key] = _probabilities([a + b for a, b in zip(words, places, strict=True)])
    return found


@lru_cache(_CACHE)
def _word_sums(key: str, words: tuple[Word, ...], tags: tuple[str, ...]) -> tuple[int, ...]:
    return _sums(set(word_evidence(key, words, tags)))


def _sums(pairs: Iterable[Evidence]) -> tuple[int, ...]:
    """Add up weights, whole hundredths, so that the order of the evidence does not matter."""
    method = dataset = metric = task = 0
    for weights in filter(None, map(name_weights().get, pairs)):
        method += weights[0]
        dataset += weights[1]
        metric += weights[2]
        task += weights[3]
    return method, dataset, metric, task


def _probabilities(sums: list[int]) -> Scores:
    odds = [exp(min(value / 100, 30.0)) for value in sums]
    total = 1.0 + sum(odds)
    return odds[0] / total, odds[1] / total, odds[2] / total, odds[3] / total
