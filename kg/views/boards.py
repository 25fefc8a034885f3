"""Leaderboards: the results of one metric on one data set that rank together, best first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.views.gathered import Claim
from kg.views.written import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.views.gathered import Gathered

__all__ = ["Board", "Row", "find_boards"]

_Group = tuple[str, str, str]  # metric, data set, unit


@dataclass(frozen=True, slots=True)
class Row:
    """One result. `rank` is 0 where the metric has no better direction; equal values share a rank.

    `value` is what it ranks by; `ranked_by` says so where the paper writes another number, of an error ("error rate →
    accuracy 99.5%") or on another scale ("→ 81%"). `dataset` is what it holds on where that is narrower than the
    board's, else "". `about_others` tells that the paper reports a number of something it did not introduce;
    `conflicts` are results of other papers that give the same method another value; `settings` are what the paper says
    it was run with.
    """

    claim: Claim
    value: Decimal
    ranked_by: str
    rank: int
    date: str
    dataset: str
    about_others: bool
    settings: tuple[str, ...]
    conflicts: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """`id` is "leaderboard/METRIC--DATASET"; `better` is "higher", "lower" or "" where the graph does not tell.

    `unit` is "" where the rows rank by their value on the scale of the metric, else what they are all measured in. The
    rows take in the results on narrower data sets; `own` of them are not such.
    """

    id: str
    metric: str
    dataset: str
    unit: str
    better: str
    rows: tuple[Row, ...]
    own: int


def find_boards(gathered: Gathered) -> tuple[Board, ...]:
    """Return the leaderboards of all results with a metric, a data set and a number.

    Those with most results of their own come first, equal ones by id. A board takes in the results on narrower data
    sets (ImageNet 256x256 for ImageNet), as the query `leaderboard` does.
    """
    groups = defaultdict[_Group, list["Claim"]](list)
    for claim in gathered.claims:
        if claim.kind == "result" and claim.value is not None and claim.dataset and claim.dataset.id:
            if claim.comparable is not None and claim.ranked_as in gathered.names:
                groups[claim.ranked_as, claim.dataset.id, ""].append(claim)
            elif claim.metric and claim.metric.id:
                groups[claim.metric.id, claim.dataset.id, claim.unit or "no unit"].append(claim)
    narrower = defaultdict[_Group, list["Claim"]](list)
    for (metric, dataset, unit), claims in groups.items():
        for wide in gathered.wider(dataset) - {dataset}:
            narrower[metric, wide, unit] += claims
    boards = [_board(gathered, *group, [*claims, *narrower.get(group, ())]) for group, claims in groups.items()]
    return tuple(sorted(boards, key=lambda board: (-board.own, board.id)))


def _board(gathered: Gathered, metric: str, dataset: str, unit: str, claims: Sequence[Claim]) -> Board:
    better = gathered.names[metric].better
    sign = 1 if better == "lower" else -1
    values = {claim.id: _value(claim, unit) for claim in claims}
    ranks = {value: place for place, value in reversed(list(enumerate(sorted(sign * v for v in values.values()), 1)))}
    same = defaultdict[tuple[str, str], list["Claim"]](list)
    for claim in claims:
        if claim.subject and claim.subject.id and claim.dataset:
            same[claim.subject.id, claim.dataset.id].append(claim)
    rows = [
        Row(
            claim=claim,
            value=values[claim.id],
            ranked_by=_ranked_by(gathered, claim, metric, values[claim.id]),
            rank=ranks[sign * values[claim.id]] if better else 0,
            date=gathered.papers[claim.paper].date,
            dataset=claim.dataset.id if claim.dataset and claim.dataset.id != dataset else "",
            about_others=_is_about_others(gathered, claim),
            settings=_settings(gathered, claim),
            conflicts=_conflicts(claim, same, values),
        )
        for claim in claims
    ]
    rows.sort(key=lambda row: (sign * row.value, row.date, row.claim.id))
    tail = "--".join(part for part in (_tail(metric), _tail(dataset), unit.replace(" ", "-")) if part)
    own = sum(not row.dataset for row in rows)
    return Board(f"leaderboard/{tail}", metric, dataset, unit, better, tuple(rows), own)


def _tail(id: str) -> str:
    return id.partition("/")[2]


def _value(claim: Claim, unit: str) -> Decimal:
    value = claim.value if unit or claim.comparable is None else claim.comparable
    return value if value is not None else Decimal(0)


def _ranked_by(gathered: Gathered, claim: Claim, metric: str, value: Decimal) -> str:
    unit = gathered.names[metric].unit
    number = f"{value.normalize():,f}{' ' if unit[:1].isalpha() else ''}{unit}"
    if claim.metric and claim.metric.id == metric:
        return "" if value == claim.value else f"→ {number}"
    return f"{claim.metric.text if claim.metric else ''} → {gathered.names[metric].label}\u00a0{number}".strip()


def _is_about_others(gathered: Gathered, claim: Claim) -> bool:
    """Tell whether the paper introduces neither the subject nor what that is a kind of (M-VAR-d32 of M-VAR)."""
    if claim.subject is None:
        return False
    return gathered.wider(claim.subject.id).isdisjoint(gathered.papers[claim.paper].introduces)


def _settings(gathered: Gathered, claim: Claim) -> tuple[str, ...]:
    """Return what the paper says of the method's setting, where the method is named: "W4A4", "8B parameters"."""
    if claim.subject is None:
        return ()
    said = (other for other in gathered.claims_of[claim.paper] if other.kind == "setting" and other.value_text)
    same = (other for other in said if other.subject == claim.subject)
    return tuple(dict.fromkeys(written(other.value_text) for other in same))


def _conflicts(
    claim: Claim, same: Mapping[tuple[str, str], Iterable[Claim]], values: Mapping[str, Decimal]
) -> tuple[Claim, ...]:
    """Return results of other papers that give the method another value there, where neither paper states both."""
    at = (claim.subject.id if claim.subject else "", claim.dataset.id if claim.dataset else "")
    stated = defaultdict[str, set[Decimal]](set)
    for other in same.get(at, ()):
        stated[other.paper].add(values[other.id])
    mine = values[claim.id]
    return tuple(
        other
        for other in same.get(at, ())
        if other.paper != claim.paper
        and mine not in stated[other.paper]
        and values[other.id] not in stated[claim.paper]
    )
