"""What the shapes demand of a claim, checked while writing; schemas/shapes.ttl says the same in SHACL.

Only what is a violation there: a result without a subject is a warning, and kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.data.units import units
from kg.vocabulary import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import LinkedClaim, LinkedPaper, Quantity

__all__ = ["Refusal", "check"]


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A claim that is kept out of the graph: its paper, where it stands in the text, and the rules it breaks."""

    paper: str
    start: int
    end: int
    reason: str


def check(linked: LinkedPaper) -> tuple[LinkedPaper, tuple[Refusal, ...]]:
    """Return the paper without the claims that break a rule, and what was refused."""
    kept, refused = [], []
    for claim in linked.claims:
        broken = [name for name, holds in _RULES.items() if not holds(claim, linked)]
        if broken:
            refused.append(Refusal(linked.paper.id, claim.claim.start, claim.claim.end, "; ".join(broken)))
        else:
            kept.append(claim)
    return replace(linked, claims=tuple(kept)), tuple(refused)


def _offsets_ordered(linked: LinkedClaim, paper: LinkedPaper) -> bool:
    return 0 <= linked.claim.start < linked.claim.end <= len(paper.paper.text)


def _value_in_quote(linked: LinkedClaim, paper: LinkedPaper) -> bool:
    claim, value = linked.claim, linked.claim.value
    if value is None:
        return claim.kind == "comparison"
    return (
        claim.start <= value.start < value.end <= claim.end and paper.paper.text[value.start : value.end] == value.text
    )


def _range_ordered(linked: LinkedClaim, _: LinkedPaper) -> bool:
    value = linked.claim.value
    return value is None or value.low is None or value.high is None or value.low <= value.high


def _unit_known(linked: LinkedClaim, _: LinkedPaper) -> bool:
    value = linked.claim.value
    return value is None or not value.unit or value.unit in units()


def _percentage_sane(linked: LinkedClaim, _: LinkedPaper) -> bool:
    value = linked.claim.value
    if value is None or linked.claim.kind != "result" or value.unit != "percent":
        return True
    return all(abs(number) <= 100 for number in _numbers(value))


def _property_known(linked: LinkedClaim, _: LinkedPaper) -> bool:
    return linked.claim.kind != "setting" or linked.claim.metric in SETTINGS


def _two_sides(linked: LinkedClaim, _: LinkedPaper) -> bool:
    claim = linked.claim
    if claim.kind != "comparison":
        return True
    same = linked.subject is not None and linked.subject == linked.baseline
    return bool(claim.relation and claim.subject and claim.baseline) and not same


def _numbers(value: Quantity) -> list[float]:
    return [float(number) for number in (value.low, value.high) if number is not None]


_RULES: dict[str, Callable[[LinkedClaim, LinkedPaper], bool]] = {
    "the offsets lie in the text, in order": _offsets_ordered,
    "the quote holds the value": _value_in_quote,
    "a range goes from low to high": _range_ordered,
    "the unit is in units.tsv": _unit_known,
    "a result in percent lies between -100 and 100": _percentage_sane,
    "a setting has a known property": _property_known,
    "a comparison has a relation and two different sides": _two_sides,
}
