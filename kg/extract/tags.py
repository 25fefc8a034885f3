"""A tag for each word in its context: one look at the tag before it and the word after it, ambiguous words only."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from math import log
from typing import TYPE_CHECKING

from kg.data import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.words import Word

__all__ = ["tag_words"]


def tag_words(words: Sequence[Word]) -> tuple[str, ...]:
    """Return one tag for each word: P(tag | word) times P(tag | left tag, right word's main tag) / P(tag)."""
    context = _context()
    tags: list[str] = []
    left, last = "START", len(words) - 1
    for at, item in enumerate(words):
        tag = item.tags[0][0]
        if len(item.tags) > 1:
            right = words[at + 1].tags[0][0] if at < last else "PUNCT"
            if right == "SPACE":
                right = "PUNCT"
            if weights := context.get((left, right)):
                tag = max((p + weights.get(t, -9.0), t) for t, p in item.tags)[1]
        tags.append(tag)
        if tag != "SPACE":
            left = tag
    return tuple(tags)


@cache
def _context() -> dict[tuple[str, str], dict[str, float]]:
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    totals: dict[str, int] = defaultdict(int)
    for left, tag, right, count in rows("tag_pairs.tsv", 4):
        counts[left, right][tag] = int(count)
        totals[tag] += int(count)
    everything = sum(totals.values())
    return {
        pair: {tag: log(n / sum(found.values()) * everything / totals[tag]) for tag, n in found.items()}
        for pair, found in counts.items()
    }
