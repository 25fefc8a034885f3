"""The graph for users of rdflib."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat

from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Store

__all__ = ["to_rdflib"]


def to_rdflib(store: Store) -> rdflib.Graph:
    """Return the triples of a store as an rdflib graph, with our prefixes bound."""
    import rdflib

    data = io.BytesIO()
    store.dump(data, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=data.getvalue(), format="nt")
