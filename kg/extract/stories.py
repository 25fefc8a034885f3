"""What the paper as a whole tells the slots of its sentences, and what may fill a slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.heroes import find_hero
from kg.extract.scenes import Name, Scene
from kg.model import Entity

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Candidate", "Story", "make_story"]


@dataclass(frozen=True, slots=True)
class Story:
    """What the paper as a whole tells the slots of one sentence.

    `main` is the thing it is about, `hero` what to call that: its name, or the phrase that "we propose" is followed by.
    `ours` is what "our method" stands for: the hero, or where there is none the likeliest of all.
    """

    scenes: tuple[Scene, ...]
    main: Entity | None
    hero: str | None
    ours: str | None
    introduced: tuple[Entity, ...]
    datasets: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may fill a slot (None: nothing), the place where it stands, and what speaks for it."""

    label: str | None
    features: tuple[str, ...]
    name: Name | None = None


def make_story(scenes: tuple[Scene, ...], entities: Sequence[Entity]) -> Story:
    """Return the thing the paper is about, what else it introduces, and the data it uses."""
    main, hero, ours = find_hero(scenes, entities)
    introduced = [entity for entity in entities if entity.introduced and entity.mentions and entity is not main]
    if main:
        introduced.insert(0, main)
    datasets = tuple(entity for entity in entities if entity.type == "Dataset" and entity.mentions)
    return Story(scenes, main, hero, ours, tuple(introduced), datasets)
