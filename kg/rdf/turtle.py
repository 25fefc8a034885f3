"""Triples to a Turtle file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from kg.rdf.terms import check_base
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Triple

__all__ = ["write_turtle"]

_OURS = ("paper", "method", "dataset", "metric", "task")
_USED = ("cg", "dcterms", "owl", "prov", "qudt", "rdfs", "schema", "skos", "unit", "void", "xsd")


def write_turtle(triples: Iterable[Triple], path: Path, *, base: str) -> None:
    """Write triples in the order given, one block a subject where all its triples come together; streams.

    Raises:
        GraphError: `base` cannot begin an IRI.
        OSError: the file cannot be written.
    """
    check_base(base)
    prefixes = {name: PREFIXES[name] for name in _USED} | {name: f"{base}{name}/" for name in _OURS}
    with path.open("wb") as file:
        serialize(triples, output=file, format=RdfFormat.TURTLE, prefixes=prefixes)
