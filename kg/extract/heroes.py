"""What a paper is about: the thing that "we", "our method" and "it" stand for, weighed over everything it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_weights, slot_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.scenes import Name, Scene
    from kg.model import Entity

__all__ = ["Hero", "find_hero", "heroes", "is_named"]

NAMED = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d|[A-Z][a-z]+[A-Z-]|^[A-Z]\w+$")

Hero = tuple["Entity | None", "str | None", tuple[str, ...]]  # the entity, its label, what speaks for it


def find_hero(scenes: Sequence[Scene], entities: Sequence[Entity]) -> tuple[Entity | None, str | None]:
    """Return the thing that the paper is about, and what to call it; both None where nothing stands out."""
    weights = slot_weights().get("hero", {})
    entity, label, _ = max(
        heroes(scenes, entities), key=lambda hero: sum(weights.get(feature, 0.0) for feature in hero[2])
    )
    return entity, label


def heroes(scenes: Sequence[Scene], entities: Sequence[Entity]) -> list[Hero]:
    """Return everything that a paper may be about with what speaks for it; the last one is "nothing"."""
    names: dict[int, list[tuple[Scene, Name]]] = {}
    for scene in scenes:
        for name in scene.names:
            names.setdefault(id(name.entity), []).append((scene, name))
    most = max((len(entity.mentions) for entity in entities if entity.type == "Method"), default=0)
    found: list[Hero] = []
    for entity in entities:
        if entity.type in ("Method", "Dataset", "Task", "Metric") and id(entity) in names:
            features = (*_standing(entity, most), *_mentions(names[id(entity)], scenes))
            found.append((entity, entity.name, tuple(dict.fromkeys(features))))
    found += [(None, phrase.text, ("phrase", f"phrase:{place}")) for phrase, place in _proposed_phrases(scenes)]
    any_introduced = any(entity.introduced for entity in entities)
    found.append((None, None, ("nothing", f"nothing:introduced {any_introduced}")))
    return found


def is_named(entity: Entity) -> bool:
    """Tell whether a thing has a name of its own, such as LoRA or M-VAR, rather than a description."""
    return any(NAMED.search(surface) for surface in (entity.name, *entity.aliases))


def _standing(entity: Entity, most: int) -> Iterator[str]:
    kind, named = entity.type, is_named(entity)
    yield kind
    yield f"{kind}:introduced {entity.introduced}"
    yield f"named {named}:introduced {entity.introduced}"
    yield f"{kind}:named {named}"
    yield f"mentions {min(len(entity.mentions), 5)}"
    yield f"aliases {min(len(entity.aliases), 2)}:named {named}"
    if len(entity.mentions) == most:
        yield f"most:{kind}"


def _mentions(found: list[tuple[Scene, Name]], scenes: Sequence[Scene]) -> Iterator[str]:
    """Yield what the places of a thing say."""
    first_scene = found[0][0].number
    where = "title" if first_scene == 0 else "opening" if first_scene <= 2 else "later"
    yield f"first:{where}"
    for scene, name in found:
        words = scene.analysis.words
        before = words[name.first - 1].lower if name.first > scene.first else "start"
        if scene.number == 0:
            yield "title"
            if name.first == scene.first:
                yield "title:first"
            if name.last < scene.last and words[name.last].text == ":":
                yield "title:colon"
            continue
        if _is_proposed(scene, name):
            yield "proposed"
            yield f"proposed:{name.type}"
        if before in slot_words("naming") and _proposes(scene, name):
            yield f"naming:{before}"
        if before in slot_words("ours"):
            yield f"ours:{before}"
        if (
            before in ("start", ",")
            and name.last < scene.last
            and scene.analysis.tags[name.last] in ("VBZ", "AUX", "VBD")
        ):
            yield "acts"
            if scene.number > len(scenes) / 2:
                yield "acts late"


def _proposes(scene: Scene, name: Name) -> bool:
    words = scene.analysis.words
    around = range(max(scene.first, name.first - 60), min(scene.last, name.last + 60))
    return any(words[at].lower in slot_words("propose") for at in around)


def _is_proposed(scene: Scene, name: Name) -> bool:
    words = scene.analysis.words
    for at in range(max(scene.first + 1, name.first - 6), name.first):
        if words[at].lower in slot_words("propose") and words[at - 1].lower in slot_words("proposer"):
            return True
    return False


def _proposed_phrases(scenes: Sequence[Scene]) -> Iterator[tuple[Name, str]]:
    """Yield the noun phrases that "we propose" is followed by, first of all."""
    for scene in scenes[1:]:
        for phrase in (*scene.wides, *scene.phrases):
            if _is_proposed(scene, phrase):
                yield phrase, "wide" if phrase in scene.wides else "plain"
                return
