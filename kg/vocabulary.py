"""Our IRIs and the prefixes every query knows. `schemas/ontology.ttl` defines the same terms (tested)."""

from __future__ import annotations

__all__ = ["BASE", "CG", "CLASSES", "INDIVIDUALS", "PREFIXES", "PROPERTIES", "XSD", "iri"]

BASE = "https://w3id.org/claimgraph/"
CG = BASE + "ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "cg": CG,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}

CLASSES = (
    "Paper",
    "Method",
    "Dataset",
    "Metric",
    "Task",
    "Claim",
    "Result",
    "Change",
    "Setting",
    "Comparison",
    "Mention",
)
PROPERTIES = (
    # paper -> concept
    "introduces",
    "mentions",
    # claim -> ...
    "statedIn",
    "subject",
    "subjectText",
    "metric",
    "metricText",
    "property",
    "dataset",
    "baseline",
    "baselineText",
    "value",
    "upperValue",
    "unit",
    "valueText",
    "modifier",
    "direction",
    "relation",
    "quote",
    "start",
    "end",
    "valueStart",
    "rule",
    # mention -> ...
    "concept",
    "surface",
    # metric
    "better",
    "defaultUnit",
    # why names were merged
    "mergeReason",
    # short cuts for traversal, method -> ...
    "evaluatedOn",
    "measuredBy",
    "addresses",
    "outperforms",
    "matches",
    "underperforms",
)
INDIVIDUALS = ("Increase", "Decrease", "Higher", "Lower", "PercentagePoint")


def iri(name: str) -> str:
    """Return the IRI of one of our terms.

    Raises:
        KeyError: `name` is not in the ontology.
    """
    if name not in _TERMS:
        raise KeyError(name)
    return CG + name


_TERMS = frozenset(CLASSES + PROPERTIES + INDIVIDUALS)
