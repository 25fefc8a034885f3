"""Papers, claims, mentions and concepts as blocks of Turtle, in the order in which they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode

from kg.data.units import Unit, units
from kg.rdf.comparable import comparable
from kg.rdf.description import description
from kg.rdf.terms import address, cg, check_base, curie, dated, decimal, integer, is_storable, own, text, web_address
from kg.rdf.turtle import Counts
from kg.vocabulary import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Concept, LinkedClaim, LinkedPaper, Paper, Quantity
    from kg.rdf.turtle import Block

__all__ = [
    "Shortcut",
    "claim_class",
    "concept_block",
    "fixed_blocks",
    "graph_blocks",
    "paper_blocks",
    "shortcuts",
    "told",
]

_VALUES = {"increase": "Increase", "decrease": "Decrease", "higher": "Higher", "lower": "Lower"}
_A = "a"  # rdf:type
Pairs = Iterable[tuple[str, str]]
Shortcut = tuple[str, str, str]  # the ids of two concepts, and between them the property that joins them


def graph_blocks(
    papers: Iterable[LinkedPaper],
    concepts: Iterable[Concept],
    *,
    quotes: bool,
    base: str,
    options: Mapping[str, str] | None = None,
) -> Iterator[Block]:
    """Yield a whole graph, a block a subject, each triple once, what describes the graph last.

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
    concepts = tuple(concepts)
    counts = Counts()
    for block in _undescribed(papers, concepts, quotes, base):
        counts.add(block)
        yield block
    yield from description(counts, base=base, options=told(options or {}, quotes=quotes, base=base))


def told(options: Mapping[str, str], *, quotes: bool, base: str) -> dict[str, str]:
    """Return what a graph says about the run that made it."""
    return {"base": base, "quotes": "yes" if quotes else "no", **options}


def _undescribed(
    papers: Iterable[LinkedPaper], concepts: Iterable[Concept], quotes: bool, base: str
) -> Iterator[Block]:
    yield from fixed_blocks()
    metrics = {concept.id: concept for concept in concepts if concept.type == "Metric"}
    links = defaultdict[str, set[Shortcut]](set)
    for linked in papers:
        yield from paper_blocks(linked, metrics, quotes=quotes, base=base)
        for link in shortcuts(linked):
            links[link[0]].add(link)
    for concept in concepts:
        yield concept_block(concept, links[concept.id], base=base)


def paper_blocks(linked: LinkedPaper, metrics: Mapping[str, Concept], *, quotes: bool, base: str) -> Iterator[Block]:
    """Yield what one paper says, without the short cuts between concepts.

    Args:
        linked: the paper, as `kg.rdf.check` let it pass.
        metrics: the metrics of the graph by id, which say how results compare.
        quotes: whether the abstract and the quotes of claims are written, or their offsets alone.
        base: what the IRIs of papers and concepts begin with.
    """
    paper = own(base, f"paper/{percent_encode(linked.paper.id, safe='')}")
    yield paper, _once(_paper(linked, quotes, base))
    for claim in linked.claims:
        yield _part(paper, f"claim-{claim.id}"), _once(_claim(claim, metrics, linked.paper, paper, quotes, base))
    yield from _mentions(linked, paper, base)


def concept_block(concept: Concept, links: Iterable[Shortcut], *, base: str) -> Block:
    """Return a concept: its type, names, place among the others, why names were merged, and its short cuts."""
    pairs = _once(_concept(concept, base))
    # ">" ends an IRI: what follows from the same claims stands where it stood when IRIs were written out
    for _, name, target in sorted(links, key=lambda link: (link[1], f"{link[2]}>")):
        pairs.append((cg(name), own(base, target)))
    return own(base, concept.id), pairs


def shortcuts(linked: LinkedPaper) -> list[Shortcut]:
    """Return links from method to concept that follow from the claims of a paper, for traversal, sorted."""
    return sorted(link for link in _shortcuts(linked) if link[0] != link[2])


