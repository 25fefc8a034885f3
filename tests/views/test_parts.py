"""The parts of the page that need no browser."""

from __future__ import annotations

import json
from itertools import combinations
from math import dist
from random import Random

import networkx as nx

from kg.views.claims import find_claims
from kg.views.html import assemble, json_block
from kg.views.layout import positions
from kg.views.leaderboards import find_leaderboards
from kg.views.picture import best_connected, draw, library, neighbours
from tests.views.networks import add_claim, large_network, sample_network


def test_json_block_holds_no_markup_and_reads_back() -> None:
    data = {"</script>": "<!-- & \u2028 \u2029 é 🧪 \ud800"}
    text = json_block(data)
    assert not set("<>&\u2028\u2029") & set(text)
    assert text.isascii()
    assert json.loads(text) == data


def test_assemble_escapes_the_title_and_keeps_dollars_of_data() -> None:
    page = assemble(title="<b>&", body="", data="$body", styles=[], scripts=["a\r\nb"])
    assert "<title>&lt;b&gt;&amp;</title>" in page
    assert '"$body"' in page
    assert "<script>a\nb</script>" in page


def test_best_connected_takes_most_neighbours_first_and_ties_by_id() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edges_from([("d", "a"), ("d", "b"), ("d", "c"), ("b", "c"), ("a", "a")])
    graph.add_edges_from([("a", "d"), ("a", "d")])  # edges again between two that are joined do not count
    assert best_connected(neighbours(graph), 3) == ["d", "b", "c"]


def test_draw_joins_two_nodes_once_by_a_straight_edge_without_physics() -> None:
    graph = sample_network()
    joined = neighbours(graph)
    nodes, edges, options = draw(graph, best_connected(joined, 400), joined)
    pairs = [frozenset((edge["from"], edge["to"])) for edge in edges]
    assert len(nodes) == len(graph)
    assert len(pairs) == len(set(pairs)) == len({frozenset(edge[:2]) for edge in graph.edges()})
    assert all(isinstance(node[axis], int) for node in nodes for axis in ("x", "y"))
    assert options["physics"] == {"enabled": False}
    assert options["edges"]["smooth"] is False


def test_library_is_the_vis_network_of_pyvis_without_its_source_map() -> None:
    text = library()
    assert text.startswith("/**\n * vis-network")
    assert "sourceMappingURL" not in text
    assert "</script" not in text


def test_positions_do_not_depend_on_order() -> None:
    graph = large_network(40)
    edges = sorted({(min(a, b), max(a, b)) for a, b in graph.edges()})
    sizes = dict.fromkeys(sorted(graph.nodes), 10.0)
    mixed_edges, mixed_sizes = edges.copy(), list(sizes.items())
    Random(1).shuffle(mixed_edges)
    Random(2).shuffle(mixed_sizes)
    assert positions(sizes, edges) == positions(dict(mixed_sizes), mixed_edges)


def test_positions_keep_nodes_apart() -> None:
    graph = large_network(40)
    edges = sorted({(min(a, b), max(a, b)) for a, b in graph.edges()})
    places = positions(dict.fromkeys(graph.nodes, 10.0), edges)
    near = sum(dist(a, b) < 20 for a, b in combinations(places.values(), 2))
    assert near <= len(places) * 0.02


def test_positions_of_nothing_and_of_one() -> None:
    assert positions({}, []) == {}
    assert positions({"a": 5.0}, []) == {"a": (0.0, 0.0)}


def test_find_claims_joins_the_edges_of_one_claim_and_reads_slots_from_their_ends() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, kind in (("method/a", "Method"), ("metric/m", "Metric"), ("dataset/d", "Dataset")):
        graph.add_node(name, type=kind, label=name)
    add_claim(graph, "method/a", "metric/m", "c1", "result", "It is 3.", value=3.0, valueText="3")
    add_claim(graph, "method/a", "dataset/d", "c1", "result", "It is 3.", value=3.0, valueText="3")
    graph.add_edge("method/a", "dataset/d", key="evaluatedOn", predicate="evaluatedOn")
    (claim,) = find_claims(graph)
    assert (claim.subject, claim.metric, claim.dataset, claim.value) == ("method/a", "metric/m", "dataset/d", 3.0)
    assert claim.about == ("dataset/d", "method/a", "metric/m")


def test_find_claims_knows_a_node_by_its_label() -> None:
    graph = sample_network()
    add_claim(graph, "method/bert", "dataset/glue", "c1", "result", "x", metric="FID", paper="GPTQ", baseline="others")
    claim = next(claim for claim in find_claims(graph) if claim.id == "c1")
    assert (claim.metric, claim.paper, claim.baseline) == ("metric/fid", "paper/2210.17323", "others")
    assert claim.about == ("dataset/glue", "method/bert", "metric/fid", "paper/2210.17323")


def test_leaderboards_keep_units_apart_and_follow_what_is_better() -> None:
    graph = sample_network()
    more = {"metric": "metric/fid", "dataset": "dataset/imagenet-256x256", "unit": "percent", "valueText": "9%"}
    add_claim(graph, "method/var", "dataset/imagenet-256x256", "odd", "result", "9%", value=9.0, **more)
    boards = find_leaderboards(graph, find_claims(graph))
    assert [(board.metric, len(board.rows)) for board in boards] == [
        ("metric/fid", 3),
        ("metric/top-1-accuracy", 3),
        ("metric/bleu", 1),
        ("metric/fid", 1),
    ]
    assert [row.value for row in boards[0].rows] == [1.80, 2.27, 4.59]
    assert [row.value for row in boards[1].rows] == [88.55, 87.8, 87.3]
