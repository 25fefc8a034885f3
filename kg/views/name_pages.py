"""The page of a name: what it is called, who introduced it, how it fares, who says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.views.bonds import beaten, wins
from kg.views.egos import ego
from kg.views.gathered import Claim
from kg.views.pages import Page, Site, newest_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.views.boards import Board
    from kg.views.gathered import Gathered, Name

__all__ = ["page", "pages"]

MOST = 60  # claims, papers or names in one part of a page
FEW = 12
BEATS = {"outperforms": "beats", "underperforms": "beaten", "matches": "matches"}


@dataclass(frozen=True, slots=True)
class Rival:
    """What a name is compared with, by id or by words, and the claims that say so."""

    claims: tuple[Claim, ...]
    of_subject: bool


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of each name that has one."""
    boards: dict[str, list[Board]] = defaultdict(list)
    for board in site.plan.boards:
        for id in {*site.gathered.wider(board.dataset), board.metric, *_methods(board)}:
            boards[id].append(board)
    beats = beaten(wins(site.gathered.claims, site.gathered))
    for name in site.gathered.names.values():
        if name.id in site.plan.paths:
            yield page(site, name, boards, beats)


def page(
    site: Site, name: Name, boards: Mapping[str, list[Board]], beats: Mapping[str, tuple[set[str], set[str]]]
) -> Page:
    """Return the page of a name.

    Args:
        site: where it will stand.
        name: the name.
        boards: the leaderboards of each name, most important first.
        beats: who beats whom (`bonds.beaten`).
    """
    content = _content(site.gathered, name, boards) | {"ego": partial(ego, site.gathered, name.id, beats)}
    return Page(site.plan.paths[name.id], "name.html", name.label, content)


def _methods(board: Board) -> Iterator[str]:
    return (row.claim.subject.id for row in board.rows if row.claim.subject and row.claim.subject.id)


def _content(gathered: Gathered, name: Name, boards: Mapping[str, list[Board]]) -> dict[str, object]:
    claims = gathered.claims_about.get(name.id, ())
    numbers = [claim for claim in claims if claim.kind in ("result", "change", "setting") and not claim.relation]
    rivals = _rivals(name, claims)
    newest = sorted(name.papers, key=lambda paper: (newest_first(gathered.papers[paper].date), paper))
    dates = {claim.id: newest_first(gathered.papers[claim.paper].date) for claim in numbers}
    return {
        "name": name,
        "boards": boards.get(name.id, ())[:FEW],
        "boards_left": max(0, len(boards.get(name.id, ())) - FEW),
        "rivals": {side: found[:MOST] for side, found in rivals.items() if found},
        "rivals_left": {side: max(0, len(found) - MOST) for side, found in rivals.items()},
        "numbers": sorted(numbers, key=lambda claim: (claim.kind != "result", dates[claim.id], claim.id))[:MOST],
        "numbers_left": max(0, len(numbers) - MOST),
        "papers": newest[:MOST],
        "papers_left": max(0, len(newest) - MOST),
        "beside": _beside(gathered, name, newest),
    }


def _rivals(name: Name, claims: Iterable[Claim]) -> dict[str, list[Rival]]:
    """Return what the name beats, is beaten by and matches: those first that most claims say."""
    sides: dict[str, dict[object, list[Claim]]] = {"beats": {}, "beaten": {}, "matches": {}}
    for claim in claims:
        if claim.relation not in BEATS or not claim.subject or not claim.baseline:
            continue
        if name.id not in (claim.subject.id, claim.baseline.id):
            continue
        is_subject = claim.subject.id == name.id
        side = BEATS[claim.relation]
        if not is_subject:
            side = {"beats": "beaten", "beaten": "beats"}.get(side, side)
        sides[side].setdefault((claim.baseline if is_subject else claim.subject, is_subject), []).append(claim)
    return {
        side: [
            Rival(tuple(said), said[0].subject is not None and said[0].subject.id == name.id)
            for _, said in sorted(found.items(), key=lambda item: (-len(item[1]), str(item[0])))
        ]
        for side, found in sides.items()
    }


def _beside(gathered: Gathered, name: Name, papers: Iterable[str]) -> list[tuple[str, int]]:
    """Return the names that most papers mention together with this one, and how many."""
    together = Counter(other for paper in papers for other in gathered.papers[paper].mentions if other != name.id)
    least = 2 if len(name.papers) > 3 else 1
    if len(name.papers) < 2:  # its only paper has the list
        return []
    return sorted(((o, n) for o, n in together.items() if n >= least), key=lambda item: (-item[1], item[0]))[:FEW]
