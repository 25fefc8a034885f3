"""What a build read and found, in one file of the graph folder, so that no text is ever extracted twice.

Beside it, while a build runs, stands a second file with what can be worked out anew.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import blake2b
from os import urandom
from typing import TYPE_CHECKING, Any

from kg import readers
from kg.errors import GraphError
from kg.ledger import LEDGER, Ledger
from kg.model import Paper
from kg.packing import is_sound, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model import Extraction
    from kg.readers import Duplicate

__all__ = ["ARCHIVE", "Archive", "Found", "Unread", "digest_of", "key_of", "stored_number", "stored_options"]

ARCHIVE = "archive.sqlite"  # its name in a graph folder
FORM = 2  # raised when the tables or kg.packing change: an archive of another form is not read
CACHE = -64_000  # KiB of pages that SQLite keeps in memory

# a place among the papers, a paper as it was read, and what was found in it, both packed, where that is known
Unread = tuple[int, bytes, bytes | None]
# a place, the key of a text (None for an extraction made elsewhere), and what was found (None where it is kept already)
Found = tuple[int, bytes | None, bytes | None]
_TABLES = """
    CREATE TABLE IF NOT EXISTS extractions (key BLOB PRIMARY KEY, found BLOB) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS options (name TEXT PRIMARY KEY, value TEXT);
"""
_WORK = """
    CREATE TABLE work.found (at INTEGER PRIMARY KEY, key BLOB);
    CREATE TABLE work.steps (id BLOB PRIMARY KEY, at INTEGER, size INTEGER, kept INTEGER) WITHOUT ROWID;
"""
_ITEM = "coalesce(p.item, e.item)"
_PAPERS = "work.papers p LEFT JOIN entries e ON e.n = p.n"
# `size` is that of the piece of text the last build wrote; without `at`, a paper is gone
_COMPARE = f"""
    INSERT INTO work.steps
        SELECT p.id, p.rowid, l.size, l.digest IS digest({_ITEM}) AND (l.key IS NULL OR is_sound(x.found))
        FROM {_PAPERS} LEFT JOIN ledger.papers l ON l.id = p.id LEFT JOIN extractions x ON x.key = l.key;
    INSERT INTO work.steps SELECT id, NULL, size, 0 FROM ledger.papers WHERE id NOT IN (SELECT id FROM work.papers);
    INSERT INTO work.found SELECT s.at, l.key FROM work.steps s JOIN ledger.papers l ON l.id = s.id WHERE s.kept;
"""  # noqa: S608
_UNKNOWN = f"""
    SELECT s.at, {_ITEM} FROM work.steps s JOIN work.papers p ON p.rowid = s.at LEFT JOIN entries e ON e.n = p.n
    WHERE NOT s.kept ORDER BY s.at
"""  # noqa: S608
_FOUND = f"""
    SELECT s.at, {_ITEM}, x.found FROM work.steps s JOIN work.found f ON f.at = s.at
    JOIN work.papers p ON p.rowid = s.at LEFT JOIN entries e ON e.n = p.n LEFT JOIN extractions x ON x.key = f.key
