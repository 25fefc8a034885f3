"""Query files: what they ask, their parameters and columns, read from the comments at their head.

    # What the query answers.
    # --metric Metric: a parameter; its kind is a type of concept, Concept (any), Paper, Property, Claim,
    #   one of kg.query.leading (so many of them), Number, or text
    # --task Task, required: a parameter that must be given
    # ?method: a column
    # table: the columns that the text table shows

A line of the query that ends in `# --metric` belongs to that parameter: it is left out when the parameter is not given;
otherwise UNDEF in it stands for the terms the parameter was resolved to, and the number in `LIMIT 100` for one that was
given. So a query is plain SPARQL that any engine reads, and what a user types never becomes part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Literal, NamedNode

__all__ = ["Parameter", "Query", "bind", "load", "named_queries", "parse"]

_PARAMETER = re.compile(r"# --(?P<name>[a-z]+) (?P<kind>[A-Za-z]+)(?P<required>, required)?: (?P<about>.+)")
_COLUMN = re.compile(r"# \?(?P<name>\w+): (?P<about>.+)")
_SHOWN = re.compile(r"# table: (?P<columns>.+)")
_LIMIT = re.compile(r"(?<=\bLIMIT )\d+")
_TAG = re.compile(r"\s# --(?P<name>[a-z]+)$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query; `kind` says what its words are resolved to."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what its head says; `columns` are (name, meaning)."""

    name: str
    about: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    shown: tuple[str, ...]
    text: str


@cache
def named_queries() -> tuple[str, ...]:
    """Return the names of the queries that ship with the package."""
    folder = files("kg.data") / "queries"
    return tuple(sorted(path.name.removesuffix(".rq") for path in folder.iterdir() if path.name.endswith(".rq")))


@cache
def load(name: str) -> Query:
    """Return a query that ships with the package."""
    return parse(name, (files("kg.data") / "queries" / f"{name}.rq").read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Query:
    """Return a query with what the comments at its head say; a text without them is a query without parameters."""
    head = [line for line in text.splitlines() if line.startswith("#")]
    parameters = tuple(
        Parameter(found["name"], found["kind"], bool(found["required"]), found["about"])
        for found in map(_PARAMETER.fullmatch, head)
        if found
    )
    columns = tuple((found["name"], found["about"]) for found in map(_COLUMN.fullmatch, head) if found)
    shown = tuple(column for found in map(_SHOWN.fullmatch, head) if found for column in found["columns"].split())
    about = head[0].removeprefix("#").strip() if head else ""
    return Query(name, about, parameters, columns, shown, text)


def bind(query: Query, terms: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    """Return the text of a query with RDF terms in the place of its parameters.

    Args:
        query: the query.
        terms: for each parameter that is given, the terms it stands for.

    Raises:
        QueryError: a parameter is unknown, or a required one is missing.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in terms:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name!r}; it has: {', '.join(known) or 'none'}")
    for parameter in known.values():
        if parameter.required and parameter.name not in terms:
            raise QueryError(f"{query.name} needs --{parameter.name}: {parameter.about}")
    lines = []
    for line in query.text.splitlines():
        found = _TAG.search(line)
        if found and found["name"] in known:
            if found["name"] not in terms:
                continue
            if known[found["name"]].kind == "Number":
                line = _LIMIT.sub(str(int(terms[found["name"]][0].value)), line)
            # str() of a pyoxigraph term is its escaped N-Triples form
            line = line.replace("UNDEF", " ".join(map(str, terms[found["name"]])))
        lines.append(line)
    return "\n".join(lines)
