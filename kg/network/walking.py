"""Walks over a store, from node to node, without reading the rest: what stands around a name, what joins two names."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal

from kg.errors import QueryError
from kg.network.assembly import part, short_id
from kg.network.joins import neighbours
from kg.network.names import find_nodes, label_of
from kg.query import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Store

    from kg.network.assembly import Network

    Way: TypeAlias = tuple[str, ...]

__all__ = ["around", "path"]

_STEP = ("step", "from", "predicate", "to", "kind", "metric", "dataset", "valueText", "paper", "quote", "claim")


def around(store: Store, name: str, *, hops: int = 1, most: int | None = 1000) -> Network:
    """Return the part of the network within `hops` edges, of either direction, of the nodes a name stands for.

    Where more than `most` nodes are reached, those that claims and other links reach come before those that only
    mentions reach, nearer ones before farther ones, and then those with most edges to what was reached before them.
    `graph.graph["left_out"]` of the network says how many nodes were left out.

    Raises:
        QueryError: no node has this name.
    """
    centre = find_nodes(store, name)
    distance, edges = _reached(store, centre, hops, mentions=True)
    kept = list(distance)
    if most is not None and len(kept) > most:
        linked, _ = _reached(store, centre, hops, mentions=False)
        kept.sort(key=lambda node: (linked.get(node, hops + 1), distance[node], -edges[node], node))
        kept = kept[:most]
    graph = part(store, kept)
    graph.graph["left_out"] = len(distance) - len(kept)
    return graph


def path(store: Store, start: str, end: str) -> Rows:
    """Return the shortest way between two names, one row an edge; of equally short ones the first by id.

    Papers that merely mention both are passed through only where no claim connects them.

    Raises:
        QueryError: no node has one of the names, or nothing connects them.
    """
    sources, targets = find_nodes(store, start), find_nodes(store, end)
    for mentions in (False, True):
        if way := _first_way(store, sources, targets, mentions=mentions):
            rows = [tuple(Literal(step[name]) if step[name] else None for name in _STEP) for step in _steps(store, way)]
            return Rows(_STEP, tuple(rows), shown=("from", "predicate", "to", "valueText", "paper", "quote"))
    raise QueryError(f"nothing connects {start!r} and {end!r}")


def _reached(store: Store, centre: Sequence[str], hops: int, *, mentions: bool) -> tuple[dict[str, int], Counter[str]]:
    """Return how far each node is, and how many edges join it to nodes that were reached before the last hop."""
    distance = dict.fromkeys(centre, 0)
    edges = Counter[str]()
    border = list(centre)
    for hop in range(1, hops + 1):
        beyond = []
        for node in border:
            for other in neighbours(store, node, mentions=mentions):
                edges[other] += 1
                if other not in distance:
                    distance[other] = hop
                    beyond.append(other)
        border = beyond
    return distance, edges


def _first_way(store: Store, sources: Sequence[str], targets: Sequence[str], *, mentions: bool) -> Way:
    """Return the first by id of the shortest ways, searched from both ends; () where there is none."""
    fore: dict[str, Way] = {node: (node,) for node in sources}  # the first way to each node at the border
    back: dict[str, Way] = {node: (node,) for node in targets}
    seen, seen_back = set(fore), set(back)
    while fore and back:
        if met := fore.keys() & back.keys():
            return min(fore[node] + back[node][1:] for node in met)
        if len(fore) <= len(back):
            fore = {other: (*way, other) for other, way in _next(store, fore, seen, mentions)}
        else:
            back = {other: (other, *way) for other, way in _next(store, back, seen_back, mentions)}
    return ()


def _next(store: Store, border: dict[str, Way], seen: set[str], mentions: bool) -> Iterator[tuple[str, Way]]:
    """Yield each node one edge beyond a border, with the first of the ways that lead to it."""
    for node, way in sorted(border.items(), key=lambda item: item[1]):
        for other in neighbours(store, node, mentions=mentions):
            if other not in seen:
                seen.add(other)
                yield other, way


def _steps(store: Store, way: Way) -> Iterator[dict[str, str | int]]:
    graph = part(store, way)
    for number, (one, other) in enumerate(pairwise(map(short_id, way)), start=1):
        for source, target in ((one, other), (other, one)):
            for _, edge in sorted((graph.get_edge_data(source, target) or {}).items()):
                step: dict[str, str | int] = {name: label_of(store, str(edge.get(name, ""))) for name in _STEP}
                yield step | {"step": number, "from": label_of(store, source), "to": label_of(store, target)}
