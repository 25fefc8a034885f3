"""What the endpoint says about itself: a SPARQL 1.1 service description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Triple, serialize

from kg.serve.answers import Answer, refuse
from kg.serve.media import GRAPHS, choose
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["describe"]

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
RDF = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def describe(endpoint: str, accept: str) -> Answer:
    """Return the description of the endpoint with this address, in the RDF format that the client likes best."""
    media = choose(accept, tuple(GRAPHS))
    if not media:
        return refuse(406, f"the service description is given as {', '.join(GRAPHS)}; to ask, add ?query=")
    body = serialize(_triples(endpoint), format=GRAPHS[media], prefixes={"sd": SD})
    return Answer(200, media, body or b"")


def _triples(endpoint: str) -> Iterator[Triple]:
    a = NamedNode(PREFIXES["rdf"] + "type")
    service, dataset, graph = NamedNode(endpoint), BlankNode("dataset"), BlankNode("graph")
    yield Triple(service, a, NamedNode(SD + "Service"))
    yield Triple(service, NamedNode(SD + "endpoint"), service)
    yield Triple(service, NamedNode(SD + "supportedLanguage"), NamedNode(SD + "SPARQL11Query"))
    for name in (*RESULTS, *RDF):
        yield Triple(service, NamedNode(SD + "resultFormat"), NamedNode(FORMATS + name))
    yield Triple(service, NamedNode(SD + "defaultDataset"), dataset)
    yield Triple(dataset, a, NamedNode(SD + "Dataset"))
    yield Triple(dataset, NamedNode(SD + "defaultGraph"), graph)
    yield Triple(graph, a, NamedNode(SD + "Graph"))
