"""Whether a ledger tells of what stands in its folder: what was edited, or left by another run, is built anew."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from hashlib import blake2b
from importlib.metadata import version
from sys import byteorder
from typing import TYPE_CHECKING

import kg
from kg.extract.fingerprint import fingerprint, of_files
from kg.ledger.books import LEDGER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.extract.user_rules import UserRule
    from kg.report import Options

__all__ = ["fits", "note", "seal"]

_PARTS = ("keys.py", "packing.py", "portions.py", "vocabulary.py", "ledger", "link", "rdf")
PIECE = 8_000_000  # bytes


def seal(options: Options, rules: Sequence[UserRule]) -> str:
    """Return what changes whenever the same papers may give another text."""
    told = (options.same_as, options.never_merge, options.quotes, options.base)
    found = blake2b(of_files(_PARTS) + fingerprint(rules), digest_size=16)
    by = version("pyoxigraph"), kg.__version__, byteorder
    found.update(repr((told, by, [(rule.entry, rule.phrase) for rule in rules])).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def fits(folder: Path, seal: str) -> bool:
    """Tell whether a folder has a ledger that tells of its graph.ttl, store and archive, made as `seal` says."""
    told = _read(folder / LEDGER, "SELECT name, value FROM meta WHERE name IN ('seal', 'files', 'build')")
    build = _read(folder / "archive.sqlite", "SELECT name, value FROM options WHERE name = 'build'")
    ours = bool(build) and told.get("seal") == json.dumps(seal) and told.get("build") == build["build"]
    return ours and told.get("files") == json.dumps(_files(folder)) != json.dumps("")


def note(folder: Path, seal: str) -> None:
    """Write down in the ledger of a folder what it tells of."""
    with closing(sqlite3.connect(folder / LEDGER)) as database, database:
        rows = (("seal", json.dumps(seal)), ("files", json.dumps(_files(folder))))
        database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def _read(path: Path, query: str) -> dict[str, str]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return dict(database.execute(query))
    except sqlite3.Error:
        return {}


def _files(folder: Path) -> str:
    """Return what differs when a file of a graph does: a checksum of the text, the names and sizes of the store."""
    checksum = 0
    try:
        with (folder / "graph.ttl").open("rb") as file:
            while piece := file.read(PIECE):
                checksum = zlib.crc32(piece, checksum)
        tables = sorted(f"{path.name} {path.stat().st_size}" for path in (folder / "store").glob("*.sst"))
        current = (folder / "store" / "CURRENT").read_text(encoding="utf-8")
    except OSError:
        return ""
    return "\n".join((str(checksum), current.strip(), *tables))
