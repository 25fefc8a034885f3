"""An extraction with concepts in place of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.keys import clean, key
from kg.link.acronyms import anchor, is_acronym
from kg.link.concepts import concept_id, kept_types
from kg.link.resolutions import with_resolutions
from kg.link.senses import choose
from kg.link.tally import known_metrics
from kg.model import EntityType, LinkedClaim, LinkedPaper, Merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.link.names import Names
    from kg.model import Claim, Entity, Extraction

__all__ = ["apply", "best_key"]


@dataclass(frozen=True, slots=True)
class _Node:
    """A concept as a claim sees it, and the key it is made of."""

    id: str
    type: EntityType
    key: str


def apply(names: Names, extraction: Extraction) -> LinkedPaper:
    """Return a paper in terms of concepts, all in a fixed order.

    Args:
        names: tables that were learnt from a corpus with this paper in it.
        extraction: the paper.
    """
    extraction = with_resolutions(extraction)
    best = [_best(entity) for entity in extraction.entities]
    company = tuple(dict.fromkeys(names.root(names.key(form)) for form in best))
    nodes = [
        (entity, _entity_node(names, entity, form, company))
        for entity, form in zip(extraction.entities, best, strict=True)
    ]
    merges = {
        merge
        for (entity, node), form in zip(nodes, best, strict=True)
        for merge in _merges(names, entity, form, node, extraction.paper.id)
    }
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
        merges=tuple(sorted(merges)),
        unresolved=tuple(sorted({node.id for _, node in nodes if len(names.senses.get(node.key, ())) > 1})),
    )


def _place(linked: LinkedClaim) -> tuple[int, int, str, str]:
    return linked.claim.start, linked.claim.end, linked.id, linked.claim.rule


def best_key(names: Names, entity: Entity) -> str:
    """Return the key of the form that names an entity best."""
    return names.key(_best(entity))


def _best(entity: Entity) -> str:
    return anchor(tuple(clean(surface) for surface in (entity.name, *entity.aliases)))


def _entity_node(names: Names, entity: Entity, best: str, company: Sequence[str]) -> _Node:
    """Return the concept of an entity: its own long form tells what an acronym means here, else its neighbours do."""
    name_key = names.key(best)
    if senses := names.senses.get(name_key):
        sense = choose(senses, [name for name in company if name != name_key])
        name_key = sense.key if sense else name_key
    return _node(names, name_key, entity.type)


def _merges(names: Names, entity: Entity, best: str, node: _Node, paper: str) -> Iterator[tuple[str, Merge]]:
    """Yield the acronyms that mean a concept in this paper, and elsewhere something else or nothing."""
    reason = "defined-here" if names.root(names.key(best)) == node.key else "neighbours"
    for surface in map(clean, (entity.name, *entity.aliases)):
        if names.root(names.key(surface)) != node.key and (reason == "neighbours" or is_acronym(surface, best)):
            yield node.id, Merge(surface, reason, paper)


def _node(names: Names, name_key: str, kind: EntityType) -> _Node:
    root = names.root(name_key)
    kept = kept_types(names, root)
    kind = kind if kind in kept else kept[0]
    return _Node(concept_id(kind, root), kind, root)


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
