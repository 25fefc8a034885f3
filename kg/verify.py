"""Read every name, value and quote of a graph again at its offsets in the source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.vocabulary import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

    from kg.model import Paper

__all__ = ["Mismatch", "Verification", "verify"]

IDENTIFIER = NamedNode(PREFIXES["dcterms"] + "identifier")
TITLE = NamedNode(PREFIXES["dcterms"] + "title")
STATED_IN, SURFACE, START, END, QUOTE, VALUE_TEXT, VALUE_START = (
    NamedNode(iri(name)) for name in ("statedIn", "surface", "start", "end", "quote", "valueText", "valueStart")
)
WORDS = tuple(NamedNode(iri(name)) for name in ("subjectText", "baselineText", "datasetText"))


@dataclass(frozen=True, slots=True, order=True)
class Mismatch:
    """A statement of the graph that its source does not bear out."""

    paper: str
    start: int
    what: str
    graph: str
    source: str

    def __str__(self) -> str:
        """Return one line that says where and what."""
        return f"{self.paper}:{self.start}: {self.what}: the graph has {self.graph!r}, the source {self.source!r}"


@dataclass(frozen=True, slots=True)
class Verification:
    """How many papers, names, values, quotes and words were read again, and what did not agree."""

    counts: Counter[str]
    mismatches: tuple[Mismatch, ...]


def verify(store: Store, papers: Iterable[Paper]) -> Verification:
    """Compare a graph with the papers it was built from.

    Names, values and quotes must stand at their offsets, titles be equal, and words that name no concept stand
    somewhere in the text. A graph without quotes has its quotes' offsets checked only. A paper of the graph that
    is not among `papers` is a mismatch; papers that the graph lacks are not.
    """
    nodes = {_text(quad.object): quad.subject for quad in store.quads_for_pattern(None, IDENTIFIER, None)}
    counts: Counter[str] = Counter()
    mismatches: list[Mismatch] = []
    for paper in papers:
        node = nodes.pop(paper.id, None)
        if isinstance(node, NamedNode):
            counts["papers"] += 1
            mismatches += _verify_paper(store, node, paper, counts)
    mismatches += [Mismatch(name, 0, "paper", name, "not among the inputs") for name in nodes]
    return Verification(counts, tuple(sorted(mismatches)))


def _verify_paper(store: Store, node: NamedNode, paper: Paper, counts: Counter[str]) -> Iterator[Mismatch]:
    counts["titles"] += 1
    title = _one(store, node, TITLE)
    if title != (paper.title or paper.id):
        yield Mismatch(paper.id, 0, "title", title or "", paper.title or paper.id)
    for quad in store.quads_for_pattern(None, STATED_IN, node):
        if isinstance(quad.subject, NamedNode):
            surface = _one(store, quad.subject, SURFACE)
            if surface is None:
                yield from _verify_claim(store, quad.subject, paper, counts)
            else:
                yield from _verify_mention(store, quad.subject, surface, paper, counts)


def _verify_mention(
    store: Store, node: NamedNode, surface: str, paper: Paper, counts: Counter[str]
) -> Iterator[Mismatch]:
    for start in map(int, _values(store, node, START)):
        counts["names"] += 1
        yield from _differs(paper, "name", start, surface)


def _verify_claim(store: Store, node: NamedNode, paper: Paper, counts: Counter[str]) -> Iterator[Mismatch]:
    start, end = int(_one(store, node, START) or -1), int(_one(store, node, END) or -1)
    quote = _one(store, node, QUOTE)
    counts["quotes"] += 1
    if not 0 <= start < end <= len(paper.text):
        yield Mismatch(paper.id, start, "quote", f"offsets {start} to {end}", f"{len(paper.text)} characters")
    elif quote is not None and paper.text[start:end] != quote:
        yield Mismatch(paper.id, start, "quote", quote, paper.text[start:end])
    value, at = _one(store, node, VALUE_TEXT), _one(store, node, VALUE_START)
    if value is not None:
        counts["values"] += 1
        yield from _differs(paper, "value", int(at or -1), value)
    squeezed = " ".join(paper.text.split())
    for words in (text for predicate in WORDS for text in _values(store, node, predicate)):
        counts["words"] += 1
        if " ".join(words.split()) not in squeezed:
            yield Mismatch(paper.id, start, "words", words, "nowhere")


def _differs(paper: Paper, what: str, start: int, words: str) -> Iterator[Mismatch]:
    there = paper.text[start : start + len(words)] if start >= 0 else ""
    if there != words:
        yield Mismatch(paper.id, start, what, words, there)


def _values(store: Store, node: NamedNode, predicate: NamedNode) -> list[str]:
    return sorted(_text(quad.object) for quad in store.quads_for_pattern(node, predicate, None))


def _one(store: Store, node: NamedNode, predicate: NamedNode) -> str | None:
    return next(iter(_values(store, node, predicate)), None)


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else str(term)
