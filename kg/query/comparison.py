"""What one graph has that another has not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, cast

from pyoxigraph import Literal, NamedNode, QueryResultsFormat

from kg.query.ask import ask
from kg.query.rows import Rows
from kg.query.terms import pairs, to_value
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import QuerySolutions, Store

    from kg.query.terms import Term, Value

    Row: TypeAlias = dict[str, Term | None]
    Cell: TypeAlias = tuple[Term | None, ...]

__all__ = ["compare"]

_SHOWN = ("change", "kind", "subject", "metric", "dataset", "valueText", "before", "paper", "quote")


def compare(store: Store, against: Store) -> Rows:
    """Return the claims that differ between two graphs.

    The column "change" is "beaten" (a new result that is better than the best one before on the same metric and data
    set, which is in the column "before"), "new" (only `store` has the claim) or "vanished" (only `against` has it); the
    others are those of the query "claims". Of claims that both have only the IRIs are read.
    """
    now, before = _claims(store), _claims(against)
    new = _nodes(now - before)
    beaten = _beaten(store, against, new)
    details = ask(store, "claims", claim=new)
    at = details.columns.index("claim")
    rows = [(Literal("beaten"), beaten[row[at]], *row) for row in details.terms if row[at] in beaten]
    rows += [(Literal("new"), None, *row) for row in details.terms if row[at] not in beaten]
    gone = ask(against, "claims", claim=_nodes(before - now))
    rows += [(Literal("vanished"), None, *row) for row in gone.terms]
    return Rows(("change", "before", *details.columns), tuple(rows), shown=_SHOWN)


def _claims(store: Store) -> set[bytes]:
    """Return all claims as they stand in a table: a term each would take twice the time."""
    answer = cast("QuerySolutions", store.query("SELECT ?claim { ?claim a cg:Claim }", prefixes=PREFIXES))
    table = cast("bytes", answer.serialize(format=QueryResultsFormat.TSV))
    return set(table.splitlines()[1:])


def _nodes(claims: Iterable[bytes]) -> Sequence[NamedNode]:
    """Return claims of a table, sorted; a blank node, which has no name to ask by, is left out."""
    return [NamedNode(claim[1:-1].decode()) for claim in sorted(claims) if claim.startswith(b"<")]


def _sorted(nodes: Iterable[Term | None]) -> Sequence[NamedNode]:
    return sorted((node for node in nodes if isinstance(node, NamedNode)), key=str)


def _beaten(store: Store, against: Store, new: Sequence[NamedNode]) -> dict[Term | None, Term | None]:
    """Return the new claims that are better than all before on the same metric and data set, and what was best."""
    metrics, datasets = _objects(store, "cg:metric", new), _objects(store, "cg:dataset", new)
    best: dict[Cell, Row] = {}
    for row in _results(against, metrics, datasets):  # best first within a cell
        best.setdefault(_cell(row), row)
    beaten: dict[Term | None, Term | None] = {}
    claims = frozenset(new)
    for row in _results(store, metrics, datasets):
        old = best.get(_cell(row))
        if old and row["claim"] in claims and _is_better(_number(row), _number(old), to_value(row["better"])):
            beaten[row["claim"]] = old["valueText"]
    return beaten


def _objects(store: Store, curie: str, claims: Iterable[NamedNode]) -> set[str]:
    return {value for claim in claims for _, value in pairs(store, curie, subject=claim)}


def _results(store: Store, metrics: set[str], datasets: set[str]) -> list[Row]:
    """Return the results with one of the metrics and one of the data sets."""
    on = {claim for dataset in datasets for claim, _ in pairs(store, "cg:dataset", value=NamedNode(dataset))}
    rows = ask(
        store, "leaderboard", claim=_sorted(claim for claim in on if _objects(store, "cg:metric", [claim]) & metrics)
    )
    return [dict(zip(rows.columns, terms, strict=True)) for terms in rows.terms]


def _is_comparable(row: Row) -> bool:
    """Return whether the comparable value is one of the metric itself, not of its complement."""
    return row["comparableValue"] is not None and row["comparableMetric"] == row["metric"]


def _cell(row: Row) -> Cell:
    scale = Literal("comparable") if _is_comparable(row) else row["unit"]
    return row["metric"], row["dataset"], scale, row["better"]


def _number(row: Row) -> Value:
    return to_value(row["comparableValue" if _is_comparable(row) else "value"])


def _is_better(value: Value, old: Value, better: Value) -> bool:
    if not isinstance(value, Decimal) or not isinstance(old, Decimal):
        return False
    return (value > old and better == "higher") or (value < old and better == "lower")
