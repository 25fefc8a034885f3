"""Parquet tables, with the optional library pyarrow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kg.errors import InputError, MissingExtraError
from kg.readers.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.readers.source import Source

__all__ = ["MAGIC", "records"]

MAGIC = b"PAR1"
BATCH_ROWS = 500
BYTES_LIMIT = 1 << 30
"""Only for stdin and compressed files; others are read in place."""


def records(source: Source) -> Iterator[Record]:
    """Yield each row, with its number for a line.

    Raises:
        MissingExtraError: pyarrow is not installed.
        InputError: the table is damaged.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError(f"reading {source.name}", "parquet") from error
    try:
        with parquet.ParquetFile(_seekable(source)) as table:
            rows = (row for batch in table.iter_batches(batch_size=BATCH_ROWS) for row in batch.to_pylist())
            for number, row in enumerate(rows, start=1):
                yield Record(number, row)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise InputError(source.name, f"damaged Parquet: {str(error)[:200]}") from error


def _seekable(source: Source) -> str | io.BytesIO:
    if source.path:
        with source.path.open("rb") as file:
            if file.read(len(MAGIC)) == MAGIC:
                return str(source.path)
    data = source.content.read(BYTES_LIMIT + 1)
    if len(data) > BYTES_LIMIT:
        raise InputError(source.name, f"more than {BYTES_LIMIT >> 30} GiB of Parquet: unpack it to a file first")
    return io.BytesIO(data)
