"""Plain values as terms of Turtle, written as pyoxigraph's serializer writes them (tested), with the usual prefixes.

A text is far quicker to make than an object a term, and Oxigraph reads text at once.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import GraphError
from kg.vocabulary import PREFIXES, iri

__all__ = [
    "address",
    "cg",
    "check_base",
    "curie",
    "dated",
    "decimal",
    "header",
    "integer",
    "is_storable",
    "literal",
    "own",
    "plain_decimal",
    "text",
    "web_address",
]

_DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date", ""),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth", "-01"),
    (re.compile(r"\d{4}"), "gYear", "-01-01"),
)
# Oxigraph keeps decimals in 128 bits with 18 digits after the point; beyond that it no longer compares them
_LIMIT = Decimal(10) ** 20
_PLACES = 18
_OURS = ("paper", "method", "dataset", "metric", "task")
_USED = ("cg", "dcterms", "owl", "prov", "qudt", "rdfs", "schema", "skos", "unit", "void", "xsd")
_SIMPLE = re.compile(r"[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*")
_UNESCAPED = re.compile(r'[^"\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufff0-\uffff]*')


@cache
def cg(name: str) -> str:
    """Return one of our own terms.

    Raises:
        KeyError: `name` is not in the ontology.
    """
    iri(name)
    return f"cg:{name}"


@cache
def curie(name: str) -> str:
    """Return a term of any known vocabulary, such as "skos:prefLabel".

    Raises:
        KeyError: the prefix is not among ours.
    """
    prefix, _, local = name.partition(":")
    return "a" if name == "rdf:type" else address(PREFIXES[prefix] + local)


@lru_cache(maxsize=100_000)
def own(base: str, name: str) -> str:
    """Return a thing of the graph by what follows its base, such as "method/low-rank-adaptation"."""
    kind, _, tail = name.partition("/")
    return f"{kind}:{tail}" if _SIMPLE.fullmatch(tail) else address(base + name, base)


def address(iri: str, base: str = "") -> str:
    """Return any IRI, shortened where a prefix of ours fits.

    Raises:
        ValueError: it is none.
    """
    node = NamedNode(iri)
    if not iri.startswith((base or "\n", *_prefixes("").values())):
        return str(node)
    return _serialized(node, base)[-1].partition(" ")[0]


@cache
def header(base: str) -> str:
    """Return the prefixes that every Turtle file of ours begins with."""
    return "".join(_serialized(NamedNode(base), base)[:-1])


def _serialized(node: NamedNode, base: str) -> list[str]:
    triple = Triple(node, node, Literal(""))
    written = serialize([triple], format=RdfFormat.TURTLE, prefixes=_prefixes(base)) or b""
    return written.decode().splitlines(keepends=True)


@cache
def _prefixes(base: str) -> dict[str, str]:
    return {name: PREFIXES[name] for name in _USED} | ({name: f"{base}{name}/" for name in _OURS} if base else {})


def check_base(base: str) -> None:
    """Refuse what cannot begin the IRIs of a graph.

    Raises:
        GraphError: `base` is no web address, or does not end with a slash.
    """
    if web_address(base) is None or not base.endswith("/") or {"#", "?"} & set(base):
        raise GraphError(
            f"base {base!r}: expected a web address that ends with a slash, such as https://example.org/kg/"
        )


def text(value: str) -> str:
    """Return a plain literal; a lone surrogate, which RDF cannot hold, becomes U+FFFD, so that offsets stay."""
    return f'"{value}"' if _UNESCAPED.fullmatch(value) else str(Literal(literal(value)))


def literal(value: str) -> str:
    """Return what a literal says of a text: a lone surrogate is U+FFFD there."""
    if value.isascii():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_storable(value: Decimal) -> bool:
    """Tell whether every store holds this number exactly."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_PLACES and abs(value) < _LIMIT


def decimal(value: Decimal) -> str:
    """Return an xsd:decimal in canonical form: no exponent, no needless zeros ("1.80" and "1.8" are one number)."""
    plain = plain_decimal(value)
    return plain if "." in plain else f'"{plain}"^^xsd:decimal'


def plain_decimal(value: Decimal) -> str:
    """Return the digits of a canonical xsd:decimal."""
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def integer(value: int) -> str:
    """Return an xsd:integer."""
    return str(value)


def dated(value: str) -> str | None:
    """Return a date as precise as it is known, or None where it is no date of the calendar."""
    for form, datatype, rest in _DATES:
        if form.fullmatch(value):
            try:
                date.fromisoformat(value + rest)
            except ValueError:
                return None
            return f'"{value}"^^xsd:{datatype}'
    return None


def web_address(value: str) -> str | None:
    """Return the IRI of a page, or None where the text is none."""
    try:
        return address(value) if urlsplit(value).scheme in {"http", "https"} else None
    except ValueError:
        return None
