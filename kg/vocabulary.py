"""Our IRIs and the prefixes every query knows. `schemas/ontology.ttl` defines the same terms (tested)."""

from __future__ import annotations

__all__ = ["BASE", "CG", "CLASSES", "INDIVIDUALS", "PREFIXES", "PROPERTIES", "SETTINGS", "UNITS", "XSD", "iri"]

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
    "Passage",
    "Claim",
    "Result",
    "Change",
    "Setting",
    "Comparison",
    "Mention",
    "SettingProperty",
    "Direction",
    "Preference",
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
    "datasetText",
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
    "comparableMetric",
    "comparableValue",
    "rule",
    # mention -> ...
    "concept",
    "surface",
    # metric
    "better",
    "defaultUnit",
    "lowestValue",
    "highestValue",
    "complementOf",
    # why names were merged
    "mergeReason",
    # short cuts for traversal, method -> ...
    "evaluatedOn",
    "measuredBy",
    "addresses",
    "outperforms",
    "matches",
    "underperforms",
    # the run that made the graph
    "option",
)
# kg.model.SETTING_PROPERTIES -> the individual that cg:property points to
SETTINGS = {
    "precision": "NumericPrecision",
    "parameters": "ParameterCount",
    "data": "DataSize",
    "context length": "ContextLength",
    "resolution": "Resolution",
    "hardware": "Hardware",
    "time": "Duration",
    "cost": "Cost",
    "batch size": "BatchSize",
    "steps": "StepCount",
    "rank": "Rank",
}
# units that QUDT lacks; kg/data/units.tsv says which code is which unit
UNITS = (
    "PercentagePoint",
    "Point",
    "Times",
    "Parameter",
    "Token",
    "TokenPerSecond",
    "Sample",
    "SamplePerSecond",
    "Image",
    "ImagePerSecond",
    "Video",
    "Pair",
    "GPU",
    "GPUHour",
    "GPUDay",
    "USDollar",
    "FloatingPointOperation",
    "Step",
    "Epoch",
    "Pixel",
    "OrderOfMagnitude",
    "TextItem",
)
INDIVIDUALS = ("Increase", "Decrease", "Higher", "Lower", *SETTINGS.values(), *UNITS)


def iri(name: str) -> str:
    """Return the IRI of one of our terms.

    Raises:
        KeyError: `name` is not in the ontology.
    """
    if name not in _TERMS:
        raise KeyError(name)
    return CG + name


_TERMS = frozenset(CLASSES + PROPERTIES + INDIVIDUALS)
