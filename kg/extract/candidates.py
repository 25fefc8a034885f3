"""Spans that may be names: noun phrases, their parts, and names that no noun phrase holds as a whole."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.extract.analysis import Analysis

__all__ = ["Candidate", "candidates"]

_MAX_WORDS = 6
_NOUNS = frozenset(("NOUN", "NOUNS"))
_PLACES = frozenset(
    ("section", "sections", "table", "tables", "figure", "figures", "appendix", "chapter", "part", "task")
)
_JOINING = frozenset(("of", "for", "in", "via", "with"))
_LAST = frozenset(("NOUN", "NOUNS", "NUM", "VBG"))
_CITATION = re.compile(r"\\[cC]ite\w*\*?(?:\[[^\]]{0,200}\]){0,2}\{[^{}]{0,2000}\}")  # "\citep{vaswani2017attention}"


class Candidate(NamedTuple):
    """Token bounds of a span that may be a name, and of the noun phrase it stands in."""

    start: int
    end: int
    chunk_start: int
    chunk_end: int


def candidates(analysis: Analysis, defined: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[Candidate]:
    """Return the candidates of a text in order.

    Args:
        analysis: the text.
        defined: the bounds of long forms and their acronyms (kg.extract.acronyms).
    """
    found: dict[tuple[int, int], Candidate] = {}
    for start, end in analysis.chunks:
        for candidate in _parts(analysis, start, end):
            found[candidate[:2]] = candidate
        for candidate in _with_size(analysis, start, end):
            found.setdefault(candidate[:2], candidate)
    for candidate in _singles(analysis):
        found.setdefault(candidate[:2], candidate)
    for long, short in defined:
        for span in (long, short):
            found.setdefault(span, Candidate(*span, *span))
    for candidate in (*_of_phrases(analysis), *_around_brackets(analysis)):
        found.setdefault(candidate[:2], candidate)
    return sorted(_outside_citations(analysis, found.values()))


def _outside_citations(analysis: Analysis, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates that share nothing with a citation command: its keys name entries of a bibliography."""
    cited = [at.span() for at in _CITATION.finditer(analysis.text)]
    for one in found:
        start, end = analysis.starts[one.start], analysis.end_of(one.end - 1)
        if not any(start < last and first < end for first, last in cited):
            yield one


def _parts(analysis: Analysis, start: int, end: int) -> Iterator[Candidate]:
    """Yield the parts of a noun phrase that end in a noun or a name and begin at any full word."""
    words, tags = analysis.words, analysis.tags
    for last in range(start, end):
        tag = tags[last]
        if tag not in _LAST and not words[last].is_name and words[last].shape != "title":
            continue
        for first in range(max(start, last - _MAX_WORDS + 1), last + 1):
            if words[first].text[0] != "-" and tags[first] != "SPACE" and (first < last or tag != "NUM"):
                yield Candidate(first, last + 1, start, end)


def _with_size(analysis: Analysis, start: int, end: int) -> Iterator[Candidate]:
    """Yield a name with its size or version: ImageNet 256 times 256, Pi 0.5."""
    words, tags = analysis.words, analysis.tags
    last = end
    while last < len(words) and last - end < 3 and (tags[last] == "NUM" or words[last].lower in ("x", "×", "times")):
        last += 1
    named = words[end - 1].shape in ("upper", "mixed", "code", "title") and words[end - 1].lower not in _PLACES
    if last > end and named and tags[end] == "NUM":
        yield Candidate(end - 1, last, start, last)


def _singles(analysis: Analysis) -> Iterator[Candidate]:
    """Yield names by shape and gerunds outside noun phrases: pre-training, fine-tuning."""
    for at, item in enumerate(analysis.words):
        noun = (analysis.tags[at] == "VBG" or "-" in item.lower) and any(tag in _NOUNS for tag, _ in item.tags)
        title = item.shape == "title" and (analysis.tags[at] in _NOUNS or "-" in item.text)
        if item.is_name or noun or title or "-to-" in item.lower:
            yield Candidate(at, at + 1, at, at + 1)


def _of_phrases(analysis: Analysis) -> Iterator[Candidate]:
    """Yield noun phrases joined by a preposition: mixture of experts, chain of thought."""
    for (start, end), (second, last) in pairwise(analysis.chunks):
        if second == end + 1 and last - start <= _MAX_WORDS + 2 and analysis.words[end].lower in _JOINING:
            yield Candidate(start, last, start, last)


def _around_brackets(analysis: Analysis) -> Iterator[Candidate]:
    """Yield noun phrases that hold an acronym in brackets: part-of-speech (POS) tagging."""
    words = analysis.words
    for (start, end), (second, last) in pairwise(analysis.chunks):
        if second == end + 1 and last == end + 2 and words[end].text == "(" and words[second].is_name:
            number = analysis.next_chunk[last]
            after = analysis.chunks[number] if number < len(analysis.chunks) else (0, 0)
            if after[0] == last + 1 and words[last].text == ")" and after[1] - start <= _MAX_WORDS + 4:
                yield Candidate(start, after[1], start, after[1])
