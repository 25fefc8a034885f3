"""Acronyms and their long forms, both ways round.

After Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text (2003), with
two changes: the letters must begin words or stand inside a word with capitals (Low-Rank Adaptation, ScanNet), and the
long form may hold small words that give no letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.words import Word

__all__ = ["definitions"]

_CLOSING = {"(": ")", "[": "]"}
_MAX_WORDS = 12
_LONGEST_SMALL_WORD = 4
_TAILS = frozenset(
    ("model", "models", "modeling", "network", "networks", "framework", "method", "algorithm", "learning")
)
_IDLE = frozenset(
    ("using", "through", "without", "between", "towards", "toward", "framework", "method", "algorithm", "approach")
)
_BREAKS = frozenset(".;:!?()[]")
_BEFORE_ACRONYM = frozenset(("i.e.", "e.g.", "the", "or", "called", "dubbed", "named", "also", "known", "as", "termed"))
_QUOTES = frozenset(("``", "''", '"', "“", "”", "'"))


def definitions(words: Sequence[Word]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the token bounds of long form and acronym: Low-Rank Adaptation (LoRA), LoRA (Low-Rank Adaptation)."""
    for at, item in enumerate(words):
        if item.text not in _CLOSING:
            continue
        end = _closing(words, at)
        inside = _inside(words, at + 1, end) if end else None
        if inside and (found := _definition(words, at, inside)):
            yield found


def _definition(
    words: Sequence[Word], bracket: int, inside: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return long form and acronym where one stands in brackets and the other before them."""
    first, end = inside
    if end - first == 1 and _may_be_acronym(words[first].text):
        long = _long_form(words, bracket, words[first].text)
        return (long, inside) if long else None
    if bracket and end - first > 1 and _may_be_acronym(words[bracket - 1].text):
        letters = _letters(words[bracket - 1].text)
        if any(_match(words, first, end, spelt) == first for spelt in letters):
            return inside, (bracket - 1, bracket)
    return None


def _closing(words: Sequence[Word], at: int) -> int | None:
    close = _CLOSING[words[at].text]
    for end in range(at + 1, min(at + _MAX_WORDS, len(words))):
        if words[end].text == close:
            return end
    return None


def _inside(words: Sequence[Word], start: int, end: int) -> tuple[int, int] | None:
    """Return what may be an acronym or a long form in brackets: what stands before a comma, without quotes."""
    while start < end and (
        words[start].lower in _BEFORE_ACRONYM or words[start].text in _QUOTES or words[start].text == ","
    ):
        start += 1
    for at in range(start, end):
        if words[at].text in (",", ";") or words[at].text in _QUOTES:
            end = at
            break
    return (start, end) if start < end else None


def _may_be_acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 <= len(letters) <= 12 and len(text) <= 16 and any(map(str.isupper, letters))


def _letters(acronym: str) -> tuple[str, ...]:
    """Return what a long form must spell: 3DGS as 3dgs, T2I also as ti."""
    stem = acronym[:-1] if acronym.endswith("s") and acronym[-2].isupper() else acronym
    both = "".join(c for c in stem.lower() if c.isalnum())
    only = "".join(c for c in both if c.isalpha())
    return (both,) if both == only else (both, only)


def _long_form(words: Sequence[Word], bracket: int, acronym: str) -> tuple[int, int] | None:
    """Return the words before a bracket that spell the acronym."""
    first = bracket
    while first > 0 and bracket - first < min(len(acronym) * 2 + 2, _MAX_WORDS):
        if words[first - 1].text in _BREAKS or words[first - 1].shape == "space":
            break
        first -= 1
    end = bracket
    while end > first and words[end - 1].text in _QUOTES:
        end -= 1
    ends = (end, end - 1) if words[end - 1].lower in _TAILS else (end,)
    found = (_match(words, first, last, letters) for last in ends for letters in _letters(acronym))
    start = next((start for start in found if start is not None), None)
    if start is None or start >= end:
        return None
    if end - start == 1 and len(words[start].text) <= len(acronym):
        return None
    return start, end


def _match(words: Sequence[Word], first: int, end: int, letters: str) -> int | None:
    """Return the word where a long form that ends at `end` begins, or None."""
    start = _match_initials(words, first, end, letters)
    return _match_inside(words, first, end, letters) if start is None else start


def _match_initials(words: Sequence[Word], first: int, end: int, letters: str) -> int | None:
    """Match letters that each begin a word or a part after a hyphen; small words may give one or none.

    All ways to share the letters out are followed: in Alignment with a Teacher (AT) the A is not that of "a".
    """
    left = {len(letters)}
    for at in range(end - 1, first - 1, -1):
        left = set(_left(words[at], left, letters))
        if 0 in left:
            return at
        if not left:
            return None
    return None


def _left(word: Word, before: set[int], letters: str) -> Iterator[int]:
    """Yield how many letters may be left when a word has given none, one or all of its initials."""
    initials = [part[0] for part in word.lower.split("-") if part]
    size = len(initials)
    idle = len(word.text) <= _LONGEST_SMALL_WORD or word.text[0] == "-" or word.lower in _IDLE  # pre-trained
    for left in before:
        if 0 < size <= left and list(letters[left - size : left]) == initials:
            yield left - size
        if initials and letters[left - 1] == initials[0]:
            yield left - 1
        if idle:
            yield left


def _match_inside(words: Sequence[Word], first: int, end: int, letters: str) -> int | None:
    """Match letters from the last, each at or inside a word; half must begin one and no longer word may give none."""
    position, at, initial, used = -1, end, 0, set()
    for left in range(len(letters) - 1, -1, -1):
        while True:
            if position <= 0:
                at -= 1
                if at < first:
                    return None
                position = 1 if words[at].lower[0] == letters[left] else len(words[at].lower)
            position -= 1
            begins = _begins(words[at].lower, position)
            if words[at].lower[position] == letters[left] and (left > 0 or begins):
                break
        initial += begins
        used.add(at)
    rest = (words[number].text for number in range(at, end) if number not in used)
    idle = any(len(text) > _LONGEST_SMALL_WORD and text[0] != "-" for text in rest)
    return at if 2 * initial >= len(letters) and not idle else None


def _begins(text: str, position: int) -> bool:
    return position == 0 or not text[position - 1].isalnum()
