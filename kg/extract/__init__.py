"""From the text of a paper to the names and claims in it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language

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
    from kg.extract.claims import find_claims
    from kg.extract.names import find_entities

    nlp, find_given = _pipeline(tuple(rules))
    for paper in papers:
        doc = nlp.make_doc(paper.text)
        entities = find_entities(doc, find_given(doc))
        yield Extraction(paper, entities, find_claims(doc, entities))


@lru_cache(maxsize=1)
def _pipeline(rules: tuple[UserRule, ...]) -> tuple[Language, Finder]:
    """Return what is made once for many papers: a worker gets them in small portions."""
    from kg.extract.given import make_finder
    from kg.extract.nlp import make_nlp

    nlp = make_nlp()
    return nlp, make_finder(nlp.vocab, rules)
