"""The site: which pages there are, and how they are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

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
from kg.views.gathered import Gathered
from kg.views.gathering import gather
from kg.views.pages import Data, File, Links, Page, Site, render
from kg.views.planning import OF_SITE, plan

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

__all__ = ["SECTIONS", "Section", "asset", "tell", "write_door", "write_site"]

NETWORK = ("network.css", "network-labels.js", "network.js")
ASSETS = ("site.css", "theme.js", "site.js", "board.js", "query.js", "query-worker.js", *NETWORK)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site: the pages and files it yields, and the page that the header leads to, if any."""

    pages: Callable[[Site], Iterable[Page | File | Data]]
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
    site = Site(store, gathered, plan(gathered, OF_SITE), title, engine)
    told = tell(site, SECTIONS)
    for name in ASSETS:
        _write(folder, f"assets/{name}", asset(name).encode())
    for section in SECTIONS:
        for made in section.pages(site):
            if isinstance(made, Page):
                _write(folder, made.path, render(made, site.links(made.path), site=told).encode("utf-8", "replace"))
            else:
                _write(folder, made.path, _script(made) if isinstance(made, Data) else made.content)


def write_door(path: Path, *, title: str) -> None:
    """Write the index.html of a graph folder, which leads on to the front page of the site beside it."""
    page = Page("index.html", "door.html", title, {})
    path.write_text(render(page, Links(Gathered({}, {}, (), {}, {}), {}), site={}), encoding="utf-8")


def tell(site: Site, sections: Iterable[Section]) -> dict[str, Any]:
    """Return what every page is told."""
    links = [(section.label, section.path) for section in sections if section.label]
    return {"title": site.title, "rule": site.plan.rule, "is_folded": site.is_folded, "links": [*links, *BROWSED]}


def asset(name: str) -> str:
    """Return a script or style sheet of the site."""
    return (files("kg.views") / "templates" / "assets" / name).read_text(encoding="utf-8")


def _script(data: Data) -> bytes:
    """Return a script that hands data to site.js; ASCII, so that no encoding can spoil it."""
    told = ",".join(json.dumps(argument, ensure_ascii=True, separators=(",", ":")) for argument in data.arguments)
    return f"claimgraph.{data.call}({told});\n".encode("ascii")


def _write(folder: Path, path: str, content: bytes) -> None:
    target = folder / path
    try:
        target.write_bytes(content)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
