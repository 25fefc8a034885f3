"""The index.html of a graph folder: the whole graph on one page where it is small, else the way to its site."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, cast

from kg.network import to_networkx
from kg.query.terms import expand
from kg.views.html import assemble
from kg.views.network_page import write_page
from kg.vocabulary import CG

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import QuerySolutions, Store

__all__ = ["SMALL", "write_index"]

SMALL = 10_000  # names and papers that one page still holds; 2,000 take 1 MB


def write_index(store: Store, path: Path, *, title: str) -> None:
    """Write index.html: one page with all that is in a graph of at most `SMALL` names and papers, else a link to site/.

    Raises:
        GraphError: the page cannot be written.
    """
    if _size(store) <= SMALL:
        write_page(to_networkx(store), path, title=title)
        return
    body = (
        f"<h1>{escape(title)}</h1><p>This graph is too large for one page: "
        '<a href="site/index.html">open its site</a>, or have one written: <code>kg view GRAPH -o DIR</code>.</p>'
    )
    path.write_text(assemble(title=title, body=body, data=None, styles=(), scripts=()), encoding="utf-8")


def _size(store: Store) -> int:
    kinds = f"{{ ?s a <{CG}Paper> }} UNION {{ ?s a {expand('skos:Concept')} }}"
    text = f"SELECT (COUNT(*) AS ?n) {{ {kinds} }}"
    (row,) = cast("QuerySolutions", store.query(text))
    return int(row["n"].value)
