"""From what the user names (files, folders, patterns, "-") to the files to read."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["STDIN", "Found", "find"]

STDIN = "-"

# In a folder, files of other kinds lie around: what cannot be abstracts is passed over without a word.
_KNOWN = frozenset(
    (".txt", ".text", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".bib", ".bibtex", ".xml", ".atom", ".parquet")
)
_COMPRESSED = frozenset((".gz", ".bz2", ".xz", ".zst"))


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read; `path` is None for stdin."""

    name: str
    path: Path | None


def find(sources: Iterable[str | Path]) -> list[Found]:
    """Return the files that the sources name, each once, in the order given, folders sorted.

    Raises:
        InputError: a path does not exist, a pattern or a folder has no file, or there is no source at all.
    """
    found: dict[str, Found] = {}
    for source in sources:
        for item in _expand(str(source)):
            found.setdefault(str(item.path.resolve()) if item.path else STDIN, item)
    if not found:
        raise InputError("input", "no file named; name files, folders, patterns, or - for stdin")
    return list(found.values())


def _expand(source: str) -> Iterator[Found]:
    if source == STDIN:
        yield Found(STDIN, None)
        return
    path = Path(source)
    try:
        exists = path.exists()
    except OSError as error:  # a name too long, a folder closed to us
        raise InputError(source[:200], f"cannot be opened: {error.strerror}") from error
    if not exists:
        yield from _matches(source)
    elif path.is_dir():
        yield from _files(source)
    else:
        yield Found(path.as_posix(), path)


def _matches(pattern: str) -> Iterator[Found]:
    if not glob.has_magic(pattern):
        raise InputError(pattern, "no such file or folder")
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
    if not names:
        raise InputError(pattern, "no file matches this pattern")
    for name in names:
        path = Path(name)
        if not path.is_dir():
            yield Found(path.as_posix(), path)
        elif "**" not in pattern:
            yield from _files(name)


def _files(folder: str) -> Iterator[Found]:
    names = sorted(
        Path(parent, name).as_posix()
        for parent, folders, files in os.walk(folder)
        for name in files
        if _is_visible(parent, folder, name) and _is_known(name)
    )
    if not names:
        raise InputError(folder, f"no readable file in this folder; looked for {', '.join(sorted(_KNOWN))}")
    for name in names:
        yield Found(name, Path(name))


def _is_visible(parent: str, folder: str, name: str) -> bool:
    return not any(part.startswith(".") for part in (*Path(parent).relative_to(folder).parts, name))


def _is_known(name: str) -> bool:
    path = Path(name.lower())
    return (Path(path.stem) if path.suffix in _COMPRESSED else path).suffix in _KNOWN
