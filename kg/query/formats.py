"""Rows as text: an aligned table, CSV and TSV, SPARQL 1.1 results JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize
from pyoxigraph import Literal as RdfLiteral

from kg.errors import QueryError
from kg.query.terms import to_value
from kg.vocabulary import BASE, PREFIXES, XSD

if TYPE_CHECKING:
    from kg.query.rows import Rows
    from kg.query.terms import Term

__all__ = ["FORMATS", "Format", "to_text"]

Format = Literal["table", "csv", "tsv", "json", "ttl"]
FORMATS: tuple[Format, ...] = get_args(Format)

_NODE = re.compile(r"(?:paper|method|dataset|metric|task)/[^/#]+(?:#.*)?$")
_MIN_WIDTH = 8


def to_text(rows: Rows, form: Format = "table", *, width: int | None = None) -> str:
    """Return the rows as text that ends in a line break.

    Args:
        rows: the answer to a query.
        form: one of FORMATS.
        width: for "table", the width of the terminal that long cells are shortened to; None shortens nothing.

    Raises:
        QueryError: the format is unknown, or does not fit the kind of query.
    """
    if form == "table":
        return _table(rows, width)
    if form == "csv":
        return _csv(rows)
    if form == "tsv":
        return _tsv(rows)
    if form == "json":
        return _json(rows)
    if form == "ttl":
        return _turtle(rows)
    raise QueryError(f"format {form!r} is none of {', '.join(FORMATS)}")


def _table(rows: Rows, width: int | None) -> str:
    columns = rows.shown or rows.columns
    places = [rows.columns.index(column) for column in columns]
    cells = [[_cell(row[place]) for place in places] for row in rows.terms]
    widths = [max(len(line[i]) for line in [list(columns), *cells]) for i in range(len(columns))]
    if width:
        widths = _shrink(widths, width - 2 * (len(columns) - 1))
    numeric = [_is_numeric(rows, place) for place in places]
    lines = [_line(line, widths, numeric) for line in [list(columns), ["-" * w for w in widths], *cells]]
    return "\n".join(lines) + "\n"


def _line(cells: list[str], widths: list[int], numeric: list[bool]) -> str:
    padded = []
    for text, width, right in zip(cells, widths, numeric, strict=True):
        fitted = text if len(text) <= width else text[: width - 1] + "…"
        padded.append(fitted.rjust(width) if right else fitted.ljust(width))
    return "  ".join(padded).rstrip()


def _shrink(widths: list[int], room: int) -> list[int]:
    """Take from the widest column, again and again, until all fit or none can give."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > _MIN_WIDTH:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _is_numeric(rows: Rows, place: int) -> bool:
    values = [to_value(row[place]) for row in rows.terms if row[place] is not None]
    return bool(values) and not any(isinstance(value, str | bool) for value in values)


def _cell(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return _short(term.value)
    value = to_value(term)
    text = "" if value is None else f"{value:f}" if not isinstance(value, str | bool | int) else str(value)
    return "".join(c if c.isprintable() else " " for c in text)  # keeps lines whole and terminals unharmed


def _short(iri: str) -> str:
    """Shorten an IRI for reading: "unit:PERCENT", "paper/2404.02905"."""
    if found := _NODE.search(iri):
        return found[0]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE)


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # as SPARQL 1.1 Query Results CSV asks
    writer.writerow(rows.columns)
    writer.writerows([_plain(term) for term in row] for row in rows.terms)
    return out.getvalue()


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, Triple | BlankNode) else term.value


def _tsv(rows: Rows) -> str:
    lines = ["\t".join("?" + column for column in rows.columns)]
    lines += ["\t".join(_encoded(term) for term in row) for row in rows.terms]
    return "\n".join(lines) + "\n"


def _encoded(term: Term | None) -> str:
    """Return a term as Turtle writes it: numbers and booleans bare."""
    if term is None:
        return ""
    return _plain(term) if isinstance(to_value(term), int | Decimal) else str(term).replace("\t", "\\t")


def _json(rows: Rows) -> str:
    if rows.form == "ask":
        answer: dict[str, Any] = {"head": {}, "boolean": bool(rows.rows[0][0])}
    else:
        bindings = [
            {column: _binding(term) for column, term in zip(rows.columns, row, strict=True) if term is not None}
            for row in rows.terms
        ]
        answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    if isinstance(term, RdfLiteral):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        datatype = term.datatype.value
        typed = {} if datatype == XSD + "string" else {"datatype": datatype}
        return {"type": "literal", "value": term.value, **typed}
    return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}


def _turtle(rows: Rows) -> str:
    if rows.form != "construct":
        raise QueryError("ttl needs a CONSTRUCT or DESCRIBE query; this one gives a table: use table, csv, tsv or json")
    triples = sorted((Triple(*row) for row in rows.terms), key=str)  # type: ignore[arg-type]
    out = io.BytesIO()
    serialize(triples, out, RdfFormat.TURTLE, prefixes=PREFIXES)
    return out.getvalue().decode()
