"""The same questions put to an rdflib graph, for those who have one and to check one engine against the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import QueryError
from kg.query.ask import prepare
from kg.query.rows import Rows
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    import rdflib
    from pyoxigraph import Store

    from kg.query.terms import Term

__all__ = ["ask_rdflib"]


def ask_rdflib(graph: rdflib.Graph, store: Store, query: str | Path, **parameters: str | None) -> Rows:
    """Answer a SELECT query, named or free, with rdflib's engine.

    Args:
        graph: the graph that is asked.
        store: the same graph; the names in `parameters` are looked up in it.
        query: as for `kg.query.ask`.
        parameters: as for `kg.query.ask`.

    Raises:
        QueryError: the query is unknown, refused or no SELECT, lacks a parameter, or a name is not in the graph.
    """
    found, text = prepare(store, query, **parameters)
    answer = graph.query(text, initNs=PREFIXES)
    if answer.vars is None:
        raise QueryError(f"{found.name}: only SELECT is put to rdflib")
    terms = tuple(tuple(_to_term(row.get(variable)) for variable in answer.vars) for row in answer.bindings)
    return Rows(tuple(map(str, answer.vars)), terms, "select", found.shown)


def _to_term(node: rdflib.term.Node | None) -> Term | None:
    import rdflib

    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else None)
    return BlankNode(str(node))
