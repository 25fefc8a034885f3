"""The graph as a NetworkX multigraph: concepts and papers are nodes, claims and relations edges."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import DefaultGraph, Literal, RdfFormat

from kg.errors import QueryError
from kg.link.keys import key
from kg.query import Rows, ask
from kg.query.names import did_you_mean
from kg.query.terms import pairs
from kg.vocabulary import CG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import networkx as nx
    import rdflib
    from pyoxigraph import Store

    from kg.query.terms import Value

    Network: TypeAlias = nx.MultiDiGraph[str]
    Attributes: TypeAlias = Mapping[str, str | int | float]

__all__ = ["around", "find_nodes", "path", "short_id", "to_networkx", "to_rdflib", "write_graphml"]

# what XML 1.0 cannot hold, and the carriage return, which its readers turn into a line feed
_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = ("Paper", "Method", "Dataset", "Metric", "Task")
_PREDICATES = {"metric": "measuredBy", "dataset": "evaluatedOn", "baseline": "comparedWith"}
_STEP = ("step", "from", "predicate", "to", "kind", "metric", "dataset", "valueText", "paper", "quote", "claim")
_LEFT_OUT = ("title", "date", "relation", "paper", "claim")


def to_networkx(store: Store) -> Network:
    """Return concepts and papers as nodes, claims and relations as edges.

    Nodes are keyed by short id ("method/lora", "paper/2106.09685"), with `type`, `label`, and where known `aliases`
    and `introduced_by` (several joined by "; "), `papers` (how many mention it), `better` and `date`. A claim is an
    edge from its subject (else its paper) to each of its metric, data set and baseline (else to its paper). Such
    edges are keyed by the short id of the claim and carry `claim`, `predicate`, `kind`, and what the query "claims"
    gives; slots hold the id of a node, else words. Other edges (introduces, mentions, addresses, broader) are keyed
    by their `predicate`. Values are str, int or float.
    """
    import networkx as nx

    graph: Network = nx.MultiDiGraph()
    _add_nodes(store, graph)
    for curie in ("cg:introduces", "cg:mentions", "cg:addresses", "skos:broader"):
        predicate = curie.partition(":")[2]
        for source, targets in _objects(store, curie).items():
            for target in targets:
                graph.add_edge(short_id(source), short_id(target), key=predicate, predicate=predicate)
    slots = {slot: _objects(store, f"cg:{slot}") for slot in ("subject", "metric", "dataset", "baseline")}
    for row in ask(store, "claims").to_dicts():
        claim = str(row["claim"])
        _add_claim(graph, row, {slot: short_id(found[claim][0]) for slot, found in slots.items() if claim in found})
    return graph


def around(graph: Network, name: str, *, hops: int = 1) -> Network:
    """Return the part of a network within `hops` edges, of either direction, of the nodes a name stands for.

    Raises:
        QueryError: no node has this name.
    """
    near = set(find_nodes(graph, name))
    edge = near
    for _ in range(hops):
        edge = {other for node in edge for other in _beside(graph, node)} - near
        near = near | edge
    return graph.subgraph(near).copy()


def path(graph: Network, start: str, end: str) -> Rows:
    """Return the shortest way between two names, one row an edge; of equally short ones the first by id.

    Papers that merely mention both are passed through only where no claim connects them.

    Raises:
        QueryError: no node has one of the names, or nothing connects them.
    """
    import networkx as nx

    sources, targets = find_nodes(graph, start), find_nodes(graph, end)
    edges = [(source, target, key) for source, target, key in graph.edges(keys=True)]
    for used in ([edge for edge in edges if edge[2] != "mentions"], edges):
        plain: nx.Graph[str] = nx.Graph()
        plain.add_edges_from(sorted({(min(edge[:2]), max(edge[:2])) for edge in used}))
        joined = [
            (source, target)
            for source in sources
            for target in targets
            if source in plain and target in plain and nx.has_path(plain, source, target)
        ]
        if joined:
            way = min((nx.shortest_path(plain, *ends) for ends in joined), key=lambda way: (len(way), way))
            terms = [
                tuple(Literal(step[name]) if step[name] else None for name in _STEP) for step in _steps(graph, way)
            ]
            return Rows(_STEP, tuple(terms), shown=("from", "predicate", "to", "valueText", "paper", "quote"))
    raise QueryError(f"nothing connects {start!r} and {end!r}")


def find_nodes(graph: Network, name: str) -> list[str]:
    """Return the nodes with an id, label or alias, in any spelling; a form as written comes before others.

    Raises:
        QueryError: no node has this name.
    """
    if name in graph:
        return [name]
    labels = {node: _names(data) for node, data in graph.nodes(data=True)}
    exact = sorted(node for node, names in labels.items() if name in names)
    found = exact or sorted(node for node, names in labels.items() if key(name) in map(key, names))
    if not found:
        known = {label for names in labels.values() for label in names}
        raise QueryError(f"{name!r} is not in the graph{did_you_mean(name, known)}")
    return found


def write_graphml(graph: Network, path: Path) -> None:
    """Write a network as GraphML; characters that XML cannot hold are left out.

    Edge ids are unique in the file; the key of an edge is its attribute `claim`, or else `predicate`.
    """
    import networkx as nx

    copy: Network = nx.MultiDiGraph()
    for node in sorted(graph):
        copy.add_node(node, **_cleaned(graph.nodes[node]))
    for edge in sorted(graph.edges(keys=True)):
        source, target, name = edge
        copy.add_edge(source, target, key=f"{source} {name} {target}", **_cleaned(graph.edges[edge]))
    nx.write_graphml_xml(copy, path)


def to_rdflib(store: Store) -> rdflib.Graph:
    """Return the triples of a store as an rdflib graph, with our prefixes bound."""
    import io

    import rdflib

    data = io.BytesIO()
    store.dump(data, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=data.getvalue(), format="nt")


def short_id(iri: str) -> str:
    """Return the tail of an IRI that names a node: "method/lora", "paper/2106.09685#claim-..."."""
    return "/".join(iri.rsplit("/", 2)[1:])


def _objects(store: Store, curie: str) -> dict[str, list[str]]:
    """Return the objects of a property by subject, both sorted."""
    found: dict[str, list[str]] = {}
    for subject, value in pairs(store, curie):
        found.setdefault(subject.value, []).append(value)
    return {subject: sorted(found[subject]) for subject in sorted(found)}


def _add_nodes(store: Store, graph: Network) -> None:
    labels = _objects(store, "skos:prefLabel") | _objects(store, "dcterms:title")
    introduced_by: dict[str, list[str]] = {}
    papers = Counter(concept for found in _objects(store, "cg:mentions").values() for concept in found)
    for paper, concepts in _objects(store, "cg:introduces").items():
        for concept in concepts:
            introduced_by.setdefault(concept, []).append(short_id(paper))
    aliases, dates = _objects(store, "skos:altLabel"), _objects(store, "dcterms:date")
    better = _objects(store, "cg:better")
    for node, types in _objects(store, "rdf:type").items():
        kind = next((kind for kind in _TYPES if CG + kind in types), "")
        if not kind:
            continue
        attributes: dict[str, str | int] = {
            "type": kind,
            "label": labels.get(node, [""])[0],
            "aliases": "; ".join(aliases.get(node, ())),
            "introduced_by": "; ".join(introduced_by.get(node, ())),
            "papers": papers[node],
            "better": better.get(node, [""])[0].removeprefix(CG).lower(),
            "date": dates.get(node, [""])[0],
        }
        graph.add_node(short_id(node), **_known(attributes))


def _add_claim(graph: Network, row: dict[str, Value], nodes: dict[str, str]) -> None:
    claim, paper = short_id(str(row["claim"])), short_id(str(row["paper"]))
    ends = {slot: predicate for slot, predicate in _PREDICATES.items() if slot in nodes}
    shown = {name: value for name, value in row.items() if name not in _LEFT_OUT} | nodes
    for slot, predicate in (ends or {"paper": "statedIn"}).items():
        said = row["relation"] if slot == "baseline" and row["relation"] else predicate
        attributes = _known(shown | {"claim": claim, "paper": paper, "predicate": said})
        graph.add_edge(nodes.get("subject", paper), nodes.get(slot, paper), key=claim, **attributes)


def _known(attributes: Mapping[str, Value]) -> dict[str, str | int | float]:
    """Leave out what is not known; decimals become floats, the only fractions GraphML knows."""
    return {
        name: float(value) if isinstance(value, Decimal) else value
        for name, value in attributes.items()
        if value is not None and value != "" and (name, value) != ("papers", 0)
    }


def _beside(graph: Network, node: str) -> Iterator[str]:
    yield from graph.successors(node)
    yield from graph.predecessors(node)


def _steps(graph: Network, way: list[str]) -> Iterator[dict[str, str | int]]:
    for number, (one, other) in enumerate(pairwise(way), start=1):
        for source, target in ((one, other), (other, one)):
            for _, edge in sorted((graph.get_edge_data(source, target) or {}).items()):
                step: dict[str, str | int] = {name: _label(graph, str(edge.get(name, ""))) for name in _STEP}
                yield step | {"step": number, "from": _label(graph, source), "to": _label(graph, target)}


def _label(graph: Network, node: str) -> str:
    return str(graph.nodes[node].get("label", node)) if node in graph and not node.startswith("paper/") else node


def _names(data: Attributes) -> list[str]:
    return [str(data.get("label", "")), *filter(None, str(data.get("aliases", "")).split("; "))]


def _cleaned(data: Attributes) -> dict[str, str | int | float]:
    return {name: _ILLEGAL.sub("", value) if isinstance(value, str) else value for name, value in data.items()}
