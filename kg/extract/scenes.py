"""A sentence as the claim rules see it: its words, the names and numbers that stand in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_words
from kg.extract.analysis import Analysis
from kg.extract.quantities import Number
from kg.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


STATES = frozenset(("state-of-the-art", "state-of-the-arts", "state-of-art", "sota"))
SHORT_STATE = ["(", "sota", ")"]
STATE_OF_THE = ["state", "of", "the"]

LONG = 150  # tokens; no sentence of a real abstract is longer
REACH = 50
WIDEST = 12
CROWD = 40  # numbers, or comparing words, that are looked at in a sentence that long

__all__ = ["CROWD", "LONG", "Name", "Scene", "make_scenes", "names_in", "widened", "window"]


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A mention of an entity, or a plain noun phrase (`entity` is None); characters and tokens, end exclusive.

    Each place is one value, so that they are told apart by identity.
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    entity: Entity | None = None

    @property
    def type(self) -> str:
        """Return the type of the entity, or "words"."""
        return self.entity.type if self.entity else "words"

    @property
    def label(self) -> str:
        """Return what a slot holds: the name of the entity, or the words."""
        return self.entity.name if self.entity else self.text


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence; `number` counts sentences from 0 (the title).

    `parts` keeps `phrases` and `wides` once somebody asked for them: most sentences claim nothing.
    """

    analysis: Analysis
    number: int
    first: int
    last: int
    start: int
    end: int
    names: tuple[Name, ...]
    numbers: tuple[Number, ...]
    parts: list[tuple[Name, ...]] = field(default_factory=list, compare=False, repr=False)

    @property
    def phrases(self) -> tuple[Name, ...]:
        """Return the noun phrases without a name."""
        return self._parts()[0]

    @property
    def wides(self) -> tuple[Name, ...]:
        """Return the noun phrases around a name: "prior VAR models" around "VAR"."""
        return self._parts()[1]

    def _parts(self) -> list[tuple[Name, ...]]:
        if not self.parts:
            self.parts.extend(_phrases(self))
        return self.parts

    @property
    def text(self) -> str:
        """Return the text of the sentence."""
        return self.analysis.text[self.start : self.end]

    def token_at(self, offset: int) -> int:
        """Return the number of the token that holds a character, or of the one before it."""
        return bisect_right(self.analysis.starts, offset) - 1


def make_scenes(analysis: Analysis, names: Sequence[Name], numbers: Sequence[Number]) -> tuple[Scene, ...]:
    """Return one scene for each sentence, in order; names and numbers are in order of their place."""
    return tuple(
        _scene(analysis, number, first, last, names, numbers) for number, (first, last) in enumerate(analysis.sentences)
    )


def window(scene: Scene, first: int, last: int) -> Scene:
    """Return the scene, of a very long sentence only what stands within reach of some tokens: time must stay linear."""
    if scene.last - scene.first <= LONG:
        return scene
    return replace(
        scene,
        names=_between(scene.names, first - REACH, last + REACH),
        parts=[_between(part, first - REACH, last + REACH) for part in (scene.phrases, scene.wides)],
    )


def _between(names: tuple[Name, ...], first: int, last: int) -> tuple[Name, ...]:
    start = bisect_left(names, first, key=lambda name: name.first)
    return names[start : bisect_right(names, last, lo=start, key=lambda name: name.first)]


def widened(scene: Scene, start: int, end: int) -> int:
    """Return where a quote must start so that its words stand nowhere before, a few words to the left at most."""
    text = scene.analysis.text
    for _ in range(WIDEST):
        if start <= scene.start or text.find(text[start:end]) >= start:
            break
        start = max(text.rfind(" ", 0, start - 1) + 1, scene.start)
    return start


def names_in(analysis: Analysis, entities: Sequence[Entity]) -> tuple[Name, ...]:
    """Return the mentions of all entities by place; of two that overlap the longer one."""
    found = sorted(
        ((mention.start, -mention.end, at) for at, entity in enumerate(entities) for mention in entity.mentions)
    )
    names: list[Name] = []
    for start, minus_end, at in found:
        end = -minus_end
        if names and start < names[-1].end:
            continue
        first = bisect_right(analysis.starts, start) - 1
        last = bisect_right(analysis.starts, max(start, end - 1))
        names.append(Name(start, end, first, last, analysis.text[start:end], entities[at]))
    return tuple(names)


