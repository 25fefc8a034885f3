"""The evidence of the places where a form stands: what is left and right of it, what lists and titles say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.data.lexicons import type_nouns
from kg.extract.evidence import piece
from kg.extract.word_evidence import lexicon_type

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.extract.analysis import Analysis
    from kg.extract.candidates import Candidate
    from kg.extract.evidence import Evidence
    from kg.extract.forms import Form
    from kg.extract.words import Word

__all__ = ["Places", "one_place", "place_evidence"]

_COORDINATORS = frozenset((",", "and", "or", "/", "&"))
_APPOSITIONS = frozenset((",", "is", "are", ":", "--", "—", "–"))
_CALLED = frozenset(("called", "named", "dubbed", "termed", "coined", "titled", "denoted", "namely", "as"))
_BEFORE_CALLED = frozenset((*_CALLED, ",", ":", "("))
_SKIPPED = frozenset(("DET", "PRON", "ADJ", "ADV", "NUM", "POSS"))
_VERBS = frozenset(("VB", "VBZ", "VBD", "VBN", "VBG"))
_PREPOSITIONS = frozenset(("PREP", "TO"))
_PLAIN = frozenset(("lower", "number"))
_MAX_PLACES = 6  # mentions of one form that are looked at


class Places:
    """A text, and what its words say of the phrases that begin or end beside them, worked out once.

    Args:
        analysis: the text.
        see: how to see the pieces of evidence (kg.extract.evidence.Sight).
    """

    __slots__ = ("_left", "_right", "analysis", "see", "title_says")

    def __init__(self, analysis: Analysis, see: Any) -> None:
        self.analysis, self.see = analysis, see
        self._left: dict[int, tuple[Any, ...]] = {}
        self._right: dict[int, tuple[Any, ...]] = {}
        nouns = [type_nouns().get(item.key, "") for item in analysis.words[: analysis.title_end]]
        self.title_says = "Dataset" if "Dataset" in nouns else "Metric" if "Metric" in nouns else "other"

    def left_of(self, chunk_start: int) -> tuple[Any, ...]:
        """Return what stands left of a noun phrase."""
        found = self._left.get(chunk_start)
        if found is None:
            found = self._left[chunk_start] = _left(chunk_start, self.analysis, self.see)
        return found

    def right_of(self, chunk_end: int) -> tuple[Any, ...]:
        """Return what stands right of a noun phrase."""
        found = self._right.get(chunk_end)
        if found is None:
            found = self._right[chunk_end] = _right(chunk_end, self.analysis, self.see)
        return found


def place_evidence(form: Form, forms: Mapping[str, Form], places: Places) -> Collection[Any]:
    """Return what the places say where a form stands, and where its acronym or long form does."""
    see, mentions = places.see, form.mentions
    whole = sum([m.start == m.chunk_start and m.end == m.chunk_end for m in mentions])
    count = see.count(min(whole, 3), min(len(mentions), 4))
    partner = form.short or form.long
    if len(mentions) == 1 and not partner:
        return [count, *one_place(mentions[0], places)]
    found = {count}
    if partner:
        found.add(see.acronym("long" if form.short else "short"))
        found.add(see.partner(partner))
        mentions = mentions[:_MAX_PLACES] + forms[partner].mentions
    for mention in mentions[: 2 * _MAX_PLACES]:
        found.update(one_place(mention, places))
    return found


def one_place(mention: Candidate, places: Places) -> list[Any]:
    """Return what one place says where a form stands."""
    analysis, see = places.analysis, places.see
    words = analysis.words
    start, end, chunk_start, chunk_end = mention
    first = words[start]
    begins, ends = start == chunk_start, end == chunk_end
    place = ("11" if ends else "10") if begins else "01" if ends else "00"
    found = [see.bounds(place, words[end - 1].coarse_group, analysis.tags[start], end - start)]
    if begins:
        found += places.left_of(start)
    else:
        found.append(see.inner_left(words[start - 1]))
    if ends:
        found += places.right_of(end)
    else:
        found.append(see.inner_right(words[end], words[chunk_end - 1].key))
    if cue := analysis.cues[chunk_start]:
        found.append(see.cue(cue, place))
        if ends:
            found.append(see.cue_and_left(cue, words[start - 1] if start else None))
    if kind := analysis.list_types.get(chunk_start):
        found.append(see.list(kind, place))
    if start < analysis.title_end:
        found.append(see.title(first.shape, start == 0, words[end].text == ":", places.title_says))
    elif first.shape not in _PLAIN:
        found.append(see.capital())
    return found


@piece
def _count(whole: int, mentions: int) -> Iterator[Evidence]:
    yield "whole", f"{whole} of {min(mentions, 3)}"
    yield "count", str(mentions)


@piece
def _acronym(which: str) -> Iterator[Evidence]:
    yield "acronym", which


@piece
def _bounds(place: str, head_group: str, first_tag: str, size: int) -> Iterator[Evidence]:
    yield "place", place
    yield "place and head group", f"{place} {head_group}"
    yield "place and tags", f"{place} {first_tag} {size}"


@piece
def _cue(cue: str, place: str) -> Iterator[Evidence]:
    yield "cue", f"{cue} {place}"


@piece
def _cue_and_left(cue: str, left: Word | None) -> Iterator[Evidence]:
    yield "cue and left", f"{cue} {left.spelling if left else 'START'}"


@piece
def _list(kind: str, place: str) -> Iterator[Evidence]:
    yield "list says", f"{kind} {place}"


@piece
def _capital() -> Iterator[Evidence]:
    yield "capital", "text"


@piece
def _title(shape: str, first: bool, colon: bool, says: str) -> Iterator[Evidence]:
    if shape not in _PLAIN:
        yield "capital", "title"
    yield "title", "start" if first else "inside"
    if first and colon:
        yield "title", "name:"
        yield "title says", says


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


def _left(start: int, analysis: Analysis, see: Any) -> tuple[Any, ...]:
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


def _right(end: int, analysis: Analysis, see: Any) -> tuple[Any, ...]:
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
