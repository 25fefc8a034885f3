"""A graph about itself: what it holds (VoID), and which run of which software made it (PROV)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import __version__
from kg.rdf.terms import address, cg, curie, integer, text
from kg.rdf.turtle import Counts
from kg.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.rdf.turtle import Block

__all__ = ["description"]

_PARTS = ("Paper", "Method", "Dataset", "Metric", "Task", "Result", "Change", "Setting", "Comparison")
_VOCABULARIES = ("cg", "dcterms", "prov", "qudt", "schema", "skos", "void")
_ONTOLOGY = BASE + "ontology"
_RIGHTS = "The data model is under the MIT licence. Titles, abstracts and quotes are their authors'."


def description(counts: Counts, *, base: str, options: Mapping[str, str]) -> list[Block]:
    """Return the description of a graph, which counts itself too.

    Args:
        counts: what the other blocks of the graph hold.
        base: what the IRIs of the graph begin with.
        options: what the run was told, by name.
    """
    total = Counts()
    total.merge(counts)
    for block in _blocks(base, options, counts, 0, 0):
        total.add(block)
    return _blocks(base, options, counts, total.triples, total.entities)


def _blocks(base: str, options: Mapping[str, str], counts: Counts, triples: int, entities: int) -> list[Block]:
    graph, run, software = (address(f"{base}graph{part}") for part in ("", "#run", "#software"))
    papers = f"{counts.classes[cg('Paper')]:,} papers"
    parts = {name: address(f"{base}graph#{name}") for name in _PARTS}
    facts = [
        (curie("rdf:type"), curie("void:Dataset")),
        (curie("dcterms:title"), text(f"What {papers} claim")),
        (curie("dcterms:description"), text(_about(papers))),
        (curie("dcterms:creator"), software),
        (curie("dcterms:conformsTo"), address(_ONTOLOGY)),
        (curie("dcterms:rights"), text(_RIGHTS)),
        (curie("prov:wasGeneratedBy"), run),
        (curie("void:uriSpace"), text(base)),
        (curie("void:triples"), integer(triples)),
        (curie("void:entities"), integer(entities)),
        *((curie("void:vocabulary"), address(PREFIXES[prefix])) for prefix in _VOCABULARIES),
        *((curie("void:classPartition"), part) for part in parts.values()),
    ]
    partitions: list[Block] = [
        (part, [(curie("void:class"), cg(name)), (curie("void:entities"), integer(counts.classes[cg(name)]))])
        for name, part in parts.items()
    ]
    return [(graph, facts), *partitions, *_origin(run, software, options)]


def _origin(run: str, software: str, options: Mapping[str, str]) -> list[Block]:
    """Return the run, the software, and the data model; no times, so that the same papers give the same bytes."""
    kind, label = curie("rdf:type"), curie("rdfs:label")
    told = [(cg("option"), text(f"{name}: {options[name]}")) for name in sorted(options)]
    made = [(kind, curie("prov:Activity")), (label, text("extraction and linking"))]
    return [
        (run, [*made, (curie("prov:wasAssociatedWith"), software), *told]),
        (
            software,
            [
                (kind, curie("prov:SoftwareAgent")),
                (label, text("claimgraph")),
                (curie("schema:softwareVersion"), text(__version__)),
            ],
        ),
        (
            address(_ONTOLOGY),
            [
                (kind, curie("owl:Ontology")),
                (curie("dcterms:license"), address("https://spdx.org/licenses/MIT")),
            ],
        ),
    ]


def _about(papers: str) -> str:
    return (
        f"Methods, data sets, metrics, tasks and claims that rules found in the titles and abstracts of {papers}. "
        "Each claim names its paper, the place in the text that says it, and the rule that found it."
    )
