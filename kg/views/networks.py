"""The large pictures: what is drawn, and where each name stands, worked out once and the same on every run."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2, sqrt
from random import Random
from typing import TYPE_CHECKING, Any

from kg.views.bonds import near, together
from kg.views.layout import positions, rows
from kg.views.picture import EVEN, OPTIONS, SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from kg.views.gathered import Gathered

__all__ = ["Network", "around", "communities", "connected", "drawn_names", "ladder", "to_json"]

Point = tuple[float, float]
Pairs = dict[tuple[str, str], int]

HOP, SECOND = 16, 5  # names around the middle, and around each of these
EDGES_OF_NAME, LINES_OF_MANY = 6, 4  # strongest lines that are drawn of each name, and in a picture of thousands
FEW = 60  # names that a picture of the best connected has at least
COMMUNITIES, MEMBERS = 36, 30  # circles of the overview, and names in each
ROW_HEIGHT, COLUMN = 72, 150  # of a ladder
SWEEPS = 8
MANY_PAPERS = 2000
SMALLEST_CROWD = 25  # papers of the largest sign, at least: a name of one paper is small in any picture
NETWORK_PAPERS = 8  # that a name with a network of its own is in, at least


@dataclass(frozen=True, slots=True)
class Network:
    """Names with their places, and lines between them.

    `edges` count the papers and claims that have both ends; where `is_directed`, the claims that the first beats the
    second. `left_out` names had no room. `groups` are the names of a community each, in an overview.
    """

    places: Mapping[str, Point]
    edges: Pairs
    left_out: int = 0
    is_directed: bool = False
    groups: tuple[Network, ...] = ()


def around(gathered: Gathered, name: str) -> Network:
    """Return the names within two steps of one, the most telling of each step."""
    first = [bond.name for bond in near(gathered, name, HOP)]
    shown = {name, *first}
    for one in first:
        shown |= {bond.name for bond in near(gathered, one, SECOND)}
    edges = _strongest(together(gathered, shown), EDGES_OF_NAME)
    return Network(_placed(gathered, shown, edges), edges)


def connected(gathered: Gathered, limit: int) -> Network:
    """Return the names that most papers mention, at most `limit`, and where there are enough none of one paper only.

    Lines are those that chance explains least: the most frequent names are with everything.
    """
    order = sorted(gathered.names, key=lambda name: (-len(gathered.names[name].papers), name))
    several = [name for name in order[:limit] if len(gathered.names[name].papers) > 1]
    shown = several if len(several) > FEW else order[:limit]
    pairs = together(gathered, shown, fewest=_fewest(gathered))
    edges = _strongest(pairs, LINES_OF_MANY, lambda pair: _lift(gathered, pair, pairs[pair]))
    return Network(_placed(gathered, shown, edges), edges, left_out=len(order) - len(shown))


def ladder(wins: Mapping[tuple[str, str], int], limit: int) -> Network:
    """Return who is said to beat whom, the better above the worse.

    Args:
        wins: how many claims say that the first name beats the second.
        limit: names that are shown at most, those with most such claims.
    """
    weight = Counter[str]()
    for (winner, loser), count in wins.items():
        weight.update({winner: count, loser: count})
    order = sorted(weight, key=lambda name: (-weight[name], name))
    shown = frozenset(order[:limit])
    edges = {pair: count for pair, count in sorted(wins.items()) if shown.issuperset(pair)}
    names = sorted({name for pair in edges for name in pair})
    return Network(_layered(names, sorted(edges)), edges, len(order) - len(names), is_directed=True)


def communities(gathered: Gathered, limit: int) -> Network:
    """Return groups of names that stand together more than chance has it (Leiden, by igraph), each a network.

    Traag, Waltman and van Eck 2019, "From Louvain to Leiden". A group is known by the name in it that most papers
    mention; its edges count the papers and claims that join two groups.
    """
    order = sorted(gathered.names, key=lambda name: (-len(gathered.names[name].papers), name))
    names = sorted(order[:limit])
    pairs = together(gathered, names, fewest=_fewest(gathered))
    group_of = _leiden(names, {pair: _lift(gathered, pair, count) for pair, count in pairs.items()})
    members = defaultdict[int, "list[str]"](list)
    for name in order[:limit]:
        members[group_of[name]].append(name)
    largest = sorted(members.values(), key=lambda group: (-_mentions(gathered, group), group[0]))
    largest = [group for group in largest if len(group) > 1][:COMMUNITIES]
    head = {name: group[0] for group in largest for name in group}
    between = Counter[tuple[str, str]]()
    for (one, other), count in pairs.items():
        if one in head and other in head and head[one] != head[other]:
            between[min(head[one], head[other]), max(head[one], head[other])] += count
    edges = _strongest(dict(sorted(between.items())), 3)
    sizes = {group[0]: circle_of(len(group)) + 22 for group in largest}
    inside = tuple(_inside(gathered, group[:MEMBERS], len(group), pairs) for group in largest)
    shown = sum(len(group.places) for group in inside)
    return Network(positions(sizes, sorted(edges)), edges, len(order) - shown, groups=inside)


def _inside(gathered: Gathered, group: Sequence[str], size: int, pairs: Pairs) -> Network:
    chosen = frozenset(group)
    edges = _strongest({pair: count for pair, count in pairs.items() if chosen.issuperset(pair)}, EDGES_OF_NAME)
    return Network(_placed(gathered, group, edges), edges, size - len(group))


def _fewest(gathered: Gathered) -> int:
    """Return how many papers or claims must join two names: once is chance where there are many papers."""
    return 2 if len(gathered.papers) > MANY_PAPERS else 1


def _mentions(gathered: Gathered, group: Iterable[str]) -> int:
    return sum(len(gathered.names[name].papers) for name in group)


def _lift(gathered: Gathered, pair: tuple[str, str], count: int) -> float:
    """Return how often two names stand together, for how often they could: frequent names are with everything."""
    one, other = (len(gathered.names[name].papers) for name in pair)
    return count / sqrt(max(1, one) * max(1, other))


def _strongest(pairs: Pairs, of_each: int, strength: Callable[[tuple[str, str]], float] | None = None) -> Pairs:
    """Keep of each name its strongest lines, so that a picture shows structure and not a ball of hair."""
    strength = strength or pairs.__getitem__
    drawn = Counter[str]()
    kept = []
    for pair, count in sorted(pairs.items(), key=lambda item: (-strength(item[0]), item[0])):
        if min(drawn[pair[0]], drawn[pair[1]]) < of_each // 2 or max(drawn[pair[0]], drawn[pair[1]]) < of_each:
            drawn.update(pair)
            kept.append((pair, count))
    return dict(sorted(kept))


def _placed(gathered: Gathered, names: Collection[str], edges: Pairs) -> dict[str, Point]:
    return positions(_sizes(gathered, names), sorted(edges))


def _sizes(gathered: Gathered, names: Iterable[str]) -> dict[str, float]:
    """Return half the width of each name: its area grows with the papers that mention it."""
    papers = {name: len(gathered.names[name].papers) for name in names}
    most = max(SMALLEST_CROWD, *papers.values(), 0)
    return {name: round(5 + 19 * sqrt(count / most), 1) for name, count in papers.items()}


def _layered(names: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Place each name below those that beat it; in a circle of claims the fewest possible point upwards.

    Layers by longest path, order inside a layer by the mean place of neighbours (Sugiyama, Tagawa and Toda 1981), by
    hand: igraph 1.0's `layout_sugiyama` ends the process on some graphs.
    """
    import igraph

    number = {name: at for at, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(number[a], number[b]) for a, b in edges], directed=True)
    graph.delete_edges(graph.feedback_arc_set(None, "eades"))
    layer = [0] * len(names)
    for at in graph.topological_sorting():
        layer[at] = max((layer[before] + 1 for before in graph.predecessors(at)), default=0)
    parts = sorted((sorted(part) for part in graph.connected_components("weak")), key=lambda part: (-len(part), part))
    blocks = []
    for part in parts:
        layers = [[at for at in part if layer[at] == row] for row in range(1 + max(layer[at] for at in part))]
        x_of = _ordered(graph, layers)
        blocks.append({names[at]: (x_of[at] * COLUMN, layer[at] * ROW_HEIGHT) for at in part})
    return rows(blocks, gap=COLUMN)


