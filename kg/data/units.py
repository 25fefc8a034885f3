"""The units a quantity can carry."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from functools import cache

from kg.data import rows

__all__ = ["Unit", "converted", "units"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of units.tsv; `curie` is empty for a code that is no unit of measurement ("code": W4A4).

    One of the unit is `factor` of `kind`, the code of the unit that stands for its kind ("second", for minute); `kind`
    is "" where nothing else is measured in the same way.
    """

    code: str
    curie: str
    label: str
    symbol: str
    factor: Decimal
    kind: str


@cache
def units() -> dict[str, Unit]:
    """Return all units by code.

    Raises:
        DataFileError: a broken line.
    """
    found = {}
    for code, curie, label, symbol, equals in rows("units.tsv", 5):
        factor, _, kind = equals.partition(" ")
        found[code] = Unit(code, "" if curie == "-" else curie, label, symbol, Decimal(factor or 1), kind)
    return found


def converted(number: Decimal, unit: str, to: str) -> Decimal | None:
    """Return a number in another unit of the same kind, or None where there is none, or no exact number.

    >>> converted(Decimal("1.5"), "second", "millisecond")
    Decimal('1500')
    """
    if unit == to:
        return number
    one, other = units().get(unit), units().get(to)
    if one is None or other is None or not one.kind or one.kind != other.kind:
        return None
    with localcontext(Context(prec=60, traps=[Inexact])):
        try:
            return number * one.factor / other.factor
        except Inexact:
            return None
