"""The sample graph, once in each engine, and a graph of conflicts."""

from collections.abc import Callable

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, Store, Triple, parse

from kg import network
from kg.vocabulary import PREFIXES

HEAD = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())


def to_store(triples: tuple[Triple, ...]) -> Store:
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return store


@pytest.fixture(scope="session")
def sample(sample_triples: tuple[Triple, ...]) -> Store:
    return to_store(sample_triples)


@pytest.fixture(scope="session")
def sample_rdflib(sample: Store) -> rdflib.Graph:
    return network.to_rdflib(sample)


@pytest.fixture(scope="session")
def from_turtle() -> Callable[[str], Store]:
    """Return a function that reads Turtle with our prefixes known."""

    def read(text: str) -> Store:
        store = Store()
        store.extend(parse(HEAD + "@base <https://w3id.org/claimgraph/> .\n" + text, RdfFormat.TURTLE))
        return store

    return read
