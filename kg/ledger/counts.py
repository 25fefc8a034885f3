"""The tally of all papers, kept: columns, and a row for each key that was counted anew since they were written."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.keys import key
from kg.ledger.columns import from_columns, to_columns
from kg.link import Tally

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["from_bytes", "json_rows", "keep_tally", "stored_tally", "to_bytes"]

ROWS = 2000  # read at a time
FOLDED = 0.1  # part of all keys; where more were counted anew, columns are written anew


def stored_tally(database: sqlite3.Connection, apart: dict[str, str]) -> Tally:
    """Return the tally that was kept.

    Args:
        database: where the ledger is attached.
        apart: the surface forms that do not get the key that their letters give.
    """
    tally = Tally(apart)

    def column(name: str) -> bytes:
        found: bytes = database.execute("SELECT data FROM ledger.tally WHERE name = ?", (name,)).fetchone()[0]
        return found

    from_columns(column, tally)
    _take_rows(database, tally)
    (tally.papers,) = database.execute("SELECT count(*) FROM ledger.papers").fetchone()
    return tally


def _take_rows(database: sqlite3.Connection, tally: Tally) -> None:
    """Put the counts of rows in the place of those of columns; a row of nothing stands for what is in no paper now."""
    rows = [(from_bytes(name), row) for name, row in json_rows(database, "SELECT key, row FROM ledger.names")]
    for one, _ in rows:
        for surface in tally.surfaces.pop(one, ()):
            tally.first.pop(surface, None)
    for one, (surfaces, firsts, types, named, acronyms, aliases) in rows:
        tally.first.update(firsts)
        typed = {kind: (papers, first) for kind, (papers, first) in types.items()}
        _set(tally.surfaces, one, surfaces)
        _set(tally.types, one, typed)
        _set(tally.named, one, named)
        _set(tally.acronyms, one, acronyms)
        _set(tally.aliases, one, aliases)
    for short, long, company in json_rows(database, "SELECT short, long, row FROM ledger.company"):
        _set(tally.company, (from_bytes(short), from_bytes(long)), company)


def _set(table: dict[Any, Any], one: object, counts: object) -> None:
    table.pop(one, None)
    if counts:
        table[one] = counts


def keep_tally(database: sqlite3.Connection, tally: Tally, changed: Iterable[Tally] | None = None) -> None:
    """Keep a tally.

    Args:
        database: where the ledger is attached.
        tally: the counts.
        changed: those of the papers that were counted in or out since it was kept; None for all.
    """
    with database:
        if changed is not None:
            _keep_rows(database, tally, list(changed))
            (rows,) = database.execute("SELECT count(*) FROM ledger.names").fetchone()
        if changed is None or rows > FOLDED * len(tally.surfaces):
            for table in ("names", "company", "tally"):
                database.execute(f"DELETE FROM ledger.{table}")  # noqa: S608
            database.executemany("INSERT INTO ledger.tally VALUES (?, ?)", to_columns(tally))


def _keep_rows(database: sqlite3.Connection, tally: Tally, changed: Sequence[Tally]) -> None:
    # a form with two keys has one first paper
    keys = {*chain(*(some.surfaces for some in changed)), *tally.apart.values(), *map(key, tally.apart)}
    rows = ((to_bytes(one), json.dumps(_row(tally, one))) for one in sorted(keys))
    database.executemany("INSERT OR REPLACE INTO ledger.names VALUES (?, ?)", rows)
    pairs = sorted({*chain(*(some.company for some in changed))})
    counts = ((to_bytes(one), to_bytes(other), json.dumps(tally.company.get((one, other), {}))) for one, other in pairs)
    database.executemany("INSERT OR REPLACE INTO ledger.company VALUES (?, ?, ?)", counts)


def to_bytes(text: str) -> bytes:
    """Return a text, lone surrogates too, in bytes that have its order."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> str:
    """Return the text of such bytes."""
    return data.decode("utf-8", "surrogatepass")


def _row(tally: Tally, one: str) -> list[Any]:
    surfaces = tally.surfaces.get(one, {})
    firsts = {surface: tally.first[surface] for surface in surfaces}
    of_key = tally.types.get(one, {}), tally.named.get(one, 0), tally.acronyms.get(one, {}), tally.aliases.get(one, {})
    return [surfaces, firsts, *of_key]


def json_rows(database: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows, the last column as the value that its JSON says; many are read at once."""
    cursor = database.execute(query)
    while some := cursor.fetchmany(ROWS):
        *columns, texts = zip(*some, strict=True)
        yield from zip(*columns, json.loads(f"[{','.join(texts)}]"), strict=True)
