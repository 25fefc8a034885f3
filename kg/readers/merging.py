"""The same paper in several files or entries is one paper; the entries wait on disk, not in memory."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import blake2b, sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Extraction, Paper
from kg.packing import pack, unpack
from kg.readers.identifiers import identifiers
from kg.readers.titles import normalised, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["ENTRIES", "Duplicate", "Merged", "merge", "own_names", "paper_of", "renamed", "surname"]

_Item = Paper | Extraction

# `entries` is what was read; `keys` and `titles` are what they are recognised by, as hashes. A title without a surname
# is one of a paper that names no authors. `work` holds what follows from them. Entries that do not stay as they are
# are `changed`, and `made` holds what comes of them. `papers` are in order; those that are an entry as it was read
# have no item of their own.
ENTRIES = """
    CREATE TABLE IF NOT EXISTS entries (n INTEGER PRIMARY KEY, id BLOB, item BLOB);
    CREATE TABLE IF NOT EXISTS keys (key BLOB, n INTEGER);
    CREATE TABLE IF NOT EXISTS titles (title BLOB, surname BLOB, n INTEGER);
"""
_EMPTY = "DROP TABLE IF EXISTS entries; DROP TABLE IF EXISTS keys; DROP TABLE IF EXISTS titles;"
_WORK = """
    CREATE TABLE work.changed (n INTEGER PRIMARY KEY);
    CREATE TABLE work.made (n INTEGER PRIMARY KEY, id BLOB, item BLOB);
    CREATE TABLE work.papers (id BLOB, n INTEGER, item BLOB);
    CREATE TEMP VIEW kept AS
        SELECT id, n, NULL AS made, item FROM entries WHERE n NOT IN (SELECT n FROM work.changed)
        UNION ALL SELECT id, n, item AS made, item FROM work.made;
"""


@dataclass(frozen=True, slots=True, order=True)
class Duplicate:
    """An entry that was merged into the paper with the id `kept`, and why."""

    kept: str
    dropped_source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Papers and extractions, each once, sorted by id; they can be gone through more than once."""

    database: sqlite3.Connection

    def __len__(self) -> int:
        """Return the number of papers."""
        return int(self.database.execute("SELECT count(*) FROM work.papers").fetchone()[0])

    def __iter__(self) -> Iterator[_Item]:
        """Go through the papers."""
        return map(unpack, self.packed())

    def packed(self) -> Iterator[bytes]:
        """Go through the papers, as `kg.packing.pack` gives them."""
        cursor = self.database.cursor()
        rows = "SELECT coalesce(p.item, e.item) FROM work.papers p LEFT JOIN entries e ON e.n = p.n ORDER BY p.rowid"
        return (row[0] for row in cursor.execute(rows))


def merge(
    items: Iterable[_Item],
    *,
    duplicate: Callable[[Duplicate], None] | None = None,
    database: sqlite3.Connection | None = None,
    more: bool = False,
) -> Merged:
    """Return each paper once, sorted by id, the same for any order of the items.

    Papers are the same if they share an identifier, or a title and, where both name authors, one of them, or have no
    title and share id and text. The fullest record is kept, an extraction before a bare paper; metadata it lacks come
    from the others. Different papers that share an id (row numbers of two tables) get ids of their own.

    Args:
        items: papers and extractions.
        duplicate: called with each entry that was merged into another, in sorted order.
        database: where the items are kept, with an empty database attached to it as `work`; else a temporary file.
        more: whether the items come to those that the database holds, or take their place.
    """
    if database is None:
        database = sqlite3.connect("")
        database.execute("ATTACH '' AS work")
    database.executescript(("" if more else _EMPTY) + ENTRIES + _WORK)
    with database:
        count = _fill(database, items)
        reasons = dict(_merge_group(database, group) for group in _groups(database, count))
        _rename(database)
        database.execute("INSERT INTO work.papers SELECT id, n, made FROM kept ORDER BY id")
    if duplicate:
        for one in sorted(_duplicates(database, reasons)):
            duplicate(one)
    return Merged(database)


def _fill(database: sqlite3.Connection, items: Iterable[_Item]) -> int:
    """Write entries with what they are recognised by; return the number of all."""
    (before,) = database.execute("SELECT count(*) FROM entries").fetchone()
    n = int(before)
    for n, item in enumerate(items, start=int(before) + 1):
        paper = paper_of(item)
        database.execute("INSERT INTO entries VALUES (?, ?, ?)", (n, _bytes(paper.id), pack(item)))
        for name in own_names(paper):
            database.execute("INSERT INTO keys VALUES (?, ?)", (_hash(name), n))
        if title := normalised(paper.title):
            surnames = {_hash(surname(author)) for author in paper.authors}
            rows = [(_hash(title), surname, n) for surname in surnames or (None,)]
            database.executemany("INSERT INTO titles VALUES (?, ?, ?)", rows)
    return n


