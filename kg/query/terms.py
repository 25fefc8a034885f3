"""RDF terms as plain Python values."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.vocabulary import XSD

__all__ = ["Term", "Value", "to_value"]

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
