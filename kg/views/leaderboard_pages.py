"""Leaderboards: a page for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.charts import plot
from kg.views.pages import Page, Site, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.views.boards import Board

__all__ = ["pages"]

FEW = 12  # rows that need no filter


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of each leaderboard."""
    names = site.gathered.names
    beside: dict[str, list[Board]] = {}
    for board in site.plan.boards:
        beside.setdefault(board.dataset, []).append(board)
    for board in site.plan.boards:
        dataset = names[board.dataset]
        near = [board.dataset, *dataset.broader, *dataset.narrower]
        others = [other for id in near for other in beside.get(id, ()) if other.id != board.id]
        settings = sorted({setting for row in board.rows for setting in row.settings})
        content = {"board": board, "plot": plot(board), "settings": settings, "others": others[:12]}
        title = f"{shortened(names[board.metric].label)} on {shortened(dataset.label)}"
        filtered = bool(settings) or len(board.rows) > min(FEW, board.own)
        scripts = ("board.js",) if filtered else ()
        yield Page(site.plan.paths[board.id], "leaderboard.html", title, content | {"filtered": filtered}, scripts)
