"""What an extraction depends on besides the text."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import kg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.extract.user_rules import UserRule

__all__ = ["fingerprint", "of_files"]

_PARTS = ("model.py", "extract", "data")
_SUFFIXES = {".py", ".tsv", ".jsonl", ".txt", ".json"}


def fingerprint(rules: Sequence[UserRule] = ()) -> bytes:
    """Return bytes that change whenever the same text may give another extraction.

    Args:
        rules: names that the user wants found.
    """
    found = blake2b(_of_package(), digest_size=16)
    for rule in rules:
        found.update(repr(rule).encode("utf-8", "surrogatepass") + b"\0")
    return found.digest()


def of_files(parts: Iterable[str]) -> bytes:
    """Return a hash of some files and folders of our package."""
    root = Path(kg.__file__).parent
    found = blake2b()
    files = {path for part in parts for path in (root / part, *(root / part).rglob("*"))}
    for path in sorted(path for path in files if path.suffix in _SUFFIXES and path.is_file()):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.digest()


@lru_cache(maxsize=1)
def _of_package() -> bytes:
    """Return a hash of our code and data for extraction, and of the version of spaCy."""
    return of_files(_PARTS) + version("spacy").encode()
