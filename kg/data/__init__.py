"""Tables that ship with the package: rules, lexicons, word classes, weights. Lines starting with `#` are comments."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from kg.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """Yield the fields of each line of a tab-separated file of this package.

    Args:
        name: the path inside `kg/data`, such as "words.tsv".
        columns: how many fields each line has.

    Raises:
        DataFileError: a line has another number of fields.
    """
    with (files("kg.data") / name).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            line = line.rstrip("\n")
            if not line or line.startswith("# ") or line == "#":
                continue
            fields = line.split("\t")
            if len(fields) != columns:
                raise DataFileError(f"kg/data/{name}", f"expected {columns} fields, found {len(fields)}", number)
            yield fields
