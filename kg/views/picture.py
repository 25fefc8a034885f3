"""The drawing of a network: which nodes, and what vis-network needs to show them."""

from __future__ import annotations

import json
from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING, Any

from kg.views.layout import positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

__all__ = ["best_connected", "draw", "library", "neighbours"]

SHAPES = {"Method": "dot", "Dataset": "square", "Metric": "diamond", "Task": "triangle", "Paper": "dot"}
EVEN = {"square": 0.85, "diamond": 1.15, "triangle": 1.05, "dot": 1.0}  # equal sizes look unequal in other shapes
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "hoverWidth": 0},
    # The page writes the labels itself, so that none lies upon another: this keeps vis-network from writing them too.
    "nodes": {"borderWidth": 1.5, "chosen": False, "scaling": {"label": {"enabled": False, "drawThreshold": 1e9}}},
    "interaction": {
        "hover": True,
        "tooltipDelay": 0,
        "zoomView": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
}


def neighbours(graph: nx.MultiDiGraph[str]) -> dict[str, frozenset[str]]:
    """Return for each node, in order of ids, the others that it is joined to."""
    return {
        node: frozenset((*graph.predecessors(node), *graph.successors(node))) - {node} for node in sorted(graph.nodes)
    }


def best_connected(joined: Mapping[str, Iterable[str]], limit: int) -> list[str]:
    """Return at most `limit` nodes, those with most neighbours first, equal ones by id."""
    return sorted(joined, key=lambda node: (-len(frozenset(joined[node])), node))[:limit]


def draw(
    graph: nx.MultiDiGraph[str], nodes: Sequence[str], joined: Mapping[str, frozenset[str]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """Return the nodes, edges and options of vis-network: one straight edge for each two nodes that are joined.

    pyvis looks through all edges whenever one is added, so its lists are filled here instead.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    shown = frozenset(nodes)
    strength = Counter(
        (min(a, b), max(a, b)) for a, b in graph.edges() if a != b and a in shown and b in shown
    )  # how many claims and links two nodes share
    sizes = {node: _size(str(graph.nodes[node].get("type", "")), len(joined[node])) for node in nodes}
    places = positions(sizes, sorted(strength))
    network = Network()
    for node in nodes:
        kind = str(graph.nodes[node].get("type", ""))
        x, y = places[node]
        shape = SHAPES.get(kind, "dot")
        network.nodes.append(Node(node, shape, "", x=round(x), y=round(y), size=sizes[node], group=kind).options)
        network.node_ids.append(node)
    for number, ((a, b), count) in enumerate(sorted(strength.items())):
        network.edges.append(Edge(a, b, id=number, width=min(1 + 0.5 * (count - 1), 4)).options)
    network.set_options(json.dumps(OPTIONS))
    drawn_nodes, drawn_edges, _, _, _, options = network.get_network_data()
    return drawn_nodes, drawn_edges, json.loads(options)


def library() -> str:
    """Return the script of the vis-network that pyvis ships, without the pointer to its source map."""
    from importlib.resources import files

    folders = [path for path in (files("pyvis") / "lib").iterdir() if path.name.startswith("vis-9.")]
    newest = max(folders, key=lambda path: [int(part) for part in path.name.removeprefix("vis-").split(".")])
    text = (newest / "vis-network.min.js").read_text(encoding="utf-8")
    return text.partition("//# sourceMappingURL=")[0]


def _size(kind: str, neighbours: int) -> float:
    """Return half the width of a node: papers are many and stay small, names grow with what they are joined to."""
    if kind == "Paper":
        return 5.0
    return round(min(6 + 2 * sqrt(neighbours), 24) * EVEN[SHAPES.get(kind, "dot")], 1)
