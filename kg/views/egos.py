"""The small picture of what stands around a name: an SVG of two columns, in which no label lies upon another.

Methods stand on the left, what they are judged by on the right; a line is as thick as papers and claims are many, and
one with an arrow leads from the better to the worse. It needs no script, and each name is a link.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from kg.views.bonds import Bond, near

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.views.gathered import Gathered
    from kg.views.pages import Links

__all__ = ["ego"]

SIDE, LOOKED_AT = 10, 40  # names in each column; among so many
ROW, TOP, WIDTH = 26, 34, 760
LEFT, RIGHT = 268, 492  # where labels end and begin
LABEL = 34  # characters of a label
ORDER = ("Method", "Dataset", "Metric", "Task")
ARROWS = {"beats": ' marker-end="url(#arrow)"', "loses": ' marker-start="url(#arrow)"'}


class _Row(NamedTuple):
    bond: Bond
    x: int
    y: float


def ego(gathered: Gathered, name: str, beaten: Mapping[str, tuple[set[str], set[str]]], links: Links) -> Markup:
    """Return the SVG of the names around a name, or "" where it stands alone or its only paper tells as much.

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
    height = TOP + ROW * max(len(left), len(right), 2) + 12
    rows = [*_column(left, LEFT, height), *_column(right, RIGHT, height)]
    middle = (TOP + height) / 2 - 6
    lines = (_line(row, middle, _relation(row.bond.name, *beaten.get(name, (set(), set())))) for row in rows)
    marks = (_label(row, gathered, links) for row in rows)
    centre = gathered.names[name]
    label = Markup('<title id="ego-title">{}</title>').format(f"What stands around {centre.label}")
    heads = [("Methods", LEFT, "end")] * bool(left) + [("What they are judged by", RIGHT, "start")] * bool(right)
    return Markup(
        '<svg class="ego" viewBox="0 0 {w} {h}" role="group" aria-labelledby="ego-title">{label}'
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z"/></marker></defs>'
        '{heads}{lines}<circle class="{kind}" cx="{x}" cy="{y}" r="9"/>{marks}</svg>'
    ).format(
        w=WIDTH,
        h=height,
        label=label,
        heads=_joined(
            Markup('<text class="head {}" x="{}" y="16">{}</text>').format(end, x, text) for text, x, end in heads
        ),
        lines=_joined(lines),
        kind=centre.type.lower(),
        x=WIDTH // 2,
        y=round(middle),
        marks=_joined(marks),
    )


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _column(bonds: Sequence[Bond], x: int, height: float) -> list[_Row]:
    first = TOP + (height - TOP - 12 - ROW * len(bonds)) / 2 + ROW / 2
    return [_Row(bond, x, first + ROW * at) for at, bond in enumerate(bonds)]


def _relation(other: str, beats: set[str], beaten_by: set[str]) -> str:
    """Return how the name in the middle stands to another: "both" where claims disagree."""
    if other in beats:
        return "both" if other in beaten_by else "beats"
    return "loses" if other in beaten_by else ""


def _line(row: _Row, middle: float, relation: str) -> Markup:
    """Draw one line from the middle to a name; an arrow points to the one that is beaten."""
    is_left = row.x == LEFT
    start, end = WIDTH / 2 + (-12 if is_left else 12), row.x + (16 if is_left else -16)
    bend = (start + end) / 2
    width = round(min(1 + log2(1 + row.bond.papers + row.bond.claims) * 0.6, 5), 1)
    told = f"papers: {row.bond.papers}, claims: {row.bond.claims}"
    turns = f"M{start:.0f} {middle:.0f}C{bend:.0f} {middle:.0f} {bend:.0f} {row.y:.0f} {end} {row.y:.0f}"
    arrow = ARROWS.get(relation, "")
    css = f"line {relation}".strip()
    # numbers and words of ours only
    return Markup(f'<path class="{css}" d="{turns}" stroke-width="{width}"{arrow}><title>{told}</title></path>')  # noqa: S704


def _label(row: _Row, gathered: Gathered, links: Links) -> Markup:
    name = gathered.names[row.bond.name]
    is_left = row.x == LEFT
    text = name.label if len(name.label) <= LABEL else name.label[: LABEL - 1].rstrip() + "…"
    y, address = round(row.y), links.to(name.id)
    anchor, beside, outward = ("end", -4, 9) if is_left else ("start", 4, -9)
    dot = f'<circle class="{name.type.lower()}" cx="{row.x + outward}" cy="{y}" r="5"/>'
    mark = f'{dot}<text x="{row.x + beside}" y="{y + 4}" class="{anchor}">{escape(text)}</text>'
    return Markup(f'<a href="{escape(address)}">{mark}</a>' if address else mark)  # noqa: S704 - what is not ours is escaped
