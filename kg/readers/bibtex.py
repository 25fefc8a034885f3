"""BibTeX, with the abstract in the field `abstract`."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.readers.dates import month_number
from kg.readers.records import Record, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.readers.source import Source

__all__ = ["is_bibtex", "records"]

_ENTRY = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_TEXT_FIELDS = ("title", "abstract", "author", "journal", "booktitle")
_BARE = re.compile(r"(?<!\\)[%&]")
_LATEX = re.compile(r"[\\$]")


def is_bibtex(sample: str) -> bool:
    """Tell whether a line starts an entry."""
    return bool(_ENTRY.search(sample))


def records(source: Source) -> Iterator[Record | Rejection]:
    """Yield each entry with its LaTeX turned into text (formulas stay); broken ones are rejected, the rest is kept."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry, ParsingFailedBlock

    decoder = LatexDecodingMiddleware()
    with _quiet("bibtexparser"):
        library = parse_string(source.text())
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, Entry):
            yield Record(line, _fields(block, decoder))
        elif isinstance(block, ParsingFailedBlock):
            yield Rejection(source.name, line, f"broken BibTeX: {_reason(block.error)}")


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "abort_reason", error)).split())[:200]


def _fields(entry: Any, decoder: Any) -> dict[str, object]:
    values = {field.key.lower(): str(field.value) for field in entry.fields}
    fields: dict[str, object] = {"id": entry.key, **values}
    for key in _TEXT_FIELDS:
        if key in values:
            fields[key] = _text(values[key], decoder)
    if "year" in values:
        month = month_number(values.get("month", ""))
        fields["date"] = f"{values['year']}-{month:02}" if month else values["year"]
    if "eprint" in values:
        fields["arxiv_id"] = values["eprint"]
    return fields


def _text(value: str, decoder: Any) -> str:
    """Return the text of a field; line breaks and indents mean nothing in BibTeX."""
    if not _LATEX.search(value):
        return " ".join(value.translate(_BRACES).split())
    from bibtexparser.model import Entry, Field

    # Bare % and & are mistakes everybody makes; LaTeX would read a comment and a column.
    field = Field("text", _BARE.sub(r"\\\g<0>", value))
    decoded = decoder.transform_entry(Entry("misc", "key", [field]), None)
    text = str(decoded.fields[0].value) if isinstance(decoded, Entry) else value
    return " ".join(text.split())


_BRACES = str.maketrans({"{": None, "}": None, "~": " "})


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """Keep a library from logging each broken block, which we report ourselves with file and line."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
