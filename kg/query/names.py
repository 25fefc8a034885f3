"""From what a user types to the concepts and papers of a graph."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias, cast

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.link.keys import key
from kg.query.terms import expand, pairs
from kg.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolutions, Store

    Labelled: TypeAlias = list[tuple[NamedNode, str]]

__all__ = ["did_you_mean", "find_claims", "find_concepts", "find_papers", "find_properties"]

_LABELS = ("skos:prefLabel", "skos:altLabel")
# what the linker's key may make other letters of: accents, Greek, brackets, symbols, "2 times 4"
_UNUSUAL = r"[^ -~]|[(@&+#%*]|times"
_TAIL = re.compile(r"(?:method|dataset|metric|task)/[^/\s]+\Z")


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
    for found in _found(store, name):
        if typed := [concept for concept in found if kind == "Concept" or _has_type(store, concept, kind)]:
            return tuple(sorted(typed, key=str))
        of_other_types = of_other_types or found
    if of_other_types:
        return tuple(sorted(of_other_types, key=str))
    near = (label for curie in _LABELS for _, label in _labelled(store, curie, _first_letters(name, 1)))
    raise QueryError(f"{name!r} is not in the graph{did_you_mean(name, near)}")


def find_papers(store: Store, name: str) -> tuple[NamedNode, ...]:
    """Return the papers with an identifier, or else a title in any case.

    Raises:
        QueryError: there is none; the message says what comes closest.
    """
    papers = {paper for paper, _ in pairs(store, "dcterms:identifier", value=Literal(name))}
    papers = papers or {paper for paper, _ in pairs(store, "dcterms:title", value=Literal(name))}
    if not papers:
        near = _labelled(store, "dcterms:title", _first_letters(name, 1))
        papers = {paper for paper, title in near if _same(title, name)}
        if not papers:
            raise QueryError(f"no paper {name!r} in the graph{did_you_mean(name, (title for _, title in near))}")
    return tuple(sorted(papers, key=str))


def find_claims(store: Store, name: str) -> tuple[NamedNode, ...]:
    """Return the claim with this IRI.

    Raises:
        QueryError: there is none.
    """
    found = [claim for claim in _nodes(name) if any(pairs(store, "rdf:type", subject=claim, value=expand("cg:Claim")))]
    if not found:
        raise QueryError(f"no claim {name!r} in the graph")
    return tuple(found)


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


def _found(store: Store, name: str) -> Iterator[set[NamedNode]]:
    """Yield the concepts of a name, the nearest ways to write it first; the later ones read all labels."""
    yield _by_iri(store, name)
    yield {node for curie in _LABELS for node, _ in pairs(store, curie, value=Literal(name))}
    wanted = key(name)
    near = [pair for curie in _LABELS for pair in _labelled(store, curie, _first_letters(wanted, 2, _UNUSUAL))]
    yield {node for node, label in near if _same(label, name)}
    yield {node for node, label in near if key(label) == wanted}


def _by_iri(store: Store, name: str) -> set[NamedNode]:
    nodes = _nodes(name if "://" in name else BASE + name)
    found = {node for node in nodes if any(pairs(store, _LABELS[0], subject=node))}
    if found or not _TAIL.match(name):
        return found
    return {node for node, _ in pairs(store, _LABELS[0]) if node.value.endswith(f"/{name}")}  # a base of the user's own


def _nodes(iri: str) -> list[NamedNode]:
    """Return the node with an IRI, or none where it is no IRI."""
    try:
        return [NamedNode(iri)]
    except ValueError:
        return []


def _labelled(store: Store, curie: str, pattern: str) -> Labelled:
    """Return the nodes with a label that matches, in any case; the store filters, since it holds many."""
    text = f"SELECT ?node ?label {{ ?node {curie} ?label FILTER(REGEX(?label, {Literal(pattern)}, 'i')) }}"
    answer = cast("QuerySolutions", store.query(text, prefixes=PREFIXES))
    return [(row["node"], row["label"].value) for row in answer]


def _first_letters(name: str, number: int, *others: str) -> str:
    """Return a pattern for the labels that begin with the same ASCII letters or digits, or match one of others."""
    letters = [c for c in name if c.isalnum()][:number]
    if not all(c.isascii() for c in letters):
        return ""
    return "|".join(["^" + "".join("[^a-z0-9]*" + c for c in letters), *others])


def _same(one: str, other: str) -> bool:
    return one == other or one.casefold() == other.casefold()


def _has_type(store: Store, concept: NamedNode, kind: str) -> bool:
    return any(pairs(store, "rdf:type", subject=concept, value=expand(f"cg:{kind}")))
