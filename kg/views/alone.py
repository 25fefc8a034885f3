"""The page of one name or paper, made as it is asked for: what `kg serve` shows where the site has none."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.network.assembly import short_id
from kg.query.terms import pairs
from kg.views import name_pages, paper_pages
from kg.views.bonds import beaten, wins
from kg.views.gathering import gather_about
from kg.views.pages import Site, render
from kg.views.planning import Plan
from kg.views.site import SECTIONS, tell

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.views.gathered import Gathered

__all__ = ["make_page"]

MOST = 500  # papers: some five seconds in a graph of 80,000


def make_page(store: Store, iri: str, *, title: str) -> str | None:
    """Return the page of a name or paper by its IRI; its links lead to such pages.

    None where the graph has no such thing, or more than `MOST` papers mention it, which takes long and has a page of
    the site.

    Args:
        store: the graph.
        iri: the name or paper.
        title: what the graph is called.
    """
    try:
        node = NamedNode(iri)
    except ValueError:
        return None
    mentions = islice(pairs(store, "cg:mentions", value=node), MOST + 1)
    if next(pairs(store, "rdf:type", subject=node), None) is None or sum(1 for _ in mentions) > MOST:
        return None
    gathered = gather_about(store, node)
    site = Site(store, gathered, Plan(_paths(gathered), (), ""), title)
    id = short_id(iri)
    if id in gathered.names:
        made = name_pages.page(site, gathered.names[id], {}, beaten(wins(gathered.claims, gathered)))
    elif id in gathered.papers:
        made = paper_pages.page(site, gathered.papers[id], node)
    else:
        return None
    return render(made, site.links(made.path), site=tell(site, SECTIONS))


def _paths(gathered: Gathered) -> dict[str, str]:
    return {id: f"{id}.html" for id in (*gathered.names, *gathered.papers)}
