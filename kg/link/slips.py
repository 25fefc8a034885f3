"""Names with a slip of the pen, and the names that they should have been."""

from __future__ import annotations

from collections import Counter, defaultdict
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
    papers = Counter[str]()
    for name, count in named.items():
        papers.update(dict.fromkeys(name.split(" "), count or 1))
    words = {word for word, _ in rows("words.tsv", 2)}
    usual = defaultdict[str, "set[str]"](set)
    for word, count in papers.items():
        if count >= USUAL and len(word) >= LONG_WORD - 1 and word.isalpha():
            for short in _one_less(word):
                usual[short].add(word)
    for name in sorted(named):
        before = name.split(" ")
        for at, word in enumerate(before if len(before) > 1 else ()):
            if papers[word] > 1 or len(word) < LONG_WORD or word in words or not word.isalpha():
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
