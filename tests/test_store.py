from pathlib import Path

import pytest
from pyoxigraph import Store, Triple

from kg import rdf, store
from kg.errors import GraphError
from kg.vocabulary import BASE


@pytest.fixture
def turtle(sample_blocks: tuple[rdf.Block, ...], tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    rdf.write_turtle(sample_blocks, path, base=BASE)
    return path


def test_a_store_on_disk_holds_the_graph_and_opens_again(turtle: Path, sample_triples: tuple[Triple, ...]) -> None:
    made = store.create(turtle.parent, turtle)
    assert {quad.triple for quad in made} == set(sample_triples)
    del made
    for path in (turtle.parent, str(turtle.parent), turtle.parent / store.STORE):
        assert len(store.open_store(path)) == len(sample_triples)


def test_an_open_store_is_for_reading(turtle: Path) -> None:
    store.create(turtle.parent, turtle)
    opened = store.open_store(turtle.parent)
    with pytest.raises(RuntimeError, match="read-write"):
        opened.update("DELETE WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig"])
def test_files_of_each_form_open_in_memory(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph{suffix}"
    path.write_text('<https://e.org/a> <https://e.org/b> "c" .\n', encoding="utf-8")
    assert len(store.open_store(path)) == 1


def test_triples_in_memory(sample_triples: tuple[Triple, ...]) -> None:
    assert isinstance(store.from_triples(sample_triples), Store)
    assert len(store.from_triples(iter(sample_triples))) == len(sample_triples)


def test_a_folder_with_only_turtle_opens(turtle: Path, sample_triples: tuple[Triple, ...]) -> None:
    assert len(store.open_store(turtle.parent)) == len(sample_triples)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none", None, "no such graph; `kg build INPUT -o"),
        ("graph.txt", "a", "not a graph: expected a folder"),
        ("graph.rdf", "<a/>", "not a graph: expected a folder"),
        ("graph.ttl", "<https://e.org/a> .\n", "graph.ttl:1: "),
        ("graph.nt", '<https://e.org/a> <https://e.org/b> "c" .\nx\n', "graph.nt:2: "),
    ],
)
def test_what_is_no_graph_is_told_in_one_line(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GraphError) as error:
        store.open_store(tmp_path / name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_that_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="not a graph: it has no store folder"):
        store.open_store(tmp_path)


def test_a_damaged_store_is_told(turtle: Path) -> None:
    store.create(turtle.parent, turtle)
    for path in (turtle.parent / store.STORE).glob("MANIFEST-*"):
        path.write_bytes(b"")
    with pytest.raises(GraphError, match="damaged"):
        store.open_store(turtle.parent)


def test_a_store_is_never_written_over(turtle: Path) -> None:
    store.create(turtle.parent, turtle)
    with pytest.raises(GraphError, match="a store is there already"):
        store.create(turtle.parent, turtle)
