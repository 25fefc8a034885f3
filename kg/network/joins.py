"""What joins what in a store: claims, from their subject to their slots, and links that are triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg.query.terms import expand, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Store

__all__ = ["LINKS", "MENTIONS", "PREDICATES", "ROLES", "claims_at", "ends", "neighbours"]

LINKS = ("cg:introduces", "cg:addresses", "skos:broader")
MENTIONS = "cg:mentions"
ROLES = ("subject", "metric", "dataset", "baseline")  # of a concept in a claim
PREDICATES = {"metric": "measuredBy", "dataset": "evaluatedOn", "baseline": "comparedWith", "paper": "statedIn"}


def neighbours(store: Store, node: str, *, mentions: bool) -> Iterator[str]:
    """Yield the other end of each edge of a node, of either direction, in no given order."""
    term = NamedNode(node)
    for link in (*LINKS, MENTIONS) if mentions else LINKS:
        yield from (target for _, target in pairs(store, link, subject=term))
        yield from (source.value for source, _ in pairs(store, link, value=term))
    for claim in claims_at(store, term, ROLES):
        said = {name: value for name in (*ROLES, "statedIn") for _, value in pairs(store, f"cg:{name}", subject=claim)}
        source, targets = ends(said) if "statedIn" in said else ("", {})
        if node == source:
            yield from targets.values()
        elif node in targets.values():
            yield source


def claims_at(store: Store, node: NamedNode, roles: Sequence[str]) -> Iterator[NamedNode]:
    """Yield the claims in which a concept has one of these roles, or which a paper states."""
    for role in roles:
        for claim, _ in pairs(store, f"cg:{role}", value=node):
            yield claim
    for claim, _ in pairs(store, "cg:statedIn", value=node):
        if Quad(claim, expand("rdf:type"), expand("cg:Claim")) in store:  # mentions are stated, too
            yield claim


def ends(claim: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return where the edges of a claim begin, and where they end, by slot.

    They begin at its subject, else at its paper, and end at its metric, data set and baseline, else at its paper.
    """
    paper = claim["statedIn"]
    slots = {role: claim[role] for role in ROLES if role in claim}
    return slots.pop("subject", paper), slots or {"paper": paper}
