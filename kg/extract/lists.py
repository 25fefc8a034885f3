"""What the noun before or after a list says of its items: two data sets, A and B; the A and B data sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.data.lexicons import type_nouns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.words import Word

__all__ = ["list_types"]

_BETWEEN = frozenset((",", "and", "or", "/", "&", "as", "well"))
_OPENING = frozenset(
    (":", "(", ",", "--", "—", "–", "such", "as", "including", "like", "e.g.", "i.e.", "namely", "of", "are")
)
_LONGEST_GAP = 3


def list_types(words: Sequence[Word], chunks: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Return a type for each noun phrase, by its first token, that a list gives one."""
    found: dict[int, str] = {}
    first = 0
    while first < len(chunks):
        last = first
        while last + 1 < len(chunks) and _joined(words, chunks[last][1], chunks[last + 1][0]):
            last += 1
        if kind := _type_of(words, chunks, first, last):
            found.update((chunks[number][0], kind) for number in range(first, last + 1))
        first = last + 1
    return found


def _joined(words: Sequence[Word], start: int, end: int) -> bool:
    return 0 < end - start <= _LONGEST_GAP and all(words[at].lower in _BETWEEN for at in range(start, end))


def _type_of(words: Sequence[Word], chunks: Sequence[tuple[int, int]], first: int, last: int) -> str:
    """Return the type that the head of the last item, or the noun that opens the list, says."""
    start, end = chunks[last]
    nouns = type_nouns()
    if last > first and end - start > 1 and (kind := nouns.get(words[end - 1].key)):
        return kind
    if last > first and (kind := nouns.get(words[chunks[first][1] - 1].key)):
        return kind  # three data sets, A, B and C
    if first:
        before = chunks[first - 1][1]
        gap = range(before, chunks[first][0])
        if 0 < len(gap) <= _LONGEST_GAP and all(words[at].lower in _OPENING for at in gap):
            return nouns.get(words[before - 1].key, "")
    return ""