def fixed_blocks() -> Iterator[Block]:
    """Yield what every graph begins with: the properties of settings, and units."""
    for word, name in sorted(SETTINGS.items(), key=lambda item: item[1]):
        yield cg(name), [(_A, cg("SettingProperty")), (curie("rdfs:label"), text(word))]
    for unit in sorted((unit for unit in units().values() if unit.curie), key=lambda unit: unit.curie):
        yield curie(unit.curie), _once(_unit(unit))


def claim_class(kind: str) -> str:
    """Return the class of the claims of a kind."""
    return cg(kind.capitalize())


def _once(pairs: Pairs) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairs))


def _part(paper: str, name: str) -> str:
    """Return a part of a paper: the IRI of the paper, a hash, and a name of letters, digits and hyphens."""
    if paper.startswith("<"):
        return f"{paper[:-1]}#{name}>"
    inner = paper.removesuffix(r"\.") + "." if paper.endswith(r"\.") else paper  # a dot is escaped at the end only
    return rf"{inner}\#{name}"


def _unit(unit: Unit) -> Pairs:
    yield _A, curie("qudt:Unit")
    yield curie("rdfs:label"), text(unit.label)
    yield curie("qudt:symbol"), text(unit.symbol)


def _paper(linked: LinkedPaper, quotes: bool, base: str) -> Pairs:
    paper = linked.paper
    yield _A, cg("Paper")
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
        yield cg("introduces"), own(base, concept)
    for concept in sorted({concept for concept, _ in linked.mentions}):
        yield cg("mentions"), own(base, concept)


def _claim(
    linked: LinkedClaim, metrics: Mapping[str, Concept], paper: Paper, paper_node: str, quotes: bool, base: str
) -> Pairs:
    claim = linked.claim
    yield _A, claim_class(claim.kind)
    yield _A, cg("Claim")
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
        yield cg("comparableMetric"), own(base, found.metric)
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
        yield cg(name), own(base, concept)
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


def _mentions(linked: LinkedPaper, paper: str, base: str) -> Iterator[Block]:
    places = defaultdict[tuple[str, str], list[tuple[int, str]]](list)
    for concept, mention in linked.mentions:
        places[concept, linked.paper.text[mention.start : mention.end]].append((mention.start, mention.rule))
    for (concept, surface), found in sorted(places.items()):
        name = sha256(f"{concept}\x1f{surface}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        pairs = [
            (_A, cg("Mention")),
            (cg("statedIn"), paper),
            (cg("concept"), own(base, concept)),
            (cg("surface"), text(surface)),
            *((cg("start"), integer(start)) for start in sorted({start for start, _ in found})),
            *((cg("rule"), text(rule)) for rule in sorted({rule for _, rule in found})),
        ]
        yield _part(paper, f"mention-{name}"), pairs


def _labels(concept: Concept) -> Pairs:
    """Yield the names that are shown, then the keys by which any spelling is found; SKOS: no label is of two kinds."""
    yield curie("skos:prefLabel"), text(concept.name)
    for alias in concept.aliases:
        yield curie("skos:altLabel"), text(alias)
    for name_key in sorted({*concept.keys} - {concept.name, *concept.aliases}):
        yield curie("skos:hiddenLabel"), text(name_key)


def _concept(concept: Concept, base: str) -> Pairs:
    yield _A, cg(concept.type)
    yield _A, curie("skos:Concept")
    yield from _labels(concept)
    for broader in concept.broader:
        yield curie("skos:broader"), own(base, broader)
    if concept.better:
        yield cg("better"), cg(_VALUES[concept.better])
    if concept.unit in units() and units()[concept.unit].curie:
        yield cg("defaultUnit"), curie(units()[concept.unit].curie)
    for name, end in (("lowestValue", concept.lowest), ("highestValue", concept.highest)):
        if end is not None:
            yield cg(name), decimal(end)
    if concept.complement:
        yield cg("complementOf"), own(base, concept.complement)
    for link in concept.links:
        yield curie(f"skos:{link.relation}Match"), address(link.iri, base)
    for merge in concept.merges:
        yield cg("mergeReason"), text(f"{merge.surface}: {merge.reason} ({merge.paper})")


def _shortcuts(linked: LinkedPaper) -> set[Shortcut]:
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
