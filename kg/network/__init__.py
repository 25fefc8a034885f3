"""The graph as a NetworkX multigraph: concepts and papers are nodes, claims and relations edges (docs/networkx.md)."""

from kg.network.assembly import short_id, to_networkx
from kg.network.graphml import write_graphml
from kg.network.names import find_nodes
from kg.network.walking import around, path
from kg.network.with_rdflib import to_rdflib

__all__ = ["around", "find_nodes", "path", "short_id", "to_networkx", "to_rdflib", "write_graphml"]
