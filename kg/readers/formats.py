"""Which reader a file gets: its content decides, its name only where the content is open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.readers import atom, bibtex, daily_papers, json_lines, parquet, plain, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.readers.records import Record, Rejection
    from kg.readers.source import Source

    Reader = Callable[[Source], Iterator[Record | Rejection]]

__all__ = ["choose"]

_MARKUP = re.compile(r"\s*<[!?a-zA-Z]")
_BINARY_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"7z\xbc\xaf")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def choose(source: Source) -> Reader:
    """Return the reader for a file.

    Raises:
        InputError: the file is empty, binary, or of a kind that is not read.
    """
    if not source.sample.strip():
        raise InputError(source.name, source.problem or "the file is empty")
    if source.sample.startswith(parquet.MAGIC):
        return parquet.records
    sample = source.sample_text
    if source.sample.startswith(_BINARY_MAGIC) or _CONTROL.search(sample):
        raise InputError(source.name, "a binary file; text, JSON, CSV, BibTeX, Atom XML or Parquet is expected")
    return _text_reader(sample, source.name)


def _text_reader(sample: str, name: str) -> Reader:
    if atom.is_xml(sample):
        return atom.records
    if _MARKUP.match(sample):
        raise InputError(name, "a web page or other markup; Atom XML, or the text of the page, is expected")
    if json_lines.is_json(sample):
        return json_lines.records
    if bibtex.is_bibtex(sample):
        return bibtex.records
    if daily_papers.is_daily_papers(sample):
        return daily_papers.records
    return table.records if table.is_table(sample, name) else plain.records
