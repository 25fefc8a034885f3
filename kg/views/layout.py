"""Where each node of a picture stands, worked out once and the same on every run."""

from __future__ import annotations

from collections import defaultdict
from math import dist, hypot, pi, sqrt
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["positions", "rows"]

Point = tuple[float, float]

EDGE_LENGTH = 60.0  # of a typical edge, in the picture's own units
GAP = 70.0  # between parts of the network that do not touch
ASPECT = 1.45  # how much wider than high the picture is
ROOM = 8.0  # around each node
DRAWN_IN = 0.75  # power of the distance from the middle: less than 1 opens the crowd and draws outliers in
MANY = 400  # nodes for which many rounds of the layout would take seconds
ROUNDS = 60  # of moving nodes apart


def positions(sizes: Mapping[str, float], edges: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Return where each node stands; the same on every run, whatever the order of the arguments.

    Each connected part is laid out alone (Fruchterman-Reingold, by igraph), since forces between parts that do not
    touch would only drive them apart; far-flung nodes are drawn in, nodes that overlap are moved apart, and the parts
    are set in rows, largest first.

    Args:
        sizes: half the width of each node.
        edges: the pairs of nodes that an edge joins.
    """
    import igraph

    names = sorted(sizes)
    number = {name: index for index, name in enumerate(names)}
    graph = igraph.Graph(len(names), sorted((number[a], number[b]) for a, b in edges))
    parts = sorted((sorted(part) for part in graph.connected_components()), key=lambda part: (-len(part), part))
    blocks = [_block(graph.induced_subgraph(part), [names[v] for v in part], sizes) for part in parts]
    return rows(blocks)


def _block(part: Any, names: Sequence[str], sizes: Mapping[str, float]) -> dict[str, Point]:
    """Lay out one connected part, its top left corner at (0, 0)."""
    import igraph

    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    igraph.set_random_number_generator(Random(0))  # noqa: S311 - the same picture every time; nothing secret
    layout = part.layout_fruchterman_reingold(
        seed=part.layout_circle() if len(names) < MANY else None, niter=300 if len(names) < MANY else 200
    )
    igraph.set_random_number_generator(Random())  # noqa: S311 - back to a generator with a seed of its own
    layout.center()
    near = [hypot(x, y) ** (DRAWN_IN - 1) if x or y else 0.0 for x, y in layout]
    points = [(x * factor, y * factor) for (x, y), factor in zip(layout, near, strict=True)]
    radii = [sizes[name] + ROOM for name in names]
    scale = _scale(points, part.get_edgelist(), radii)
    points = _apart([(x * scale * sqrt(ASPECT), y * scale / sqrt(ASPECT)) for x, y in points], radii)
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    return {name: (x - left, y - top) for name, (x, y) in zip(names, points, strict=True)}


def _scale(points: Sequence[Point], edges: Sequence[tuple[int, int]], radii: Sequence[float]) -> float:
    """Return the factor that gives edges their length, or the larger one that gives all nodes room."""
    lengths = sorted(dist(points[a], points[b]) for a, b in edges)
    spread = sum(x * x + y * y for x, y in points) / len(points)  # a disc of this spread has the area 2 * pi * spread
    room = sum((2 * radius) ** 2 for radius in radii) / (2 * pi * max(spread, 1e-9))
    return max(EDGE_LENGTH / max(lengths[len(lengths) // 2], 1e-9), sqrt(room))


def _apart(points: Sequence[Point], radii: Sequence[float]) -> list[Point]:
    """Move nodes that overlap apart, a little in each round, until none does or the rounds are over."""
    places = [list(point) for point in points]
    for _ in range(ROUNDS):
        overlaps = _overlaps(places, radii)
        for a, b, need in overlaps:
            dx, dy = places[b][0] - places[a][0], places[b][1] - places[a][1]
            length = sqrt(dx * dx + dy * dy) or 1.0
            push = (need - length) / 2 / length
            places[a][0] -= dx * push
            places[a][1] -= dy * push
            places[b][0] += (dx or 1.0) * push
            places[b][1] += dy * push
        if not overlaps:
            break
    return [(x, y) for x, y in places]


def _overlaps(places: Sequence[Sequence[float]], radii: Sequence[float]) -> list[tuple[int, int, float]]:
    """Return pairs of nodes that stand nearer than their radii allow, and how far apart they must be."""
    cell = 2 * max(radii)
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    found = []
    for index, (x, y) in enumerate(places):
        column, row = int(x // cell), int(y // cell)
        for other in (o for dx in (-1, 0, 1) for dy in (-1, 0, 1) for o in cells.get((column + dx, row + dy), ())):
            need = radii[index] + radii[other]
            if dist(places[index], places[other]) < need - 0.5:
                found.append((other, index, need))
        cells[column, row].append(index)
    return found


def rows(blocks: Sequence[dict[str, Point]], *, gap: float = GAP) -> dict[str, Point]:
    """Set blocks in rows from left to right, in the order given."""
    extents = [tuple(max(point[axis] for point in block.values()) for axis in (0, 1)) for block in blocks]
    area = sum((width + gap) * (height + gap) for width, height in extents)
    limit = max([sqrt(area * ASPECT), *(width for width, _ in extents)])
    places: dict[str, Point] = {}
    x = y = row = 0.0
    for block, (width, height) in zip(blocks, extents, strict=True):
        if x > 0 and x + width > limit:
            x, y, row = 0.0, y + row + gap, 0.0
        places |= {name: (x + dx, y + dy) for name, (dx, dy) in block.items()}
        x, row = x + width + gap, max(row, height)
    return places
