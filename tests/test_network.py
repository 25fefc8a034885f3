from itertools import combinations, pairwise
from pathlib import Path

import igraph
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


def find(store: Store, name: str) -> list[str]:
    return list(map(network.short_id, network.find_nodes(store, name)))


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


def test_a_result_leads_to_its_metric_and_its_data_set(graph: nx.MultiDiGraph, store: Store) -> None:
    (method,) = find(store, "M-VAR-d32")
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


def test_papers_count_and_introduce(graph: nx.MultiDiGraph, store: Store) -> None:
    (lora,) = find(store, "LoRA")
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


def test_each_attribute_has_one_type(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("a", whole=1, mixed=1, words=1)
    graph.add_node("b", whole=2, mixed=2.5, words="two")
    network.write_graphml(graph, tmp_path / "graph.graphml")
    back = nx.read_graphml(tmp_path / "graph.graphml").nodes
    assert [back["a"], back["b"]] == [
        {"whole": 1, "mixed": 1.0, "words": "1"},
        {"whole": 2, "mixed": 2.5, "words": "two"},
    ]
    assert isinstance(back["a"]["mixed"], float)


def test_igraph_reads_the_graphml(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    network.write_graphml(graph, tmp_path / "graph.graphml")
    back = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    nodes = {node["id"]: told(node.attributes()) for node in back.vs}
    assert nodes == {node: data | {"id": node} for node, data in graph.nodes(data=True)}
    edges = [
        (back.vs[edge.source]["id"], back.vs[edge.target]["id"], told(edge.attributes() | {"id": ""}))
        for edge in back.es
    ]  # igraph 1.0 mixes up the ids of edges with those of nodes
    expected = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    assert edges == [(source, target, data) for source, target, _, data in expected]


def told(attributes: dict[str, str | float]) -> dict[str, str | float]:
    """Leave out what igraph gives where an attribute is missing: "" or not a number."""
    return {name: value for name, value in attributes.items() if value not in ("", None) and value == value}


@pytest.mark.parametrize("hops", [0, 1, 2, 3])
def test_around_is_the_neighbourhood(store: Store, graph: nx.MultiDiGraph, hops: int) -> None:
    plain = nx.Graph(graph)
    for node in graph:
        expected = graph.subgraph(nx.ego_graph(plain, node, radius=hops))
        found = network.around(store, node, hops=hops)
        assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))
        assert {edge[:3]: edge[3] for edge in found.edges(keys=True, data=True)} == {
            edge[:3]: edge[3] for edge in expected.edges(keys=True, data=True)
        }
        assert found.graph["left_out"] == 0


def test_around_keeps_the_most_connected_and_tells_how_many_it_left_out(store: Store) -> None:
    whole = network.around(store, "FID", hops=2)
    for most in range(1, len(whole)):
        kept = network.around(store, "FID", hops=2, most=most)
        assert len(kept) == most
        assert kept.graph["left_out"] == len(whole) - most
        assert nx.is_weakly_connected(kept)
        assert {"metric/fid"} <= set(kept) <= set(whole)
    linked = set(nx.ego_graph(without_mentions(whole), "metric/fid", radius=2))
    assert set(network.around(store, "FID", hops=2, most=len(linked))) == linked
    assert set(network.around(store, "FID", hops=2, most=None)) == set(whole)


def without_mentions(graph: nx.MultiDiGraph) -> nx.Graph:
    return nx.Graph((a, b) for a, b, predicate in graph.edges(data="predicate") if predicate != "mentions")


def test_path_is_the_first_of_the_shortest_ways(store: Store, graph: nx.MultiDiGraph) -> None:
    found = 0
    for start, end in combinations(sorted(graph), 2):
        for plain in (without_mentions(graph), nx.Graph(graph)):
            if start in plain and end in plain and nx.has_path(plain, start, end):
                expected = min(nx.all_shortest_paths(plain, start, end))
                steps = network.path(store, start, end).to_dicts()
                assert [step_ids(graph, step) for step in steps] == [
                    (number, a, b, data["predicate"], data.get("claim"))
                    for number, (one, other) in enumerate(pairwise(expected), start=1)
                    for a, b in ((one, other), (other, one))
                    for _, data in sorted((graph.get_edge_data(a, b) or {}).items())
                ]
                found += 1
                break
        else:
            with pytest.raises(QueryError, match="nothing connects"):
                network.path(store, start, end)
    assert found > 100


def step_ids(graph: nx.MultiDiGraph, step: dict[str, object]) -> tuple[object, ...]:
    ids = {data["label"]: node for node, data in graph.nodes(data=True) if data["type"] != "Paper"}
    ends = (ids.get(step[end], step[end]) for end in ("from", "to"))
    return (step["step"], *ends, step["predicate"], step["claim"])


def test_path_gives_the_claims_along_the_way(store: Store) -> None:
    rows = network.path(store, "LINA", "DiT").to_dicts()
    steps = sorted({row["step"] for row in rows})
    assert steps == list(range(1, len(steps) + 1))
    assert any(row["valueText"] == "2.18" for row in rows)
    assert all(row["predicate"] != "mentions" for row in rows if row["claim"])


def test_names_are_found_in_any_spelling(store: Store) -> None:
    method = find(store, "Ω-QVLA")
    assert method == find(store, "omega-qvla") == find(store, "OMEGA QVLA") == find(store, method[0])
    with pytest.raises(QueryError, match="'no such thing at all' is not in the graph"):
        network.around(store, "no such thing at all")
    with pytest.raises(QueryError, match="did you mean LoRA"):
        network.path(store, "LoRAa", "DiT")


def test_rdflib_holds_the_same_triples(store: Store) -> None:
    assert len(network.to_rdflib(store)) == len(store)
