import json
from decimal import Decimal

import jsonschema
import pytest
from pyoxigraph import RdfFormat, Triple, parse
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.data import rows
from kg.data.metrics import metrics
from kg.data.schemas import schema_path
from kg.data.units import units
from kg.errors import DataFileError
from kg.exchange import to_record
from kg.keys import key
from kg.model import ENTITY_TYPES, SETTING_PROPERTIES, Claim, Entity, Extraction, Mention, Paper, Quantity
from kg.rdf.terms import curie
from kg.vocabulary import CG, CLASSES, INDIVIDUALS, PREFIXES, PROPERTIES, SETTINGS, UNITS, XSD, iri


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(schema_path("ontology.ttl"))


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (CLASSES, (OWL.Class,)),
        (PROPERTIES, (OWL.ObjectProperty, OWL.DatatypeProperty)),
        (INDIVIDUALS, (OWL.NamedIndividual,)),
    ],
)
def test_the_ontology_lists_what_the_vocabulary_lists(
    ontology: Graph, names: tuple[str, ...], kinds: tuple[URIRef, ...]
) -> None:
    defined = sorted(str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind))
    assert defined == sorted(map(iri, names))


def test_every_term_is_explained(ontology: Graph) -> None:
    terms = [term for term in ontology.subjects(RDFS.isDefinedBy) if isinstance(term, URIRef)]
    assert len(terms) == len(CLASSES + PROPERTIES + INDIVIDUALS)
    for term in terms:
        label, comment, example = (ontology.value(term, e) for e in (RDFS.label, RDFS.comment, SKOS.example))
        assert label, term
        assert example, term
        assert str(comment)[:1].isupper(), term
        assert str(comment).endswith((".", ".)")), term


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_leads_from_a_class_to_a_class(ontology: Graph, name: str) -> None:
    domain, range_ = ontology.value(URIRef(CG + name), RDFS.domain), ontology.value(URIRef(CG + name), RDFS.range)
    is_literal = (URIRef(CG + name), RDF.type, OWL.DatatypeProperty) in ontology
    assert str(range_).startswith(XSD) == is_literal
    for end in (domain, range_):
        ours = str(end).startswith(CG)
        assert (end, RDF.type, OWL.Class) in ontology if ours else str(end).startswith(tuple(PREFIXES.values()))


def test_a_graph_uses_only_terms_of_the_ontology_and_each_is_used_as_declared(
    ontology: Graph, sample_triples: tuple[Triple, ...]
) -> None:
    for triple in sample_triples:
        predicate = URIRef(triple.predicate.value)
        if not predicate.startswith(CG):
            continue
        kind = ontology.value(predicate, RDF.type)
        assert kind == (OWL.DatatypeProperty if hasattr(triple.object, "datatype") else OWL.ObjectProperty)
        if kind == OWL.DatatypeProperty:
            assert str(ontology.value(predicate, RDFS.range)) == triple.object.datatype.value


def test_settings_and_units_have_their_individuals() -> None:
    assert set(SETTINGS) == set(SETTING_PROPERTIES)
    ours = {unit.curie.removeprefix("cg:") for unit in units().values() if unit.curie.startswith("cg:")}
    assert ours == set(UNITS)
    assert all(curie(unit.curie) == unit.curie for unit in units().values() if unit.curie)
    assert all(unit.label and (unit.symbol or not unit.curie) for unit in units().values())


def test_metrics_are_each_named_once_and_have_known_units() -> None:
    names = [key(metric.name) for metric in metrics()]
    assert sorted(set(names)) == sorted(names)
    assert {metric.unit for metric in metrics()} <= {"", *units()}
    assert {metric.better for metric in metrics()} <= {"higher", "lower", ""}


def test_the_context_turns_json_into_our_terms() -> None:
    context = json.loads(schema_path("context.jsonld").read_text(encoding="utf-8"))
    document = context | {
        "id": "cg:x",
        "type": ["Result", "Claim"],
        "value": "1.8",
        "start": "3",
        "metric": "https://w3id.org/claimgraph/metric/fid",
        "rule": "r",
    }
    found = {
        (quad.predicate.value, quad.object.value)
        for quad in parse(json.dumps(document).encode(), format=RdfFormat.JSON_LD)
    }
    assert (CG + "metric", "https://w3id.org/claimgraph/metric/fid") in found
    assert (CG + "value", "1.8") in found
    assert (PREFIXES["rdf"] + "type", CG + "Result") in found
    assert {*CLASSES, *PROPERTIES} <= set(context["@context"])


def test_all_of_a_graph_has_a_short_name_in_the_context(sample_triples: tuple[Triple, ...]) -> None:
    context = json.loads(schema_path("context.jsonld").read_text(encoding="utf-8"))["@context"]
    ids = {term["@id"] if isinstance(term, dict) else term for name, term in context.items() if name != "@version"}
    short = {context.get(prefix, "") + local for prefix, _, local in (iri.partition(":") for iri in map(str, ids))}
    used = {t.predicate.value for t in sample_triples}
    assert {iri for iri in used if iri not in short} == {PREFIXES["rdf"] + "type"}


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    data = json.loads(schema_path("extraction.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(data)
    return jsonschema.Draft202012Validator(data)


def test_the_json_schema_accepts_what_we_write(
    schema: jsonschema.Draft202012Validator, extractions: tuple[Extraction, ...]
) -> None:
    for extraction in extractions:
        schema.validate(json.loads(json.dumps(to_record(extraction))))
    small = Extraction(
        Paper("1", "", "1e5 x"),
        (Entity("Task", "x", (), False, (Mention(5, 6, "r"),)),),
        (Claim("result", "x", None, Quantity("1e5", 1, 4, Decimal("1E+5"), Decimal("1E+5")), *[None] * 4, 1, 4, "r"),),
    )
    schema.validate(json.loads(json.dumps(to_record(small))))


@pytest.mark.parametrize(
    "record",
    [
        {"id": "1", "entities": [], "claims": []},
        {"id": "1", "abstract": "a", "entities": [{"type": "Person", "name": "a"}], "claims": []},
        {"id": "1", "abstract": "a", "entities": [], "claims": [{"kind": "result", "evidence": "a"}]},
        {"id": "1", "abstract": "a", "entities": [], "claims": [{"kind": "comparison", "evidence": "a"}]},
        {"id": "1", "abstract": "a", "date": "May 1", "entities": [], "claims": []},
    ],
)
def test_the_json_schema_refuses(schema: jsonschema.Draft202012Validator, record: dict[str, object]) -> None:
    assert not schema.is_valid(record)


def test_a_schema_that_is_missing_is_named() -> None:
    with pytest.raises(DataFileError, match=r"schemas/none\.ttl: missing"):
        schema_path("none.ttl")


def test_synonyms_lead_to_one_name_each() -> None:
    lines = [line for file in ("acronyms.tsv", "synonyms.tsv") for line in rows(file, 4)]
    assert {kind for kind, *_ in lines} <= set(ENTITY_TYPES)
    names = [key(name) for _, name, _, _ in lines]
    others = [key(other) for _, _, others, _ in lines for other in others.split("|")]
    assert len(set(names + others)) == len(names + others)
