"""The metrics we know by name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from kg.data import rows

__all__ = ["KnownMetric", "metrics", "percentages"]


@dataclass(frozen=True, slots=True)
class KnownMetric:
    """One line of metrics.tsv: the usual name, its other names, and how its values are to be read.

    `lowest` and `highest` are values in `unit`, None where the metric has no such end. `complement` is the name of the
    metric that is `highest` less this one ("accuracy", for error rate), else "". `heads` tells that metrics with
    longer names, such as "ImageNet accuracy", are read alike.
    """

    name: str
    aliases: tuple[str, ...]
    unit: str
    better: Literal["higher", "lower", ""]
    lowest: Decimal | None
    highest: Decimal | None
    complement: str
    heads: bool


@cache
def metrics() -> tuple[KnownMetric, ...]:
    """Return all known metrics.

    Raises:
        DataFileError: a broken line.
    """
    return tuple(
        KnownMetric(
            name,
            tuple(filter(None, aliases.split("|"))),
            unit,
            cast('Literal["higher", "lower", ""]', better),
            *_ends(ends),
            complement,
            longer == "same",
        )
        for name, aliases, unit, better, ends, complement, longer, _source in rows("metrics.tsv", 8)
    )


@cache
def percentages() -> frozenset[str]:
    """Return the names of metrics whose unit is percent, in lower case.

    Raises:
        DataFileError: a broken line.
    """
    known = [metric for metric in metrics() if metric.unit == "percent"]
    return frozenset(name.lower() for metric in known for name in (metric.name, *metric.aliases))


def _ends(written: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of a range such as "0..100" or "0.."."""
    lowest, _, highest = written.partition("..")
    return Decimal(lowest) if lowest else None, Decimal(highest) if highest else None
