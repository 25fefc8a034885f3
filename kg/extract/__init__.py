"""From the text of a paper to the names and claims in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract.given import Finder
    from kg.extract.user_rules import UserRule
    from kg.model import Paper

__all__ = ["extract"]


def extract(papers: Iterable[Paper], *, rules: Sequence[UserRule] = ()) -> Iterator[Extraction]:
    """Yield what each paper says, in the order of the papers.

    Args:
        papers: what to read.
        rules: names that the user wants found (kg.extract.user_rules), before our own.
    """
    from kg.extract.analysis import analyse
    from kg.extract.claims import find_claims
    from kg.extract.names import find_entities

    find_given = _finder(tuple(rules))
    for paper in papers:
        analysis = analyse(paper.text)
        entities = find_entities(analysis, find_given(analysis))
        yield Extraction(paper, entities, find_claims(analysis, entities))


@lru_cache(maxsize=1)
def _finder(rules: tuple[UserRule, ...]) -> Finder:
    """Return what finds the names of the user, made once for many papers: a worker gets them in small portions."""
    from kg.extract.given import find_nothing, make_finder
    from kg.extract.nlp import make_nlp

    return make_finder(make_nlp().vocab, rules) if rules else find_nothing
