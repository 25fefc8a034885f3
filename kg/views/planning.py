"""Which names, papers and leaderboards get a page, and where; the rest is found by the search."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kg.views.boards import Board, find_boards
from kg.views.contests import find_contests
from kg.views.networks import drawn_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.views.gathered import Gathered

__all__ = ["Plan", "plan"]

MOST_NAMES, MOST_PAPERS, MOST_BOARDS = 10_000, 10_000, 4_000
PLAIN = re.compile(r"[a-z]+/[a-z0-9][a-zA-Z0-9._~-]{0,150}")


@dataclass(frozen=True, slots=True)
class Plan:
    """`paths` holds the page of each id (of a name, paper, board or network) that has one; `rule` tells which have one.

    `boards` are those with a page, most entries first.
    """

    paths: Mapping[str, str]
    boards: tuple[Board, ...]
    rule: str


def plan(gathered: Gathered) -> Plan:
    """Choose the pages: names that most papers mention or claim about, papers with most claims, longest leaderboards.

    A threshold is the lowest that keeps the site within `MOST_...` pages of a kind; a small graph has a page for all.
    """
    weights = {id: len(name.papers) + len(gathered.claims_about.get(id, ())) for id, name in gathered.names.items()}
    named, least = _heaviest(weights, MOST_NAMES)
    papers, claims = _heaviest({id: len(gathered.claims_of.get(id, ())) for id in gathered.papers}, MOST_PAPERS)
    boards = find_boards(gathered)
    lengths, rows = _heaviest({board.id: len(board.rows) for board in boards}, MOST_BOARDS)
    chosen = tuple(board for board in boards if board.id in lengths)
    rules = [
        f"the names that have at least {least} papers and claims" if least > min(weights.values(), default=0) else "",
        f"the papers with at least {claims} claims" if len(papers) < len(gathered.papers) else "",
        f"the leaderboards of at least {rows} results" if len(chosen) < len(boards) else "",
    ]
    told = "; ".join(filter(None, rules))
    rule = told and f"Pages: {told}. The search knows all names; kg explain GRAPH NAME tells about each."
    paths = _paths([*sorted(named), *sorted(papers), *sorted(lengths)])
    return Plan(paths | _networks(gathered, paths), chosen, rule)


def _networks(gathered: Gathered, paths: Mapping[str, str]) -> dict[str, str]:
    """Return the page of each network: "network/ID" for what stands around a name, "beats/ID" for who beats whom."""
    around = {f"network/{name}": f"network/{paths[name]}" for name in drawn_names(gathered, paths)}
    places = {name: path for name in find_contests(gathered) for path in _paths([name]).values()}
    return around | {f"beats/{name}": f"beats/{path}" for name, path in places.items()}


def _heaviest(weights: Mapping[str, int], most: int) -> tuple[set[str], int]:
    """Return those that weigh enough, and the lowest weight that at most `most` have."""
    if len(weights) <= most:
        return set(weights), min(weights.values(), default=0)
    left, lowest = most, max(weights.values()) + 1
    for weight, times in sorted(Counter(weights.values()).items(), reverse=True):
        if times > left:
            break
        left, lowest = left - times, weight
    return {id for id, weight in weights.items() if weight >= lowest}, lowest


def _paths(ids: Iterable[str]) -> dict[str, str]:
    """Return a file for each id, the same as the tail of its IRI where every file system can hold that."""
    paths, taken = {}, set[str]()
    for id in ids:
        path = id
        if not PLAIN.fullmatch(id) or id.casefold() in taken or id.endswith("/index"):
            kind, _, tail = id.partition("/")
            mark = sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:10]
            path = f"{kind}/{re.sub(r'[^a-z0-9]+', '-', tail.lower()).strip('-')[:60]}-{mark}"
        taken.add(path.casefold())
        paths[id] = f"{path}.html"
    return paths
