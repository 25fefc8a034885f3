"""Linked extractions as RDF: every modelling choice is made here."""

from kg.rdf.checks import Refusal, check
from kg.rdf.triples import claim_iri, concept_iri, concept_triples, graph_triples, paper_iri, triples
from kg.rdf.turtle import write_turtle

__all__ = [
    "Refusal",
    "check",
    "claim_iri",
    "concept_iri",
    "concept_triples",
    "graph_triples",
    "paper_iri",
    "triples",
    "write_turtle",
]
