"""Reading a store for the pages: a few scans over all of it, since a look-up for each page would take hours.

For one page, look-ups of what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode

from kg.network.assembly import short_id
from kg.query.terms import expand, pairs
from kg.views.gathered import TYPES, Claim, Gathered, Name, Paper, Slot
from kg.vocabulary import CG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import QuerySolutions, Store

__all__ = ["gather", "gather_about"]

_KINDS = ("Result", "Change", "Setting", "Comparison")
_ROLES = ("subject", "metric", "dataset", "baseline")
_LINKS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
Values = dict[str, list[str]]


def gather(store: Store) -> Gathered:
    """Return all that the pages show."""
    papers = _papers(store, None)
    names = _names(store, papers, None)
    labels = _values(store, "rdfs:label")  # of units and of the properties of settings
    claims = tuple(claim for claim in _claims(_said(store), names, labels) if claim.paper in papers)
    return _gathered(papers, names, claims)


def gather_about(store: Store, node: NamedNode) -> Gathered:
    """Return what the page of one name or paper shows: other names have only the papers that are read for it."""
    iris = [node.value] if short_id(node.value).startswith("paper/") else _papers_about(store, node)
    papers = _papers(store, iris)
    stated = [claim for iri in iris for claim, _ in pairs(store, "cg:statedIn", value=NamedNode(iri))]
    said = {claim.value: _properties(store, claim) for claim in stated}
    named = {iri for found in _values(store, "cg:mentions", iris).values() for iri in found}
    named |= {claim[role] for claim in said.values() for role in (*_ROLES, "comparableMetric") if role in claim}
    named |= {node.value, *_values(store, "skos:broader", [node.value]).get(node.value, ())}
    named |= {name.value for name, _ in pairs(store, "skos:broader", value=node)}
    names = _names(store, papers, sorted(named))
    return _gathered(papers, names, tuple(_claims(said, names, _values(store, "rdfs:label"))))


def _papers_about(store: Store, name: NamedNode) -> list[str]:
    """Return the papers that mention a name or claim something about it."""
    found = {paper.value for paper, _ in pairs(store, "cg:mentions", value=name)}
    for role in _ROLES:
        for claim, _ in pairs(store, f"cg:{role}", value=name):
            found |= {paper for _, paper in pairs(store, "cg:statedIn", subject=claim)}
    return sorted(found)


def _gathered(papers: Mapping[str, Paper], names: Mapping[str, Name], claims: tuple[Claim, ...]) -> Gathered:
    of, about = defaultdict[str, list[Claim]](list), defaultdict[str, list[Claim]](list)
    for claim in claims:
        of[claim.paper].append(claim)
        for name in dict.fromkeys(slot.id for slot in claim.slots if slot and slot.id):
            about[name].append(claim)
    return Gathered(names, papers, claims, _fixed(of), _fixed(about))


def _fixed(found: Mapping[str, Iterable[Claim]]) -> dict[str, tuple[Claim, ...]]:
    return {key: tuple(values) for key, values in found.items()}


def _papers(store: Store, iris: Sequence[str] | None) -> dict[str, Paper]:
    """Return all papers, or some."""
    titles, dates, urls, venues, authors, abstracts = (
        _values(store, curie, iris)
        for curie in (
            "dcterms:title",
            "dcterms:date",
            "schema:url",
            "dcterms:isPartOf",
            "dcterms:creator",
            "dcterms:abstract",
        )
    )
    introduces, mentions = (
        {paper: [short_id(name) for name in names] for paper, names in _values(store, curie, iris).items()}
        for curie in ("cg:introduces", "cg:mentions")
    )
    found = {}
    for iri in _instances(store, "Paper") if iris is None else iris:
        paper = short_id(iri)
        found[paper] = Paper(
            id=paper,
            title=_first(titles, iri) or paper,
            date=_first(dates, iri),
            url=_first(urls, iri),
            venue=_first(venues, iri),
            authors=tuple(authors.get(iri, ())),
            abstract=_first(abstracts, iri),
            introduces=tuple(introduces.get(iri, ())),
            mentions=tuple(mentions.get(iri, ())),
        )
    return found


def _names(store: Store, papers: Mapping[str, Paper], iris: Sequence[str] | None) -> dict[str, Name]:
    """Return all names, or some; their papers are among those given."""
    labels, aliases, merges = (_values(store, f, iris) for f in ("skos:prefLabel", "skos:altLabel", "cg:mergeReason"))
    broader, better = _values(store, "skos:broader", iris), _values(store, "cg:better", iris)
    units, signs = _values(store, "cg:defaultUnit", iris), _values(store, "qudt:symbol")
    links = {relation: _values(store, f"skos:{relation}", iris) for relation in _LINKS}
    narrower, mentioned, introduced = (defaultdict[str, list[str]](list) for _ in range(3))
    for iri, wide in broader.items():
        for name in wide:
            narrower[name].append(short_id(iri))
    for paper in sorted(papers.values(), key=lambda paper: (paper.date, paper.id)):
        for name in paper.mentions:
            mentioned[name].append(paper.id)
        for name in paper.introduces:
            introduced[name].append(paper.id)
    found = {}
    for kind in TYPES:
        for iri in _instances(store, kind) if iris is None else _of_kind(iris, kind):
            name = short_id(iri)
            found[name] = Name(
                id=name,
                type=kind,
                label=_first(labels, iri) or name,
                aliases=tuple(aliases.get(iri, ())),
                broader=tuple(map(short_id, broader.get(iri, ()))),
                narrower=tuple(sorted(narrower.get(iri, ()))),
                links=tuple((relation, address) for relation in _LINKS for address in links[relation].get(iri, ())),
                merges=tuple(merges.get(iri, ())),
                better=_first(better, iri).removeprefix(CG).lower(),
                unit=_first(signs, _first(units, iri)),
                papers=tuple(mentioned.get(name, ())),
                introduced_by=tuple(introduced.get(name, ())),
            )
    return found


def _of_kind(iris: Iterable[str], kind: str) -> list[str]:
    return [iri for iri in iris if short_id(iri).startswith(f"{kind.lower()}/")]


def _said(store: Store) -> dict[str, dict[str, str]]:
    """Return the properties of all claims."""
    said = defaultdict[str, dict[str, str]](dict)
    for claim, predicate, value in _rows(store, f"?claim a <{CG}Claim> . ?claim ?p ?v", "?claim ?p ?v"):
        _note(said[claim], predicate, value)
    return said


def _properties(store: Store, claim: NamedNode) -> dict[str, str]:
    """Return the properties of what a paper states, a claim or a mention, which has no kind."""
    said: dict[str, str] = {}
    for quad in store.quads_for_pattern(claim, None, None):
        if isinstance(quad.object, NamedNode | Literal):
            _note(said, quad.predicate.value, quad.object.value)
    return said


def _note(said: dict[str, str], predicate: str, value: str) -> None:
    """Keep a value of a claim by the name of its property, the first of several; of types only those of claims."""
    name = predicate.rsplit("#", 1)[-1]
    if name != "type" or value.removeprefix(CG) in _KINDS:
        said[name] = min(said.get(name, value), value)


def _claims(said: Mapping[str, Mapping[str, str]], names: Mapping[str, Name], labels: Values) -> Iterator[Claim]:
    order = sorted(said, key=lambda claim: (said[claim].get("statedIn", ""), int(said[claim].get("start", 0)), claim))
    for claim in order:
        if "type" in said[claim] and "statedIn" in said[claim]:
            yield _claim(claim, said[claim], names, labels)


def _claim(iri: str, said: Mapping[str, str], names: Mapping[str, Name], labels: Values) -> Claim:
    def slot(role: str) -> Slot | None:
        name = short_id(said[role]) if role in said else ""
        if name in names:
            return Slot(name, names[name].label)
        return Slot("", said[f"{role}Text"]) if f"{role}Text" in said else None

    def number(name: str) -> Decimal | None:
        return Decimal(said[name]) if name in said else None

    return Claim(
        id=short_id(iri),
        kind=said["type"].removeprefix(CG).lower(),
        paper=short_id(said["statedIn"]),
        subject=slot("subject"),
        metric=slot("metric"),
        dataset=slot("dataset"),
        baseline=slot("baseline"),
        setting=_first(labels, said.get("property", "")),
        value=number("value"),
        upper=number("upperValue"),
        value_text=said.get("valueText", ""),
        unit=_first(labels, said.get("unit", "")),
        modifier=said.get("modifier", ""),
        direction=said.get("direction", "").removeprefix(CG).lower(),
        relation=said.get("relation", "").removeprefix(CG),
        quote=said.get("quote", ""),
        start=int(said.get("start", 0)),
        end=int(said.get("end", 0)),
        value_start=int(said.get("valueStart", -1)),
        rule=said.get("rule", ""),
        ranked_as=short_id(said["comparableMetric"]) if "comparableMetric" in said else "",
        comparable=number("comparableValue"),
    )


def _instances(store: Store, kind: str) -> list[str]:
    return sorted(iri for (iri,) in _rows(store, f"?s a <{CG}{kind}>", "?s"))


def _values(store: Store, curie: str, subjects: Iterable[str] | None = None) -> Values:
    """Return the values of a property by subject, sorted: of all subjects, or of some."""
    found = defaultdict[str, list[str]](list)
    if subjects is None:
        for subject, value in _rows(store, f"?s {expand(curie)} ?o", "?s ?o"):
            found[subject].append(value)
    for iri in subjects or ():
        for node, value in pairs(store, curie, subject=NamedNode(iri)):
            found[node.value].append(value)
    for several in found.values():
        several.sort()
    return found


def _rows(store: Store, pattern: str, variables: str) -> Iterator[tuple[str, ...]]:
    """Yield the IRIs and texts of a pattern; the query engine gives rows twice as fast as `quads_for_pattern`."""
    for row in cast("QuerySolutions", store.query(f"SELECT {variables} {{ {pattern} }}")):
        terms = tuple(term.value for term in row if isinstance(term, NamedNode | Literal))
        if len(terms) == len(variables.split()):
            yield terms


def _first(values: Mapping[str, list[str]], key: str) -> str:
    return values.get(key, [""])[0]
