"""Any number of files, of any format we know, as one stream of papers."""

from __future__ import annotations

import logging
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from kg.errors import InputError, KgError
from kg.readers.fields import to_item
from kg.readers.finding import Found, find
from kg.readers.formats import choose
from kg.readers.records import Record, Rejection
from kg.readers.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kg.model import Extraction, Paper

__all__ = ["read"]

logger = logging.getLogger(__name__)


def read(
    sources: Iterable[str | Path],
    *,
    year: int | None = None,
    rejected: Callable[[Rejection], None] | None = None,
) -> Iterator[Paper | Extraction]:
    """Yield every paper, and every extraction in our exchange form, that the sources hold.

    The format of a file is chosen by its content, after decompression. An entry or a file that cannot be read is
    rejected with its reason, and reading goes on.

    Args:
        sources: files, folders (read to their depths), patterns like "pages/*.txt", or "-" for stdin.
        year: the year of dates that are written without one.
        rejected: called with each rejection; without it they are logged as warnings.

    Raises:
        InputError: a source does not exist (at once), or nothing could be read at all (at the end).
    """
    return _read(find(sources), year, rejected or logger.warning)


def _read(files: list[Found], year: int | None, report: Callable[[Rejection], object]) -> Iterator[Paper | Extraction]:
    first: Rejection | None = None
    read_any = False
    for file in files:
        for item in _read_file(file, year):
            if isinstance(item, Rejection):
                first = first or item
                report(item)
            else:
                read_any = True
                yield item
    if not read_any and first:
        raise InputError(first.source, f"nothing could be read: {first.reason}", first.line)


def _read_file(file: Found, year: int | None) -> Iterator[Paper | Extraction | Rejection]:
    try:
        with file.path.open("rb") if file.path else nullcontext(sys.stdin.buffer) as raw:
            yield from _read_source(Source(file.name, raw, file.path, year))
    except OSError as error:
        yield Rejection(file.name, None, f"cannot be opened: {error.strerror or error}")


def _read_source(source: Source) -> Iterator[Paper | Extraction | Rejection]:
    seen = False
    try:
        for record in choose(source)(source):
            seen = True
            yield record if isinstance(record, Rejection) else _item(record, source.name)
    except InputError as error:
        yield Rejection(source.name, error.line, error.problem)
    except KgError as error:
        yield Rejection(source.name, None, str(error))
    else:
        if not seen:
            yield Rejection(source.name, None, "no entry found")
    if source.problem:
        yield Rejection(source.name, None, source.problem)
    if source.odd_lines:
        logger.warning("%s: %d lines are not UTF-8 and were read as Windows-1252", source.name, source.odd_lines)


def _item(record: Record, name: str) -> Paper | Extraction | Rejection:
    try:
        return to_item(record, name)
    except InputError as error:
        return Rejection(name, record.line, error.problem)
    except RecursionError:
        return Rejection(name, record.line, "values nested too deeply")
