"""What a paper is about: the thing that "we", "our method" and "it" stand for, weighed over everything it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.data.claim_rules import slot_weights, slot_words
from kg.data.lexicons import type_nouns
from kg.extract.scenes import Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.scenes import Scene
    from kg.model import Entity

__all__ = ["Hero", "find_hero", "heroes", "is_named"]

LONGEST = 8  # words of a title that are a phrase
SAYS = frozenset(("AUX", "PRON", "WH"))  # tags of a title that is a sentence
IN_PHRASE = frozenset(("ADJ", "NOUN", "NOUNS", "NUM", "ADV"))
NAMED = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d|[A-Z][a-z]+[A-Z-]|^[A-Z]\w+$")

Hero = tuple["Entity | None", "str | None", tuple[str, ...]]  # the entity, its label, what speaks for it


def find_hero(scenes: Sequence[Scene], entities: Sequence[Entity]) -> tuple[Entity | None, str | None, str | None]:
    """Return the thing that the paper is about, and what to call it; both None where nothing stands out.

    The third is what "our method" stands for even there: the likeliest label of all.
    """
    weights = slot_weights().get("hero", {})
    ranked = sorted(heroes(scenes, entities), key=lambda hero: -sum(weights.get(feature, 0.0) for feature in hero[2]))
    entity, label, _ = ranked[0]
    return entity, label, next((label for _, label, _ in ranked if label), None)


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
    any_introduced = any(entity.introduced for entity in entities)
    phrases = (*_proposed_phrases(scenes), *_title_phrases(scenes[0]))
    found += [(None, phrase.text, tuple(_of_phrase(phrase, place, any_introduced))) for phrase, place in phrases]
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
        if before in ("start", ","):
            yield from _acts(scene, name, late=scene.number > len(scenes) / 2)


def _acts(scene: Scene, name: Name, *, late: bool) -> Iterator[str]:
    """Yield what the verb behind a name says: a thing that reaches numbers or beats others is what a paper is about."""
    if name.last == scene.last or scene.analysis.tags[name.last] not in ("VBZ", "AUX", "VBD"):
        return
    yield "acts"
    if late:
        yield "acts late"
    if scene.numbers:
        yield "acts by a number"
    if scene.analysis.words[name.last].lower in slot_words("frame"):
        yield "acts in a comparison"


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


def _title_phrases(title: Scene) -> Iterator[tuple[Name, str]]:
    """Yield what a title calls its subject where that is no name: what stands before the colon, or before "for X"."""
    words, tags = title.analysis.words, title.analysis.tags
    colon = next((at for at in range(title.first, title.last) if words[at].text == ":"), None)
    if colon and colon - title.first <= LONGEST and not SAYS.intersection(tags[title.first : colon]):
        yield from _unnamed(title, title.first, colon, "title:colon")
    first = colon + 1 if colon else title.first
    while first < title.last and (tags[first] in ("DET", "VBG", "SPACE") or words[first].lower == "towards"):
        first += 1
    last = first
    while last < title.last and tags[last] in IN_PHRASE:
        last += 1
    if 2 <= last - first <= LONGEST:
        yield from _unnamed(title, first, last, "title:second" if colon else "title:lead")


def _unnamed(title: Scene, first: int, last: int, place: str) -> Iterator[tuple[Name, str]]:
    """Yield the words of a title unless they are a name."""
    analysis = title.analysis
    if not any(name.first <= first and last <= name.last for name in title.names):
        start, end = analysis.starts[first], analysis.end_of(last - 1)
        yield Name(start, end, first, last, analysis.text[start:end]), place


def _of_phrase(phrase: Name, place: str, any_introduced: bool) -> Iterator[str]:
    yield "phrase"
    yield f"phrase:{place}"
    yield f"phrase:introduced {any_introduced}"
    yield f"phrase:{place}:introduced {any_introduced}"
    yield f"phrase:{place}:size {min(phrase.last - phrase.first, 5)}"
    head = phrase.text.rsplit(None, 1)[-1].lower()
    yield f"phrase:head {type_nouns().get(head, 'other')}"
    yield f"phrase:{place}:head {type_nouns().get(head, 'other')}"
