"""Write beside the target, then move into place: a run that fails leaves what was there."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["replacing", "staging"]


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


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a new folder beside `folder`, and move what was written there into `folder` if all went well."""
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder}: is a file; name a folder to write the graph to")
    fresh = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    try:
        fresh.mkdir(parents=True)
        yield fresh
        folder.mkdir(exist_ok=True)
        for new in sorted(fresh.iterdir()):
            _replace(new, folder / new.name)
    except OSError as error:
        if error.filename is not None and not Path(str(error.filename)).is_relative_to(folder.parent):
            raise  # about another file than ours
        raise GraphError(f"{folder}: cannot write the graph: {error.strerror or error}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _replace(new: Path, target: Path) -> None:
    """Move a file or folder over another one."""
    if target.is_dir():
        old = new.with_name(f"{new.name}.old")
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old)
    else:
        new.replace(target)
