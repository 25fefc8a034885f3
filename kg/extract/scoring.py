"""How probable each type is for a form, by the weights of its evidence."""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING, Any

from kg.extract.evidence import unpacked, weights
from kg.extract.place_evidence import place_evidence
from kg.extract.word_evidence import word_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.extract.forms import Form
    from kg.extract.place_evidence import Places
    from kg.extract.words import Word

__all__ = ["Scores", "evidence_of", "score_forms"]

# Forms whose words alone speak so strongly against a name that no place makes up for it (hundredths).
_HOPELESS = -280
_CACHE = 1 << 14

Scores = tuple[float, float, float, float]

_CERTAIN: dict[str, Scores] = {
    "Method": (1.0, 0.0, 0.0, 0.0),
    "Dataset": (0.0, 1.0, 0.0, 0.0),
    "Metric": (0.0, 0.0, 1.0, 0.0),
    "Task": (0.0, 0.0, 0.0, 1.0),
}  # what a rule of the user says


def evidence_of(group: Iterable[Form], forms: Mapping[str, Form], places: Places) -> set[Any]:
    """Return the pieces of evidence on forms that mean the same, as `places` sees them."""
    found: set[Any] = set()
    for form in group:
        found.update(word_evidence(form.key, form.words, form.tags, places.see))
        found.update(place_evidence(form, forms, places))
    return found


def score_forms(forms: Mapping[str, Form], places: Places) -> dict[str, Scores]:
    """Return the probabilities of Method, Dataset, Metric and Task for each form that may be a name.

    Args:
        forms: the forms of a text; each keeps the sum of its weights.
        places: the text, seen as weights.
    """
    found = {}
    for key, form in forms.items():
        if form.rule:
            found[key] = _CERTAIN[form.rule.type]
            continue
        words, hopeless = _words(key, form.words, form.tags)
        if form.long or form.short or not hopeless:
            form.weight = sum(place_evidence(form, forms, places), words)
            found[key] = _probabilities(*unpacked(form.weight)[:4])
    return found


@lru_cache(_CACHE)
def _words(key: str, words: tuple[Word, ...], tags: tuple[str, ...]) -> tuple[int, bool]:
    """Return the packed sum for the words of a form, and whether it is hopeless."""
    total = sum(word_evidence(key, words, tags, weights()))
    return total, max(unpacked(total)[:4]) <= _HOPELESS


def _probabilities(method: int, dataset: int, metric: int, task: int) -> Scores:
    odds = [exp(min(value / 100, 30.0)) for value in (method, dataset, metric, task)]
    total = 1.0 + sum(odds)
    return odds[0] / total, odds[1] / total, odds[2] / total, odds[3] / total
