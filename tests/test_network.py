from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import Quad, Store, Triple

from kg import network
from kg.errors import QueryError
from kg.query import ask


@pytest.fixture(scope="module")
def store(sample_triples: tuple[Triple, ...]) -> Store:
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in sample_triples)
    return store


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph:
    return network.to_networkx(store)


def test_every_node_has_a_type_and_every_attribute_a_plain_value(graph: nx.MultiDiGraph) -> None:
    types = {data["type"] for _, data in graph.nodes(data=True)}
    assert types == {"Paper", "Method", "Dataset", "Metric", "Task"}
    values = [value for _, data in graph.nodes(data=True) for value in data.values()]
    values += [value for _, _, data in graph.edges(data=True) for value in data.values()]
    assert {type(value) for value in values} <= {str, int, float}
    assert "" not in values


def test_every_claim_is_an_edge(graph: nx.MultiDiGraph, store: Store) -> None:
    told = {network.short_id(str(row["claim"])) for row in ask(store, "claims").to_dicts()}
    assert {data["claim"] for _, _, data in graph.edges(data=True) if "claim" in data} == told


def test_a_result_leads_to_its_metric_and_its_data_set(graph: nx.MultiDiGraph) -> None:
    (method,) = network.find_nodes(graph, "M-VAR-d32")
    results = [(target, data) for _, target, data in graph.out_edges(method, data=True) if data.get("kind") == "result"]
    assert {(target.partition("/")[0], data["predicate"]) for target, data in results} == {
        ("metric", "measuredBy"),
        ("dataset", "evaluatedOn"),
    }
    for target, data in results:
        assert data["value"] == pytest.approx(1.78)
        assert target in {data["metric"], data["dataset"]}
        assert data["paper"] in graph
        assert data["end"] - data["start"] == len(data["quote"])


def test_papers_count_and_introduce(graph: nx.MultiDiGraph) -> None:
    (lora,) = network.find_nodes(graph, "LoRA")
    data = graph.nodes[lora]
    assert data["introduced_by"] == "paper/2106.09685"
    assert data["papers"] == sum(1 for _, _, key in graph.in_edges(lora, keys=True) if key == "mentions")
    assert graph.nodes["metric/fid"]["better"] == "lower"


def test_graphml_reads_back_equal(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    hostile = graph.copy()
    hostile.add_node("method/odd", type="Method", label='</node> <&> "x"', aliases="two\nlines\tΩ \U0001f600")
    network.write_graphml(hostile, tmp_path / "graph.graphml")
    back = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert dict(back.nodes(data=True)) == dict(hostile.nodes(data=True))
    edges = {(a, b, data.get("claim", data["predicate"])): data for a, b, data in back.edges(data=True)}
    assert edges == {(a, b, key): data for a, b, key, data in hostile.edges(keys=True, data=True)}
    ids = [key for _, _, key in back.edges(keys=True)]
    assert len(set(ids)) == len(ids)


def test_graphml_leaves_out_what_xml_cannot_hold(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("method/x", label="a\x00b\x0bc\rd\ud800e\uffffé")
    network.write_graphml(graph, tmp_path / "graph.graphml")
    assert nx.read_graphml(tmp_path / "graph.graphml").nodes["method/x"]["label"] == "abcdeé"


def test_around_is_the_neighbourhood(graph: nx.MultiDiGraph) -> None:
    near, far = network.around(graph, "omega-qvla"), network.around(graph, "omega-qvla", hops=2)
    (method,) = network.find_nodes(graph, "Ω-QVLA")
    assert set(near) == {method, *graph.successors(method), *graph.predecessors(method)}
    assert set(near) <= set(far)
    with pytest.raises(QueryError, match="is not in the graph"):
        network.around(graph, "no such thing at all")


def test_path_gives_the_claims_along_the_way(graph: nx.MultiDiGraph) -> None:
    rows = network.path(graph, "LINA", "DiT").to_dicts()
    steps = sorted({row["step"] for row in rows})
    assert steps == list(range(1, len(steps) + 1))
    assert any(row["valueText"] == "2.18" for row in rows)
    assert all(row["predicate"] != "mentions" for row in rows if row["claim"])


def test_path_refuses_what_is_not_connected() -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("method/a", label="a")
    graph.add_node("method/b", label="b")
    with pytest.raises(QueryError, match="nothing connects 'a' and 'b'"):
        network.path(graph, "a", "b")


def test_rdflib_holds_the_same_triples(store: Store) -> None:
    assert len(network.to_rdflib(store)) == len(store)
