from collections.abc import Iterator
from itertools import islice

import pytest
from pyoxigraph import Triple

from kg import __version__, link, rdf
from kg.graph import Graph
from kg.model import Extraction, LinkedPaper, Paper
from kg.vocabulary import BASE, CG, PREFIXES

PARTS = ("Paper", "Method", "Dataset", "Metric", "Task", "Result", "Change", "Setting", "Comparison")


@pytest.fixture(scope="module")
def graph(sample_triples: tuple[Triple, ...]) -> Graph:
    return Graph.from_triples(sample_triples)


def one(graph: Graph, question: str) -> dict[str, object]:
    (row,) = graph.query(question).to_dicts()
    return row


def test_a_graph_counts_its_triples_and_entities(graph: Graph) -> None:
    told = one(
        graph, "SELECT ?triples ?entities { ?g a void:Dataset ; void:triples ?triples ; void:entities ?entities }"
    )
    assert told["triples"] == len(graph)
    assert told == one(
        graph,
        "SELECT (SAMPLE(?n) AS ?triples) (COUNT(DISTINCT ?s) AS ?entities) { ?g void:triples ?n . ?s a ?class }",
    )


def test_a_graph_counts_its_classes(graph: Graph) -> None:
    told = graph.query(
        "SELECT ?class ?n { ?g void:classPartition [ void:class ?class ; void:entities ?n ] }"
    ).to_dicts()
    assert {str(row["class"]).removeprefix(CG) for row in told} == set(PARTS)
    for row in told:
        count = one(graph, f"SELECT (COUNT(?thing) AS ?n) {{ ?thing a <{row['class']}> }}")
        assert count["n"] == row["n"]
    assert sum(bool(row["n"]) for row in told) == len(PARTS)


def test_a_graph_leads_to_the_run_that_made_it(graph: Graph) -> None:
    run = one(
        graph,
        "SELECT ?title ?version ?license (GROUP_CONCAT(?option; separator='; ') AS ?options) { ?g a void:Dataset ;"
        " dcterms:title ?title ; dcterms:creator ?software ; prov:wasGeneratedBy ?run ;"
        " dcterms:conformsTo/dcterms:license ?license . ?run a prov:Activity ; prov:wasAssociatedWith ?software ;"
        " cg:option ?option . ?software a prov:SoftwareAgent ; schema:softwareVersion ?version }"
        " GROUP BY ?title ?version ?license",
    )
    assert run["version"] == __version__
    assert set(str(run["options"]).split("; ")) == {f"base: {BASE}", "quotes: yes"}
    assert run["license"] == "https://spdx.org/licenses/MIT"
    assert str(run["title"]).endswith("papers claim")


def test_every_vocabulary_of_the_graph_is_named(graph: Graph, sample_triples: tuple[Triple, ...]) -> None:
    named = {str(row["v"]) for row in graph.query("SELECT ?v { ?g void:vocabulary ?v }").to_dicts()}
    used = {triple.predicate.value for triple in sample_triples}
    plain = (PREFIXES["rdf"], PREFIXES["rdfs"])
    assert not [iri for iri in used if not iri.startswith((*named, *plain))]
    assert not [iri for iri in named if not any(one.startswith(iri) for one in used)]


def test_order_of_papers_and_options_changes_nothing(extractions: tuple[Extraction, ...]) -> None:
    def written(found: tuple[Extraction, ...], options: dict[str, str]) -> list[Triple]:
        names = link.learn(found)
        papers = sorted((link.apply(names, one) for one in found), key=lambda linked: linked.paper.id)
        concepts = link.concepts(names)
        blocks = rdf.graph_blocks(papers, concepts, quotes=True, base=BASE, options=options)
        return list(rdf.as_triples(blocks, base=BASE))

    one = written(extractions, {"year": "2025", "rules": "mine.jsonl"})
    assert one == written(extractions[::-1], {"rules": "mine.jsonl", "year": "2025"})
    assert len(one) == len(set(one))
    assert "rules: mine.jsonl" in {triple.object.value for triple in one if triple.predicate.value == CG + "option"}


def test_triples_stream_while_they_are_counted() -> None:
    def papers() -> Iterator[LinkedPaper]:
        number = 0
        while True:
            number += 1
            yield LinkedPaper(Paper(f"p{number}", "T", "A"), (), (), ())

    blocks = rdf.graph_blocks(papers(), [], quotes=True, base=BASE)
    first = list(islice(rdf.as_triples(blocks, base=BASE), 5_000))
    assert len(first) == 5_000


def test_an_empty_graph_describes_itself() -> None:
    base = "https://example.org/"
    graph = Graph.from_triples(rdf.as_triples(rdf.graph_blocks([], [], quotes=False, base=base), base=base))
    told = one(graph, "SELECT ?g ?triples { ?g a void:Dataset ; void:triples ?triples }")
    assert told == {"g": "https://example.org/graph", "triples": len(graph)}
    assert graph.validate() == ()
