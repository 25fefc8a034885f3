"""What a query is answered with: the whole answer, or one text that says what is wrong; never a part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, serialize

from kg.errors import QueryError
from kg.query.guard import check_text, why_unparsed
from kg.serve.media import GRAPHS, TABLES, choose
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from pyoxigraph import QueryTriples, Store

    _Graphs: TypeAlias = list[Any] | None  # of NamedNode; pyoxigraph's own lists hold blank nodes as well

__all__ = ["Answer", "Question", "answer", "refuse"]


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it came; the base is what its relative IRIs begin at, the graphs are those that parameters name."""

    text: str
    base: str
    accept: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, the type of the body, and the body."""

    status: int
    media_type: str
    body: bytes


def refuse(status: int, problem: str) -> Answer:
    """Return an answer that says in plain text what is wrong and what to do."""
    return Answer(status, "text/plain; charset=utf-8", f"{problem}\n".encode(errors="replace"))


def answer(store: Store, question: Question) -> Answer:
    """Answer a query in the format that the client likes best; its mistakes are answers with status 400 or 406."""
    try:
        check_text(question.text)
        default, named = _graphs(question)
        found = store.query(
            question.text, base_iri=question.base, prefixes=PREFIXES, default_graph=default, named_graphs=named
        )
        return _written(found, question.accept)
    except QueryError as error:
        return refuse(400, str(error))
    except (SyntaxError, ValueError) as error:
        return refuse(400, why_unparsed("the query", question.text, error))
    except RuntimeError as error:  # such as a function that the engine does not have
        return refuse(400, f"the query cannot be answered: {error}")
    except OSError as error:
        return refuse(500, f"the graph cannot be read: {error}; start the server again")


def _graphs(question: Question) -> tuple[_Graphs, _Graphs]:
    """Return the default and the named graphs to ask, None for all: where the protocol names any, it names them all."""
    if not question.default_graphs and not question.named_graphs:
        return None, None
    return [*map(NamedNode, question.default_graphs)], [*map(NamedNode, question.named_graphs)]


def _written(found: QuerySolutions | QueryBoolean | QueryTriples, accept: str) -> Answer:
    if isinstance(found, QuerySolutions | QueryBoolean):
        if media := choose(accept, tuple(TABLES)):
            return Answer(200, _with_charset(media), found.serialize(format=TABLES[media]) or b"")
        return _unacceptable("SELECT and ASK", tuple(TABLES))
    if media := choose(accept, tuple(GRAPHS)):
        return Answer(200, _with_charset(media), serialize(found, format=GRAPHS[media], prefixes=PREFIXES) or b"")
    return _unacceptable("CONSTRUCT and DESCRIBE", tuple(GRAPHS))


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _unacceptable(form: str, offered: tuple[str, ...]) -> Answer:
    return refuse(406, f"none of the types in the Accept header; {form} are answered as {', '.join(offered)}")
