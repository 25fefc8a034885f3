"""Atom feeds, as the arXiv API answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.readers.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.readers.source import Source

__all__ = ["is_xml", "records"]

CHUNK_BYTES = 1 << 16

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_TEXTS = {
    _ATOM + "id": "id",
    _ATOM + "title": "title",
    _ATOM + "summary": "abstract",
    _ATOM + "published": "date",
    _ARXIV + "journal_ref": "venue",
    _ARXIV + "doi": "doi",
}


def is_xml(sample: str) -> bool:
    """Tell whether a text is XML and no web page."""
    start = sample.lstrip()[:200].lower()
    return start.startswith(("<?xml", "<feed", "<!doctype feed", "<entry")) and "<html" not in start


def records(source: Source) -> Iterator[Record]:
    """Yield each entry of a feed as it is read.

    Raises:
        InputError: the XML is broken, holds declarations (which can be made to expand without end), or no entry.
    """
    from xml.etree.ElementTree import ParseError  # only the error; defusedxml parses

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    entries = _Entries()
    parser = DefusedXMLParser(target=entries, forbid_dtd=True)
    entries.position = parser.parser
    found = 0
    try:
        while chunk := source.content.read(CHUNK_BYTES):
            parser.feed(chunk)
            found += len(entries.done)
            yield from entries.take()
        parser.close()
    except DefusedXmlException as error:
        raise InputError(source.name, "XML with a document type or entities is refused") from error
    except (ParseError, LookupError, ValueError) as error:
        yield from entries.take()
        raise InputError(source.name, f"broken XML: {error}", parser.parser.CurrentLineNumber) from error
    if not found:
        raise InputError(source.name, "XML without an Atom entry; only Atom feeds are read")


class _Entries:
    """Gathers the entries of a feed from the events of a parser, and no tree, so that memory stays flat."""

    def __init__(self) -> None:
        self.done: list[Record] = []
        self.position: object = None
        self._fields: dict[str, object] | None = None
        self._authors: list[str] = []
        self._line = 0
        self._path: list[str] = []
        self._text: list[str] = []

    def take(self) -> list[Record]:
        """Return the entries that are complete, each once."""
        done, self.done = self.done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        if tag == _ATOM + "entry":
            self._fields, self._authors, self._path = {}, [], []
            self._line = getattr(self.position, "CurrentLineNumber", 0)
        self._path.append(tag)
        self._text = []

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._fields is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """Take a closing tag."""
        text = "".join(self._text).strip()
        self._text = []
        path, self._path = self._path, self._path[:-1]
        if self._fields is None:
            return
        if tag == _ATOM + "entry":
            self.done.append(Record(self._line, {**self._fields, "authors": self._authors}))
            self._fields = None
        elif len(path) == 2 and tag in _TEXTS:
            self._fields[_TEXTS[tag]] = text
        elif path[1:] == [_ATOM + "author", _ATOM + "name"]:
            self._authors.append(text)

    def close(self) -> None:
        """Do nothing: all entries were taken."""
