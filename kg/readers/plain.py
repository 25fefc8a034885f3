"""Plain text: a title of one to three lines, a blank line, an abstract; then the next, after a blank line or a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.entries import Block, End, blocks, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.readers.records import Record, Rejection
    from kg.readers.source import Source

__all__ = ["records"]

_RULE = re.compile(r"\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*")
_LABEL = re.compile(r"(?:title:|abstract:|abstract\s*\Z)\s*", re.IGNORECASE)


def records(source: Source) -> Iterator[Record | Rejection]:
    """Yield the entries of a text; labels ("Title:", "Abstract:") are left out."""
    yield from entries(_parts(source), source.name, title_lines=3)


def _parts(source: Source) -> Iterator[Block | End]:
    held: list[tuple[int, str]] = []
    for number, line in enumerate(source.text().split("\n"), start=1):
        if _RULE.fullmatch(line):
            yield from blocks(held)
            yield End()
            held = []
        else:
            held.append((number, _LABEL.sub("", line, count=1) if _LABEL.match(line) else line))
    yield from blocks(held)
