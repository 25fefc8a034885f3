"""An extraction with concepts in place of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.link.acronyms import anchor
from kg.link.concepts import concept_id, kept_types
from kg.link.keys import clean, key
from kg.link.resolutions import with_resolutions
from kg.link.tally import known_metrics
from kg.model import EntityType, LinkedClaim, LinkedPaper

if TYPE_CHECKING:
    from kg.link.names import Names
    from kg.model import Claim, Entity, Extraction

__all__ = ["apply"]


@dataclass(frozen=True, slots=True)
class _Node:
    """A concept as a claim sees it."""

    id: str
    type: EntityType


def apply(names: Names, extraction: Extraction) -> LinkedPaper:
    """Return a paper in terms of concepts, all in a fixed order.

    Args:
        names: tables that were learnt from a corpus with this paper in it.
        extraction: the paper.
    """
    extraction = with_resolutions(extraction)
    nodes = [(entity, _entity_node(names, entity)) for entity in extraction.entities]
    by_key: dict[str, _Node] = {}
    for surfaces in ((entity.name,) for entity, _ in nodes), (entity.aliases for entity, _ in nodes):
        for (_, node), forms in zip(nodes, surfaces, strict=True):
            for form in forms:
                by_key.setdefault(names.key(form), node)
    claims = sorted((_claim(names, claim, by_key) for claim in extraction.claims), key=_place)
    return LinkedPaper(
        paper=extraction.paper,
        introduces=tuple(sorted({node.id for entity, node in nodes if entity.introduced})),
        mentions=tuple(sorted({(node.id, mention) for entity, node in nodes for mention in entity.mentions})),
        claims=tuple({linked.id: linked for linked in reversed(claims)}.values())[::-1],  # two rules, one claim
    )


def _place(linked: LinkedClaim) -> tuple[int, int, str, str]:
    return linked.claim.start, linked.claim.end, linked.id, linked.claim.rule


def _entity_node(names: Names, entity: Entity) -> _Node:
    """Return the concept of an entity: its own long form tells what an acronym means here."""
    best = anchor(tuple(clean(surface) for surface in (entity.name, *entity.aliases)))
    return _node(names, names.key(best), entity.type)


def _node(names: Names, name_key: str, kind: EntityType) -> _Node:
    root = names.root(name_key)
    kept = kept_types(names, root)
    kind = kind if kind in kept else kept[0]
    return _Node(concept_id(kind, root), kind)


def _claim(names: Names, claim: Claim, by_key: dict[str, _Node]) -> LinkedClaim:
    subject, baseline, dataset, metric = (
        by_key.get(names.key(words)) if words else None
        for words in (claim.subject, claim.baseline, claim.dataset, claim.metric)
    )
    if claim.kind == "setting":  # its metric is one of SETTING_PROPERTIES
        metric = None
    elif claim.metric and metric is None and key(claim.metric) in known_metrics():
        metric = _node(names, names.key(claim.metric), "Metric")
    if metric and metric.type == "Dataset" and dataset is None:  # "0.81 on GenEval", a benchmark with one score
        dataset = metric
    return LinkedClaim(
        claim,
        subject=subject.id if subject else None,
        metric=metric.id if metric and metric.type == "Metric" else None,
        baseline=baseline.id if baseline else None,
        dataset=dataset.id if dataset and dataset.type == "Dataset" else None,
    )
