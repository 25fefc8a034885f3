"""Questions to a graph: named queries with parameters, free SPARQL, and what stands behind a name."""

from kg.query.ask import ask, prepare
from kg.query.comparison import compare
from kg.query.explanation import Evidence, ExplainedConcept, Explanation, PaperMention, explain
from kg.query.formats import FORMATS, Format, to_text
from kg.query.named import Parameter, Query, load, named_queries
from kg.query.names import find_concepts, find_papers
from kg.query.rows import Rows
from kg.query.with_rdflib import ask_rdflib

__all__ = [
    "FORMATS",
    "Evidence",
    "ExplainedConcept",
    "Explanation",
    "Format",
    "PaperMention",
    "Parameter",
    "Query",
    "Rows",
    "ask",
    "ask_rdflib",
    "compare",
    "explain",
    "find_concepts",
    "find_papers",
    "load",
    "named_queries",
    "prepare",
    "to_text",
]
