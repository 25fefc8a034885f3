"""What a build read and found, in one file of the graph folder, so that no text is ever extracted twice.

Beside it, while a build runs, stands a second file with what can be worked out anew.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from kg import readers
from kg.errors import GraphError
from kg.model import Paper
from kg.packing import is_sound, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model import Extraction
    from kg.rdf import Shortcut
    from kg.readers import Duplicate

__all__ = ["ARCHIVE", "Archive", "Found", "key_of", "stored_entries", "stored_options"]

ARCHIVE = "archive.sqlite"  # its name in a graph folder
FORM = 1  # raised when the tables or kg.packing change: an archive of another form is not read
CACHE = -64_000  # KiB of pages that SQLite keeps in memory

# the key of a text (None for an extraction made elsewhere), and what was found in it (None where that is kept already)
Found = tuple[bytes | None, bytes | None]
_TABLES = """
    CREATE TABLE IF NOT EXISTS extractions (key BLOB PRIMARY KEY, found BLOB) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS options (name TEXT PRIMARY KEY, value TEXT);
"""
_WORK = """
    CREATE TABLE work.found (at INTEGER PRIMARY KEY, key BLOB);
    CREATE TABLE work.shortcuts
        (subject TEXT, name TEXT, target TEXT, PRIMARY KEY (subject, name, target)) WITHOUT ROWID;
"""


class Archive:
    """The archive of a build that runs; only one can at a time."""

    def __init__(self, folder: Path) -> None:
        """Open or begin the archive in a folder.

        Raises:
            GraphError: another build uses it.
        """
        work = folder / "work.sqlite"
        work.unlink(missing_ok=True)
        path = folder / ARCHIVE
        if path.exists() and not _is_sound(path):  # cut off by a power failure, or of another version
            path.unlink()
        self._database = sqlite3.connect(path)
        self._database.execute("ATTACH ? AS work", (str(work),))
        for command in ("main.cache_size", "work.cache_size"):
            self._database.execute(f"PRAGMA {command} = {CACHE}")
        self._database.execute("PRAGMA work.journal_mode = OFF")
        self._database.execute("PRAGMA work.synchronous = OFF")
        self._database.execute("PRAGMA main.synchronous = NORMAL")
        self._database.executescript(_TABLES + _WORK + f"PRAGMA main.user_version = {FORM};")

    def close(self) -> None:
        """Close the files."""
        self._database.close()

    def fill(self, items: Iterable[Paper | Extraction], duplicates: list[Duplicate]) -> int:
        """Take in what was read, each paper once (`kg.readers.merge`); return the number of papers."""
        return len(readers.merge(items, duplicate=duplicates.append, database=self._database))

    def unextracted(self, rules: bytes) -> Iterator[tuple[bytes, bytes | None]]:
        """Yield each paper, packed, with its findings where the same text was extracted by the same rules before."""
        any_known = self._database.execute("SELECT EXISTS (SELECT 1 FROM extractions)").fetchone()[0]
        for data in readers.Merged(self._database).packed():
            yield data, self._known(data, rules) if any_known else None

    def keep(self, found: Iterable[Found]) -> None:
        """Keep what was found in the next papers, safe from the end of this process when this returns."""
        with self._database:
            for key, findings in found:
                self._database.execute("INSERT INTO work.found (key) VALUES (?)", (key,))
                if findings is not None:
                    self._database.execute("INSERT OR REPLACE INTO extractions VALUES (?, ?)", (key, findings))

    def extracted(self) -> Iterator[tuple[bytes, bytes | None]]:
        """Yield each paper, packed, in order, with its findings; one that came with them has them in itself."""
        rows = (
            "SELECT coalesce(p.item, e.item), x.found FROM work.papers p JOIN work.found f ON f.at = p.rowid "
            "LEFT JOIN entries e ON e.n = p.n LEFT JOIN extractions x ON x.key = f.key ORDER BY p.rowid"
        )
        yield from self._database.cursor().execute(rows)

    def keep_shortcuts(self, links: Iterable[Shortcut]) -> None:
        """Keep short cuts between concepts, each once."""
        with self._database:
            self._database.executemany("INSERT OR IGNORE INTO work.shortcuts VALUES (?, ?, ?)", links)

    def shortcuts(self) -> Iterator[Shortcut]:
        """Yield the short cuts, sorted."""
        yield from self._database.cursor().execute("SELECT * FROM work.shortcuts ORDER BY subject, name, target")

    def finish(self, options: dict[str, Any]) -> None:
        """Forget texts that are in no paper any more, and note what the build was told."""
        with self._database:
            self._database.execute(
                "DELETE FROM extractions WHERE key NOT IN (SELECT key FROM work.found WHERE key IS NOT NULL)"
            )
            told = [(name, json.dumps(value, default=str)) for name, value in options.items()]
            self._database.executemany("INSERT OR REPLACE INTO options VALUES (?, ?)", told)

    def _known(self, data: bytes, rules: bytes) -> bytes | None:
        item = unpack(data)
        if not isinstance(item, Paper):
            return None
        row = self._database.execute("SELECT found FROM extractions WHERE key = ?", (key_of(item, rules),)).fetchone()
        return row[0] if row and is_sound(row[0]) else None


def key_of(paper: Paper, rules: bytes) -> bytes:
    """Return what tells whether a text was extracted before: a hash of it and of what found something in it."""
    return blake2b(rules + paper.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def stored_entries(folder: Path) -> Iterator[Paper | Extraction]:
    """Yield all that was read for a graph, as it was read.

    Raises:
        GraphError: the folder keeps no archive.
    """
    with closing(_open(folder)) as database:
        yield from (unpack(row[0]) for row in database.execute("SELECT item FROM entries ORDER BY n"))


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
