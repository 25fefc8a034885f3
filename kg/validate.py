"""A graph against the SHACL shapes of schemas/shapes.ttl."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.data.schemas import schema_path
from kg.vocabulary import PREFIXES, iri

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Violation", "validate"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape.

    `focus` is its IRI; `path` the IRI of the property and `value` the value at fault, both "" where the node as a whole
    is; `message` is the rule it breaks.
    """

    focus: str
    message: str
    path: str = ""
    value: str = ""


def validate(graph: Graph) -> tuple[Violation, ...]:
    """Return every violation, sorted; none means that the graph conforms."""
    from pyshacl import validate as shacl
    from rdflib import SH

    shapes = str(schema_path("shapes.ttl"))
    with warnings.catch_warnings():  # pySHACL uses what rdflib has renamed
        warnings.simplefilter("ignore", DeprecationWarning)
        _, results, _ = shacl(graph, shacl_graph=shapes, shacl_graph_format="turtle", inference="none")
    return tuple(sorted({_violation(results, result) for result in results.subjects(SH.resultSeverity)}))


def _violation(results: Graph, result: Node) -> Violation:
    from rdflib import SH

    focus, message, path, value = (
        str(results.value(result, term) or "") for term in (SH.focusNode, SH.resultMessage, SH.resultPath, SH.value)
    )
    if focus in {iri("Claim"), PREFIXES["skos"] + "Concept"}:  # a query over a class tells the node at fault as value
        focus, value = value, ""
    return Violation(focus, message, path, value)
