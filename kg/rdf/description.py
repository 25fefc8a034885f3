"""A graph about itself: what it holds (VoID), and which run of which software made it (PROV)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg import __version__
from kg.rdf.terms import RDF_TYPE, cg, curie, integer, text
from kg.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["described"]

_PARTS = ("Paper", "Method", "Dataset", "Metric", "Task", "Result", "Change", "Setting", "Comparison")
_VOCABULARIES = ("cg", "dcterms", "prov", "qudt", "schema", "skos", "void")
_ONTOLOGY = NamedNode(BASE + "ontology")
_RIGHTS = "The data model is under the MIT licence. Titles, abstracts and quotes are their authors'."


def described(triples: Iterable[Triple], *, base: str, options: Mapping[str, str]) -> Iterator[Triple]:
    """Pass triples on and count them; then yield the description of the graph, which counts itself too.

    Args:
        triples: a graph, each triple once, all triples of a subject together.
        base: what the IRIs of the graph begin with.
        options: what the run was told, by name.
    """
    total, entities = 0, 0
    classes = Counter[str]()
    last = None
    for triple in triples:
        total += 1
        if triple.predicate == RDF_TYPE:
            classes[triple.object.value] += 1  # type: ignore[union-attr]  # a class is no triple
            entities += triple.subject != last
            last = triple.subject
        yield triple
    own = list(_description(base, options, classes, 0, 0))
    total += len(own)
    entities += sum(triple.predicate == RDF_TYPE for triple in own)
    yield from _description(base, options, classes, total, entities)


def _description(
    base: str, options: Mapping[str, str], classes: Mapping[str, int], triples: int, entities: int
) -> Iterator[Triple]:
    graph, run, software = (NamedNode(f"{base}graph{part}") for part in ("", "#run", "#software"))
    papers = f"{classes.get(cg('Paper').value, 0):,} papers"
    parts = {name: NamedNode(f"{base}graph#{name}") for name in _PARTS}
    facts: tuple[tuple[str, NamedNode | Literal], ...] = (
        ("rdf:type", curie("void:Dataset")),
        ("dcterms:title", text(f"What {papers} claim")),
        ("dcterms:description", text(_about(papers))),
        ("dcterms:creator", software),
        ("dcterms:conformsTo", _ONTOLOGY),
        ("dcterms:rights", text(_RIGHTS)),
        ("prov:wasGeneratedBy", run),
        ("void:uriSpace", text(base)),
        ("void:triples", integer(triples)),
        ("void:entities", integer(entities)),
        *(("void:vocabulary", NamedNode(PREFIXES[prefix])) for prefix in _VOCABULARIES),
        *(("void:classPartition", part) for part in parts.values()),
    )
    yield from (Triple(graph, curie(name), value) for name, value in facts)
    for name, part in parts.items():
        yield Triple(part, curie("void:class"), cg(name))
        yield Triple(part, curie("void:entities"), integer(classes.get(cg(name).value, 0)))
    yield from _origin(run, software, options)


def _origin(run: NamedNode, software: NamedNode, options: Mapping[str, str]) -> Iterator[Triple]:
    """Yield the run, the software, and the data model; no times, so that the same papers give the same bytes."""
    yield Triple(run, RDF_TYPE, curie("prov:Activity"))
    yield Triple(run, curie("rdfs:label"), Literal("extraction and linking"))
    yield Triple(run, curie("prov:wasAssociatedWith"), software)
    yield from (Triple(run, cg("option"), text(f"{name}: {options[name]}")) for name in sorted(options))
    yield Triple(software, RDF_TYPE, curie("prov:SoftwareAgent"))
    yield Triple(software, curie("rdfs:label"), Literal("claimgraph"))
    yield Triple(software, curie("schema:softwareVersion"), Literal(__version__))
    yield Triple(_ONTOLOGY, RDF_TYPE, curie("owl:Ontology"))
    yield Triple(_ONTOLOGY, curie("dcterms:license"), NamedNode("https://spdx.org/licenses/MIT"))


def _about(papers: str) -> str:
    return (
        f"Methods, data sets, metrics, tasks and claims that rules found in the titles and abstracts of {papers}. "
        "Each claim names its paper, the place in the text that says it, and the rule that found it."
    )
