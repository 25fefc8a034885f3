"""Papers, claims, mentions and concepts as triples, in the order in which they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode

from pyoxigraph import Literal, NamedNode, Triple

from kg.data.units import Unit, units
from kg.rdf.comparable import comparable
from kg.rdf.description import described
from kg.rdf.terms import RDF_TYPE, cg, check_base, curie, dated, decimal, integer, is_storable, text, web_address
from kg.vocabulary import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Concept, LinkedClaim, LinkedPaper, Paper, Quantity

__all__ = ["claim_iri", "concept_iri", "concept_triples", "graph_triples", "paper_iri", "shortcuts", "triples"]

_VALUES = {"increase": "Increase", "decrease": "Decrease", "higher": "Higher", "lower": "Lower"}
Pairs = Iterable[tuple[NamedNode, NamedNode | Literal]]


def paper_iri(base: str, paper_id: str) -> str:
    """Return the IRI of a paper; ids that differ give IRIs that differ."""
    return f"{base}paper/{percent_encode(paper_id, safe='')}"


def concept_iri(base: str, concept_id: str) -> str:
    """Return the IRI of a concept, whose id is already a slug."""
    return base + concept_id


def claim_iri(base: str, paper_id: str, claim_id: str) -> str:
    """Return the IRI of a claim of a paper."""
    return f"{paper_iri(base, paper_id)}#claim-{claim_id}"


def graph_triples(
    papers: Iterable[LinkedPaper],
    concepts: Iterable[Concept],
    *,
    quotes: bool,
    base: str,
    options: Mapping[str, str] | None = None,
) -> Iterator[Triple]:
    """Yield a whole graph, each triple once, all triples of a subject together, what describes the graph last.

    Papers and concepts come in the order given (by id, for equal bytes); `papers` is read once, and only the concepts
    and the short cuts between them are kept.

    Args:
        papers: what each paper says, as `kg.rdf.check` let it pass.
        concepts: all that they name.
        quotes: whether the abstract and the quotes of claims are written, or their offsets alone.
        base: what the IRIs of the graph begin with.
        options: what else the run was told, by name; nothing that may change while the graph stays the same.

    Raises:
        GraphError: `base` cannot begin an IRI.
    """
    check_base(base)
    told = {"base": base, "quotes": "yes" if quotes else "no", **(options or {})}
    yield from described(_undescribed(papers, tuple(concepts), quotes, base), base=base, options=told)


def _undescribed(
    papers: Iterable[LinkedPaper], concepts: tuple[Concept, ...], quotes: bool, base: str
) -> Iterator[Triple]:
    yield from _units_and_settings()
    metrics = {concept.id: concept for concept in concepts if concept.type == "Metric"}
    links = set[Triple]()
    for linked in papers:
        yield from triples(linked, metrics, quotes=quotes, base=base)
        links.update(shortcuts(linked, base=base))
    by_subject = defaultdict[str, list[Triple]](list)
    for link in sorted(links, key=str):
        by_subject[str(link.subject)].append(link)
    for concept in concepts:
        yield from concept_triples(concept, base=base)
        yield from by_subject[f"<{concept_iri(base, concept.id)}>"]


def triples(linked: LinkedPaper, metrics: Mapping[str, Concept], *, quotes: bool, base: str) -> Iterator[Triple]:
    """Yield what one paper says, without the short cuts between concepts.

    Args:
        linked: the paper, as `kg.rdf.check` let it pass.
        metrics: the metrics of the graph by id, which say how results compare.
        quotes: whether the abstract and the quotes of claims are written, or their offsets alone.
        base: what the IRIs of papers and concepts begin with.
    """
    paper = NamedNode(paper_iri(base, linked.paper.id))
    yield from _about(paper, _paper(linked, quotes, base))
    for claim in linked.claims:
        node = NamedNode(claim_iri(base, linked.paper.id, claim.id))
        yield from _about(node, _claim(claim, metrics, linked.paper, paper, quotes, base))
    yield from _mentions(linked, paper, base)


def concept_triples(concept: Concept, *, base: str) -> Iterator[Triple]:
    """Yield a concept: its type, names, place among the others, and why names were merged."""
    yield from _about(NamedNode(concept_iri(base, concept.id)), _concept(concept, base))


def shortcuts(linked: LinkedPaper, *, base: str) -> Iterator[Triple]:
    """Yield links from method to concept that follow from the claims of a paper, for traversal."""
    for subject, name, target in sorted(_shortcut_ids(linked)):
        if subject != target:
            yield Triple(NamedNode(concept_iri(base, subject)), cg(name), NamedNode(concept_iri(base, target)))


def _about(subject: NamedNode, pairs: Pairs) -> Iterator[Triple]:
    return (Triple(subject, predicate, value) for predicate, value in dict.fromkeys(pairs))


def _units_and_settings() -> Iterator[Triple]:
    for word, name in sorted(SETTINGS.items(), key=lambda item: item[1]):
        yield from _about(cg(name), [(RDF_TYPE, cg("SettingProperty")), (curie("rdfs:label"), Literal(word))])
    for unit in sorted((unit for unit in units().values() if unit.curie), key=lambda unit: unit.curie):
        yield from _about(curie(unit.curie), _unit(unit))


def _unit(unit: Unit) -> Pairs:
    yield RDF_TYPE, curie("qudt:Unit")
    yield curie("rdfs:label"), Literal(unit.label)
    yield curie("qudt:symbol"), Literal(unit.symbol)


def _paper(linked: LinkedPaper, quotes: bool, base: str) -> Pairs:
    paper = linked.paper
    yield RDF_TYPE, cg("Paper")
    yield curie("dcterms:identifier"), text(paper.id)
    yield curie("dcterms:title"), text(paper.title or paper.id)
    for author in paper.authors:
        yield curie("dcterms:creator"), text(author)
    if day := dated(paper.date):
        yield curie("dcterms:date"), day
    if paper.venue:
        yield curie("dcterms:isPartOf"), text(paper.venue)
    if address := web_address(paper.url):
        yield curie("schema:url"), address
    if quotes:
        yield curie("dcterms:abstract"), text(paper.abstract)
    for concept in sorted(linked.introduces):
        yield cg("introduces"), NamedNode(concept_iri(base, concept))
    for concept in sorted({concept for concept, _ in linked.mentions}):
        yield cg("mentions"), NamedNode(concept_iri(base, concept))


def _claim(
    linked: LinkedClaim, metrics: Mapping[str, Concept], paper: Paper, paper_node: NamedNode, quotes: bool, base: str
) -> Pairs:
    claim = linked.claim
    yield RDF_TYPE, cg(claim.kind.capitalize())
    yield RDF_TYPE, cg("Claim")
    yield cg("statedIn"), paper_node
    yield from _slot("subject", linked.subject, claim.subject, base)
    if claim.kind == "setting" and claim.metric in SETTINGS:
        yield cg("property"), cg(SETTINGS[claim.metric])
    else:
        yield from _slot("metric", linked.metric, claim.metric, base)
    yield from _slot("dataset", linked.dataset, claim.dataset, base)
    yield from _slot("baseline", linked.baseline, claim.baseline, base)
    if claim.value:
        yield from _value(claim.value)
    if found := comparable(linked, metrics):
        yield cg("comparableMetric"), NamedNode(concept_iri(base, found.metric))
        yield cg("comparableValue"), decimal(found.value)
    if claim.direction:
        yield cg("direction"), cg(_VALUES[claim.direction])
    if claim.relation:
        yield cg("relation"), cg(claim.relation)
    if quotes:
        yield cg("quote"), text(paper.text[claim.start : claim.end])
    yield cg("start"), integer(claim.start)
    yield cg("end"), integer(claim.end)
    yield cg("rule"), text(claim.rule)


def _slot(name: str, concept: str | None, words: str | None, base: str) -> Pairs:
    if concept:
        yield cg(name), NamedNode(concept_iri(base, concept))
    elif words:
        yield cg(f"{name}Text"), text(words)


def _value(value: Quantity) -> Pairs:
    if value.low is not None and is_storable(value.low):
        yield cg("value"), decimal(value.low)
        if value.high is not None and value.high != value.low and is_storable(value.high):
            yield cg("upperValue"), decimal(value.high)
    if value.unit in units() and units()[value.unit].curie:
        yield cg("unit"), curie(units()[value.unit].curie)
    yield cg("valueText"), text(value.text)
    if value.modifier:
        yield cg("modifier"), text(value.modifier)
    yield cg("valueStart"), integer(value.start)


def _mentions(linked: LinkedPaper, paper: NamedNode, base: str) -> Iterator[Triple]:
    places = defaultdict[tuple[str, str], list[tuple[int, str]]](list)
    for concept, mention in linked.mentions:
        places[concept, linked.paper.text[mention.start : mention.end]].append((mention.start, mention.rule))
    for (concept, surface), found in sorted(places.items()):
        name = sha256(f"{concept}\x1f{surface}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        node = NamedNode(f"{paper.value}#mention-{name}")
        about = NamedNode(concept_iri(base, concept))
        yield Triple(node, RDF_TYPE, cg("Mention"))
        yield Triple(node, cg("statedIn"), paper)
        yield Triple(node, cg("concept"), about)
        yield Triple(node, cg("surface"), text(surface))
        yield from (Triple(node, cg("start"), integer(start)) for start in sorted({start for start, _ in found}))
        yield from (Triple(node, cg("rule"), text(rule)) for rule in sorted({rule for _, rule in found}))


def _concept(concept: Concept, base: str) -> Pairs:
    yield RDF_TYPE, cg(concept.type)
    yield RDF_TYPE, curie("skos:Concept")
    yield curie("skos:prefLabel"), text(concept.name)
    for alias in concept.aliases:
        yield curie("skos:altLabel"), text(alias)
    for broader in concept.broader:
        yield curie("skos:broader"), NamedNode(concept_iri(base, broader))
    if concept.better:
        yield cg("better"), cg(_VALUES[concept.better])
    if concept.unit in units() and units()[concept.unit].curie:
        yield cg("defaultUnit"), curie(units()[concept.unit].curie)
    for name, end in (("lowestValue", concept.lowest), ("highestValue", concept.highest)):
        if end is not None:
            yield cg(name), decimal(end)
    if concept.complement:
        yield cg("complementOf"), NamedNode(concept_iri(base, concept.complement))
    for link in concept.links:
        yield curie(f"skos:{link.relation}Match"), NamedNode(link.iri)
    for merge in concept.merges:
        yield cg("mergeReason"), text(f"{merge.surface}: {merge.reason} ({merge.paper})")


def _shortcut_ids(linked: LinkedPaper) -> set[tuple[str, str, str]]:
    """Return (method, property, concept) ids; a task is addressed by what the paper that names it introduces."""
    methods = [concept for concept in linked.introduces if concept.startswith("method/")]
    tasks = {concept for concept, _ in linked.mentions if concept.startswith("task/")}
    found = {(method, "addresses", task) for method in methods for task in tasks}
    for claim in linked.claims:
        if not claim.subject or not claim.subject.startswith("method/"):
            continue
        if claim.claim.kind in {"result", "change"}:
            found |= {(claim.subject, "evaluatedOn", claim.dataset)} if claim.dataset else set()
            found |= {(claim.subject, "measuredBy", claim.metric)} if claim.metric else set()
        if claim.claim.relation and claim.baseline and claim.baseline.startswith("method/"):
            found.add((claim.subject, claim.claim.relation, claim.baseline))
    return found
