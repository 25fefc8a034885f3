"""JSON: one object a line, an array of them, or an answer of a service that holds such an array."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kg.readers.records import Record, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.readers.source import Source

__all__ = ["is_json", "records"]

MAX_BROKEN = 1000
"""Each broken value of a long array costs a search for the next whole one; beyond this a file is given up."""

_WRAPPERS = ("data", "results", "notes", "papers", "items", "works", "entries", "dailyPapers")
_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\[\]])")
_WRAPPER = re.compile(rf'"(?:{"|".join(_WRAPPERS)})"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def is_json(sample: str) -> bool:
    """Tell whether a text is JSON, or has a line that is a JSON object (the first line may be the broken one)."""
    return bool(_START.match(sample)) or _is_by_line(sample)


def records(source: Source) -> Iterator[Record | Rejection]:
    """Yield each object, a broken one as a rejection with its line."""
    for item in _from_lines(source) if _is_by_line(source.sample_text) else _from_document(source):
        if isinstance(item, Rejection):
            yield item
        else:
            yield from _unwrapped(source.name, *item)


def _is_by_line(sample: str) -> bool:
    """Tell whether a line is a whole object, other than the last line of an array of a service's answer."""
    if sample.lstrip().startswith("["):
        return False
    at = 0
    for line in sample.split("\n"):
        if line.startswith("{") and isinstance(_value(line), dict):
            return not _WRAPPER.search(sample, 0, at)
        at += len(line) + 1
    return sample.startswith("{") and "\n" not in sample  # a line longer than the sample


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _from_lines(source: Source) -> Iterator[tuple[int, object] | Rejection]:
    for number, line in source.lines():
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Rejection(source.name, number, _reason(error))
        else:
            yield number, value


def _from_document(source: Source) -> Iterator[tuple[int, object] | Rejection]:
    """Read values one after the other; behind a broken one, go on at the next line that starts like it."""
    text = source.text()
    at = array = _array_start(text)
    line, counted, broken = 1, 0, 0
    while (at := _gap_end(text, at)) < len(text) and not (array and text[at] == "]"):
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Rejection(source.name, line, _reason(error))
            at = _next_start(text, at)
            broken += 1
            if broken == MAX_BROKEN:
                yield Rejection(source.name, None, f"given up after {MAX_BROKEN} broken values")
                return
        else:
            yield line, value


def _array_start(text: str) -> int:
    """Return where the elements of the array of records begin, 0 where there is no array around the records."""
    if text.lstrip().startswith("["):
        return text.index("[") + 1
    wrapper = _WRAPPER.search(text)
    whole = _value(text)
    is_wrapped = _wrapped(whole) is not None if isinstance(whole, dict) else wrapper is not None
    return wrapper.end() if wrapper and is_wrapped else 0


def _gap_end(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _next_start(text: str, at: int) -> int:
    indent = text[text.rfind("\n", 0, at) + 1 : at]
    found = text.find("\n" + (indent if not indent.strip() else "") + "{", at)
    return len(text) if found < 0 else found + 1


def _wrapped(value: dict[str, object]) -> list[object] | None:
    if "abstract" in value:
        return None
    return next((held for key in _WRAPPERS if isinstance(held := value.get(key), list)), None)


def _unwrapped(name: str, line: int, value: object) -> Iterator[Record | Rejection]:
    items = _wrapped(value) if isinstance(value, dict) else value
    for item in items if isinstance(items, list) else [value]:
        if isinstance(item, dict):
            yield Record(line, item)
        else:
            yield Rejection(name, line, f"a JSON object is expected, found {type(item).__name__}")


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "JSON nested too deeply"
    return f"broken JSON: {error.msg} (column {error.colno})" if isinstance(error, json.JSONDecodeError) else str(error)
