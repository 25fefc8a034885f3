"""The text of a Daily Papers page, as it is when copied from a browser.

Entries are a title, a blank line and an abstract; most end in three lines: "• 7 authors" or an organisation, "·", and
a date, which may lack the year ("Jan 30") and may carry a number of comments ("Oct 2, 2024 1").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.readers.dates import iso_date, month_number
from kg.readers.entries import Block, End, blocks, entries
from kg.readers.records import Record, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.readers.source import Source

__all__ = ["is_daily_papers", "records"]

LONGEST_BYLINE = 100
LONGEST_ADDRESS = 300

_HEADER = frozenset(
    ("get trending papers in your email inbox!", "subscribe", "daily papers", "byak and the research community")
)
# The last word of one page runs into the first of the next where pages were joined without a line break.
_NEW = re.compile(r"new(?=\s+Get trending papers in your email inbox!)")
_SIGN = re.compile(r"Get trending papers in your email inbox!|Daily Papers|•\s*\d+ authors?|·")
_DATE = re.compile(r"\s*([A-Z][a-z]{2}) (\d{1,2})(?:, (\d{4}))?(?: \d+)?\s*")
_AUTHORS = re.compile(r"\s*•\s*(?:\d+(?:\s+a[a-z]{0,6})?)?\s*")  # also when the page was cut inside this line
_ENDED = re.compile(r"(?:[.!?…)\]}\"'”’`$]|https?://\S+)\Z")


@dataclass(frozen=True, slots=True)
class _Trailer:
    last: int
    month: str = ""
    day: str = ""
    year: str = ""


def is_daily_papers(sample: str) -> bool:
    """Tell whether a text looks like such a page: by a line of its header or of the end of an entry."""
    return any(_SIGN.fullmatch(line.strip()) for line in sample.split("\n"))


def records(source: Source) -> Iterator[Record | Rejection]:
    """Yield the entries of a page; one that was cut off at its end is rejected."""
    text = source.text()
    lines = _without_header(_NEW.sub("", text).split("\n"))
    trailers = _trailers(lines)
    written = [int(trailer.year) for trailer in trailers.values() if trailer.year]
    year = source.year or max(written, default=-1) + 1
    for entry in entries(_parts(lines, trailers, year), source.name, title_lines=1):
        if isinstance(entry, Record) and _is_cut(entry, text):
            yield Rejection(source.name, entry.line, "the page ends in the middle of this abstract")
        else:
            yield entry


def _without_header(lines: list[str]) -> list[str]:
    """Return the lines with those of the header, and the date of the page that follows it, emptied."""
    kept = []
    in_header = True
    for line in lines:
        words = line.strip()
        is_header = words.casefold() in _HEADER
        in_header = is_header or (in_header and (not words or bool(_DATE.fullmatch(line))))
        kept.append("" if in_header else line)
    return kept


def _trailers(lines: Sequence[str]) -> dict[int, _Trailer]:
    """Return where trailers start, as an index into the lines."""
    found: dict[int, _Trailer] = {}
    for at, line in enumerate(lines):
        if line.strip() == "·":
            before = next((i for i in (at - 1, at - 2) if i >= 0 and lines[i].strip()), at)
            start = before if len(lines[before]) <= LONGEST_BYLINE else at
            found[start] = _dated(lines, at)
        elif _AUTHORS.fullmatch(line):
            found.setdefault(at, _Trailer(at))
    return found


def _dated(lines: Sequence[str], dot: int) -> _Trailer:
    after = next((i for i in (dot + 1, dot + 2) if i < len(lines) and lines[i].strip()), None)
    if after is None:
        return _Trailer(dot)
    if match := _DATE.fullmatch(lines[after]):
        return _Trailer(after, match[1], match[2], match[3] or "")
    return _Trailer(after if after == len(lines) - 1 else dot)  # a date cut off by the end of the page


def _parts(lines: Sequence[str], trailers: dict[int, _Trailer], year: int) -> Iterator[Block | End]:
    start = 0
    for at, trailer in sorted(trailers.items()):
        yield from blocks(enumerate(lines[start:at], start + 1))
        yield End(_iso(trailer, year))
        start = trailer.last + 1
    yield from blocks(enumerate(lines[start:], start + 1))


def _iso(trailer: _Trailer, year: int) -> str:
    month = month_number(trailer.month)
    known = int(trailer.year or year)
    return iso_date(f"{known}-{month}-{trailer.day}") if month and known else ""


def _is_cut(entry: Record, text: str) -> bool:
    abstract = str(entry.fields["abstract"])
    return text.endswith(abstract) and not _ENDED.search(abstract[-LONGEST_ADDRESS:])
