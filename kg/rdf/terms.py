"""RDF terms from plain values."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from kg.errors import GraphError
from kg.vocabulary import PREFIXES, XSD, iri

__all__ = ["RDF_TYPE", "cg", "check_base", "curie", "dated", "decimal", "integer", "is_storable", "text", "web_address"]

_DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date", ""),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth", "-01"),
    (re.compile(r"\d{4}"), "gYear", "-01-01"),
)
# Oxigraph keeps decimals in 128 bits with 18 digits after the point; beyond that it no longer compares them
_LIMIT = Decimal(10) ** 20
_PLACES = 18


@cache
def cg(name: str) -> NamedNode:
    """Return one of our own terms.

    Raises:
        KeyError: `name` is not in the ontology.
    """
    return NamedNode(iri(name))


@cache
def curie(name: str) -> NamedNode:
    """Return a term of any known vocabulary, such as "skos:prefLabel".

    Raises:
        KeyError: the prefix is not among ours.
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


RDF_TYPE = curie("rdf:type")


def check_base(base: str) -> None:
    """Refuse what cannot begin the IRIs of a graph.

    Raises:
        GraphError: `base` is no web address, or does not end with a slash.
    """
    if web_address(base) is None or not base.endswith("/") or {"#", "?"} & set(base):
        raise GraphError(
            f"base {base!r}: expected a web address that ends with a slash, such as https://example.org/kg/"
        )


def text(value: str) -> Literal:
    """Return a plain literal; a lone surrogate, which RDF cannot hold, becomes U+FFFD, so that offsets stay."""
    try:
        return Literal(value)
    except ValueError:
        return Literal(value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def is_storable(value: Decimal) -> bool:
    """Tell whether every store holds this number exactly."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_PLACES and abs(value) < _LIMIT


def decimal(value: Decimal) -> Literal:
    """Return an xsd:decimal in canonical form: no exponent, no needless zeros ("1.80" and "1.8" are one number)."""
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return Literal("0" if plain == "-0" else plain, datatype=NamedNode(XSD + "decimal"))


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def dated(value: str) -> Literal | None:
    """Return a date as precise as it is known, or None where it is no date of the calendar."""
    for form, datatype, rest in _DATES:
        if form.fullmatch(value):
            try:
                date.fromisoformat(value + rest)
            except ValueError:
                return None
            return Literal(value, datatype=NamedNode(XSD + datatype))
    return None


def web_address(value: str) -> NamedNode | None:
    """Return the IRI of a page, or None where the text is none."""
    try:
        return NamedNode(value) if urlsplit(value).scheme in {"http", "https"} else None
    except ValueError:
        return None
