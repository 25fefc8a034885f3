"""Questions to a graph: named queries with parameters, free SPARQL, and what stands behind a name."""

from kg.query.ask import ask, prepare
from kg.query.formats import FORMATS, Format, to_text
from kg.query.named import Parameter, Query, load, named_queries
from kg.query.names import find_concepts, find_papers
from kg.query.rows import Rows

__all__ = [
    "FORMATS",
    "Format",
    "Parameter",
    "Query",
    "Rows",
    "ask",
    "find_concepts",
    "find_papers",
    "load",
    "named_queries",
    "prepare",
    "to_text",
]
