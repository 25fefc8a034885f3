"""The tally of all papers, kept: a row a key, so that some papers can be counted in or out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.keys import key
from kg.link import Tally

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

__all__ = ["from_bytes", "json_rows", "keep_tally", "stored_tally", "to_bytes"]

ROWS = 2000  # read at a time


def stored_tally(database: sqlite3.Connection, apart: dict[str, str]) -> Tally:
    """Return the tally that was kept.

    Args:
        database: where the ledger is attached.
        apart: the surface forms that do not get the key that their letters give.
    """
    tally = Tally(apart)
    for name, row in json_rows(database, "SELECT key, row FROM ledger.names"):
        one = from_bytes(name)
        surfaces, firsts, types, named, acronyms, aliases = row
        if surfaces:
            tally.surfaces[one] = surfaces
            tally.first.update(firsts)
        if types:
            tally.types[one] = {kind: (papers, first) for kind, (papers, first) in types.items()}
        if named:
            tally.named[one] = named
        if acronyms:
            tally.acronyms[one] = acronyms
        if aliases:
            tally.aliases[one] = aliases
    for short, long, company in json_rows(database, "SELECT short, long, row FROM ledger.company"):
        tally.company[from_bytes(short), from_bytes(long)] = company
    (tally.papers,) = database.execute("SELECT count(*) FROM ledger.papers").fetchone()
    return tally


def keep_tally(database: sqlite3.Connection, tally: Tally, touched: Iterable[str] | None) -> None:
    """Keep a tally.

    Args:
        database: where the ledger is attached.
        tally: the counts.
        touched: the keys that were counted anew; None for all.
    """
    if touched is None:
        keys: set[str] = {*tally.surfaces, *tally.types, *tally.named, *tally.acronyms, *tally.aliases}
    else:  # a form with two keys has one first paper
        keys = {*touched, *tally.apart.values(), *map(key, tally.apart)}
    pairs = tally.company if touched is None else list(_pairs(database, tally, keys))
    with database:
        for one in sorted(keys):
            row = _row(tally, one)
            if any(row):
                database.execute("INSERT OR REPLACE INTO ledger.names VALUES (?, ?)", (to_bytes(one), json.dumps(row)))
            else:
                database.execute("DELETE FROM ledger.names WHERE key = ?", (to_bytes(one),))
        for short, long in sorted(pairs):
            at = to_bytes(short), to_bytes(long)
            if counts := tally.company.get((short, long)):
                database.execute("INSERT OR REPLACE INTO ledger.company VALUES (?, ?, ?)", (*at, json.dumps(counts)))
            else:
                database.execute("DELETE FROM ledger.company WHERE short = ? AND long = ?", at)


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


def _pairs(database: sqlite3.Connection, tally: Tally, shorts: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the acronyms and long forms of some acronyms, those of before and those of now."""
    for short in shorts:
        yield from ((short, long) for long in tally.acronyms.get(short, ()))
        rows = database.execute("SELECT long FROM ledger.company WHERE short = ?", (to_bytes(short),))
        yield from ((short, from_bytes(row[0])) for row in rows)


def json_rows(database: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows, the last column as the value that its JSON says; many are read at once."""
    cursor = database.execute(query)
    while some := cursor.fetchmany(ROWS):
        *columns, texts = zip(*some, strict=True)
        yield from zip(*columns, json.loads(f"[{','.join(texts)}]"), strict=True)
