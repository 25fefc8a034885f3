"""A file that is written anew in pieces, of which most are copied from the file before."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

from kg.files import append_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kg.ledger import Step

__all__ = ["Pieces", "Sink"]

COPIED = 8_000_000  # bytes that are copied at once, about


class Sink(Protocol):
    """What is told of each piece."""

    @property
    def keep(self) -> Callable[[bytes], None] | None:
        """Return what takes pieces that stay; None where the kernel may copy them unread."""

    def change(self, before: bytes, text: bytes) -> None:
        """Take a piece in the place of another one."""


class Pieces:
    """Writes a file, and tells a sink what stays of the one before and what changes."""

    def __init__(self, path: Path, before: Path | None, sink: Sink) -> None:
        self._files = ExitStack()
        self._new = self._files.enter_context(path.open("wb"))
        self._old = self._files.enter_context(before.open("rb")) if before else None
        self._at = 0  # in the old file
        self._sink = sink

    def __enter__(self) -> Pieces:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the files."""
        self._files.close()

    def put(self, steps: Iterable[Step], texts: Iterator[bytes]) -> Iterator[None]:
        """Copy or replace piece after piece, and yield for each new one.

        Args:
            steps: the pieces before, and what becomes of them.
            texts: the new ones, in order.
        """
        run = 0
        for step in steps:
            if step.kept:
                run += step.size
                if run < COPIED:
                    continue
            self._copy(run)
            run = 0
            if not step.kept:
                self.replace(step.size, next(texts) if step.written else b"")
                if step.written:
                    yield
        self._copy(run)

    def replace(self, size: int, text: bytes) -> None:
        """Write a piece in the place of so many bytes; -1 are all that are left."""
        before = self._read(size)
        self._new.write(text)
        self._sink.change(before, text)

    def _read(self, size: int) -> bytes:
        if not self._old:
            return b""
        self._old.seek(self._at)
        text = self._old.read(size)
        self._at += len(text)
        return text

    def _copy(self, size: int) -> None:
        if size and self._old and self._sink.keep:
            text = self._read(size)
            self._new.write(text)
            self._sink.keep(text)
        elif size and self._old:
            append_part(self._new, self._old, self._at, size)
            self._at += size
