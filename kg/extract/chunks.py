"""Noun phrase chunks: runs of modifiers and nouns that end in a noun, without determiner and praise before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.data.lexicons import evaluative_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.words import Word

__all__ = ["chunk_bounds"]

_NOUNS = frozenset(("NOUN", "NOUNS"))
_INSIDE = frozenset(("NOUN", "NOUNS", "ADJ", "NUM", "VBN", "VBG", "ADV"))
_MODIFIED = frozenset(("NOUN", "NOUNS", "ADJ", "VBN", "VBG", "NUM"))


def chunk_bounds(words: Sequence[Word], tags: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the token bounds of the noun phrase chunks."""
    bounds = []
    at, total = 0, len(tags)
    while at < total:
        if tags[at] not in _INSIDE:
            at += 1
            continue
        start = at
        while at < total and tags[at] in _INSIDE and (at == start or not _breaks(words, tags, at)):
            at += 1
        if found := _trim(words, tags, start, at):
            bounds.append(found)
    return tuple(bounds)


def _breaks(words: Sequence[Word], tags: Sequence[str], at: int) -> bool:
    """Tell whether a new phrase begins at a word although its tag could go on: models | trained, models | using."""
    tag, left = tags[at], tags[at - 1]
    if words[at].text[0] == "-":
        return False
    if tag == "VBG" and left == "NOUN" and _may_be_noun(words[at]):
        return at + 1 == len(tags) or tags[at + 1] not in _NOUNS  # a reward scaling paradigm
    if tag in ("VBN", "VBG", "ADV"):
        return left in _NOUNS or at + 1 == len(tags) or tags[at + 1] not in _MODIFIED
    if tag == "NUM":
        return left in _NOUNS and words[at - 1].shape == "lower"
    if tag == "ADJ":
        return left == "NOUNS" and words[at - 1].shape == "lower"
    return False


def _is_verb(words: Sequence[Word], tags: Sequence[str], at: int) -> bool:
    return not _may_be_noun(words[at]) and (at == 0 or tags[at - 1] not in ("DET", "ADJ"))


def _may_be_noun(item: Word) -> bool:
    return any(tag in _NOUNS for tag, _ in item.tags)


def _trim(words: Sequence[Word], tags: Sequence[str], start: int, end: int) -> tuple[int, int] | None:
    while start < end and (
        (tags[start] in ("NUM", "ADV") and words[start].shape != "code") or words[start].text[0] == "-"
    ):
        start += 1
    while start < end - 1 and words[start].lower in evaluative_words() and words[start + 1].text[0] != "-":
        start += 1
    if start < end and tags[start] == "VBG" and _is_verb(words, tags, start):
        start += 1  # a gerund with its object: improving | sample quality
    while start < end and tags[end - 1] not in _NOUNS and not (tags[end - 1] == "NUM" and end - start > 1):
        end -= 1
    return (start, end) if start < end else None
