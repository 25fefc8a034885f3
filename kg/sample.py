"""A sample of a graph, drawn by hash and so the same every time, and the triples around it that the shapes look at."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from heapq import nsmallest
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode, Quad

from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pyoxigraph import Literal, QuerySolutions, Store, Triple

__all__ = ["CLASSES", "Sample", "around", "draw"]

CLASSES = {
    "cg:Paper": "papers",
    "skos:Concept": "concepts",
    "cg:Method": "methods",
    "cg:Dataset": "data sets",
    "cg:Metric": "metrics",
    "cg:Task": "tasks",
    "cg:Mention": "mentions",
    "cg:Claim": "claims",
    "cg:Result": "results",
    "cg:Change": "changes",
    "cg:Setting": "settings",
    "cg:Comparison": "comparisons",
    "void:Dataset": "descriptions",
    "prov:Activity": "runs",
    "prov:SoftwareAgent": "programs",
}


def _node(curie: str) -> NamedNode:
    prefix, name = curie.split(":")
    return NamedNode(PREFIXES[prefix] + name)


_TYPE, _BROADER = _node("rdf:type"), _node("skos:broader")
_SEEN = (_TYPE, _BROADER, *map(_node, ("cg:complementOf", "cg:lowestValue", "cg:highestValue")))


@dataclass(frozen=True, slots=True)
class Sample:
    """Nodes of a graph; `counts` tells of each class how many are among them and how many the graph has."""

    nodes: frozenset[NamedNode]
    counts: dict[str, tuple[int, int]]


def draw(store: Store, most: int) -> Sample:
    """Return the `most` nodes of each class whose IRIs have the smallest hashes, and the parts of the description."""
    nodes = {node for curie in CLASSES for node in nsmallest(most, _members(store, curie), key=_hash)}
    counts = {
        name: (sum(Quad(node, _TYPE, _node(curie)) in store for node in nodes), _count(store, curie))
        for curie, name in CLASSES.items()
    }
    parts = {quad.object for quad in store.quads_for_pattern(None, _node("void:classPartition"), None)}
    return Sample(frozenset(nodes | {part for part in parts if isinstance(part, NamedNode)}), counts)


def around(store: Store, nodes: Collection[NamedNode]) -> Iterator[Triple]:
    """Yield all triples of some nodes; of what they point to, and what is broader, those that the shapes look at."""
    known = set(nodes)
    pending = list(known)
    for place, node in enumerate(pending):  # which grows
        is_whole = place < len(nodes)
        for quad in store.quads_for_pattern(node, None, None):
            if is_whole or quad.predicate in _SEEN:
                yield quad.triple
            is_followed = is_whole or quad.predicate == _BROADER
            if is_followed and isinstance(quad.object, NamedNode) and quad.object not in known:
                known.add(quad.object)
                pending.append(quad.object)


def _members(store: Store, curie: str) -> Iterator[NamedNode]:
    for quad in store.quads_for_pattern(None, _TYPE, _node(curie)):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _count(store: Store, curie: str) -> int:
    ((number,),) = cast("QuerySolutions", store.query(f"SELECT (COUNT(*) AS ?n) {{ ?node a {_node(curie)} }}"))
    return int(cast("Literal", number).value)


def _hash(node: NamedNode) -> bytes:
    return sha256(node.value.encode()).digest()