"""  # noqa: S608
_FORMER = (
    "SELECT coalesce(l.item, e.item), x.found, l.key FROM work.steps s JOIN ledger.papers l ON l.id = s.id "
    "LEFT JOIN old.entries e ON e.n = l.n LEFT JOIN old.extractions x ON x.key = l.key WHERE NOT s.kept"
)


class Archive:
    """The archive of a build that runs, and with it the ledger (`kg.ledger`); only one build can at a time."""

    def __init__(self, folder: Path, old: Path) -> None:
        """Open or begin the archive in a folder, where the ledger may be already.

        Args:
            folder: the folder that is written.
            old: the folder that it is to replace, whose archive is read.

        Raises:
            GraphError: another build uses it.
        """
        work = folder / "work.sqlite"
        work.unlink(missing_ok=True)
        path = folder / ARCHIVE
        if path.exists() and not _is_sound(path):  # cut off by a power failure, or of another version
            path.unlink()
        self.went_on = path.exists()  # after a build that was killed
        if not self.went_on and _is_sound(old / ARCHIVE):
            shutil.copyfile(old / ARCHIVE, path)
        self.database = sqlite3.connect(path.absolute().as_uri(), uri=True)
        for name, other in (("work", work), ("ledger", folder / LEDGER)):
            self.database.execute(f"ATTACH ? AS {name}", (str(other),))
            self.database.execute(f"PRAGMA {name}.journal_mode = OFF")
            self.database.execute(f"PRAGMA {name}.synchronous = OFF")
        if (old / ARCHIVE).is_file():
            self.database.execute("ATTACH ? AS old", (f"{(old / ARCHIVE).absolute().as_uri()}?mode=ro",))
        for name in ("main", "work", "ledger"):
            self.database.execute(f"PRAGMA {name}.cache_size = {CACHE}")
        self.database.execute("PRAGMA main.synchronous = NORMAL")
        self.database.executescript(_TABLES + _WORK + f"PRAGMA main.user_version = {FORM};")
        self.database.create_function("digest", 1, digest_of, deterministic=True)
        self.database.create_function("is_sound", 1, lambda data: data is not None and is_sound(data))
        self.ledger = Ledger(self.database)

    def close(self) -> None:
        """Close the files."""
        self.database.close()

    def fill(self, items: Iterable[Paper | Extraction], duplicates: list[Duplicate], *, more: bool = False) -> int:
        """Take in what was read, each paper once (`kg.readers.merge`); return the number of papers.

        Args:
            items: what was read.
            duplicates: is given the entries that are merged into others.
            more: whether they come to what was read for the folder that is replaced, or take its place.
        """
        if more and self.went_on:
            self.database.executescript(readers.ENTRIES)
            with self.database:
                for table in ("entries", "keys", "titles"):
                    self.database.execute(f"DELETE FROM {table}")  # noqa: S608
                    self.database.execute(f"INSERT INTO {table} SELECT * FROM old.{table}")  # noqa: S608
        return len(readers.merge(items, duplicate=duplicates.append, database=self.database, more=more))

    def compare(self) -> int:
        """Find the papers that are what they were when the ledger was written; return how many need no extraction."""
        if any(key and not (found and is_sound(found)) for _, found, key in self._compared()):
            self.ledger.clear()  # what is to be taken out of it is not known any more
            self._compared()
        query = "SELECT count(*) FROM work.found WHERE key IS NOT NULL"
        return int(self.database.execute(query).fetchone()[0])

    def _compared(self) -> Iterator[tuple[bytes, bytes | None, bytes | None]]:
        with self.database:
            for table in ("steps", "found"):
                self.database.execute(f"DELETE FROM work.{table}")  # noqa: S608
        self.database.executescript(_COMPARE)
        return iter(() if self.ledger.is_empty() else self.database.execute(_FORMER))

    def former(self) -> Iterator[tuple[bytes, bytes | None]]:
        """Yield the papers that are gone or changed as they were, packed, with their findings."""
        if not self.ledger.is_empty():
            yield from ((data, found) for data, found, _ in self.database.cursor().execute(_FORMER))

    def unextracted(self, rules: bytes) -> Iterator[Unread]:
        """Yield the papers that are new or changed, with their findings where the same text was read before."""
        any_known = self.database.execute("SELECT EXISTS (SELECT 1 FROM extractions)").fetchone()[0]
        for at, data in self.database.cursor().execute(_UNKNOWN):
            yield at, data, self._known(data, rules) if any_known else None

    def keep(self, found: Iterable[Found]) -> None:
        """Keep what was found in some papers, safe from the end of this process when this returns."""
        with self.database:
            for at, key, findings in found:
                self.database.execute("INSERT INTO work.found VALUES (?, ?)", (at, key))
                if findings is not None:
                    self.database.execute("INSERT OR REPLACE INTO extractions VALUES (?, ?)", (key, findings))

    def outdate(self, papers: Iterable[bytes]) -> None:
        """Have some papers written anew."""
        with self.database:
            self.database.executemany("UPDATE work.steps SET kept = 0 WHERE id = ?", [(paper,) for paper in papers])

    def unwritten(self) -> Iterator[Unread]:
        """Yield the papers that are written anew, in order; one that came with its findings has them in itself."""
        yield from self._with_findings("NOT s.kept ORDER BY s.at")

    def some(self, papers: Iterable[bytes]) -> Iterator[tuple[bytes, bytes | None]]:
        """Yield some papers with their findings."""
        for paper in papers:
            yield from ((data, found) for _, data, found in self._with_findings("s.id = ?", paper))

    def _with_findings(self, which: str, *values: bytes) -> Iterator[Unread]:
        yield from self.database.cursor().execute(f"{_FOUND} WHERE {which}", values)

    def count(self) -> tuple[int, int]:
        """Return how many papers are written anew, and how many stay as they are."""
        query = "SELECT count(*), coalesce(sum(kept), 0) FROM work.steps WHERE at IS NOT NULL"
        papers, kept = self.database.execute(query).fetchone()
        return papers - kept, kept

    def finish(self, options: dict[str, Any]) -> None:
        """Forget texts that are in no paper any more, and note what the build was told."""
        build = urandom(8).hex()  # tells that the archive and the ledger are of one build
        self.ledger.note("build", build)
        with self.database:
            self.database.execute(
                "DELETE FROM extractions WHERE key NOT IN (SELECT key FROM work.found WHERE key IS NOT NULL)"
            )
            told = [(name, json.dumps(value, default=str)) for name, value in (options | {"build": build}).items()]
            self.database.executemany("INSERT OR REPLACE INTO options VALUES (?, ?)", told)

    def _known(self, data: bytes, rules: bytes) -> bytes | None:
        item = unpack(data)
        if not isinstance(item, Paper):
            return None
        row = self.database.execute("SELECT found FROM extractions WHERE key = ?", (key_of(item, rules),)).fetchone()
        return row[0] if row and is_sound(row[0]) else None


def digest_of(data: bytes) -> bytes:
    """Return a hash of a paper as it was read."""
    return blake2b(data, digest_size=16).digest()


def key_of(paper: Paper, rules: bytes) -> bytes:
    """Return what tells whether a text was extracted before: a hash of it and of what found something in it."""
    return blake2b(rules + paper.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def stored_number(folder: Path) -> int:
    """Return how many entries were read for a graph.

    Raises:
        GraphError: the folder keeps no archive.
    """
    with closing(_open(folder)) as database:
        return int(database.execute("SELECT count(*) FROM entries").fetchone()[0])


def stored_options(folder: Path) -> dict[str, Any]:
    """Return what the build of a graph was told.

    Raises:
        GraphError: the folder keeps no archive.
    """
    with closing(_open(folder)) as database:
        return {name: json.loads(value) for name, value in database.execute("SELECT name, value FROM options")}


def _open(folder: Path) -> sqlite3.Connection:
    path = folder / ARCHIVE
    if not path.is_file() or not _is_sound(path):
        problem = f"has no {ARCHIVE} of this version; graphs without quotes keep none"
        raise GraphError(f"{folder}: {problem}; `kg build` it again with all inputs")
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _is_sound(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as database:
            return bool(database.execute("PRAGMA user_version").fetchone()[0] == FORM)
    except sqlite3.DatabaseError:
        return False
