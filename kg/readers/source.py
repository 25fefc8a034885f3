"""One input while it is read: its name, its bytes, its text."""

from __future__ import annotations

import codecs
import io
import re
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import InputError
from kg.readers.compressed import Expanded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Source"]

SAMPLE_BYTES = 1 << 18
LINE_LIMIT = 32 << 20
"""Characters of a line; the rest of a longer one is passed over, so that no line can fill the memory."""
TEXT_LIMIT = 256 << 20
"""Characters of a file that has to be seen whole."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


class Source:
    """A file, decompressed and decoded as it is read; bytes that are not UTF-8 are taken for Windows-1252.

    Args:
        name: the file, as the user named it.
        file: its bytes.
        path: where it lies, None for stdin.
        year: the year of dates that are written without one.
    """

    def __init__(self, name: str, file: BinaryIO, path: Path | None = None, year: int | None = None) -> None:
        self.name, self.path, self.year = name, path, year
        self.odd_lines = 0
        self._expanded = Expanded(file)
        self.content = io.BufferedReader(self._expanded, SAMPLE_BYTES)
        self.sample = self.content.peek(SAMPLE_BYTES)[:SAMPLE_BYTES]
        self.encoding = next((name for bom, name in _BOMS if self.sample.startswith(bom)), "utf-8")

    @property
    def problem(self) -> str:
        """Return why the content ended early, or nothing."""
        return self._expanded.problem

    @property
    def sample_text(self) -> str:
        """Return the start of the file as text, good enough to tell formats apart."""
        return self.sample.decode(self.encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def _text(self) -> io.TextIOWrapper:
        errors = "surrogateescape" if self.encoding.startswith("utf-8") else "replace"
        return io.TextIOWrapper(self.content, encoding=self.encoding, errors=errors)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield each line, without its end, with its number from 1."""
        number = 0
        while line := self._text.readline(LINE_LIMIT):
            number += 1
            rest = line
            while len(rest) == LINE_LIMIT and not rest.endswith("\n"):
                rest = self._text.readline(LINE_LIMIT)
            yield number, self._mended(line.removesuffix("\n"))

    def text(self) -> str:
        """Return everything at once.

        Raises:
            InputError: it is too long for a format that cannot be read piece by piece.
        """
        text = self._text.read(TEXT_LIMIT)
        if self._text.read(1):
            raise InputError(self.name, f"longer than {TEXT_LIMIT >> 20} million characters: split the file")
        return "\n".join(map(self._mended, text.split("\n"))) if _NOT_UTF8.search(text) else text

    def _mended(self, line: str) -> str:
        if line.isascii() or not _NOT_UTF8.search(line):
            return line
        self.odd_lines += 1
        return _NOT_UTF8.sub(_from_windows, line)


def _from_windows(match: re.Match[str]) -> str:
    return bytes([ord(match[0]) - 0xDC00]).decode("cp1252", errors="replace")
