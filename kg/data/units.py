"""The units a quantity can carry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.data import rows

__all__ = ["Unit", "units"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of units.tsv; `curie` is empty for a code that is no unit of measurement ("code": W4A4)."""

    code: str
    curie: str
    label: str
    symbol: str


@cache
def units() -> dict[str, Unit]:
    """Return all units by code.

    Raises:
        DataFileError: a broken line.
    """
    return {
        code: Unit(code, "" if curie == "-" else curie, label, symbol)
        for code, curie, label, symbol in rows("units.tsv", 4)
    }
