"""The front page: what is in the graph, at a glance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.views.charts import bars
from kg.views.gathered import TYPES
from kg.views.pages import Page, Site, newest_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.views.gathered import Claim, Gathered

__all__ = ["pages"]

BOARDS, NAMES, NEWEST, LARGEST = 6, 8, 8, 8  # how many of each the page shows


def pages(site: Site) -> Iterable[Page]:
    """Return the front page."""
    gathered = site.gathered
    kinds = Counter(name.type for name in gathered.names.values())
    years = Counter(paper.date[:4] for paper in gathered.papers.values() if paper.date)
    content = {
        "counts": [
            ("papers", "", len(gathered.papers)),
            *((f"{_plural(kind)}", f"{kind.lower()}/index.html", kinds[kind]) for kind in TYPES),
            ("claims", "", len(gathered.claims)),
        ],
        "years": bars(years),
        "boards": site.plan.boards[:BOARDS],
        "newest": _newest(gathered)[:NEWEST],
        "largest": _largest(gathered)[:LARGEST],
        "connected": [(kind, _connected(gathered, kind)) for kind in TYPES],
    }
    return [Page("index.html", "front.html", site.title, content)]


def _plural(kind: str) -> str:
    return "data sets" if kind == "Dataset" else f"{kind.lower()}s"


def _newest(gathered: Gathered) -> list[Claim]:
    """Return one result of each of the newest papers, with a number and a metric."""
    newest: dict[str, Claim] = {}
    for claim in gathered.claims:
        if claim.kind in ("result", "change") and claim.subject and claim.value_text and claim.metric:
            newest.setdefault(claim.paper, claim)
    return sorted(newest.values(), key=lambda claim: (newest_first(gathered.papers[claim.paper].date), claim.id))


def _largest(gathered: Gathered) -> list[Claim]:
    """Return the changes by the largest factor, one of each paper."""
    factors = [
        claim
        for claim in gathered.claims
        if claim.kind == "change" and claim.unit == "times" and claim.value and claim.subject and claim.metric
    ]
    found: dict[str, Claim] = {}
    for claim in sorted(factors, key=lambda claim: (-(claim.value or 0), claim.id)):
        found.setdefault(claim.paper, claim)
    return list(found.values())


def _connected(gathered: Gathered, kind: str) -> list[str]:
    names = (name for name in gathered.names.values() if name.type == kind)
    weight = {name.id: len(name.papers) for name in names}
    return sorted(weight, key=lambda name: (-weight[name], name))[:NAMES]
