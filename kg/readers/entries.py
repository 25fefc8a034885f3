"""Running text as entries: which paragraph is a title, which belongs to an abstract, where an entry ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.readers.records import Record, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Block", "End", "blocks", "entries"]

LONGEST_TITLE = 300
LONG = 250
"""A paragraph beyond this is never a title alone: of 194 titles of the Daily Papers the longest has 146 characters."""

_NO_TITLE = re.compile(r"\s*(?:[•*·-]\s|\(?[ivx\d]+\)|https?://)")
_SENTENCE_END = re.compile(r"(?<!\.\.)[.;,:]\s*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a blank one between them."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class End:
    """The visible end of an entry, with the date that stands there."""

    date: str = ""


def blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """Yield the paragraphs of numbered lines."""
    held: list[str] = []
    first = 0
    for number, line in lines:
        if not line.strip():
            yield from _split(first, held)
            held = []
            continue
        first = first if held else number
        held.append(line)
    yield from _split(first, held)


def _split(first: int, lines: list[str]) -> Iterator[Block]:
    """Yield one block, or two where a title stands right on top of an abstract that is a single long line."""
    if len(lines) > 1 and len(lines[0]) <= LONG < len(lines[1]) and not _SENTENCE_END.search(lines[0]):
        yield Block(first, lines[0])
        yield Block(first + 1, "\n".join(lines[1:]))
    elif lines:
        yield Block(first, "\n".join(lines))


def entries(parts: Iterable[Block | End], name: str, *, title_lines: int) -> Iterator[Record | Rejection]:
    """Yield the entries of a text, and what is left over between them.

    An entry without a visible end goes on until a short paragraph follows that is no sentence and has a long
    paragraph, or a sentence, after it: the title of the next one.

    Args:
        parts: paragraphs, and ends where they are visible.
        name: the source, for rejections.
        title_lines: how many lines a title may take.
    """
    title: Block | None = None
    body: list[Block] = []
    for here, following in pairwise([*parts, None]):
        if here is None or isinstance(here, End):
            yield from _entry(name, title, body, here.date if here else "")
            title, body = None, []
        elif title is None:
            if _can_be_title(here, title_lines):
                title = here
            else:
                yield Rejection(name, here.line, "text without a title before it")
        elif _starts_entry(here, following, title_lines) and (body or not _is_prose(here)):
            yield from _entry(name, title, body, "")
            title, body = here, []
        else:
            body.append(here)
    yield from _entry(name, title, body, "")


def _entry(name: str, title: Block | None, body: Sequence[Block], date: str) -> Iterator[Record | Rejection]:
    if title is None:
        return
    if not body:
        yield Rejection(name, title.line, "title without an abstract")
        return
    abstract = "\n\n".join(block.text for block in body)
    yield Record(title.line, {"title": title.text, "abstract": abstract, "date": date})


def _can_be_title(block: Block, title_lines: int) -> bool:
    lines = block.text.count("\n") + 1
    return lines <= title_lines and len(block.text) <= LONGEST_TITLE and not _NO_TITLE.match(block.text)


def _starts_entry(block: Block, following: Block | End | None, title_lines: int) -> bool:
    if not isinstance(following, Block) or not _is_prose(following):
        return False
    return _can_be_title(block, title_lines) and not _SENTENCE_END.search(block.text)


def _is_prose(block: Block) -> bool:
    return len(block.text) > LONG or block.text.rstrip().endswith(".")
