"""The page of a paper: its claims and, where the graph holds it, the abstract with names and values marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode

from kg.network.assembly import short_id
from kg.query.terms import expand
from kg.views.pages import Page, Site
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolutions, Store

    from kg.views.gathered import Claim, Gathered, Paper

__all__ = ["Piece", "page", "pages"]

_MENTIONS = """SELECT ?concept ?surface ?start {
    ?mention cg:statedIn ?paper ; cg:surface ?surface ; cg:concept ?concept ; cg:start ?start
}"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the abstract: plain, or a name (its id), or a value of a claim (`kind` "value")."""

    text: str
    kind: str
    name: str


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of each paper that has one."""
    gathered = site.gathered
    iris = _iris(site.store) if any(paper.abstract for paper in gathered.papers.values()) else {}
    for paper in gathered.papers.values():
        if paper.id in site.plan.paths:
            yield page(site, paper, iris.get(paper.id))


def page(site: Site, paper: Paper, iri: NamedNode | None) -> Page:
    """Return the page of a paper; its IRI is needed where there are abstracts."""
    claims = site.gathered.claims_of.get(paper.id, ())
    marks = _marks(site.store, iri, site.gathered, claims) if paper.abstract and iri else ()
    content = {
        "paper": paper,
        "claims": claims,
        "title": _pieces(paper.title, 0, marks),
        "abstract": _pieces(paper.abstract, len(paper.title) + 1, marks),
        "mentions": _by_type(site.gathered, paper),
    }
    return Page(site.plan.paths[paper.id], "paper.html", paper.title, content)


def _iris(store: Store) -> dict[str, NamedNode]:
    found = store.quads_for_pattern(None, expand("rdf:type"), expand("cg:Paper"))
    return {short_id(quad.subject.value): quad.subject for quad in found if isinstance(quad.subject, NamedNode)}


def _by_type(gathered: Gathered, paper: Paper) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in paper.mentions:
        if name in gathered.names and name not in paper.introduces:
            found.setdefault(gathered.names[name].type, []).append(name)
    return dict(sorted(found.items()))


def _marks(store: Store, paper: NamedNode, gathered: Gathered, claims: Iterable[Claim]) -> list[tuple[int, int, str]]:
    """Return where names and values stand in title, line break, abstract; values and the longest first win."""
    found = []
    for claim in claims:
        if claim.value_start >= 0 and claim.value_text:
            found.append((0, claim.value_start, claim.value_start + len(claim.value_text), ""))
    for row in cast("QuerySolutions", store.query(_MENTIONS.replace("?paper", str(paper)), prefixes=PREFIXES)):
        concept, surface, place = (term.value if isinstance(term, NamedNode | Literal) else "" for term in row)
        if short_id(concept) in gathered.names:
            found.append((1, int(place), int(place) + len(surface), short_id(concept)))
    chosen: list[tuple[int, int, str]] = []
    for _, start, end, name in sorted(found, key=lambda mark: (mark[0], mark[1] - mark[2], mark[1:])):
        if all(end <= a or start >= b for a, b, _ in chosen):
            chosen.append((start, end, name))
    return sorted(chosen)


def _pieces(text: str, offset: int, marks: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """Cut a text, which begins at `offset` of the whole, at its marks."""
    pieces, at = [], 0
    for start, end, name in marks:
        if offset <= start and end <= offset + len(text):
            pieces += [Piece(text[at : start - offset], "", "")] if at < start - offset else []
            pieces.append(Piece(text[start - offset : end - offset], "name" if name else "value", name))
            at = end - offset
    return [*pieces, Piece(text[at:], "", "")] if at < len(text) else pieces
