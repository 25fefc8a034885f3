"""The site: which pages there are, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.views import (
    browsing,
    front,
    leaderboard_pages,
    name_pages,
    network_pages,
    paper_pages,
    query_page,
    search,
)
from kg.views.gathering import gather
from kg.views.pages import File, Links, Page, Site, render
from kg.views.planning import plan

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

__all__ = ["Section", "write_site"]

NETWORK = ("network.css", "network-labels.js", "network.js")
ASSETS = ("site.css", "theme.js", "site.js", "board.js", "query.js", "query-worker.js", *NETWORK)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site: the pages and files it yields, and the page that the header leads to, if any."""

    pages: Callable[[Site], Iterable[Page | File]]
    label: str = ""
    path: str = ""


SECTIONS = (
    Section(front.pages),
    Section(browsing.pages),
    Section(leaderboard_pages.pages, "Leaderboards", "leaderboard/index.html"),
    Section(name_pages.pages),
    Section(paper_pages.pages),
    Section(network_pages.pages, "Networks", "network/index.html"),
    Section(search.pages),
    Section(query_page.pages, "Ask", query_page.PATH),
)
BROWSED = (("Methods", "method/index.html"), ("Data sets", "dataset/index.html"), ("Tasks", "task/index.html"))


def write_site(store: Store, folder: Path, *, title: str, engine: Path | None = None) -> None:
    """Write the site of a graph into an empty folder: index.html is its front page.

    Args:
        store: the graph.
        folder: exists and is empty.
        title: what the graph is called.
        engine: the folder of the npm package oxigraph; with it the query page answers SPARQL.

    Raises:
        GraphError: the engine is not in its folder.
        OSError: the folder cannot be written.
    """
    gathered = gather(store)
    site = Site(store, gathered, plan(gathered), title, engine)
    told = {
        "title": title,
        "rule": site.plan.rule,
        "links": [*((section.label, section.path) for section in SECTIONS if section.label), *BROWSED],
    }
    for asset in ASSETS:
        _write(folder, f"assets/{asset}", (files("kg.views") / "templates" / "assets" / asset).read_bytes())
    for section in SECTIONS:
        for made in section.pages(site):
            if isinstance(made, Page):
                links = Links(gathered, site.plan.paths, "../" * made.path.count("/"))
                text = render(made, links, site=told)
                _write(folder, made.path, text.encode("utf-8", "replace"))
            else:
                _write(folder, made.path, made.content)


def _write(folder: Path, path: str, content: bytes) -> None:
    target = folder / path
    try:
        target.write_bytes(content)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
