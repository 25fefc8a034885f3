"""The evidence of the places where a form stands: what is left and right of it, what lists and titles say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.data.lexicons import type_nouns
from kg.extract.beside_evidence import left_evidence, right_evidence
from kg.extract.evidence import piece

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.extract.analysis import Analysis
    from kg.extract.candidates import Candidate
    from kg.extract.evidence import Evidence
    from kg.extract.forms import Form
    from kg.extract.words import Word

__all__ = ["Places", "one_place", "place_evidence"]

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
            found = self._left[chunk_start] = left_evidence(chunk_start, self.analysis, self.see)
        return found

    def right_of(self, chunk_end: int) -> tuple[Any, ...]:
        """Return what stands right of a noun phrase."""
        found = self._right.get(chunk_end)
        if found is None:
            found = self._right[chunk_end] = right_evidence(chunk_end, self.analysis, self.see)
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
