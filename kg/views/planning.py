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
    from collections.abc import Iterable, Sized

    from kg.views.gathered import Gathered

__all__ = ["OF_FILE", "OF_SITE", "Most", "Plan", "plan"]


@dataclass(frozen=True, slots=True)
class Most:
    """How many pages of each kind there are at most."""

    names: int
    papers: int
    boards: int
    networks: int  # around a name, and of who beats whom


OF_SITE, OF_FILE = Most(10_000, 10_000, 4_000, 300), Most(3_000, 1_000, 500, 50)
PLAIN = re.compile(r"[a-z]+/[a-z0-9][a-zA-Z0-9._~-]{0,150}")


@dataclass(frozen=True, slots=True)
class Plan:
    """`paths` holds the page of each id (of a name, paper, board or network) that has one.

    `rule` tells which have one, "" where all have; `boards` are those with a page, most entries first.
    """

    paths: Mapping[str, str]
    boards: tuple[Board, ...]
    rule: str


def plan(gathered: Gathered, most: Most) -> Plan:
    """Choose the pages: names that most papers mention or claim about, papers with most claims, longest leaderboards.

    A threshold is the lowest that keeps within `most` pages of a kind; a small graph has a page for all.
    """
    weights = {id: len(name.papers) + len(gathered.claims_about.get(id, ())) for id, name in gathered.names.items()}
    named, least = _heaviest(weights, most.names)
    papers, claims = _heaviest({id: len(gathered.claims_of.get(id, ())) for id in gathered.papers}, most.papers)
    boards = find_boards(gathered)
    lengths, rows = _heaviest({board.id: board.own for board in boards}, most.boards)
    chosen = tuple(board for board in boards if board.id in lengths)
    rule = [
        _told(named, weights, "names", f"{least} papers and claims"),
        _told(papers, gathered.papers, "papers", f"{claims} claims"),
        _told(chosen, boards, "leaderboards", f"{rows} results"),
    ]
    paths = _paths([*sorted(named), *sorted(papers), *sorted(lengths)])
    return Plan(paths | _networks(gathered, paths, most.networks), chosen, "; ".join(filter(None, rule)))


def _told(shown: Sized, all_: Sized, what: str, least: str) -> str:
    return f"{len(shown):,} of {len(all_):,} {what} ({least})" if len(shown) < len(all_) else ""


def _networks(gathered: Gathered, paths: Mapping[str, str], most: int) -> dict[str, str]:
    """Return the page of each network: "network/ID" for what stands around a name, "beats/ID" for who beats whom."""
    around = {f"network/{name}": f"network/{paths[name]}" for name in drawn_names(gathered, paths)[:most]}
    contests = list(find_contests(gathered))[:most]
    places = {name: path for name in contests for path in _paths([name]).values()}
    return around | {f"beats/{name}": f"beats/{path}" for name, path in places.items()}


def _heaviest(weights: Mapping[str, int], most: int) -> tuple[set[str], str]:
    """Return those that weigh enough, at most `most`, and which these are: "those of at least 4".

    Where too many weigh most, they are the first of these by id.
    """
    if len(weights) <= most:
        return set(weights), ""
    left, lowest = most, max(weights.values())
    for weight, times in sorted(Counter(weights.values()).items(), reverse=True):
        if times > left:
            break
        left, lowest = left - times, weight
    chosen = sorted(id for id, weight in weights.items() if weight >= lowest)
    return set(chosen[:most]), f"{'those' if len(chosen) <= most else 'the first'} of at least {lowest}"


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
