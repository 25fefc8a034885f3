"""What is written at a data set's name makes another one of it, or several.

"1.78 FID on ImageNet 256x256" is no result on ImageNet, and "CIFAR-10/100" are CIFAR-10 and CIFAR-100.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.keys import key
from kg.model import Entity, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Extraction

__all__ = ["with_resolutions"]

_RESOLUTION = re.compile(r"[ \n-]{1,2}\d{2,5} ?(?:x|×|times|\\times) ?\d{2,5}(?!\w)")
_SEVERAL = re.compile(r"(?P<stem>.*[^\W\d]-?)(?P<first>\d+)(?P<others>(?:/\d+)+)(?: (?:data ?sets?|benchmarks?))?\Z")


def with_resolutions(extraction: Extraction) -> Extraction:
    """Return an extraction in which data sets written with a resolution are entities, and claims beside them theirs.

    A claim belongs to the place that is nearest to its value among those where its data set is named. Data sets that
    are named at once are entities each; a claim on them all is on none of them.
    """
    text = extraction.paper.text
    entities = [one for entity in extraction.entities for one in _each(entity, text)]
    claims = extraction.claims
    for entity in tuple(entities):
        if entity.type != "Dataset":
            continue
        wide = {m: found.end() for m in entity.mentions if (found := _RESOLUTION.match(text, m.end))}
        if wide:
            names = {mention: text[mention.start : end] for mention, end in wide.items()}
            for name in sorted(set(names.values())):
                places = (Mention(m.start, wide[m], "resolution") for m in wide if names[m] == name)
                entities.append(Entity("Dataset", name, (), False, tuple(sorted(places))))
            claims = tuple(_moved(claim, entity, names) for claim in claims)
    return replace(extraction, entities=tuple(entities), claims=claims)


def _each(entity: Entity, text: str) -> Iterator[Entity]:
    """Yield CIFAR-10 and CIFAR-100 for "CIFAR-10/100", the first where its name stands, the second where both do.

    What else the paper calls them goes with the one that it names, or is an entity of its own.
    """
    surfaces = (entity.name, *entity.aliases) if entity.type == "Dataset" else ()
    several = next(filter(None, map(_SEVERAL.match, surfaces)), None)
    if several is None:
        yield entity
        return
    others = [surface for surface in surfaces if not _SEVERAL.match(surface)]
    members = [several["stem"] + number for number in (several["first"], *several["others"][1:].split("/"))]
    for member in members:
        places = {place for mention in entity.mentions for place in _of_member(mention, member, members[0], text)}
        own = (surface for surface in others if key(surface) == key(member) and surface != member)
        yield replace(entity, name=member, aliases=tuple(own), mentions=tuple(sorted(places)))
    known = set(map(key, members))
    if rest := tuple(surface for surface in others if key(surface) not in known):
        left = [m for m in entity.mentions if not _SEVERAL.match(_words(m, text)) and key(_words(m, text)) not in known]
        yield replace(entity, name=rest[0], aliases=rest[1:], mentions=tuple(left))


def _of_member(mention: Mention, member: str, first: str, text: str) -> Iterator[Mention]:
    """Yield a place where one of several data sets is named, cut to its name where that begins the place."""
    words = _words(mention, text)
    if several := _SEVERAL.match(words):
        yield replace(mention, end=mention.start + several.end("first")) if member == first else mention
    elif key(words) == key(member):
        yield mention


def _words(mention: Mention, text: str) -> str:
    return " ".join(text[mention.start : mention.end].split())


def _moved(claim: Claim, entity: Entity, names: dict[Mention, str]) -> Claim:
    if claim.kind == "setting" or claim.dataset not in (entity.name, *entity.aliases):
        return claim
    at = claim.value.start if claim.value else claim.start
    nearest = min(entity.mentions, key=lambda mention: (abs(mention.start - at), mention))
    return replace(claim, dataset=names[nearest]) if nearest in names else claim
