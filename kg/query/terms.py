"""RDF terms as plain Python values."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.vocabulary import PREFIXES, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

__all__ = ["Term", "Value", "expand", "pairs", "to_value"]

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Value: TypeAlias = str | int | float | Decimal | bool | None

_INTEGERS = frozenset(XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))


def to_value(term: Term | None) -> Value:
    """Return the plain Python value of a term; a number that does not read as one stays text."""
    if term is None:
        return None
    if isinstance(term, Triple):
        return str(term)
    if not isinstance(term, Literal):
        return term.value
    datatype = term.datatype.value
    try:
        if datatype == XSD + "boolean":
            return term.value in ("true", "1")
        if datatype == XSD + "decimal":
            return Decimal(term.value)
        if datatype in (XSD + "double", XSD + "float"):
            return float(term.value)
        return int(term.value) if datatype in _INTEGERS else term.value
    except (ValueError, InvalidOperation):
        return term.value


def expand(curie: str) -> NamedNode:
    """Return the IRI of a prefixed name such as "skos:prefLabel"."""
    prefix, name = curie.split(":")
    return NamedNode(PREFIXES[prefix] + name)


def pairs(
    store: Store, curie: str, *, subject: NamedNode | None = None, value: NamedNode | Literal | None = None
) -> Iterator[tuple[NamedNode, str]]:
    """Yield the subject and the text or IRI of the object of every statement with a property, in no given order."""
    for quad in store.quads_for_pattern(subject, expand(curie), value):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject, quad.object.value
