"""What one graph has that another has not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal

from kg.query.ask import ask
from kg.query.rows import Rows
from kg.query.terms import to_value

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.query.terms import Term, Value

    Row: TypeAlias = tuple[Term | None, ...]

__all__ = ["compare"]

_CELL = ("metric", "dataset", "unit", "better")
_SHOWN = ("change", "kind", "subject", "metric", "dataset", "valueText", "before", "paper", "quote")


def compare(store: Store, against: Store) -> Rows:
    """Return the claims that differ between two graphs.

    The column "change" is "beaten" (a new result that is better than the best one before, which is in the column
    "before"), "new" (only `store` has the claim) or "vanished" (only `against` has it); the others are those of the
    query "claims".
    """
    now, before = ask(store, "claims"), ask(against, "claims")
    at = now.columns.index("claim")
    had, has = ({row[at] for row in rows.terms} for rows in (before, now))
    new = [row for row in now.terms if row[at] not in had]
    beaten = _beaten(ask(store, "leaderboard"), ask(against, "leaderboard"))
    rows = [(Literal("beaten"), beaten[row[at]], *row) for row in new if row[at] in beaten]
    rows += [(Literal("new"), None, *row) for row in new if row[at] not in beaten]
    rows += [(Literal("vanished"), None, *row) for row in before.terms if row[at] not in has]
    return Rows(("change", "before", *now.columns), tuple(rows), shown=_SHOWN)


def _beaten(now: Rows, before: Rows) -> dict[Term | None, Term | None]:
    """Return the claims that are better than all before on the same metric, data set and unit, and what was best."""
    best: dict[Row, Row] = {}
    for row in before.terms:  # best first within a cell
        best.setdefault(_part(before, row, *_CELL), row)
    beaten: dict[Term | None, Term | None] = {}
    for row in now.terms:
        old = best.get(_part(now, row, *_CELL))
        if old is None:
            continue
        value, better, claim = _part(now, row, "value", "better", "claim")
        old_value, words = _part(before, old, "value", "valueText")
        if _is_better(to_value(value), to_value(old_value), to_value(better)):
            beaten[claim] = words
    return beaten


def _part(rows: Rows, row: Row, *columns: str) -> Row:
    return tuple(row[rows.columns.index(column)] for column in columns)


def _is_better(value: Value, old: Value, better: Value) -> bool:
    if not isinstance(value, Decimal) or not isinstance(old, Decimal):
        return False
    return (value > old and better == "higher") or (value < old and better == "lower")
