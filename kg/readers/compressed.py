"""Bytes of a file, decompressed where its first bytes say .gz, .bz2, .xz or .zst."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

__all__ = ["Expanded"]

MAX_RATIO = 200
"""Abstracts shrink 3 to 10 times; a bomb of zeros shrinks 1,000 times and more."""
FREE_BYTES = 64 << 20
"""The ratio counts only beyond this size: a small file of repeated lines is no attack."""
MAX_BYTES = 64 << 30


class _Readable(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class Expanded(io.RawIOBase):
    """The content of a file, decompressed.

    An archive that is damaged, cut short or expands beyond all measure ends early instead of failing, so that what
    was read before is kept; `problem` then says why.

    Args:
        file: the file as it is on disk.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.problem = ""
        self._given = 0
        self._file = _Counted(file)
        buffered = io.BufferedReader(self._file, 1 << 16)
        opener = _opener(buffered.peek(10)[:10])
        self._compressed = opener is not None
        self._inner: _Readable = opener(cast("BinaryIO", buffered)) if opener else buffered

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, target: WriteableBuffer, /) -> int:
        """Fill the target as far as there is content, so that a peek sees all it asks for."""
        view = memoryview(target).cast("B")
        filled = 0
        while filled < len(view) and (chunk := self._chunk(len(view) - filled)):
            view[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        return filled

    def _chunk(self, size: int) -> bytes:
        if self.problem:
            return b""
        try:
            chunk = self._inner.read1(size)
        except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
            self.problem = f"damaged or cut short, nothing after this point could be read ({error})"
            return b""
        self._given += len(chunk)
        if self._compressed and self._is_bomb():
            self.problem = (
                f"the archive expands more than {MAX_RATIO} times or beyond {MAX_BYTES >> 30} GiB: reading stopped"
            )
        return chunk

    def _is_bomb(self) -> bool:
        too_dense = self._given > FREE_BYTES and self._given > MAX_RATIO * self._file.count
        return too_dense or self._given > MAX_BYTES


class _Counted(io.RawIOBase):
    """A file that knows how many of its bytes were read; pipes cannot tell."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: WriteableBuffer, /) -> int:
        view = memoryview(target).cast("B")
        chunk = self._file.read(len(view))
        view[: len(chunk)] = chunk
        self.count += len(chunk)
        return len(chunk)


def _opener(magic: bytes) -> Callable[[BinaryIO], _Readable] | None:
    if magic.startswith(b"\x1f\x8b"):
        return lambda file: gzip.GzipFile(fileobj=file, mode="rb")
    if magic.startswith(b"BZh") and magic[4:10] == b"1AY&SY":
        return bz2.BZ2File
    if magic.startswith(b"\xfd7zXZ\x00"):
        return lzma.LZMAFile
    return _Zstandard if magic.startswith(b"\x28\xb5\x2f\xfd") else None


class _Zstandard:
    """The library's own stream reader takes a truncated file for a whole one; this one says so."""

    # The library expands all it is given at once: 1 KiB can be 32 MiB, not more.
    _STEP = 1 << 10

    def __init__(self, file: BinaryIO) -> None:
        import zstandard

        self._file = file
        self._new_frame = zstandard.ZstdDecompressor().decompressobj
        self._error = zstandard.ZstdError
        self._frame = self._new_frame()
        self._input = b""
        self._output = b""
        self._given = 0

    def read1(self, size: int, /) -> bytes:
        while self._given == len(self._output):
            data = self._input or self._file.read(self._STEP)
            self._input = b""
            if self._frame.eof:
                if not data:
                    return b""
                self._frame = self._new_frame()
            elif not data:
                raise EOFError("the compressed file ends in the middle of a frame")
            try:
                self._output, self._given = self._frame.decompress(data), 0
            except self._error as error:
                raise OSError(str(error)) from error
            self._input = self._frame.unused_data
        output = self._output[self._given : self._given + size]
        self._given += len(output)
        return output
