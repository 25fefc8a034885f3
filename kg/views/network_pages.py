"""The pages of networks: the communities, the best connected names, around a name, and who beats whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from kg.views import networks
from kg.views.contests import find_contests
from kg.views.html import json_block
from kg.views.pages import File, Page, Site
from kg.views.picture import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.views.networks import Network

__all__ = ["pages"]

DRAWN = 2000  # names that a browser draws fluently (benchmarks/networks.py)
GROUPED = 20_000  # names that are sorted into communities
RUNGS = 90  # names in a picture of who beats whom
SCRIPTS = ("vis-network.js", "network-labels.js", "network.js")


class _Kind(NamedTuple):
    """How a page speaks of its picture."""

    title: str
    lead: str
    others: str  # how to see what was left out


def pages(site: Site) -> Iterator[Page | File]:
    """Yield the pages of networks, and the library that draws them."""
    yield File("assets/vis-network.js", library().encode())
    page, gathered, paths = partial(_page, site), site.gathered, site.plan.paths
    contests = {name: wins for name, wins in find_contests(gathered).items() if f"beats/{name}" in paths}
    if not gathered.names:
        return
    yield page(
        "network/index.html",
        networks.communities(gathered, GROUPED),
        _Kind("Communities", "Names that stand together in papers and claims; open a circle to see who is in it.", ALL),
        beats=[(name, len(contests[name])) for name in list(contests)[:24]],
    )
    yield page(
        "network/connected.html",
        networks.connected(gathered, DRAWN),
        _Kind("The names in most papers", "Names are joined where papers or claims have both.", ALL),
    )
    for name, wins in contests.items():
        label = gathered.names[name].label
        yield page(
            paths[f"beats/{name}"],
            networks.ladder(wins, RUNGS),
            _Kind(f"Who beats whom: {label}", _beats(label), f"kg query GRAPH beats --name {label!r}"),
            about=name,
        )
    for name in networks.drawn_names(gathered, paths):
        if f"network/{name}" not in paths:
            break
        label = gathered.names[name].label
        yield page(
            paths[f"network/{name}"],
            networks.around(gathered, name),
            _Kind(f"Around {label}", "What most tellingly stands with it, in two steps.", _neighbours(label)),
            about=name,
        )


ALL = "the search finds every name; kg export GRAPH -o FILE.graphml has the whole network"


def _beats(label: str) -> str:
    return f"What papers that mention {label} say of methods: an arrow leads from the better to the worse."


def _neighbours(label: str) -> str:
    return f"what else stands with it: kg query GRAPH neighbours --name {label!r}"


def _page(
    site: Site,
    path: str,
    network: Network,
    kind: _Kind,
    *,
    about: str = "",
    beats: Iterable[tuple[str, int]] = (),
) -> Page:
    return Page(
        path,
        "network.html",
        kind.title,
        {
            "kind": kind,
            "about": about,
            "beats": list(beats),
            "more_beats": f"beats/{about}" if f"beats/{about}" in site.plan.paths and not network.is_directed else "",
            "network": network,
            "more_names": kind.others[:1].upper() + kind.others[1:] if about and not network.is_directed else "",
            "listed": _listed(site, network),
            "data": Markup(json_block(networks.to_json(network, site.gathered, site.links(path).to))),  # noqa: S704 - pure JSON
        },
        scripts=SCRIPTS,
        styles=("network.css",),
    )


def _listed(site: Site, network: Network) -> list[str]:
    """Return the names of a picture, those in most papers first: what a reader without the drawing reads."""
    shown = {name for part in (network.groups or (network,)) for name in part.places}
    return sorted(shown, key=lambda name: (-len(site.gathered.names[name].papers), name))