def _ordered(graph: Any, layers: Sequence[list[int]]) -> dict[int, float]:
    """Return the column of each node: layers are sorted by the mean column of neighbours, a few times, and centred."""
    widest = max(map(len, layers))
    x_of = {at: float(x) for row in layers for x, at in enumerate(row)}
    for _ in range(SWEEPS):
        for row in layers:
            mean = {at: _mean([x_of[other] for other in graph.neighbors(at)], x_of[at]) for at in row}
            row.sort(key=lambda at: (mean[at], at))
            x_of |= {at: x + (widest - len(row)) / 2 for x, at in enumerate(row)}
    return x_of


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _leiden(names: Sequence[str], weights: Mapping[tuple[str, str], float]) -> dict[str, int]:
    import igraph

    number = {name: at for at, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(number[a], number[b]) for a, b in weights])
    igraph.set_random_number_generator(Random(0))  # noqa: S311 - the same groups every time; nothing secret
    found = graph.community_leiden("modularity", weights=list(weights.values()), n_iterations=4)
    igraph.set_random_number_generator(Random())  # noqa: S311 - back to a generator with a seed of its own
    return {name: found.membership[at] for name, at in number.items()}


def drawn_names(gathered: Gathered, paths: Mapping[str, str]) -> list[str]:
    """Return the names that may have a network of their own, those with a page, in most papers first."""
    names = (name for name in gathered.names if name in paths and len(gathered.names[name].papers) >= NETWORK_PAPERS)
    return sorted(names, key=lambda name: (-len(gathered.names[name].papers), name))


