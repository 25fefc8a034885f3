"""From what a user types to the nodes of a network, and back to what it calls them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.link.keys import key, slug
from kg.query.names import did_you_mean
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

    A form as written comes before the ids that the linker gives a name, these before a form in any case, and that
    before any spelling. Only the last two read all names of the graph.

    Raises:
        QueryError: no node has this name.
    """
    if node := _by_id(store, name):
        return [node]
    exact = {node.value for label in _LABELS for node, _ in pairs(store, label, value=Literal(name))}
    slugs = (f"{kind.lower()}/{slug(key(name))}" for kind in TYPES if kind != "Paper")
    return sorted(exact) or sorted(filter(None, (_by_id(store, each) for each in slugs))) or _as_spelt(store, name)


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


def _as_spelt(store: Store, name: str) -> list[str]:
    labels = [(node.value, text) for label in _LABELS for node, text in pairs(store, label)]
    for spelt in (str.casefold, key):
        wanted = spelt(name)
        if found := {node for node, text in labels if spelt(text) == wanted}:
            return sorted(found)
    raise QueryError(f"{name!r} is not in the graph{did_you_mean(name, {text for _, text in labels})}")
