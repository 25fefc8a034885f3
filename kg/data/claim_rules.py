"""The rule files of claims, read once: units behind numbers, what a number says, which words compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from kg.data import rows
from kg.errors import DataFileError

__all__ = ["ComparisonRule", "NumberRule", "UnitRule", "comparison_rules", "number_rules", "slot_weights", "unit_rules", "word_effects"]

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
