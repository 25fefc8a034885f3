"""Ask a graph: a named query, a .rq file, or SPARQL text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryTriples

from kg.errors import QueryError
from kg.query import leading, named
from kg.query.guard import check_text, why_unparsed
from kg.query.names import did_you_mean, find_claims, find_concepts, find_papers, find_properties
from kg.query.rows import Rows
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyoxigraph import Store

__all__ = ["ask", "prepare"]

_CONCEPTS = ("Concept", "Method", "Dataset", "Metric", "Task")
_TRIPLE = ("subject", "predicate", "object")


def ask(store: Store, query: str | Path, **parameters: str | Sequence[NamedNode] | None) -> Rows:
    """Answer a query.

    Args:
        store: the graph.
        query: the name of a query that ships with the package, the path of a .rq file, or SPARQL 1.1 text. The
            prefixes of `kg.vocabulary` need not be declared.
        parameters: words for the parameters that the query's head declares, or the nodes themselves; None is as good
            as not given.

    Raises:
        QueryError: the query is unknown, refused, does not parse, or lacks a parameter, or a name is not in the graph.
    """
    found, text = prepare(store, query, **parameters)
    try:
        answer = store.query(text, prefixes=PREFIXES)
        if isinstance(answer, QueryBoolean):
            return Rows(("answer",), ((Literal(bool(answer)),),), "ask")
        if isinstance(answer, QueryTriples):
            terms = {(triple.subject, triple.predicate, triple.object) for triple in answer}
            return Rows(_TRIPLE, tuple(sorted(terms, key=str)), "construct")
        columns = tuple(variable.value for variable in answer.variables)
        return Rows(columns, tuple(tuple(solution) for solution in answer), "select", found.shown)
    except (SyntaxError, ValueError) as error:
        raise QueryError(why_unparsed(found.name, text, error)) from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"{found.name}: cannot be answered: {error}") from error


def prepare(store: Store, query: str | Path, **parameters: str | Sequence[NamedNode] | None) -> tuple[named.Query, str]:
    """Return a query and its text with the parameters bound, safe to be parsed.

    Raises:
        QueryError: as `ask`.
    """
    found = _find(query)
    kinds = {parameter.name: parameter.kind for parameter in found.parameters}
    given = {name: words for name, words in parameters.items() if words is not None}
    terms = {name: _resolve(store, kinds.get(name, "text"), words) for name, words in given.items()}
    text = named.bind(found, terms)
    check_text(text)
    return found, text


def _find(query: str | Path) -> named.Query:
    text = str(query)
    if text in named.named_queries():
        return named.load(text)
    if isinstance(query, Path) or (text.endswith(".rq") and "\n" not in text):
        try:
            return named.parse(text, Path(text).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{text}: cannot be read: {error}") from error
    if not re.search(r"[{\s]", text):
        known = named.named_queries()
        raise QueryError(f"no query {text!r}{did_you_mean(text, known)}; there are: {', '.join(known)}")
    return named.parse("the query", text)


def _resolve(store: Store, kind: str, words: str | Sequence[NamedNode]) -> Sequence[NamedNode | Literal]:
    if not isinstance(words, str):
        return words
    if kind in _CONCEPTS:
        return find_concepts(store, words, kind)
    finders: dict[str, Callable[[Store, str], Sequence[NamedNode | Literal]]] = {
        "Paper": find_papers,
        "Property": find_properties,
        "Claim": find_claims,
        "Number": lambda _, number: (Literal(leading.positive(number)),),
        **leading.FINDERS,
    }
    return finders[kind](store, words) if kind in finders else (Literal(words),)
