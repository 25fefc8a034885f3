"""The rule files of claims, read once: units behind numbers, what a number says, which words compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from kg.data import rows
from kg.data.metrics import metrics
from kg.errors import DataFileError

__all__ = [
    "ComparisonRule",
    "NumberRule",
    "SkipRule",
    "UnitRule",
    "better_known",
    "comparison_rules",
    "lower_is_better",
    "measured",
    "number_forms",
    "number_rules",
    "outcome",
    "score_benchmarks",
    "skip_rules",
    "slot_weights",
    "slot_words",
    "unit_rules",
    "word_effects",
]

Relation = Literal["outperforms", "matches", "underperforms"]


@dataclass(frozen=True, slots=True)
class UnitRule:
    """One line of quantity_units.tsv."""

    pattern: str
    unit: str
    setting: str
    gap: int
    words: bool


@dataclass(frozen=True, slots=True)
class SkipRule:
    """One line of skipped_numbers.tsv: why a number is no quantity."""

    id: str
    before: re.Pattern[str] | None
    number: re.Pattern[str] | None
    after: re.Pattern[str] | None
    bare: bool


@dataclass(frozen=True, slots=True)
class NumberRule:
    """One line of numbers.tsv: what a number with such a unit between such words says."""

    id: str
    kind: str
    about: str
    unit: re.Pattern[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class ComparisonRule:
    """One line of comparisons.tsv: words that compare."""

    id: str
    relation: Relation
    first: re.Pattern[str]
    pattern: re.Pattern[str]


@cache
def unit_rules() -> tuple[UnitRule, ...]:
    """Return what may stand behind a number, in order."""
    return tuple(
        UnitRule(pattern, unit, setting, int(gap), words == "yes")
        for pattern, unit, setting, gap, words in rows("rules/quantity_units.tsv", 5)
    )


@cache
def number_forms() -> re.Pattern[str]:
    """Return one pattern for every form of a number; the name of its last group is the id of the form."""
    parts = {form_id: pattern for form_id, pattern, _ in rows("rules/number_forms.tsv", 3)}
    names = [name for name in parts if name.isupper()]
    forms = "|".join(f"(?P<{form_id}>{pattern})" for form_id, pattern in parts.items() if form_id not in names)
    for name in names:
        forms = forms.replace(f"{{{name}}}", parts[name])
    # only at a digit, or where a word begins as one of the words of the forms does, is a look worth while
    return re.compile(rf"(?:(?=[\d.×])|\b(?={parts['BEGINNINGS']}))(?:{forms})")


@cache
def skip_rules() -> tuple[SkipRule, ...]:
    """Return the reasons why a number is no quantity, in order."""
    return tuple(
        SkipRule(
            rule_id,
            re.compile(f"(?:{before})$") if before else None,
            re.compile(number) if number else None,
            re.compile(after) if after else None,
            bare == "yes",
        )
        for rule_id, before, number, after, bare in rows("rules/skipped_numbers.tsv", 5)
    )


@cache
def better_known() -> dict[str, str]:
    """Return "higher" or "lower" for the metrics of the lexicon, by name in lower case."""
    return {
        name.lower(): metric.better for metric in metrics() if metric.better for name in (metric.name, *metric.aliases)
    }


@cache
def score_benchmarks() -> frozenset[str]:
    """Return the data sets of the lexicon that are a metric as well ("0.74 on GenEval"), in lower case."""
    scored = {metric.name.lower().removesuffix(" score") for metric in metrics() if metric.name.endswith(" score")}
    return frozenset(name.lower() for name, _ in rows("datasets.tsv", 2)) & scored


@cache
def lower_is_better() -> re.Pattern[str]:
    """Return what finds a metric that is better when lower."""
    words = "|".join(sorted(slot_words("lower_is_better")))
    return re.compile(rf"\b(?:{words}|false \w+|miss rate)\b", re.IGNORECASE)


@cache
def measured() -> re.Pattern[str]:
    """Return what finds the words of something that was measured, by which two things can be as good as each other."""
    return re.compile(rf"\b(?:{'|'.join(sorted(slot_words('measured')))})", re.IGNORECASE)


@cache
def outcome() -> re.Pattern[str]:
    """Return what finds the words that say what came of a comparison."""
    return re.compile(rf"\b(?:{'|'.join(sorted(slot_words('outcome')))})", re.IGNORECASE)


@cache
def slot_words(word_class: str) -> frozenset[str]:
    """Return the words of one class of slot_words.tsv.

    Raises:
        KeyError: there is no such class.
    """
    return {name: frozenset(words.split(" ")) for name, words in rows("rules/slot_words.tsv", 2)}[word_class]


@cache
def number_rules() -> tuple[NumberRule, ...]:
    """Return the rules that tell settings, changes and results apart, in order."""
    return tuple(
        NumberRule(
            rule_id,
            kind,
            about,
            _compiled(rule_id, unit or ".*"),
            _compiled(rule_id, f"(?:{before})$") if before else None,
            _compiled(rule_id, after) if after else None,
        )
        for rule_id, kind, about, unit, before, after in rows("rules/numbers.tsv", 6)
    )


@cache
def comparison_rules() -> tuple[ComparisonRule, ...]:
    """Return the words that compare, in order."""
    return tuple(
        ComparisonRule(rule_id, cast("Relation", relation), _compiled(rule_id, first), _compiled(rule_id, pattern))
        for rule_id, relation, first, pattern in rows("rules/comparisons.tsv", 4)
    )


@cache
def word_effects() -> tuple[tuple[str, str, str], ...]:
    """Return (pattern, direction, metric) for each word that says which way a metric went."""
    return tuple((pattern, effect, metric) for pattern, effect, metric in rows("rules/directions.tsv", 3))


@cache
def slot_weights() -> dict[str, dict[str, float]]:
    """Return the weight of each feature of each slot (benchmarks/fit_slots.py fits them)."""
    weights: dict[str, dict[str, float]] = {}
    for slot, feature, weight, _ in rows("slot_weights.tsv", 4):
        weights.setdefault(slot, {})[feature] = float(weight)
    return weights


def _compiled(rule_id: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise DataFileError("kg/data/rules", f"rule {rule_id}: not a regular expression: {error}") from error
