"""The query operation of the SPARQL 1.1 Protocol: from an HTTP request to a question."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kg.serve.answers import Answer, Question, refuse

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["MAX_BODY", "read"]

MAX_BODY = 1024 * 1024  # bytes of a request
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = "this endpoint only reads: send a query, not an update"


async def read(request: Request) -> Question | Answer | None:
    """Return what a request asks, or the answer that refuses it, or None where a GET asks nothing."""
    try:
        fields = _fields(request.url.query)
        if request.method != "POST":
            return _question(fields, request) if "query" in fields or "update" in fields else None
        media = _media_type(request)
        if isinstance(media, Answer):
            return media
        body = await _body(request)
        if body is None:
            return refuse(413, f"the request is larger than {MAX_BODY} bytes; shorten the query")
        text = body.decode("utf-8")
        if media == FORM:
            for name, values in _fields(text).items():
                fields.setdefault(name, []).extend(values)
        else:
            fields.setdefault("query", []).append(text)
        return _question(fields, request)
    except UnicodeDecodeError:
        return refuse(400, "the request is not UTF-8")


def _fields(text: str) -> dict[str, list[str]]:
    """Return the values of each field of a URL-encoded text.

    Raises:
        UnicodeDecodeError: they are not UTF-8.
    """
    fields: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, errors="strict"):
        fields.setdefault(name, []).append(value)
    return fields


def _media_type(request: Request) -> str | Answer:
    """Return the type of the body, or why it is not read."""
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media == UPDATE:
        return refuse(403, READ_ONLY)
    if media not in (FORM, DIRECT):
        return refuse(415, f"the Content-Type of a POST is {DIRECT} or {FORM}, not {media or 'missing'}")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if charset not in ("", "utf-8"):
        return refuse(415, f"a query is sent as UTF-8, not as {charset}")
    return media


async def _body(request: Request) -> bytes | None:
    """Return the body, or None where it is too large."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return body


def _question(fields: dict[str, list[str]], request: Request) -> Question | Answer:
    if "update" in fields:
        return refuse(403, READ_ONLY)
    texts = fields.get("query", [])
    if len(texts) != 1:
        return refuse(400, f"a request holds one query, this one has {len(texts)}: use the field `query` once")
    return Question(
        text=texts[0],
        base=str(request.url.replace(query="")),
        accept=", ".join(request.headers.getlist("accept")),
        default_graphs=tuple(fields.get("default-graph-uri", ())),
        named_graphs=tuple(fields.get("named-graph-uri", ())),
    )
