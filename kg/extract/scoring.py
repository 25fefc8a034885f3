"""How probable each type is for a form, by the weights of its evidence."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Any

from kg.extract.evidence import unpacked, weights
from kg.extract.place_evidence import place_evidence
from kg.extract.word_evidence import word_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.extract.evidence import Sight
    from kg.extract.forms import Form
    from kg.extract.place_evidence import Places
    from kg.model import EntityType

__all__ = ["Scores", "evidence_of", "score_forms", "strongest_word"]

# Forms whose words alone speak so strongly against a name that no place makes up for it (hundredths).
_HOPELESS = -280
_MOST = 1 << 18
# Plain dicts of text and numbers, which Python's garbage collector passes over.
_WORDS: dict[str, tuple[int, bool]] = {}
_REASONS: dict[str, tuple[int, str]] = {}

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
        words, hopeless = _words(form)
        if form.long or form.short or not hopeless:
            form.weight = sum(place_evidence(form, forms, places), words)
            found[key] = _probabilities(*unpacked(form.weight)[:4])
    return found


def strongest_word(form: Form, kind: EntityType, see: Sight) -> tuple[int, str]:
    """Return the weight and the family of what the words of a form say most of a type; `see` is its sight."""
    known = f"{kind} {_spelling(form)}"
    if found := _REASONS.get(known):
        return found
    if len(_REASONS) > _MOST:
        _REASONS.clear()
    best: tuple[int, str] = max(word_evidence(form.key, form.words, form.tags, see))
    _REASONS[known] = best
    return best


def _spelling(form: Form) -> str:
    return " ".join([*[word.text for word in form.words], *form.tags])


def _words(form: Form) -> tuple[int, bool]:
    """Return the packed sum for the words of a form, and whether it is hopeless; kept by spelling and tags."""
    known = _spelling(form)
    if found := _WORDS.get(known):
        return found
    if len(_WORDS) > _MOST:
        _WORDS.clear()
    total = sum(word_evidence(form.key, form.words, form.tags, weights()))
    found = _WORDS[known] = (total, max(unpacked(total)[:4]) <= _HOPELESS)
    return found


def _probabilities(method: int, dataset: int, metric: int, task: int) -> Scores:
    odds = [exp(min(value / 100, 30.0)) for value in (method, dataset, metric, task)]
    total = 1.0 + sum(odds)
    return odds[0] / total, odds[1] / total, odds[2] / total, odds[3] / total
