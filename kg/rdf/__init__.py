"""Linked extractions as RDF: every modelling choice is made here."""

from kg.rdf.blocks import (
    Shortcut,
    claim_class,
    concept_block,
    fixed_blocks,
    graph_blocks,
    paper_blocks,
    shortcuts,
    told,
)
from kg.rdf.checks import Refusal, check
from kg.rdf.claim_rows import CLAIM_COLUMNS, ClaimRow, claim_rows, csv_cell, csv_line, paper_iri
from kg.rdf.description import description
from kg.rdf.terms import check_base, header
from kg.rdf.turtle import Block, Counts, as_triples, as_turtle, write_turtle

__all__ = [
    "CLAIM_COLUMNS",
    "Block",
    "ClaimRow",
    "Counts",
    "Refusal",
    "Shortcut",
    "as_triples",
    "as_turtle",
    "check",
    "check_base",
    "claim_class",
    "claim_rows",
    "concept_block",
    "csv_cell",
    "csv_line",
    "description",
    "fixed_blocks",
    "graph_blocks",
    "header",
    "paper_blocks",
    "paper_iri",
    "shortcuts",
    "told",
    "write_turtle",
]
