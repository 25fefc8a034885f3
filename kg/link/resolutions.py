"""A data set at a resolution is a data set of its own: "1.78 FID on ImageNet 256x256" is no result on ImageNet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Entity, Mention

if TYPE_CHECKING:
    from kg.model import Claim, Extraction

__all__ = ["with_resolutions"]

_RESOLUTION = re.compile(r"[ \n-]{1,2}\d{2,5} ?(?:x|×|times|\\times) ?\d{2,5}(?!\w)")


def with_resolutions(extraction: Extraction) -> Extraction:
    """Return an extraction in which data sets written with a resolution are entities, and claims beside them theirs.

    A claim belongs to the place that is nearest to its value among those where its data set is named.
    """
    text = extraction.paper.text
    entities = list(extraction.entities)
    claims = extraction.claims
    for entity in extraction.entities:
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


def _moved(claim: Claim, entity: Entity, names: dict[Mention, str]) -> Claim:
    if claim.kind == "setting" or claim.dataset not in (entity.name, *entity.aliases):
        return claim
    at = claim.value.start if claim.value else claim.start
    nearest = min(entity.mentions, key=lambda mention: (abs(mention.start - at), mention))
    return replace(claim, dataset=names[nearest]) if nearest in names else claim
