"""What comes of some papers, or of some concepts: triples as text, rows of the tables, and what is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import RdfFormat, serialize

from kg import link, rdf
from kg.columnar import claim_row, entity_row, facts_of, mention_rows, paper_row
from kg.model import Merge
from kg.vocabulary import CG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.columnar import Facts, Row
    from kg.model import Concept, Extraction, LinkedPaper

__all__ = ["Portion", "Summary", "concept_portions", "linked", "paper_portions", "portion", "summary"]

SIZE = 200  # papers or concepts

T = TypeVar("T")
Rows = dict[str, list["Row"]]


@dataclass(frozen=True, slots=True)
class Portion:
    """N-Triples, how many, rows by table, and the short cuts between concepts that the papers give."""

    text: str
    counts: rdf.Counts
    rows: Rows
    shortcuts: tuple[rdf.Shortcut, ...] = ()


@dataclass(slots=True)
class Summary:
    """What the report tells of papers, and the merges that hold in one paper only, the first paper's of each."""

    papers: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    ambiguous: Counter[str] = field(default_factory=Counter)
    refused: list[rdf.Refusal] = field(default_factory=list)
    merges: dict[tuple[str, str, str], Merge] = field(default_factory=dict)

    def add(self, paper: LinkedPaper, refused: Iterable[rdf.Refusal]) -> None:
        """Count one paper."""
        self.papers += 1
        self.claims.update(claim.claim.kind for claim in paper.claims)
        self.ambiguous.update(paper.unresolved)
        self.refused += refused
        for concept, merge in paper.merges:
            self._keep((concept, merge.surface, merge.reason), merge)

    def merge(self, other: Summary) -> Summary:
        """Add what others counted, and return this one."""
        self.papers += other.papers
        self.claims.update(other.claims)
        self.ambiguous.update(other.ambiguous)
        self.refused += other.refused
        for at, merge in other.merges.items():
            self._keep(at, merge)
        return self

    def _keep(self, at: tuple[str, str, str], merge: Merge) -> None:
        self.merges[at] = min(self.merges.get(at, merge), merge)


def linked(names: link.Names, papers: Iterable[Extraction]) -> Iterator[tuple[LinkedPaper, tuple[rdf.Refusal, ...]]]:
    """Yield papers with concepts in place of names, and the claims that were refused."""
    return (rdf.check(link.apply(names, paper)) for paper in papers)


def summary(names: link.Names, papers: Iterable[Extraction]) -> Iterator[Summary]:
    """Yield what there is to tell of some papers."""
    found = Summary()
    for paper, refused in linked(names, papers):
        found.add(paper, refused)
    yield found


def paper_portions(
    papers: Iterable[LinkedPaper],
    *,
    metrics: Mapping[str, Concept],
    labels: Mapping[str, str],
    quotes: bool,
    base: str,
) -> Iterator[Portion]:
    """Yield what comes of papers; see `kg.rdf.paper_blocks` for the arguments."""
    for some in _portions(papers):
        blocks = [block for paper in some for block in rdf.paper_blocks(paper, metrics, quotes=quotes, base=base)]
        shortcuts = {link for paper in some for link in rdf.shortcuts(paper)}
        yield portion(blocks, tuple(sorted(shortcuts)), base=base, rows=lambda facts: _paper_rows(facts, labels))


def concept_portions(
    concepts: Iterable[tuple[Concept, Iterable[rdf.Shortcut]]], *, labels: Mapping[str, str], base: str
) -> Iterator[Portion]:
    """Yield what comes of concepts, given with the short cuts that begin at them."""
    for some in _portions(concepts):
        blocks = [rdf.concept_block(concept, links, base=base) for concept, links in some]
        yield portion(blocks, base=base, rows=lambda facts: _entity_rows(facts, labels))


def portion(
    blocks: Iterable[rdf.Block],
    shortcuts: tuple[rdf.Shortcut, ...] = (),
    *,
    base: str,
    rows: Callable[[Mapping[str, Facts]], Rows] = lambda _: {},
) -> Portion:
    """Return blocks as text and rows."""
    counts = rdf.Counts()
    blocks = list(blocks)
    for block in blocks:
        counts.add(block)
    triples = list(rdf.as_triples(blocks, base=base))
    text = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode().rstrip("\n")
    return Portion(text, counts, rows(facts_of(triples)), shortcuts)


def _paper_rows(found: Mapping[str, Facts], labels: Mapping[str, str]) -> Rows:
    rows = defaultdict[str, "list[Row]"](list)
    for subject, facts in found.items():
        if not (paper := facts.get(f"{CG}statedIn")):
            rows["papers"].append(paper_row(subject, facts))
        elif f"{CG}concept" in facts:
            rows["mentions"] += mention_rows(facts, found[paper[0]], labels)
        else:
            rows["claims"].append(claim_row(subject, facts, found[paper[0]], labels))
    return dict(rows)


def _entity_rows(found: Mapping[str, Facts], labels: Mapping[str, str]) -> Rows:
    return {"entities": [entity_row(subject, facts, labels) for subject, facts in found.items()]}


def _portions(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while some := list(islice(iterator, SIZE)):
        yield some
