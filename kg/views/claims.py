"""The claims of a network, as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import CLAIM_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

__all__ = ["ShownClaim", "find_claims"]

TYPE_OF_SLOT = {"subject": "Method", "metric": "Metric", "dataset": "Dataset", "baseline": "Method", "paper": "Paper"}
SLOT_OF_TYPE = {"Metric": "metric", "Dataset": "dataset", "Method": "baseline"}


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """One claim. A slot holds the id of a node where there is one, else the words of the paper, else "".

    `about` holds every node the claim touches. `value` is a number to sort by and `value_text` the wording; `quote` is
    empty in a graph that was built without quotes.
    """

    id: str
    kind: str
    subject: str
    predicate: str
    metric: str
    dataset: str
    baseline: str
    value: float | None
    value_text: str
    unit: str
    direction: str
    paper: str
    quote: str
    start: int
    end: int
    rule: str
    about: tuple[str, ...]


def find_claims(graph: nx.MultiDiGraph[str]) -> tuple[ShownClaim, ...]:
    """Return the claims that the edges of a network carry, by id; edges with the same key are one claim.

    What an edge names (`metric`, `dataset`, ...) may be the id of a node or its label.
    """
    ids = {
        (graph.nodes[node].get("type"), graph.nodes[node].get("label")): node for node in sorted(graph, reverse=True)
    }
    edges: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for source, target, key, attributes in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        if attributes.get("kind") in CLAIM_KINDS:
            edges.setdefault(str(key), []).append((source, target, attributes))
    return tuple(_claim(graph, ids, key, edges[key]) for key in sorted(edges))


def _claim(
    graph: nx.MultiDiGraph[str],
    ids: Mapping[tuple[Any, Any], str],
    key: str,
    edges: list[tuple[str, str, dict[str, Any]]],
) -> ShownClaim:
    """Join the edges of one claim: what no attribute names, the ends of the edges tell by their type."""
    known: dict[str, Any] = {}
    about: set[str] = set()
    for source, target, attributes in edges:
        slot = SLOT_OF_TYPE.get(graph.nodes[target].get("type", ""), "")
        known = {"subject": source} | ({slot: target} if slot else {}) | known | attributes
        about |= {source, target}
    slots = {slot: str(known.get(slot, "")) for slot in TYPE_OF_SLOT}
    slots |= {slot: ids[kind, slots[slot]] for slot, kind in TYPE_OF_SLOT.items() if (kind, slots[slot]) in ids}
    about |= {name for name in slots.values() if name in graph}
    value = known.get("value")
    return ShownClaim(
        id=key,
        kind=str(known["kind"]),
        predicate=str(known.get("predicate", "")),
        value=None if value is None else float(value),
        value_text=str(known.get("valueText", "")),
        unit=str(known.get("unit", "")),
        direction=str(known.get("direction", "")),
        quote=str(known.get("quote", "")),
        start=int(known.get("start", 0)),
        end=int(known.get("end", 0)),
        rule=str(known.get("rule", "")),
        about=tuple(sorted(about)),
        **slots,
    )