def to_json(network: Network, gathered: Gathered, address: Callable[[str], str]) -> dict[str, Any]:
    """Return what `assets/network.js` draws: nodes and edges of vis-network, as pyvis makes them, and its options.

    A node has also its type, how many papers mention it, the year of the first of them, and the address of its page.

    Args:
        network: what is shown.
        gathered: the graph.
        address: the page of a name, as a link of the page that shows the network, or "".
    """
    from pyvis.network import Network as Drawing

    drawing = Drawing()
    drawing.set_options(json.dumps(OPTIONS))
    *_, options = drawing.get_network_data()
    return {"options": json.loads(options), **_drawn(network, gathered, address)}


def _drawn(network: Network, gathered: Gathered, address: Callable[[str], str]) -> dict[str, Any]:
    from pyvis.edge import Edge

    number = {name: at for at, name in enumerate(network.places)}
    sizes = _sizes(gathered, network.places)
    nodes = [_node(at, name, network.places[name], sizes[name], gathered, address) for name, at in number.items()]
    arrows = {"arrows": "to"} if network.is_directed else {}
    edges = [
        Edge(number[one], number[other], id=at, width=_width(count), count=count, **arrows).options
        for at, ((one, other), count) in enumerate(network.edges.items())
    ]
    drawn: dict[str, Any] = {"nodes": nodes, "edges": edges, "leftOut": network.left_out}
    if network.is_directed:
        drawn["directed"] = True
    if network.groups:
        drawn["groups"] = [_drawn(group, gathered, address) for group in network.groups]
        for node, group in zip(nodes, _by_head(network), strict=True):
            best = _ranked(gathered, group)
            members = len(group.places) + group.left_out
            node |= {"size": circle_of(members), "members": members, "community": network.groups.index(group)}
            node["label"] = gathered.names[best[0]].label
            node["best"] = [gathered.names[name].label for name in best[1:9]]
    return drawn


def _node(
    at: int, name: str, place: Point, size: float, gathered: Gathered, address: Callable[[str], str]
) -> dict[str, Any]:
    from pyvis.node import Node

    known = gathered.names[name]
    years = (gathered.papers[paper].date[:4] for paper in known.papers)
    told = {
        "papers": len(known.papers),
        "year": min((int(year) for year in years if year.isdecimal()), default=0),
        "href": address(name),
    }
    shape, even = SHAPES[known.type], round(size * EVEN[SHAPES[known.type]], 1)
    node = Node(at, shape, known.label, x=round(place[0]), y=round(place[1]), size=even, type=known.type).options
    return {**node, **{key: value for key, value in told.items() if value}}


def _width(count: int) -> float:
    return round(min(0.8 + 0.55 * log2(count), 4.5), 1)


def circle_of(members: int) -> float:
    """Return half the width of the circle of a community."""
    return round(min(12 + 1.5 * sqrt(members), 64), 1)


def _by_head(network: Network) -> list[Network]:
    """Return the groups in the order of the places: each is placed by the first of its names."""
    return [next(group for group in network.groups if name in group.places) for name in network.places]


def _ranked(gathered: Gathered, group: Network) -> list[str]:
    return sorted(group.places, key=lambda name: (-len(gathered.names[name].papers), name))
