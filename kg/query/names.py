"""From what a user types to the concepts and papers of a graph."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import chain, pairwise, permutations, product
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.keys import key
from kg.query.terms import expand, pairs
from kg.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import QuerySolutions, Store

__all__ = [
    "concepts_called",
    "did_you_mean",
    "find_claims",
    "find_concepts",
    "find_papers",
    "find_properties",
    "nearest",
]

_SHOWN = ("skos:prefLabel", "skos:altLabel")
_LABELS = (*_SHOWN, "skos:hiddenLabel")
_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}-]")  # in a regular expression of SPARQL
_TAIL = re.compile(r"(?:method|dataset|metric|task)/[^/\s]+\Z")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 ."
_LONG = 6  # letters of a title that is worth looking for by its parts
_FEW = 3  # words of a name whose slips are looked up in each


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
    if found := concepts_called(store, name, kind):
        return found
    raise QueryError(f"{name!r} is not in the graph{nearest(store, name)}")


def concepts_called(store: Store, name: str, kind: str = "Concept") -> tuple[NamedNode, ...]:
    """Return what `find_concepts` does, or nothing."""
    of_other_types: set[NamedNode] = set()
    for found in _found(store, name):
        if typed := [concept for concept in found if kind == "Concept" or _has_type(store, concept, kind)]:
            return tuple(sorted(typed, key=str))
        of_other_types = of_other_types or found
    return tuple(sorted(of_other_types, key=str))


def find_papers(store: Store, name: str) -> tuple[NamedNode, ...]:
    """Return the papers with an identifier, or else a title in any case.

    Raises:
        QueryError: there is none; the message says what comes closest.
    """
    papers = {paper for paper, _ in pairs(store, "dcterms:identifier", value=Literal(name))}
    if papers := papers or {paper for paper, _ in pairs(store, "dcterms:title", value=Literal(name))}:
        return tuple(sorted(papers, key=str))
    near = _alike(store, "dcterms:title", name)
    if papers := {paper for paper, title in near if _same(title, name)}:
        return tuple(sorted(papers, key=str))
    longer = sorted((title for _, title in near if name.casefold() in title.casefold()), key=len)[:3]
    hint = f"; did you mean {', '.join(longer)}?" if longer else did_you_mean(name, (title for _, title in near))
    raise QueryError(f"no paper {name!r} in the graph{hint}")


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


def nearest(store: Store, name: str) -> str:
    """Return what a message about a name that no concept has ends with: the names that come closest, or nothing.

    All is looked up, nothing searched: what is one slip of the pen away or made of words of the name, else what has
    slips in several of its words.
    """
    for keys in (_slips(key(name)) | _parts(key(name)), _slips_in_words(key(name).split())):
        found = {node for name_key in keys for node in _by_label(store, name_key)}
        labels = {label for node in found for label in _labels(store, node) if key(label) in keys}
        if hint := did_you_mean(name, labels):
            return hint
    return ""


def _found(store: Store, name: str) -> Iterator[set[NamedNode]]:
    """Yield the concepts of a name, the nearest ways to write it first.

    The key of a name may depend on its case (LLMs is a plural, SpRinG no spring), so it is looked up in several.
    """
    yield _by_iri(store, name)
    yield {node for curie in _SHOWN for node, _ in pairs(store, curie, value=Literal(name))}
    spellings = (name, name.lower(), name.upper(), f"{name} as spelt")
    labels = {node: _labels(store, node) for spelt in spellings for node in _by_label(store, key(spelt))}
    yield {node for node, found in labels.items() if any(_same(label, name) for label in found)}
    yield {node for node, found in labels.items() if any(key(label) == key(name) for label in found)}


def _by_iri(store: Store, name: str) -> set[NamedNode]:
    tails = [base + name for base in (BASE, *(base for _, base in pairs(store, "void:uriSpace")))]
    nodes = [node for iri in ([name] if "://" in name else tails if _TAIL.match(name) else []) for node in _nodes(iri)]
    return {node for node in nodes if any(pairs(store, "skos:prefLabel", subject=node))}


def _nodes(iri: str) -> list[NamedNode]:
    """Return the node with an IRI, or none where it is no IRI."""
    try:
        return [NamedNode(iri)]
    except ValueError:
        return []


def _by_label(store: Store, label: str) -> Iterator[NamedNode]:
    return (node for curie in _LABELS for node, _ in pairs(store, curie, value=Literal(label)))


def _labels(store: Store, node: NamedNode) -> list[str]:
    return [label for curie in _SHOWN for _, label in pairs(store, curie, subject=node)]


def _slips(word: str) -> set[str]:
    """Return what a word or key may be meant for: a letter too few or too many, another one, or two swapped."""
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    written = {left + letter + rest for left, right in halves for letter in _LETTERS for rest in (right, right[1:])}
    return written | {left + right[1:] for left, right in halves} | _swaps(word)


def _swaps(word: str) -> set[str]:
    """Return a word with two neighbouring letters in the other order."""
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}


def _slips_in_words(words: Sequence[str]) -> set[str]:
    """Return what a key of a few words may be meant for: any slip in one, and swapped letters in another."""
    if not 1 < len(words) <= _FEW:
        return set()
    found = set()
    for one, other in permutations(range(len(words)), 2):
        for right, swapped in product(_slips(words[one]), _swaps(words[other])):
            meant = list(words)
            meant[one], meant[other] = right, swapped
            found.add(" ".join(meant))
    return found


def _parts(name_key: str) -> set[str]:
    """Return all runs of words of a key, and it without one of its words."""
    words = name_key.split()
    places = range(len(words) + 1)
    runs = {" ".join(words[start:end]) for start in places for end in places[start + 1 :]}
    return runs | {" ".join(chain(words[:at], words[at + 1 :])) for at in places[:-1]}


def _alike(store: Store, curie: str, name: str) -> list[tuple[NamedNode, str]]:
    """Return the nodes with a label that holds a third of a name, in any case, as all do that differ by two slips."""
    if len(name) < _LONG:
        return []
    ends = [round(len(name) * third / 3) for third in range(4)]
    holds = "|".join(_SPECIAL.sub(r"\\\g<0>", name[start:end]) for start, end in pairwise(ends))
    text = f'SELECT ?node ?label {{ ?node {curie} ?label FILTER(REGEX(?label, {Literal(holds)}, "i")) }}'
    answer = cast("QuerySolutions", store.query(text, prefixes=PREFIXES))
    return [(row["node"], row["label"].value) for row in answer]


def _same(one: str, other: str) -> bool:
    return one == other or one.casefold() == other.casefold()


def _has_type(store: Store, concept: NamedNode, kind: str) -> bool:
    return any(pairs(store, "rdf:type", subject=concept, value=expand(f"cg:{kind}")))
