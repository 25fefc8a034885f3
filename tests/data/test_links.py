"""Every row of the table of links to other vocabularies."""

from urllib.parse import urlsplit

from kg import link
from kg.data import rows
from kg.data.links import links
from kg.data.metrics import metrics
from kg.model import Concept, EntityType, Link
from kg.rdf import as_triples, concept_block
from kg.vocabulary import BASE, PREFIXES
from tests.link.corpora import entity, paper

EDAM, STATO, WIKIDATA = (
    "http://edamontology.org/",
    "http://purl.obolibrary.org/obo/STATO_",
    "http://www.wikidata.org/entity/",
)


def test_links_are_sorted_and_say_nothing_twice() -> None:
    found = [(known.type, known.name, known.iri) for known in links()]
    assert found == sorted(set(found))
    assert len(found) >= 30


def test_links_lead_from_names_we_know_to_terms_and_say_how_we_know() -> None:
    names = {
        "Metric": {metric.name for metric in metrics()},
        "Task": {name for name, _ in rows("tasks.tsv", 2)},
    }
    for known in links():
        assert known.name in names[known.type]
        assert known.relation in ("exact", "close")
        assert urlsplit(known.iri).scheme in ("http", "https")
        assert known.iri.startswith((EDAM, STATO, WIKIDATA, "https://cso.kmi.open.ac.uk/topics/"))
        assert known.source
        assert known.relation == "close" or "not read" not in known.source


def concept_of(kind: EntityType, name: str) -> Concept:
    (concept,) = link.concepts(link.learn([paper("p", entity(kind, name))]))
    return concept


def test_a_concept_of_the_graph_leads_out() -> None:
    recall = concept_of("Metric", "recall")
    assert recall.links == (Link("exact", f"{STATO}0000233"),)
    matches = {
        (triple.predicate.value.removeprefix(PREFIXES["skos"]), triple.object.value)
        for triple in as_triples([concept_block(recall, [], base=BASE)], base=BASE)
    }
    assert ("exactMatch", f"{STATO}0000233") in matches


def test_any_spelling_leads_out_and_another_type_does_not() -> None:
    assert concept_of("Task", "Named-Entity Recognition").links == (
        Link("close", f"{EDAM}operation_3280"),
        Link("exact", f"{WIKIDATA}Q403574"),
    )
    assert concept_of("Dataset", "Named-Entity Recognition").links == ()


def test_a_term_that_fits_one_of_two_merged_names_only_is_close() -> None:
    papers = [paper("p", entity("Metric", name)) for name in ("error rate", "classification error")]
    names = link.learn(papers, same_as=[("error rate", "classification error")])
    (concept,) = link.concepts(names)
    assert concept.links == (Link("close", f"{STATO}0000632"),)
