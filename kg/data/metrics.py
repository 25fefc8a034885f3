"""The metrics we know by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from kg.data import rows

__all__ = ["KnownMetric", "metrics"]


@dataclass(frozen=True, slots=True)
class KnownMetric:
    """One line of metrics.tsv: the usual name, its other names, and how its values are to be read."""

    name: str
    aliases: tuple[str, ...]
    unit: str
    better: Literal["higher", "lower", ""]


@cache
def metrics() -> tuple[KnownMetric, ...]:
    """Return all known metrics.

    Raises:
        DataFileError: a broken line.
    """
    return tuple(
        KnownMetric(name, tuple(filter(None, aliases.split("|"))), unit, cast('Literal["higher", "lower", ""]', better))
        for name, aliases, unit, better, _source in rows("metrics.tsv", 5)
    )
