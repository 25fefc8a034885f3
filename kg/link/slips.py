"""Names with a slip of the pen, and the names that they should have been."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.data import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["misspelt"]

LONG_WORD, USUAL = 7, 10  # letters of a word that can be misspelt; papers that spell it as usual


def misspelt(named: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield names with a word that no other name has, one slip from a usual one, each with the name it should be.

    Args:
        named: in how many papers each name (a key, of words) is.
    """
    papers, holder = defaultdict[str, int](int), dict[str, str]()
    for name, count in named.items():
        for word in set(name.split(" ")):
            papers[word] += count or 1
            holder[word] = name
    words = {word for word, _ in rows("words.tsv", 2)}
    rare = {word for word, n in papers.items() if n == 1 and len(word) >= LONG_WORD and word.isalpha()} - words
    usual = defaultdict[str, "set[str]"](set)
    for word, count in papers.items():
        if count >= USUAL and len(word) >= LONG_WORD - 1 and word.isalpha():
            for short in _one_less(word):
                usual[short].add(word)
    for name in {holder[word] for word in rare}:
        before = name.split(" ")
        for at, word in enumerate(before if len(before) > 1 else ()):
            if word not in rare:
                continue
            near = {other for short in _one_less(word) for other in usual.get(short, ()) if _is_slip(word, other)}
            names = {" ".join((*before[:at], other, *before[at + 1 :])) for other in near} & named.keys()
            if right := min(names, key=lambda n: (-named[n], n), default=""):
                yield name, right


def _one_less(word: str) -> set[str]:
    """Return a word and what is left of it without one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _is_slip(word: str, usual: str) -> bool:
    """Tell whether a word is another but for one letter, or two in the wrong order, before its ending."""
    if word[0] != usual[0] or word[-2:] != usual[-2:] or abs(len(word) - len(usual)) > 1:
        return False
    if len(word) == len(usual):
        differ = [at for at, (one, other) in enumerate(zip(word, usual, strict=True)) if one != other]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(word) == sorted(usual)
        return len(differ) == 1 or swapped
    shorter, longer = sorted((word, usual), key=len)
    return shorter in _one_less(longer)
