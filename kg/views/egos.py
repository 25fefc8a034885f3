"""The small picture of what stands around a name: an SVG for each of two columns, in which no label lies upon another.

Methods stand on the left, what they are judged by on the right; a line is as thick as papers and claims are many, and
one with an arrow leads from the better to the worse. It needs no script, and each name is a link.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from kg.views.bonds import Bond, near

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.views.gathered import Gathered
    from kg.views.pages import Links

__all__ = ["ego"]

SIDE, LOOKED_AT = 10, 40  # names in each column; among so many
ROW, TOP, WIDTH = 26, 34, 760
LABEL = 34  # characters of a label
ORDER = ("Method", "Dataset", "Metric", "Task")
ARROWS = {"beats": ' marker-end="url(#arrow)"', "loses": ' marker-start="url(#arrow)"'}


ARROW = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z"/></marker></defs>'
)


class _Row(NamedTuple):
    bond: Bond
    y: int


class _Side(NamedTuple):
    """A column: where its part of the picture begins, where its labels do, and which way the middle lies."""

    css: str
    title: str
    left: int
    x: int
    inward: int


LEFT = _Side("left", "Methods", 0, 268, 1)
RIGHT = _Side("right", "What they are judged by", WIDTH // 2, 492, -1)


def ego(gathered: Gathered, name: str, beaten: Mapping[str, tuple[set[str], set[str]]], links: Links) -> Markup:
    """Return the picture of the names around a name, or "" where it stands alone or its only paper tells as much.

    Args:
        gathered: the graph.
        name: the id of the name in the middle.
        beaten: who beats whom (`bonds.beaten`).
        links: the links of the page that shows it.
    """
    bonds = near(gathered, name, LOOKED_AT) if len(gathered.names[name].papers) > 1 else []
    left = [bond for bond in bonds if gathered.names[bond.name].type == "Method"][:SIDE]
    right = [bond for bond in bonds if gathered.names[bond.name].type != "Method"][:SIDE]
    if not left and not right:
        return Markup("")
    right.sort(key=lambda bond: (ORDER.index(gathered.names[bond.name].type), -bond.weight, bond.name))
    relations = beaten.get(name, (set(), set()))
    halves = [
        _half(side, [*_rows(side, bonds)], gathered, name, relations, links, with_arrow=side == LEFT or not left)
        for side, bonds in ((LEFT, left), (RIGHT, right))
        if bonds
    ]
    label = f"What stands around {gathered.names[name].label}"
    return Markup('<div class="ego" role="group" aria-label="{}">{}</div>').format(label, Markup("").join(halves))


def _half(
    side: _Side,
    rows: Sequence[_Row],
    gathered: Gathered,
    name: str,
    relations: tuple[set[str], set[str]],
    links: Links,
    *,
    with_arrow: bool,
) -> Markup:
    """Draw one column with the name in the middle at its inner edge; the halves stand side by side, or one below."""
    height = TOP + ROW * max(len(rows), 2) + 12
    middle = round((TOP + height) / 2 - 6)
    lines = "".join(_line(side, row, middle, _relation(row.bond.name, *relations)) for row in rows)
    marks = "".join(_label(side, row, gathered, links) for row in rows)
    kind = gathered.names[name].type.lower()
    return Markup(  # noqa: S704 - numbers and words of ours, and escaped labels
        f'<svg class="{side.css}" viewBox="{side.left} 0 {WIDTH // 2} {height}">{ARROW if with_arrow else ""}'
        f'<text class="head" x="{side.x}" y="16">{side.title}</text>{lines}'
        f'<circle class="{kind}" cx="{WIDTH // 2}" cy="{middle}" r="9"/>{marks}</svg>'
    )


def _rows(side: _Side, bonds: Sequence[Bond]) -> Iterator[_Row]:
    first = TOP + ROW * max(0, 2 - len(bonds)) / 2 + ROW / 2
    return (_Row(bond, round(first + ROW * at)) for at, bond in enumerate(bonds))


def _relation(other: str, beats: set[str], beaten_by: set[str]) -> str:
    """Return how the name in the middle stands to another: "both" where claims disagree."""
    if other in beats:
        return "both" if other in beaten_by else "beats"
    return "loses" if other in beaten_by else ""


def _line(side: _Side, row: _Row, middle: int, relation: str) -> str:
    """Draw one line from the middle to a name; an arrow points to the one that is beaten."""
    start, end = WIDTH // 2 - 12 * side.inward, side.x + 16 * side.inward
    bend = (start + end) // 2
    width = round(min(1 + log2(1 + row.bond.papers + row.bond.claims) * 0.6, 5), 1)
    told = f"papers: {row.bond.papers}, claims: {row.bond.claims}"
    turns = f"M{start} {middle}C{bend} {middle} {bend} {row.y} {end} {row.y}"
    css = f'class="{relation}" ' if relation else ""
    return f'<path {css}d="{turns}" stroke-width="{width}"{ARROWS.get(relation, "")}><title>{told}</title></path>'


def _label(side: _Side, row: _Row, gathered: Gathered, links: Links) -> str:
    name = gathered.names[row.bond.name]
    text = name.label if len(name.label) <= LABEL else name.label[: LABEL - 1].rstrip() + "…"
    address = links.to(name.id)
    dot = f'<circle class="{name.type.lower()}" cx="{side.x + 9 * side.inward}" cy="{row.y}" r="5"/>'
    mark = f'{dot}<text x="{side.x - 4 * side.inward}" y="{row.y + 4}">{escape(text)}</text>'
    return f'<a href="{escape(address)}">{mark}</a>' if address else mark
