"""Validation of a sample (kg.sample): what is drawn is checked as in the whole graph."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, serialize
from rdflib import SH, Graph

from kg.data.schemas import schema_path
from kg.graph import Graph as Claims
from kg.graph import load
from kg.sample import CLASSES, around, draw
from kg.validate import validate, validate_nodes
from kg.vocabulary import PREFIXES
from tests.conftest import REPO
from tests.test_validate import BROKEN, EXAMPLE, HEAD, SOUND

SAMPLE = REPO / "graphs" / "sample" / "graph.ttl"


def store_of(text: str) -> Store:
    store = Store()
    store.load((HEAD + text).encode(), format=RdfFormat.TURTLE)
    return store


def found_alone(store: Store, node: str) -> set[tuple[str, str, str]]:
    nodes = {NamedNode(node), NamedNode(EXAMPLE + "graph")}  # a graph has one description: it is always drawn
    data = serialize(around(store, nodes), format=RdfFormat.N_TRIPLES)
    return {(v.message, v.path, v.severity) for v in validate_nodes(Graph().parse(data=data, format="nt"), {node})}


@pytest.mark.parametrize("line", range(0, len(BROKEN), 6))
def test_a_broken_node_shows_the_same_in_the_whole_graph_and_alone(line: int) -> None:
    sound, broken, _ = BROKEN[line]
    text = SOUND.replace(sound, broken, 1)
    whole = validate(Graph().parse(data=HEAD + text))
    store = store_of(text)
    for focus in {v.focus for v in whole}:
        assert found_alone(store, focus) == {(v.message, v.path, v.severity) for v in whole if v.focus == focus}


def test_a_sound_node_is_sound_alone() -> None:
    store = store_of(SOUND)
    for node in {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}:
        assert found_alone(store, node) == set(), node


def test_the_same_nodes_are_drawn_each_time_and_more_hold_fewer() -> None:
    store = load(SAMPLE).store
    few, again, more = draw(store, 2), draw(store, 2), draw(store, 5)
    assert few == again
    assert few.nodes < more.nodes
    assert few.counts["papers"] == (2, 13)
    assert few.counts["programs"] == (1, 1)


def test_a_class_of_each_shape_is_drawn() -> None:
    targets = set(Graph().parse(schema_path("shapes.ttl")).objects(None, SH.targetClass))
    prefixed = (curie.split(":") for curie in CLASSES)
    assert {str(target) for target in targets} <= {PREFIXES[prefix] + name for prefix, name in prefixed}


def test_a_large_sample_finds_what_the_whole_graph_shows() -> None:
    turtle = SAMPLE.read_text(encoding="utf-8")
    for right, wrong in (("cg:start", "cg:begin"), ("skos:prefLabel", "skos:altLabel"), ("void:entities 13", "")):
        turtle = turtle.replace(right, wrong, 1)
    turtle = turtle.replace("cg:subject method:", "cg:subject task:", 1)
    store = Store()
    store.load(turtle.encode(), format=RdfFormat.TURTLE)
    whole = Claims(store).validate()
    sample = Claims(store).validate_sample(10_000)
    assert len(whole) >= 3
    assert sample.violations == whole
    assert all(some == total for some, total in sample.checked.values())
