"""Write beside the target, then move into place: a run that fails leaves what was there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["append_part", "replacing", "staging"]

_LOCK = "lock"
_COPIED = 8_000_000  # bytes at once


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to, and move it into place if all went well."""
    temporary = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise GraphError(f"{path}: cannot write: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def append_part(target: BinaryIO, source: BinaryIO, start: int, size: int) -> None:
    """Write a part of a file at the end of another one; the kernel copies it where it can."""
    target.flush()
    end = start + size
    try:
        while start < end and (done := os.copy_file_range(source.fileno(), target.fileno(), end - start, start)):
            start += done
    except (AttributeError, OSError):  # not on this system, or not between these files
        source.seek(start)
        while start < end and (text := source.read(min(_COPIED, end - start))):
            target.write(text)
            start += len(text)


@contextmanager
def staging(folder: Path, *, keep: str = _LOCK) -> Iterator[Path]:
    """Give a folder beside `folder`, and move what was written there into `folder` if all went well.

    After a run that was killed or interrupted, the next one still finds the files whose names begin with `keep`.

    Raises:
        GraphError: the folder cannot be written, or another run writes it.
    """
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder}: is a file; name a folder to write the graph to")
    fresh = folder.absolute().with_name(f".{folder.absolute().name}.new")
    try:
        fresh.mkdir(parents=True, exist_ok=True)
        with _alone(fresh):
            _clear(fresh, keep)
            yield fresh
            folder.mkdir(exist_ok=True)
            for new in sorted(path for path in fresh.iterdir() if not path.name.startswith(_LOCK)):
                _replace(new, folder / new.name)
    except KeyboardInterrupt:
        raise
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        if error.filename is not None and not Path(str(error.filename)).is_relative_to(folder.absolute().parent):
            raise  # about another file than ours
        raise GraphError(f"{folder}: cannot write the graph: {error.strerror or error}") from error
    except _BusyError:
        raise GraphError(f"{folder}: another `kg` is writing it") from None
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends."""
    with closing(sqlite3.connect(folder / _LOCK, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise _BusyError from error
        yield


def _clear(folder: Path, keep: str) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif not path.name.startswith((keep, _LOCK)):
            path.unlink()


class _BusyError(Exception):
    pass


def _replace(new: Path, target: Path) -> None:
    """Move a file or folder over another one."""
    if target.is_dir():
        old = new.with_name(f"{new.name}.old")
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old)
    else:
        new.replace(target)
