"""Where sentences begin and end in a title and an abstract."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.words import Word

__all__ = ["sentence_bounds"]

_STOPS = frozenset(".?!")
_CLOSING = frozenset((")", "]", "}", '"', "''", "”", "’", "'"))


def sentence_bounds(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """Return the token bounds of the sentences.

    The first line is the title. Elsewhere a full stop, question or exclamation mark ends a sentence, with the brackets
    or quotes that close after it, unless a plain lower-case word follows.
    """
    bounds = []
    start, at, total, in_title = 0, 0, len(words), True
    while at < total:
        text = words[at].text
        at += 1
        if in_title and text[0] == "\n":
            in_title = False
        elif text in _STOPS:
            while at < total and words[at].text in _CLOSING:
                at += 1
            if not _may_start(words, at):
                continue
        else:
            continue
        bounds.append((start, at))
        start = at
    bounds.append((start, total))
    return tuple(filter(None, (_trim(words, first, end) for first, end in bounds)))


def _may_start(words: Sequence[Word], at: int) -> bool:
    while at < len(words) and words[at].shape == "space":
        at += 1
    if at == len(words):
        return True
    following = words[at]
    return (following.shape != "lower" and following.text not in (",", ";", ":")) or "-" in following.text


def _trim(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    while start < end and words[start].shape == "space":
        start += 1
    while start < end and words[end - 1].shape == "space":
        end -= 1
    return (start, end) if start < end else None
