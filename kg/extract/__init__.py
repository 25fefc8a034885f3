"""From the text of a paper to the names and claims in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Paper

__all__ = ["extract"]


def extract(papers: Iterable[Paper]) -> Iterator[Extraction]:
    """Yield what each paper says, in the order of the papers."""
    from kg.extract.claims import find_claims
    from kg.extract.names import find_entities
    from kg.extract.nlp import make_nlp

    nlp = make_nlp()
    for paper in papers:
        doc = nlp.make_doc(paper.text)
        entities = find_entities(doc)
        yield Extraction(paper, entities, find_claims(doc, entities))
