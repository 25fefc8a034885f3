"""Refuse query texts that would leave the machine or end the process before they are parsed."""

from __future__ import annotations

import re

from kg.errors import QueryError

__all__ = ["MAX_BRACKETS", "MAX_OPERATORS", "check_text", "why_unparsed"]

# The parser recurses: 400 nested brackets end a process with a 512 KiB stack, 2,200 one with 8 MiB. Counting every
# opening bracket, nested or not, cannot be fooled by what the scan and the parser would read differently.
MAX_BRACKETS = 400
MAX_OPERATORS = 2_000  # `!!!!...`, `1+1+...` and `a|b|...` recurse as well, from about 6,000 on

_WEB_ADDRESS = re.compile(r"<https?://[^<>\"{}|^`\\\x00-\x20]*>")
_BRACKET = re.compile(r"[(\[{]|<<")
_OPERATOR = re.compile(r"[!|&+*/=-]")
# SERVICE, perhaps glued to what stands before, then what it may call. Strings and comments are not skipped: `?a<?b#c>`
# is an IRI to a scanner, and a comparison with a comment to the parser. `?service` and `ex:service` are names.
_SERVICE = re.compile(
    r"(?<![?$:@\w-])(?:\d|true|false)*service(?:\s|\#[^\n\r]*+)*+(?:silent|[<?$]|[^\s\"'{}()<>?$]*:)", re.I
)
_UPDATE = re.compile(r"\b(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.I)


def check_text(text: str) -> None:
    """Pass a query text that is safe to give to the parser.

    Raises:
        QueryError: it calls another endpoint, or is nested so deep that the parser would end the process.
    """
    text = _WEB_ADDRESS.sub("<>", text)
    if len(_BRACKET.findall(text)) > MAX_BRACKETS:
        raise QueryError(f"the query has more than {MAX_BRACKETS} opening brackets; split it")
    if len(_OPERATOR.findall(text)) > MAX_OPERATORS:
        raise QueryError(f"the query has more than {MAX_OPERATORS} operators; split it")
    if _SERVICE.search(text):
        raise QueryError("SERVICE is refused: a query reads this graph only, and calls no other endpoint")


def why_unparsed(name: str, text: str, error: Exception) -> str:
    """Return what to tell about a query that the parser did not take: where it stopped, or that it would write."""
    if _UPDATE.search(text):
        return f"{name}: a graph is only read: SELECT, ASK, CONSTRUCT or DESCRIBE ({error})"
    return f"{name}: cannot be parsed: {error}"