def _groups(database: sqlite3.Connection, count: int) -> list[list[int]]:
    """Return the numbers of the entries that share a key, directly or by way of others."""
    parents = array("q", range(count + 1))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    keys = database.execute("SELECT key, n FROM keys ORDER BY key")
    for (key, n), (other, other_n) in pairwise(keys):
        if key == other:
            parents[root(other_n)] = root(n)
    # a title alone counts unless all of its bearers name their authors; those that name none come first
    titles = database.execute("SELECT title, surname, n FROM titles ORDER BY title, surname")
    anonymous = None
    for (title, surname, n), (other, other_surname, other_n) in pairwise(titles):
        anonymous = title if surname is None else anonymous
        if title == other and (title == anonymous or surname == other_surname):
            parents[root(other_n)] = root(n)
    groups = defaultdict[int, list[int]](list)
    for n in range(1, count + 1):
        if root(n) != n:
            groups[root(n)].append(n)
    return [[top, *others] for top, others in groups.items()]


def _merge_group(database: sqlite3.Connection, group: list[int]) -> tuple[int, list[tuple[str, str]]]:
    """Make one item of a group of entries; return its number, and the source of each other one with the reason."""
    items = [unpack(database.execute("SELECT item FROM entries WHERE n = ?", (n,)).fetchone()[0]) for n in group]
    best, *others = sorted(items, key=_rank)
    database.executemany("INSERT INTO work.changed VALUES (?)", ((n,) for n in group))
    _make(database, group[0], _filled(best, others))
    return group[0], [(paper_of(item).source, _reason(paper_of(best), paper_of(item))) for item in others]


def _rename(database: sqlite3.Connection) -> None:
    """Give different papers that share an id ids of their own, made of what they say."""
    database.execute("CREATE TABLE work.clashing AS SELECT id FROM kept GROUP BY id HAVING count(*) > 1")
    rows = "SELECT n, item FROM kept WHERE id IN (SELECT id FROM work.clashing)"
    database.execute(f"CREATE TABLE work.renamed AS {rows}")
    for n, data in database.execute("SELECT n, item FROM work.renamed"):
        database.execute("INSERT OR IGNORE INTO work.changed VALUES (?)", (n,))
        _make(database, n, renamed(unpack(data)))


def renamed(item: Paper | Extraction) -> Paper | Extraction:
    """Return an item whose id says what its paper says, so that papers of one id can be told apart."""
    paper = paper_of(item)
    content = "\x1f".join((paper.title, *paper.authors, paper.abstract)).encode("utf-8", "surrogatepass")
    return _with_paper(item, replace(paper, id=f"{paper.id}-{sha256(content).hexdigest()[:8]}"))


def _make(database: sqlite3.Connection, n: int, item: _Item) -> None:
    row = (n, _bytes(paper_of(item).id), pack(item))
    database.execute("INSERT OR REPLACE INTO work.made VALUES (?, ?, ?)", row)


def _duplicates(database: sqlite3.Connection, reasons: dict[int, list[tuple[str, str]]]) -> Iterator[Duplicate]:
    for n, others in reasons.items():
        kept = database.execute("SELECT id FROM work.made WHERE n = ?", (n,)).fetchone()[0]
        yield from (Duplicate(kept.decode("utf-8", "surrogatepass"), *other) for other in others)


def _bytes(text: str) -> bytes:
    """Return a text in bytes that have its order."""
    return text.encode("utf-8", "surrogatepass")


def _hash(text: str) -> bytes:
    return blake2b(_bytes(text), digest_size=12).digest()


def own_names(paper: Paper) -> tuple[str, ...]:
    """Return what no other paper has: identifiers; of one without a title, its id with its text."""
    found = identifiers(paper.id, paper.url)
    if normalised(paper.title):
        return found
    return (*found, f"id {paper.id} and text ({_hash(paper.text).hex()})")


def surname(author: str) -> str:
    """Return the last name of an author, as titles are compared: in small letters, without accents."""
    return normalised(author).rpartition("-")[2]


def _rank(item: _Item) -> tuple[bool, int, str]:
    return isinstance(item, Paper), -len(paper_of(item).abstract), repr(item)


def _reason(kept: Paper, dropped: Paper) -> str:
    shared = sorted(set(own_names(kept)) & set(own_names(dropped)))
    if shared:
        return f"same {shared[0]}"
    same_title = normalised(kept.title) == normalised(dropped.title)
    return "same title" if same_title else "same as another copy of this paper"


def _filled(kept: _Item, others: Sequence[_Item]) -> _Item:
    """Return the kept item with what it lacks from the others, in the order of their rank."""
    paper = paper_of(kept)
    papers = [paper_of(other) for other in others]
    own_ids = sorted(copy.id for copy in (paper, *papers) if copy.id != slug(copy.title))
    full = replace(
        paper,
        # An id that an input gave says more than one made from the title.
        id=paper.id if paper.id in own_ids or not own_ids else own_ids[0],
        authors=paper.authors or next((copy.authors for copy in papers if copy.authors), ()),
        date=max((copy.date for copy in (paper, *papers) if copy.date.startswith(paper.date)), key=len),
        venue=paper.venue or next((copy.venue for copy in papers if copy.venue), ""),
        url=paper.url or next((copy.url for copy in papers if copy.url), ""),
    )
    return _with_paper(kept, full)


def paper_of(item: Paper | Extraction) -> Paper:
    """Return the paper of an extraction, or the paper itself."""
    return item.paper if isinstance(item, Extraction) else item


def _with_paper(item: _Item, paper: Paper) -> _Item:
    return replace(item, paper=paper) if isinstance(item, Extraction) else paper
