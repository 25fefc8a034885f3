"""What to begin with where a question about all of a graph has more answers than anybody reads."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pyoxigraph import QuerySolutions, Store

__all__ = ["FINDERS", "positive"]

# Oxigraph reads both names from disk at each comparison when it sorts by them, so it is Python that sorts
_BOARDS = """SELECT ?claim ?dataset ?metric ?comparable {
    ?claim a cg:Result ; cg:value ?value ; cg:dataset ?dataset .
    OPTIONAL { ?claim cg:metric ?metric }
    OPTIONAL { ?claim cg:comparableMetric ?comparable }
}"""
_SETTINGS = "SELECT ?claim ?property ?value { ?claim a cg:Setting ; cg:property ?property ; cg:valueText ?value }"

_DATES = "SELECT DISTINCT ?date { ?paper dcterms:date ?date }"
_OF_A_DATE = "SELECT ?paper { ?paper dcterms:date ?date FILTER EXISTS { ?paper cg:introduces ?concept } }"
_UNDATED = "SELECT DISTINCT ?paper { ?paper cg:introduces ?concept FILTER NOT EXISTS { ?paper dcterms:date ?date } }"


def leading_results(store: Store, words: str) -> tuple[NamedNode, ...]:
    """Return the results of the largest boards (a metric on a data set), each whole, until there are so many."""
    claims = (
        (row["claim"], f"{row['dataset']} {row['comparable'] or row['metric'] or ''}") for row in _ask(store, _BOARDS)
    )
    return _largest(claims, positive(words))


def leading_settings(store: Store, words: str) -> tuple[NamedNode, ...]:
    """Return the settings that most claims share (FP16, batch size 32), each with all its claims, until so many."""
    claims = ((row["claim"], f"{row['property']} {row['value'].value.lower()}") for row in _ask(store, _SETTINGS))
    return _largest(claims, positive(words))


def latest_papers(store: Store, words: str) -> tuple[NamedNode, ...]:
    """Return so many papers that introduce something, the latest ones."""
    number = positive(words)
    dates = sorted((row["date"] for row in _ask(store, _DATES)), key=lambda date: str(date.value), reverse=True)
    found: list[NamedNode] = []
    for text in (*(_OF_A_DATE.replace("?date", str(date)) for date in dates), _UNDATED):
        if len(found) >= number:
            break
        found += sorted((row["paper"] for row in _ask(store, text)), key=str, reverse=True)
    return tuple(found[:number])


FINDERS: dict[str, Callable[[Store, str], Sequence[NamedNode]]] = {
    "LeadingResults": leading_results,
    "LeadingSettings": leading_settings,
    "LatestPapers": latest_papers,
}


def _ask(store: Store, text: str) -> QuerySolutions:
    return cast("QuerySolutions", store.query(text, prefixes=PREFIXES))


def positive(words: str) -> int:
    """Return the number that words are.

    Raises:
        QueryError: they are none, or it is not above zero.
    """
    if not words.isdecimal() or not int(words):
        raise QueryError(f"{words!r} is no number of rows; give 1 or more")
    return int(words)


def _largest(claims: Iterable[tuple[NamedNode, str]], enough: int) -> tuple[NamedNode, ...]:
    groups = defaultdict[str, list[NamedNode]](list)
    for claim, group in claims:
        groups[group].append(claim)
    found: list[NamedNode] = []
    for _, members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(found) >= enough:
            break
        found += members
    return tuple(sorted(found, key=str))