def _scene(
    analysis: Analysis, number: int, first: int, last: int, names: Sequence[Name], numbers: Sequence[Number]
) -> Scene:
    start, end = analysis.starts[first], analysis.end_of(last - 1)
    inside = tuple(name for name in names if start <= name.start < end)
    here = tuple(item for item in numbers if start <= item.start < end)
    if last - first > LONG:
        here = here[:CROWD]
    return Scene(analysis, number, first, last, start, end, inside, here)


def _phrases(scene: Scene) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return the noun phrases without a name, and those around one."""
    analysis, first, last = scene.analysis, scene.first, scene.last
    taken = [(name.first, name.last) for name in scene.names]
    plain = list(_whole(analysis, analysis.chunks[analysis.next_chunk[first] : analysis.next_chunk[last]]))
    chunks = list(_bare_states(analysis, first, last, dict(plain)))
    chunks += [(a, b) for a, b in plain if not any(c <= a < d or a < c < b < d for c, d in chunks)]
    phrases = tuple(
        _phrase(analysis, a, b) for a, b in sorted(chunks) if not any(a < stop and begin < b for begin, stop in taken)
    )
    around = {
        (a, b): min(stop - begin for begin, stop in inside)
        for a, b in sorted((*chunks, *_owned(analysis, plain)))
        if (inside := [(begin, stop) for begin, stop in taken if a <= begin and stop <= b])
    }
    wides = [(_phrase(analysis, a, b), size) for (a, b), size in around.items()]
    return phrases, tuple(phrase for phrase, size in wides if phrase.last - phrase.first > size)


def _whole(analysis: Analysis, chunks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield chunks, those that "based" joins as one: EKF | based method."""
    start = -1
    for at, (first, last) in enumerate(chunks):
        start = first if start < 0 else start
        joins = at + 1 < len(chunks) and chunks[at + 1][0] == last
        if not (joins and analysis.words[last].lower in slot_words("made of")):
            yield start, last
            start = -1


def _owned(analysis: Analysis, chunks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield "Hugging Face's LoRA implementation": two noun phrases that a genitive joins."""
    for (start, middle), (after, end) in pairwise(chunks):
        if after == middle + 1 and analysis.tags[middle] == "POSS":
            yield start, end


def _bare_states(analysis: Analysis, first: int, last: int, ends: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield "the (previous) state-of-the-art" and "the state of the art", phrases although their head is no noun.

    With the methods that follow where only "(SOTA)" stands between; `ends` has the end of each chunk by its start.
    """
    words = analysis.words
    for at in range(first, last):
        if words[at].lower in STATES:
            end = ends.get(at + 4, 0)
            short = end and [word.lower for word in words[at + 1 : at + 4]] == SHORT_STATE
            if short and words[end - 1].lower in slot_words("others"):
                yield at, end
            elif at + 1 == last or analysis.tags[at + 1] not in ("NOUN", "NOUNS", "ADJ", "VBN"):
                yield at, at + 1
        elif words[at].lower == "art" and at - first >= 3 and [w.lower for w in words[at - 3 : at]] == STATE_OF_THE:
            yield at - 3, ends.get(at + 1, at + 1)


def _phrase(analysis: Analysis, first: int, last: int) -> Name:
    """Return a chunk as a phrase, with the adjectives that the chunker leaves outside: which methods are meant."""
    for _ in range(4):
        if first > 1 and analysis.words[first - 2].lower == "as":  # "as many parameters" are parameters
            break
        if first and analysis.words[first - 1].lower in slot_words("naming"):
            break
        if first and (analysis.tags[first - 1] == "ADJ" or analysis.words[first - 1].lower in slot_words("modifier")):
            first -= 1
    start, end = analysis.starts[first], analysis.end_of(last - 1)
    return Name(start, end, first, last, analysis.text[start:end])
