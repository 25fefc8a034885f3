"""Leaderboards: the results of one metric on one data set, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.views.claims import ShownClaim

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx


__all__ = ["Leaderboard", "find_leaderboards"]


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """Results in one unit for one metric on one data set.

    `better` is "higher", "lower", or "" where the graph does not say: then the rows run from the largest value down and
    have no ranks.
    """

    metric: str
    dataset: str
    better: str
    rows: tuple[ShownClaim, ...]


def find_leaderboards(graph: nx.MultiDiGraph[str], claims: Iterable[ShownClaim]) -> list[Leaderboard]:
    """Return the leaderboards of all results with a metric, a data set and a number; longest first, then by name."""
    groups: dict[tuple[str, str, str], list[ShownClaim]] = {}
    for claim in claims:
        if claim.kind == "result" and claim.metric and claim.dataset and claim.value is not None:
            groups.setdefault((claim.metric, claim.dataset, claim.unit), []).append(claim)
    order = sorted(groups, key=lambda group: (-len(groups[group]), group))
    return [_leaderboard(graph, metric, dataset, groups[metric, dataset, unit]) for metric, dataset, unit in order]


def _leaderboard(graph: nx.MultiDiGraph[str], metric: str, dataset: str, rows: list[ShownClaim]) -> Leaderboard:
    better = str(graph.nodes[metric].get("better", "")).lower() if metric in graph else ""
    sign = 1 if better == "lower" else -1
    ranked = sorted(rows, key=lambda row: (sign * (row.value or 0.0), row.subject, row.id))
    return Leaderboard(metric, dataset, better, tuple(ranked))
