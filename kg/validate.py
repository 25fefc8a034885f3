"""A graph, or a sample of one, against the SHACL shapes of schemas/shapes.ttl."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.data.schemas import schema_path
from kg.vocabulary import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyoxigraph import Store
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["SampleCheck", "Violation", "validate", "validate_sample"]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape.

    `focus` is its IRI; `path` the IRI of the property and `value` the value at fault, both "" where the node as a whole
    is; `message` is the rule it breaks; `severity` is "violation", or "warning" where the graph may be right all the
    same.
    """

    focus: str
    message: str
    path: str = ""
    value: str = ""
    severity: str = "violation"

    def __str__(self) -> str:
        """Return severity, rule, node, property and value on a line."""
        return " ".join(filter(None, (f"{self.severity}: {self.message}:", self.focus, self.path, self.value)))


@dataclass(frozen=True, slots=True)
class SampleCheck:
    """What is wrong with a sample of a graph, and of each class how many nodes were checked and how many there are."""

    violations: tuple[Violation, ...]
    checked: dict[str, tuple[int, int]]


def validate(graph: Graph) -> tuple[Violation, ...]:
    """Return every violation and warning, sorted; none means that the graph conforms."""
    from rdflib import Graph

    return _run(graph, Graph().parse(schema_path("shapes.ttl")))


def validate_sample(store: Store, most: int) -> SampleCheck:
    """Check `most` nodes of each class, the same ones every time (kg.sample), with what they point to.

    The rules and the results are those of `validate`, of these nodes only.
    """
    from pyoxigraph import RdfFormat, serialize
    from rdflib import Graph

    from kg.sample import around, draw

    sample = draw(store, most)
    data = serialize(around(store, sample.nodes), format=RdfFormat.N_TRIPLES)
    found = validate_nodes(Graph().parse(data=data, format="nt"), {node.value for node in sample.nodes})
    return SampleCheck(found, sample.counts)


def validate_nodes(graph: Graph, nodes: Collection[str]) -> tuple[Violation, ...]:
    """Return what `validate` does, of some nodes only: of the others the graph need not tell all.

    The shapes are aimed at the nodes one by one; pySHACL's own option for this looks each up in a list.
    """
    from rdflib import RDF, SH, Graph

    shapes = Graph().parse(schema_path("shapes.ttl"))
    for shape, target in list(shapes.subject_objects(SH.targetClass)):
        shapes.remove((shape, SH.targetClass, target))
        for node in graph.subjects(RDF.type, target):
            if str(node) in nodes:
                shapes.add((shape, SH.targetNode, node))
    return tuple(violation for violation in _run(graph, shapes) if violation.focus in nodes)


def _run(graph: Graph, shapes: Graph) -> tuple[Violation, ...]:
    from pyshacl import validate as shacl
    from rdflib import SH

    with warnings.catch_warnings():  # pySHACL uses what rdflib has renamed
        warnings.simplefilter("ignore", DeprecationWarning)
        _, results, _ = shacl(graph, shacl_graph=shapes, inference="none")
    return tuple(sorted({_violation(results, result) for result in results.subjects(SH.resultSeverity)}))


def _violation(results: Graph, result: Node) -> Violation:
    from rdflib import SH

    focus, message, path, value = (
        str(results.value(result, term) or "") for term in (SH.focusNode, SH.resultMessage, SH.resultPath, SH.value)
    )
    if focus in {iri("Claim"), PREFIXES["skos"] + "Concept"}:  # a query over a class tells the node at fault as value
        focus, value = value, ""
    is_warning = results.value(result, SH.resultSeverity) in (SH.Warning, SH.Info)
    return Violation(focus, message, path, value, "warning" if is_warning else "violation")
