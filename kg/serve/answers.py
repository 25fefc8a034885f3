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
    from pyoxigraph import QueryTriples, Store

__all__ = ["Answer", "Question", "answer", "refuse"]


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it came: its text, the Accept header, and the data set that the protocol's parameters name."""

    text: str
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
        found = store.query(question.text, prefixes=PREFIXES, **_dataset(question))
        return _written(found, question.accept)
    except QueryError as error:
        return refuse(400, str(error))
    except (SyntaxError, ValueError) as error:
        return refuse(400, why_unparsed("the query", question.text, error))
    except (OSError, RuntimeError) as error:
        return refuse(500, f"the query cannot be answered: {error}")


def _dataset(question: Question) -> dict[str, list[NamedNode]]:
    """Return the graphs to ask; where the protocol names any, those that it leaves out are empty."""
    if not question.default_graphs and not question.named_graphs:
        return {}
    default, named = ([*map(NamedNode, graphs)] for graphs in (question.default_graphs, question.named_graphs))
    return {"default_graph": default, "named_graphs": named}


def _written(found: QuerySolutions | QueryBoolean | QueryTriples, accept: str) -> Answer:
    if isinstance(found, QuerySolutions | QueryBoolean):
        if media := choose(accept, tuple(TABLES)):
            return Answer(200, _with_charset(media), found.serialize(format=TABLES[media]))
        return _unacceptable("SELECT and ASK", tuple(TABLES))
    if media := choose(accept, tuple(GRAPHS)):
        return Answer(200, _with_charset(media), serialize(found, format=GRAPHS[media], prefixes=PREFIXES))
    return _unacceptable("CONSTRUCT and DESCRIBE", tuple(GRAPHS))


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _unacceptable(form: str, offered: tuple[str, ...]) -> Answer:
    return refuse(406, f"none of the types in the Accept header; {form} are answered as {', '.join(offered)}")
