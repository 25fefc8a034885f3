"""The page of a whole graph: the network, each name's claims, and the leaderboards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.views import html, picture
from kg.views.claims import ShownClaim, find_claims
from kg.views.leaderboards import Leaderboard, find_leaderboards

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import networkx as nx

__all__ = ["write_page"]

LEADERBOARDS = 12  # tables on the page
ROWS = 10  # of a table
STYLES = ("base.css", "network.css")
SCRIPTS = ("elements.js", "claims.js", "network.js", "labels.js", "search.js", "leaderboards.js", "start.js")


def write_page(graph: nx.MultiDiGraph[str], path: Path, *, title: str, limit: int = 400) -> None:
    """Write one self-contained page that shows the best connected part of a network.

    Args:
        graph: what `kg.network.to_networkx` returns.
        path: the file to write.
        title: the heading of the page.
        limit: how many nodes the network shows at most; the page tells how many were left out.

    Raises:
        GraphError: the file cannot be written.
    """
    page = html.assemble(
        title=title,
        body=html.template_text("network.html"),
        data=_data(graph, title, limit),
        styles=[html.template_text(name) for name in STYLES],
        scripts=[picture.library(), *(html.template_text(name) for name in SCRIPTS)],
    )
    try:
        path.write_bytes(page.encode("utf-8", errors="replace"))
    except OSError as error:
        raise GraphError(f"{path}: the page cannot be written: {error.strerror}") from error


def _data(graph: nx.MultiDiGraph[str], title: str, limit: int) -> dict[str, Any]:
    """Return what the scripts of the page read; `templates/elements.js` describes it."""
    joined = picture.neighbours(graph)
    shown = picture.best_connected(joined, limit)
    nodes, edges, options = picture.draw(graph, shown, joined)
    claims = find_claims(graph)
    visible = frozenset(shown)
    told = [claim for claim in claims if not visible.isdisjoint(claim.about)]
    boards = find_leaderboards(graph, claims)
    several = [board for board in boards if len(board.rows) > 1]
    tables = (several or boards)[:LEADERBOARDS]
    return {
        "title": title,
        "counts": Counter(str(graph.nodes[node].get("type", "")) for node in joined) | {"Claim": len(claims)},
        "leftOut": len(joined) - len(shown),
        "names": {node: _name(graph.nodes[node], len(joined[node])) for node in shown},
        "others": _others(graph, visible, [*told, *(row for board in tables for row in board.rows[:ROWS])]),
        "claims": [_claim(claim) for claim in told],
        "leaderboards": [_leaderboard(board) for board in tables],
        "leaderboardsLeftOut": len(boards) - len(tables),
        "nodes": nodes,
        "edges": edges,
        "options": options,
    }


def _others(graph: nx.MultiDiGraph[str], visible: frozenset[str], claims: Iterable[ShownClaim]) -> dict[str, Any]:
    """Return what the claims are about beyond the nodes of the network: their labels, and the dates of papers."""
    used = {name for claim in claims for name in claim.about} - visible
    return {
        name: _filled(
            {"label": str(graph.nodes[name].get("label", "")), "date": str(graph.nodes[name].get("date", ""))}
        )
        for name in sorted(used)
    }


def _name(attributes: Mapping[str, Any], neighbours: int) -> dict[str, Any]:
    return _filled(
        {
            "label": str(attributes.get("label", "")),
            "type": str(attributes.get("type", "")),
            "aliases": [alias for alias in str(attributes.get("aliases", "")).split("; ") if alias],
            "introducedBy": str(attributes.get("introduced_by", "")),
            "papers": int(attributes.get("papers", 0)),
            "date": str(attributes.get("date", "")),
        }
    ) | {"neighbours": neighbours}


def _claim(claim: ShownClaim) -> dict[str, Any]:
    return _filled(
        {
            "kind": claim.kind,
            "subject": claim.subject,
            "predicate": claim.predicate,
            "metric": claim.metric,
            "dataset": claim.dataset,
            "baseline": claim.baseline,
            "value": claim.value_text,
            "direction": claim.direction,
            "paper": claim.paper,
            "quote": claim.quote,
            "start": claim.start,
            "end": claim.end,
            "rule": claim.rule,
            "about": claim.about,
        }
    )


def _leaderboard(board: Leaderboard) -> dict[str, Any]:
    return {
        "metric": board.metric,
        "dataset": board.dataset,
        "better": board.better,
        "rows": [_claim(claim) for claim in board.rows[:ROWS]],
        "leftOut": max(len(board.rows) - ROWS, 0),
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: the page is smaller, and its scripts ask `if (claim.quote)`."""
    return {key: value for key, value in values.items() if value}
