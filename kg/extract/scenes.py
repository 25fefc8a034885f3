"""A sentence as the claim rules see it: its words, the names and numbers that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.quantities import Number
    from kg.model import Entity

__all__ = ["Name", "Scene", "make_scenes", "names_in"]


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of an entity, or a plain noun phrase (`entity` is None); characters and tokens, end exclusive."""

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
    """One sentence; `number` counts sentences from 0 (the title)."""

    analysis: Analysis
    number: int
    first: int
    last: int
    start: int
    end: int
    names: tuple[Name, ...]
    phrases: tuple[Name, ...]
    numbers: tuple[Number, ...]

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
        _scene(analysis, number, first, last, names, numbers)
        for number, (first, last) in enumerate(analysis.sentences)
    )


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
    taken = [(name.first, name.last) for name in inside]
    phrases = tuple(
        _phrase(analysis, a, b)
        for a, b in analysis.chunks
        if first <= a < last and not any(a < stop and begin < b for begin, stop in taken)
    )
    here = tuple(item for item in numbers if start <= item.start < end)
    return Scene(analysis, number, first, last, start, end, inside, phrases, here)


def _phrase(analysis: Analysis, first: int, last: int) -> Name:
    start, end = analysis.starts[first], analysis.end_of(last - 1)
    return Name(start, end, first, last, analysis.text[start:end])
