"""Pages to leaf through: the leaderboards, and the names of each type, those first that most papers mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.views.gathered import TYPES
from kg.views.pages import Page, Site

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["pages"]

MOST = 1000  # lines of a page; the search finds the others


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of the leaderboards and one for each type of name."""
    boards = site.plan.boards
    content = {"boards": boards[:MOST], "left_out": max(0, len(boards) - MOST)}
    yield Page("leaderboard/index.html", "leaderboards.html", "Leaderboards", content)
    for kind in TYPES:
        names = [name for name in site.gathered.names.values() if name.type == kind]
        names.sort(key=lambda name: (-len(name.papers), name.id))
        most = [name for name in names if name.id in site.plan.paths][:MOST]
        title = {"Dataset": "Data sets"}.get(kind, f"{kind}s")
        content = {"names": most, "left_out": len(names) - len(most)}
        yield Page(f"{kind.lower()}/index.html", "names.html", title, content)
