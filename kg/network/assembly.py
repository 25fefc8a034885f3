"""From a store to a NetworkX multigraph: all of it, or the part between some nodes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias, cast

from pyoxigraph import Literal, NamedNode

from kg.network.joins import LINKS, MENTIONS, PREDICATES, ROLES, claims_at, ends
from kg.network.names import TYPES, type_of
from kg.query.terms import expand, pairs
from kg.vocabulary import CG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import networkx as nx
    from pyoxigraph import QuerySolutions, Store

    Network: TypeAlias = nx.MultiDiGraph[str]
    Attributes: TypeAlias = dict[str, str | int | float]

__all__ = ["part", "short_id", "to_networkx"]

_KINDS = ("Result", "Change", "Setting", "Comparison")


def to_networkx(store: Store) -> Network:
    """Return concepts and papers as nodes, claims and relations as edges.

    Nodes are keyed by short id ("method/lora", "paper/2106.09685"). A claim is an edge from its subject (else its
    paper) to each of its metric, data set and baseline (else to its paper), keyed by the short id of the claim. Other
    edges (introduces, mentions, addresses, broader) are keyed by their predicate. docs/networkx.md lists the
    attributes; each is a str, an int or a float, and is left out where nothing is known.
    """
    return _network(store, None)


def part(store: Store, nodes: Collection[str]) -> Network:
    """Return what `to_networkx` has at these IRIs and between them, without reading the rest."""
    return _network(store, sorted(nodes))


def short_id(iri: str) -> str:
    """Return the tail of an IRI that names a node: "method/lora", "paper/2106.09685#claim-..."."""
    return "/".join(iri.rsplit("/", 2)[1:])


def _network(store: Store, nodes: Collection[str] | None) -> Network:
    import networkx as nx

    graph: Network = nx.MultiDiGraph()
    graph.add_nodes_from((short_id(node), attributes) for node, attributes in _nodes(store, nodes))
    for link in (*LINKS, MENTIONS):
        predicate = link.partition(":")[2]
        for source, target in sorted((short_id(a.value), short_id(b)) for a, b in _pairs(store, link, nodes)):
            if source in graph and target in graph:
                graph.add_edge(source, target, key=predicate, predicate=predicate)
    labels = {node.value: label for node, label in pairs(store, "rdfs:label")}  # of units and properties
    for claim in sorted(_claims(store, nodes)):
        said = _said(store, claim)
        if "type" in said and "statedIn" in said:
            _add_claim(graph, claim, said, labels)
    return graph


def _pairs(
    store: Store, curie: str, nodes: Collection[str] | None, *, backwards: bool = False
) -> Iterator[tuple[NamedNode, str]]:
    """Yield the statements with a property: all, or those about some nodes, or backwards those that lead to them."""
    if nodes is None:
        yield from pairs(store, curie)
    else:
        for node in map(NamedNode, nodes):
            yield from pairs(store, curie, value=node) if backwards else pairs(store, curie, subject=node)


def _nodes(store: Store, nodes: Collection[str] | None) -> Iterator[tuple[str, Attributes]]:
    types = _types(store, nodes)
    labels, titles, aliases, dates, better = (
        _texts(_pairs(store, curie, nodes))
        for curie in ("skos:prefLabel", "dcterms:title", "skos:altLabel", "dcterms:date", "cg:better")
    )
    introduced_by = _texts(
        (NamedNode(concept), short_id(paper.value))
        for paper, concept in _pairs(store, "cg:introduces", nodes, backwards=True)
    )
    papers = _papers(store, nodes)
    for node in sorted(types):
        yield (
            node,
            _known(
                {
                    "type": types[node],
                    "label": (labels.get(node) or titles.get(node, [""]))[0],
                    "aliases": "; ".join(aliases.get(node, ())),
                    "introduced_by": "; ".join(introduced_by.get(node, ())),
                    "papers": papers.get(node, ""),
                    "better": better.get(node, [""])[0].removeprefix(CG).lower(),
                    "date": dates.get(node, [""])[0],
                }
            ),
        )


def _types(store: Store, nodes: Collection[str] | None) -> dict[str, str]:
    if nodes is not None:
        return {node: kind for node in nodes if (kind := type_of(store, node))}
    return {
        node.value: kind
        for kind in reversed(TYPES)  # so that the first counts where a node has several
        for node, _ in pairs(store, "rdf:type", value=NamedNode(CG + kind))
    }


def _papers(store: Store, nodes: Collection[str] | None) -> dict[str, int]:
    """Return how many papers mention each concept; the store counts much faster than it gives papers out."""
    these = "" if nodes is None else f"VALUES ?node {{ {' '.join(str(NamedNode(node)) for node in nodes)} }}"
    text = f"SELECT ?node (COUNT(?paper) AS ?papers) {{ {these} ?paper {expand(MENTIONS)} ?node }} GROUP BY ?node"
    found = cast("QuerySolutions", store.query(text))
    return {row["node"].value: int(row["papers"].value) for row in found}


def _texts(found: Iterable[tuple[NamedNode, str]]) -> dict[str, list[str]]:
    """Return the values of a property by subject, sorted."""
    texts = defaultdict[str, list[str]](list)
    for node, text in found:
        texts[node.value].append(text)
    for several in texts.values():
        several.sort()
    return texts


def _claims(store: Store, nodes: Collection[str] | None) -> set[str]:
    if nodes is None:
        return {claim.value for claim, _ in pairs(store, "rdf:type", value=NamedNode(CG + "Claim"))}
    return {claim.value for node in nodes for claim in claims_at(store, NamedNode(node), ("subject",))}


def _said(store: Store, claim: str) -> dict[str, str]:
    """Return what a claim says by the local name of each property; the type is the kind of claim."""
    said: dict[str, str] = {}
    for quad in store.quads_for_pattern(NamedNode(claim), None, None):
        if not isinstance(quad.object, NamedNode | Literal):
            continue
        name, value = quad.predicate.value.rsplit("#", 1)[-1], quad.object.value
        if name != "type" or value.removeprefix(CG) in _KINDS:
            said[name] = min(said.get(name, value), value)
    return said


def _add_claim(graph: Network, claim: str, said: Mapping[str, str], labels: Mapping[str, str]) -> None:
    source, targets = ends(said)
    attributes = _claim(said, labels) | {"claim": short_id(claim), "paper": short_id(said["statedIn"])}
    for slot, target in targets.items():
        predicate = (slot == "baseline" and attributes.get("relation")) or PREDICATES[slot]
        if short_id(source) in graph and short_id(target) in graph:
            graph.add_edge(short_id(source), short_id(target), key=short_id(claim), **attributes, predicate=predicate)


def _claim(said: Mapping[str, str], labels: Mapping[str, str]) -> Attributes:
    """Return what a claim says; slots hold the id of a node, else words."""
    slots = {slot: short_id(said[slot]) if slot in said else said.get(f"{slot}Text", "") for slot in ROLES}
    return _known(
        {
            "kind": said["type"].removeprefix(CG).lower(),
            **slots,
            "metric": slots["metric"] or labels.get(said.get("property", ""), ""),
            **{name: float(said[name]) for name in ("value", "upperValue") if name in said},
            "unit": labels.get(said.get("unit", ""), ""),
            "direction": said.get("direction", "").removeprefix(CG).lower(),
            "relation": said.get("relation", "").removeprefix(CG),
            **{name: said[name] for name in ("valueText", "modifier", "quote", "rule") if name in said},
            **{name: int(said[name]) for name in ("start", "end") if name in said},
        }
    )


def _known(attributes: Attributes) -> Attributes:
    """Leave out what is not known."""
    return {name: value for name, value in attributes.items() if value != ""}
