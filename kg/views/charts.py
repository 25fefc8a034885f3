"""Figures for the charts, which the templates draw as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.views.boards import Board

__all__ = ["Bar", "Plot", "Point", "bars", "plot"]

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 220, 56, 28  # of a plot, with room for its scales


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, and its height in per cent of the highest."""

    label: str
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class Point:
    """A result in a plot: the id of its row, where it stands, and whether it was the best when it appeared."""

    row: int
    x: float
    y: float
    is_best: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """Values over time, in the plot's own units; `best` are the corners of the line of the best so far."""

    points: tuple[Point, ...]
    best: str
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT


def bars(counts: Mapping[str, int], most: int = 24) -> list[Bar]:
    """Return a bar for each of the last years, none left out in between."""
    years = sorted(int(year) for year in counts if year.isdecimal())
    if not years:
        return []
    shown = range(max(years[0], years[-1] - most + 1), years[-1] + 1)
    highest = max(counts.get(str(year), 0) for year in shown)
    return [
        Bar(str(year), counts.get(str(year), 0), round(100 * counts.get(str(year), 0) / highest, 1)) for year in shown
    ]


def plot(board: Board) -> Plot | None:
    """Return the plot of a leaderboard, without narrower data sets; None of fewer than three results or two days."""
    dated = sorted((_when(row.date), index) for index, row in enumerate(board.rows) if row.date and not row.dataset)
    if len(dated) < 3 or dated[0][0] == dated[-1][0]:
        return None
    values = [float(board.rows[index].value) for _, index in dated]
    first, last = dated[0][0], dated[-1][0]
    ticks = _ticks(min(values), max(values))
    low, high = min(ticks[0], *values), max(ticks[-1], *values)

    def x(when: float) -> float:
        return round(LEFT + (when - first) / (last - first) * (WIDTH - LEFT - 20), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / (high - low or 1) * (HEIGHT - BOTTOM - 12), 1)

    sign = 1 if board.better == "lower" else -1
    points: list[Point] = []
    corners: list[tuple[float, float]] = []
    best: float | None = None
    for (when, index), value in zip(dated, values, strict=True):
        is_best = bool(board.better) and (best is None or sign * value < sign * best)
        points.append(Point(index, x(when), y(value), is_best))
        if is_best:
            corners += [] if best is None else [(x(when), y(best))]
            corners.append((x(when), y(value)))
            best = value
    corners += [(x(last), y(best))] if best is not None else []
    return Plot(
        points=tuple(points),
        best=" ".join(f"{a},{b}" for a, b in corners),
        across=_years(first, last, x),
        up=tuple((y(tick), f"{tick:,.10g}") for tick in ticks),
    )


def _years(first: float, last: float, place: Callable[[float], float]) -> tuple[tuple[float, str], ...]:
    years = [year for year in range(floor(first), floor(last) + 1) if first <= year <= last]
    if len(years) < 2:
        return ((place(first), _month(first)), (place(last), _month(last)))
    step = max(1, len(years) // 7)
    return tuple((place(year), str(year)) for year in years[::step])


def _when(text: str) -> float:
    """Return a date as a number of years: "2024", "2024-06", "2024-06-30"."""
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return year + (date(year, month, day) - date(year, 1, 1)).days / 366


def _month(when: float) -> str:
    day = date.fromordinal(date(floor(when), 1, 1).toordinal() + round((when - floor(when)) * 366))
    return day.strftime("%b %Y")


def _ticks(low: float, high: float) -> list[float]:
    """Return three to six round numbers that span the values."""
    span = high - low or abs(high) or 1
    step = 10 ** floor(log10(span))
    step = next(step * factor for factor in (0.2, 0.5, 1, 2) if span / (step * factor) <= 5)
    return [round(step * n, 12) for n in range(floor(low / step), floor(high / step) + 2)]
