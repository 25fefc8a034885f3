"""From what a user types to the nodes of a network, and back to what it calls them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.names import concepts_called, find_papers, nearest
from kg.query.terms import pairs
from kg.vocabulary import CG

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["TYPES", "find_nodes", "label_of", "type_of"]

TYPES = ("Paper", "Method", "Dataset", "Metric", "Task")
_ID = re.compile(r"[a-z]+/[\w.~%-]+", re.ASCII)  # what can be the tail of an IRI
_LABELS = ("skos:prefLabel", "skos:altLabel", "dcterms:title")


def find_nodes(store: Store, name: str) -> list[str]:
    """Return the IRIs of the nodes with an id, label or alias.

    A form as written comes before any other spelling of a name, and a name before the title of a paper in any case.

    Raises:
        QueryError: no node has this name.
    """
    if node := _by_id(store, name):
        return [node]
    if exact := {node.value for label in _LABELS for node, _ in pairs(store, label, value=Literal(name))}:
        return sorted(exact)
    if found := concepts_called(store, " ".join(name.split())):
        return [node.value for node in found]
    try:
        return [node.value for node in find_papers(store, name)]
    except QueryError:
        raise QueryError(f"{name!r} is not in the graph{nearest(store, name)}") from None


def label_of(store: Store, short: str) -> str:
    """Return what a concept with this id is called; any other words, and ids of papers, as they are."""
    node = None if short.startswith("paper/") else _by_id(store, short)
    return (
        min((label for _, label in pairs(store, "skos:prefLabel", subject=NamedNode(node))), default=short)
        if node
        else short
    )


def type_of(store: Store, node: str) -> str:
    """Return the type of a node, or "" where the IRI names none."""
    types = {value for _, value in pairs(store, "rdf:type", subject=NamedNode(node))}
    return next((kind for kind in TYPES if CG + kind in types), "")


def _by_id(store: Store, name: str) -> str:
    """Return the IRI of the node with this id, or ""; what goes before the id is the same in all IRIs of nodes."""
    if not _ID.fullmatch(name):
        return ""
    for kind in TYPES:
        for node, _ in pairs(store, "rdf:type", value=NamedNode(CG + kind)):
            iri = node.value.rsplit("/", 2)[0] + "/" + name
            return iri if type_of(store, iri) else ""
    return ""
