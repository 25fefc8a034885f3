"""The evidence of what stands beside a noun phrase: prepositions, verbs, lists, appositions, the words next to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.data.lexicons import type_nouns
from kg.extract.evidence import piece
from kg.extract.word_evidence import lexicon_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.analysis import Analysis
    from kg.extract.evidence import Evidence
    from kg.extract.words import Word

__all__ = ["left_evidence", "right_evidence"]

_COORDINATORS = frozenset((",", "and", "or", "/", "&"))
_APPOSITIONS = frozenset((",", "is", "are", ":", "--", "—", "–"))
_CALLED = frozenset(("called", "named", "dubbed", "termed", "coined", "titled", "denoted", "namely", "as"))
_BEFORE_CALLED = frozenset((*_CALLED, ",", ":", "("))
_SKIPPED = frozenset(("DET", "PRON", "ADJ", "ADV", "NUM", "POSS"))
_VERBS = frozenset(("VB", "VBZ", "VBD", "VBN", "VBG"))
_PREPOSITIONS = frozenset(("PREP", "TO"))


@piece
def _inner_left(left: Word) -> Iterator[Evidence]:
    yield "inside left", left.spelling
    yield "inside left group", left.group
    yield from _says("left", left.key)


@piece
def _inner_right(right: Word, head: str) -> Iterator[Evidence]:
    yield "inside right", right.spelling
    yield "inside right group", right.group
    yield from _says("after", right.key)
    yield from _says("head", head)


def left_evidence(start: int, analysis: Analysis, see: Any) -> tuple[Any, ...]:
    """Return what is left of a noun phrase: the word before it, what governs it, what it is listed after."""
    if start == 0:
        return (see.edge("left", "START"),)
    words, tags = analysis.words, analysis.tags
    found = [see.left_word(words[start - 1], tags[start - 1])]
    if _is_apposed(start, analysis):
        found.append(see.apposes())
    at = start - 1
    while at >= 0 and tags[at] in _SKIPPED and start - at < 5:
        at -= 1
    if at >= 0:
        found.append(see.governor(words[start - 1] if tags[start - 1] == "DET" else None, words[at], tags[at]))
        if tags[at] in _PREPOSITIONS:
            found.append(see.preposition(words[at], words[at - 1] if at else None))
    if head := _head_before(start, analysis):
        found.append(see.head_before_says(head))
    if kind := _listed_before(start, analysis):
        found.append(see.listed(kind))
    return tuple(found)


def right_evidence(end: int, analysis: Analysis, see: Any) -> tuple[Any, ...]:
    """Return what is right of a noun phrase: the word after it, what explains it, what it is listed before."""
    words, tags = analysis.words, analysis.tags
    if end == len(words):
        return (see.edge("right", "END"),)
    found = [see.right_word(words[end], tags[end])]
    explained = end + 1 < len(words) and words[end].lower in _APPOSITIONS and tags[end + 1] == "DET"
    if explained and (head := _head_after(end + 2, analysis)):
        found.append(see.apposition(head))
    if kind := _listed_after(end, analysis):
        found.append(see.listed(kind))
    return tuple(found)


@piece
def _edge(side: str, edge: str) -> Iterator[Evidence]:
    yield side, edge
    yield side + " tag", edge


@piece
def _left_word(left: Word, tag: str) -> Iterator[Evidence]:
    yield "left", left.spelling
    yield "left group", left.group
    yield "left tag", tag


@piece
def _right_word(right: Word, tag: str) -> Iterator[Evidence]:
    yield "right", right.spelling
    yield "right group", right.group
    yield "right tag", tag
    if right.lower in _CALLED:
        yield "right", "called"


@piece
def _apposes() -> Iterator[Evidence]:
    yield "apposes", "name"


@piece
def _apposition(head: str) -> Iterator[Evidence]:
    yield "apposition", head
    yield from _says("apposition", head)


@piece
def _governor(determiner: Word | None, governor: Word, tag: str) -> Iterator[Evidence]:
    """Yield what the determiner of a phrase and the preposition or verb before that say."""
    if determiner:
        yield "determiner", determiner.lower
    if tag in _VERBS:
        yield "verb", governor.key
        yield "verb group", governor.group
    elif tag in _PREPOSITIONS:
        yield "preposition", governor.lower


@piece
def _preposition(preposition: Word, before: Word | None) -> Iterator[Evidence]:
    if before:
        yield "before preposition", before.key + " " + preposition.lower


@piece
def _head_before_says(head: str) -> Iterator[Evidence]:
    yield from _says("before", head)


@piece
def _listed(kind: str) -> Iterator[Evidence]:
    yield "listed with", kind


def _listed_before(start: int, analysis: Analysis) -> str:
    """Return the type of the known name that a phrase is listed after, else ""."""
    words = analysis.words
    if start < 2 or words[start - 1].lower not in _COORDINATORS:
        return ""
    at = start - 2
    while at > 0 and words[at].lower in _COORDINATORS:
        at -= 1
    return lexicon_type(words[at].key) or lexicon_type(words[at - 1].key + " " + words[at].key)


def _listed_after(end: int, analysis: Analysis) -> str:
    """Return the type of the known name that a phrase is listed before, else ""."""
    words = analysis.words
    if end + 2 >= len(words) or words[end].lower not in _COORDINATORS:
        return ""
    at = end + 1 + (words[end + 1].lower in _COORDINATORS)
    kind = lexicon_type(words[at].key)
    if not kind and at + 1 < len(words):
        kind = lexicon_type(words[at].key + " " + words[at + 1].key)
    return kind


def _is_apposed(start: int, analysis: Analysis) -> bool:
    """Tell whether a phrase says what the name before it is: LoRA, a method."""
    words = analysis.words
    at = start - 1
    while at > 0 and analysis.tags[at] in ("ADJ", "ADV", "NUM"):
        at -= 1
    return at > 1 and analysis.tags[at] == "DET" and words[at - 1].lower in (",", "is") and words[at - 2].is_name


def _says(where: str, noun: str) -> tuple[Evidence, ...]:
    kind = type_nouns().get(noun)
    return (("noun " + where + " says", kind),) if kind else ()


def _head_after(at: int, analysis: Analysis) -> str:
    """Return the head of the noun phrase that begins at a word or shortly after."""
    number = analysis.next_chunk[at]
    if number == len(analysis.chunks):
        return ""
    start, end = analysis.chunks[number]
    return analysis.words[end - 1].key if start - at < 3 else ""


def _head_before(at: int, analysis: Analysis) -> str:
    """Return the head of the noun phrase that ends right before a word, or before a comma or "called" before it."""
    number = analysis.next_chunk[at] - 1
    if number < 0:
        return ""
    end = analysis.chunks[number][1]
    if at - end > 2 or any(item.lower not in _BEFORE_CALLED for item in analysis.words[end:at]):
        return ""
    return analysis.words[end - 1].key
