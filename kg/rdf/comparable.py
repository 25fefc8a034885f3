"""Results of one metric on one scale, so that they rank together: 0.81 and 81%, an error of 3 and an accuracy of 97."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kg.data.units import converted
from kg.rdf.terms import is_storable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Concept, LinkedClaim

__all__ = ["Comparable", "comparable"]

_ONE, _HUNDRED = Decimal(1), Decimal(100)


class Comparable(NamedTuple):
    """A value in the default unit of a metric, which is the claim's own one or its complement."""

    metric: str
    value: Decimal


def comparable(linked: LinkedClaim, metrics: Mapping[str, Concept]) -> Comparable | None:
    """Return what a result is on the scale of its metric; None for a range, another unit, and what makes no sense.

    Args:
        linked: a claim; only results have one.
        metrics: the metrics of the graph by id.
    """
    value, metric = linked.claim.value, metrics.get(linked.metric or "")
    if linked.claim.kind != "result" or metric is None or value is None:
        return None
    if value.low is None or value.high not in (None, value.low) or not is_storable(value.low):
        return None
    number = _on_scale(value.low, value.unit, metric)
    if number is None or not _makes_sense(number, metric):
        return None
    if metric.complement and metric.highest is not None:
        return Comparable(metric.complement, metric.highest - number)
    return Comparable(metric.id, number)


def _on_scale(number: Decimal, unit: str, metric: Concept) -> Decimal | None:
    """Return a number in the default unit of a metric; a plain number has that unit already."""
    if "times" in (unit, metric.unit):  # a factor says nothing without what it is a factor of
        return None
    if metric.unit == "percent" or metric.highest in (_ONE, _HUNDRED):
        return _share(number, unit, metric)
    return number if not unit else converted(number, unit, metric.unit)


def _share(number: Decimal, unit: str, metric: Concept) -> Decimal | None:
    """Return a part of a whole as a percentage or, for a metric that ends at 1, as a fraction.

    A plain number is a fraction up to 1, and a percentage above.
    """
    if unit not in ("", "percent"):
        return None
    percentage = number.scaleb(2) if not unit and abs(number) <= 1 else number
    return percentage.scaleb(-2) if metric.highest == _ONE else percentage


def _makes_sense(number: Decimal, metric: Concept) -> bool:
    low_enough = metric.highest is None or number <= metric.highest
    return low_enough and (metric.lowest is None or number >= metric.lowest) and is_storable(number)
