"""What is known of names before a text is read: the lexicon of typed names, and how often terms occur in the corpus."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.data import rows
from kg.data.metrics import metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["clusters", "evaluative_words", "is_generic", "judged_terms", "known_names", "terms", "type_nouns"]


@cache
def known_names() -> tuple[tuple[str, str], ...]:
    """Return the names of the lexicon, each with its type, the first file first where a name stands in two.

    Raises:
        DataFileError: a broken line.
    """
    return tuple(_known_names())


def _known_names() -> Iterator[tuple[str, str]]:
    for name, _source in rows("datasets.tsv", 2):
        yield name, "Dataset"
    for metric in metrics():
        for name in (metric.name, *metric.aliases):
            yield name, "Metric"
    for name, _source in rows("methods.tsv", 2):
        yield name, "Method"
    for name, _source in rows("tasks.tsv", 2):
        yield name, "Task"


@cache
def terms() -> dict[str, tuple[int, int]]:
    """Return the terms of the corpus by their key (kg.extract.words.key_of).

    A term has the number of abstracts that hold it, and of those where it is a whole noun phrase.

    Raises:
        DataFileError: a broken line.
    """
    return {key: (int(docs), int(whole)) for key, docs, whole in rows("terms.tsv", 3)}


@cache
def judged_terms() -> dict[str, str]:
    """Return what terms of the corpus were judged to be, by their key: a type, "either", or "none" for no names.

    Language models judged them, each term on its own, by the guidelines of the annotations.

    Raises:
        DataFileError: a broken line.
    """
    return {key: kind for key, kind, _source in rows("judged.tsv", 3)}


@cache
def clusters() -> dict[str, tuple[str, str]]:
    """Return the fine and the coarse group of each frequent word by its key.

    Raises:
        DataFileError: a broken line.
    """
    return {key: (fine, coarse) for key, fine, coarse in rows("clusters.tsv", 3)}


@cache
def evaluative_words() -> frozenset[str]:
    """Return the words that praise, count or point before a name and are no part of it: novel, several, existing.

    Raises:
        DataFileError: a broken line.
    """
    return frozenset(word for word, _source in rows("evaluative.tsv", 2))


@lru_cache(1 << 16)
def is_generic(key: str) -> bool:
    """Tell whether words name nothing in particular: "control method", "hybrid learning based approach".

    Raises:
        DataFileError: a broken line.
    """
    return _generic().fullmatch(key) is not None


@cache
def _generic() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:(?:{before}) )+(?:{nouns})" for nouns, before in rows("generic.tsv", 2)))


@cache
def type_nouns() -> dict[str, str]:
    """Return the nouns that say which type a name beside them has: the X dataset.

    Raises:
        DataFileError: a broken line.
    """
    return {noun: kind for noun, kind, _source in rows("type_nouns.tsv", 3)}
