"""Tables: CSV and TSV with a header line that names the columns."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.readers.fields import ABSTRACT, FIELD_LIMIT, TITLE, plain_key
from kg.readers.records import Record, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.readers.source import Source

__all__ = ["is_table", "records"]

DELIMITERS = (",", "\t", ";", "|")

_Line = tuple[int, str]


def is_table(sample: str, name: str) -> bool:
    """Tell whether the first line names a title or an abstract among other columns; the file name helps if not."""
    first = _first_line(sample)
    columns = _columns(first)
    known = {plain_key(column) for column in columns}
    if len(columns) > 1 and not known.isdisjoint(TITLE + ABSTRACT):
        return True
    return bool(re.search(r"\.(?:csv|tsv)(?:\.\w+)?$", name, re.IGNORECASE)) and bool(first)


def records(source: Source) -> Iterator[Record | Rejection]:
    """Yield each row; one that cannot be read is rejected, and those after it are read on.

    Raises:
        InputError: the header has no column for the title or the abstract.
    """
    # The library's own limit of 131,072 characters is a setting of the process; ours is the limit of a field.
    csv.field_size_limit(FIELD_LIMIT)
    lines = source.lines()
    header = next((line for _, line in lines if line.strip()), "")
    columns = _columns(header)
    _check(columns, source.name)
    delimiter = _delimiter(header)
    held: deque[_Line] = deque()
    while taken := _take(held, lines):
        row = _row(taken, delimiter, len(columns))
        if row is None and len(taken) > 1:  # an open quote ran away with the lines after it
            held.extendleft(reversed(taken[1:]))
            taken = taken[:1]
            row = _row(taken, delimiter, len(columns))
        if row is None:
            yield Rejection(
                source.name, taken[0][0], f"not a row of {len(columns)} columns, or too long, or a quote is left open"
            )
        elif any(row):
            yield Record(taken[0][0], dict(zip(columns, row, strict=True)))


def _first_line(sample: str) -> str:
    return next((line for line in sample.split("\n") if line.strip()), "")


def _columns(header: str) -> list[str]:
    try:
        return [column.strip() for column in next(csv.reader([header], delimiter=_delimiter(header)), [])]
    except csv.Error:
        return []


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)


def _check(columns: list[str], name: str) -> None:
    known = {plain_key(column) for column in columns}
    for what, accepted in (("title", TITLE), ("abstract", ABSTRACT)):
        if known.isdisjoint(accepted):
            found = ", ".join(columns)[:200] or "none"
            raise InputError(name, f"no {what} column; columns found: {found}; wanted one of: {', '.join(accepted)}", 1)


def _take(held: deque[_Line], lines: Iterator[_Line]) -> list[_Line]:
    """Return the lines of the next row: more than one while a quote is open and the row is not too long."""
    taken: list[_Line] = []
    quotes = size = 0
    while not taken or (quotes % 2 and size < FIELD_LIMIT):
        line = held.popleft() if held else next(lines, None)
        if line is None:
            break
        if not taken and not line[1].strip():
            continue
        taken.append(line)
        quotes += line[1].count('"')
        size += len(line[1])
    return taken


def _row(taken: list[_Line], delimiter: str, width: int) -> list[str] | None:
    text = "\n".join(line for _, line in taken)
    row = _parsed(text, delimiter, width)
    if row is None and delimiter == "\t" and len(taken) == 1:  # many programs write TSV without any quoting
        row = text.split(delimiter) if text.count(delimiter) < width else None
    return None if row is None else row + [""] * (width - len(row))


def _parsed(text: str, delimiter: str, width: int) -> list[str] | None:
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 and len(rows[0]) <= width else None
