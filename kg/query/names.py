"""From what a user types to the concepts and papers of a graph."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from kg.errors import QueryError
from kg.link.keys import key
from kg.query.terms import expand, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode, Store

__all__ = ["did_you_mean", "find_concepts", "find_papers", "find_properties"]

_LABELS = ("skos:prefLabel", "skos:altLabel")


def find_concepts(store: Store, name: str, kind: str = "Concept") -> tuple[NamedNode, ...]:
    """Return the concepts a name stands for, sorted by IRI.

    A name as it is written in the graph comes before one that differs in case, and that before one that differs in
    hyphens, spelling, plural or Greek letters. Where concepts of the type asked for carry the name the others do
    not count. The IRI of a concept, or its tail ("method/lora"), is a name too.

    Args:
        store: the graph.
        name: what the user typed.
        kind: "Method", "Dataset", "Metric", "Task", or "Concept" for any.

    Raises:
        QueryError: nothing in the graph has this name; the message says what comes closest.
    """
    name = " ".join(name.split())
    of_other_types: set[NamedNode] = set()
    for find in (_by_iri, _as_written, _in_any_case, _in_any_spelling):
        found = find(store, name)
        if typed := [concept for concept in found if kind == "Concept" or _has_type(store, concept, kind)]:
            return tuple(sorted(typed, key=str))
        of_other_types = of_other_types or found
    if of_other_types:
        return tuple(sorted(of_other_types, key=str))
    raise QueryError(f"{name!r} is not in the graph{did_you_mean(name, (label for _, label in _labels(store)))}")


def find_papers(store: Store, name: str) -> tuple[NamedNode, ...]:
    """Return the papers with an identifier, or else a title in any case.

    Raises:
        QueryError: there is none; the message says what comes closest.
    """
    titles = list(pairs(store, "dcterms:title"))
    identified = {paper for paper, _ in pairs(store, "dcterms:identifier", value=Literal(name))}
    papers = sorted(identified or {paper for paper, title in titles if _same(title, name)}, key=str)
    if not papers:
        raise QueryError(f"no paper {name!r} in the graph{did_you_mean(name, (title for _, title in titles))}")
    return tuple(papers)


def find_properties(store: Store, name: str) -> tuple[NamedNode, ...]:
    """Return the setting property with this label, such as "precision".

    Raises:
        QueryError: there is none; the message lists them.
    """
    properties = [node for node, _ in pairs(store, "rdf:type", value=expand("cg:SettingProperty"))]
    labels = {label: node for node in properties for _, label in pairs(store, "rdfs:label", subject=node)}
    if node := labels.get(name.strip().casefold()):
        return (node,)
    raise QueryError(f"no property {name!r}; a setting has one of: {', '.join(sorted(labels))}")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return what a message about an unknown name ends with: the nearest of `known`, or nothing."""
    spelt = {label.casefold(): label for label in sorted(known) if 2 * abs(len(label) - len(name)) <= 2 + len(name)}
    near = get_close_matches(name.casefold(), spelt, n=3, cutoff=0.6)
    return f"; did you mean {', '.join(spelt[word] for word in near)}?" if near else ""


def _labels(store: Store) -> Iterator[tuple[NamedNode, str]]:
    return chain.from_iterable(pairs(store, label) for label in _LABELS)


def _by_iri(store: Store, name: str) -> set[NamedNode]:
    if name.count("/") != 1 and not name.startswith(("http://", "https://")):
        return set()
    return {node for node, _ in _labels(store) if node.value == name or node.value.endswith(f"/{name}")}


def _as_written(store: Store, name: str) -> set[NamedNode]:
    return {node for label in _LABELS for node, _ in pairs(store, label, value=Literal(name))}


def _in_any_case(store: Store, name: str) -> set[NamedNode]:
    return {node for node, label in _labels(store) if _same(label, name)}


def _in_any_spelling(store: Store, name: str) -> set[NamedNode]:
    wanted = key(name)
    return {node for node, label in _labels(store) if key(label) == wanted}


def _same(one: str, other: str) -> bool:
    return one == other or one.casefold() == other.casefold()


def _has_type(store: Store, concept: NamedNode, kind: str) -> bool:
    return any(pairs(store, "rdf:type", subject=concept, value=expand(f"cg:{kind}")))
