"""The tables of a ledger: each paper and concept in the order of graph.ttl, and what follows from the papers."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import link, rdf
from kg.ledger.counts import from_bytes, json_rows, to_bytes
from kg.ledger.rows import classes, said
from kg.model import Concept, Merge

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from kg.ledger.rows import Row
    from kg.rdf import Shortcut

__all__ = ["LEDGER", "Ledger", "Step"]

LEDGER = "ledger.sqlite"  # its name in a graph folder

# `tally` holds the counts of names as columns, `names` and `company` those that are others since (kg.ledger.counts).
# `n`, `item` and `key` lead to the paper in the archive, `digest` is a hash of it. `named`, `others` and `chosen` are
# what it asked the linker about and was told (kg.link.outcomes), `said` its short cuts and the merges that hold in it,
# `aside` what only the report tells. `place` is that of the type of a concept among those kept of its root, `name` its
# name as a cell of claims.csv; `row` is a line of that, as `kg.rdf.csv_line` gives it.
_TABLES = """
    CREATE TABLE IF NOT EXISTS ledger.meta (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE IF NOT EXISTS ledger.tally (name TEXT PRIMARY KEY, data BLOB);
    CREATE TABLE IF NOT EXISTS ledger.names (key BLOB PRIMARY KEY, row TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS ledger.company
        (short BLOB, long BLOB, row TEXT, PRIMARY KEY (short, long)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS ledger.papers
        (id BLOB PRIMARY KEY, n INTEGER, item BLOB, key BLOB, digest BLOB, size INTEGER, triples INTEGER,
         entities INTEGER, classes TEXT, aside TEXT, named BLOB, others BLOB, chosen TEXT, said BLOB);
    CREATE TABLE IF NOT EXISTS ledger.concepts
        (id TEXT PRIMARY KEY, root BLOB, place INTEGER, name TEXT, merges INTEGER, size INTEGER, triples INTEGER,
         entities INTEGER, classes TEXT) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS ledger.concepts_of ON concepts (root);
    CREATE TABLE IF NOT EXISTS ledger.claims
        (paper TEXT, start INTEGER, claim TEXT, row TEXT, PRIMARY KEY (paper, start, claim)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS ledger.shortcuts
        (subject TEXT, name TEXT, target TEXT, papers INTEGER, PRIMARY KEY (subject, name, target)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS ledger.merges
        (concept TEXT, surface BLOB, reason TEXT, paper BLOB, PRIMARY KEY (concept, surface, reason, paper))
        WITHOUT ROWID;
"""
_ADD_PAPER = (
    "INSERT INTO ledger.papers SELECT w.id, w.n, w.item, f.key, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
    "FROM work.papers w JOIN work.found f ON f.at = w.rowid WHERE w.rowid = ?"
)
_COUNT = "INSERT INTO ledger.shortcuts VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET papers = papers + excluded.papers"
_LINKS = (
    "SELECT subject, name, target FROM work.wanted w JOIN ledger.shortcuts s ON s.subject = w.id "
    "WHERE papers > 0 ORDER BY subject, name, target"
)
_LOCAL = (
    "SELECT concept, surface, reason, min(paper) FROM work.wanted w JOIN ledger.merges m ON m.concept = w.id "
    "GROUP BY concept, surface, reason"
)
_OUTDATED = "SELECT l.id, said FROM work.steps s JOIN ledger.papers l ON l.id = s.id WHERE NOT s.kept"
_NO_MERGE = "DELETE FROM ledger.merges WHERE concept = ? AND surface = ? AND reason = ? AND paper = ?"


class Step(NamedTuple):
    """A piece of graph.ttl: how many bytes it had, whether they are copied, or whether others are written for them."""

    size: int
    kept: bool
    written: bool


class Ledger:
    """A ledger that is attached to a database, with another one, `work`, for the time of a build."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        database.executescript(_TABLES)

    def clear(self) -> None:
        """Forget everything."""
        tables = self.database.execute("SELECT name FROM ledger.sqlite_master WHERE type = 'table'").fetchall()
        with self.database:
            for (name,) in tables:
                self.database.execute(f"DELETE FROM ledger.{name}")  # noqa: S608

    def is_empty(self) -> bool:
        """Tell whether nothing was written before."""
        return not self.database.execute("SELECT EXISTS (SELECT 1 FROM ledger.papers)").fetchone()[0]

    def told(self, name: str) -> Any:
        """Return something that was noted."""
        return json.loads(self.database.execute("SELECT value FROM ledger.meta WHERE name = ?", (name,)).fetchone()[0])

    def note(self, name: str, value: Any) -> None:
        """Note something."""
        with self.database:
            self.database.execute("INSERT OR REPLACE INTO ledger.meta VALUES (?, ?)", (name, json.dumps(value)))

    # what the linker said

    def before(self) -> link.Before:
        """Return what the tables of the linker said."""
        owners, senses, broader = self.told("names")
        return link.Before(
            {one: link.Owner(*owner) for one, owner in owners.items()}, senses, link.Broader(*broader), self._kinds
        )

    def keep_names(self, names: link.Names, broader: link.Broader) -> None:
        """Keep what `before` gives the next time."""
        owners = {one: (owner.key, owner.reason) for one, owner in names.owners.items()}
        senses = {short: len(senses) > 1 for short, senses in names.senses.items()}
        self.note("names", (owners, senses, (broader.datasets, broader.methods, broader.parts)))

    def _kinds(self, root: str) -> tuple[str, ...]:
        """Return the types that were kept of a root, the main one first."""
        query = "SELECT id FROM ledger.concepts WHERE root = ? AND place >= 0 ORDER BY place"
        rows = self.database.execute(query, (to_bytes(root),))
        return tuple(row[0].partition("/")[0].capitalize() for row in rows)

    # papers

    def using(self, keys: set[str]) -> Iterator[bytes]:
        """Yield the ids of papers that stay as they were read, and ask the linker about one of some keys."""
        for paper, named, others, _ in self._kept():
            if not keys.isdisjoint(named) or not keys.isdisjoint(others):
                yield paper

    def outdated(self, names: link.Names, changed: link.Changes) -> Iterator[bytes]:
        """Yield the ids of papers that stay as they were read, and of which the linker says something else now."""
        for paper, named, others, chosen in self._kept():
            told = json.loads(chosen) if chosen else {}
            if (
                not changed.keys.isdisjoint(named)
                or not changed.keys.isdisjoint(others)
                or not changed.keys.isdisjoint(told.values())
                or ((told or not names.senses.keys().isdisjoint(named)) and link.chosen(names, named) != told)
            ):
                yield paper

    def _kept(self) -> Iterator[tuple[bytes, list[str], list[str], str]]:
        query = "SELECT l.id, named, others, chosen FROM work.steps s JOIN ledger.papers l ON l.id = s.id WHERE s.kept"
        for paper, named, others, chosen in self.database.execute(query):
            yield paper, from_bytes(named).split("\n"), from_bytes(others).split("\n"), chosen

    def forget(self, base: str) -> set[str]:
        """Forget papers that are gone or written anew; return the ids of the concepts that they say something of."""
        concepts = set[str]()
        with self.database:
            for paper, packed in self.database.execute(_OUTDATED).fetchall():
                links, merges = said(packed)
                concepts |= {one[0] for one in links} | {one[0] for one in merges}
                self.database.executemany(_COUNT, ((*one, -1) for one in links))
                self.database.executemany(_NO_MERGE, merges)
                iri = rdf.paper_iri(from_bytes(paper), base)
                self.database.execute("DELETE FROM ledger.claims WHERE paper = ?", (iri,))
            self.database.execute("DELETE FROM ledger.papers WHERE id IN (SELECT id FROM work.steps WHERE NOT kept)")
        return concepts

    def add(self, rows: Iterable[Row]) -> set[str]:
        """Take in what papers say; return the ids of the concepts that they say something of."""
        concepts = set[str]()
        with self.database:
            for row in rows:
                self.database.execute(_ADD_PAPER, (*row.columns, row.at))
                self.database.executemany(_COUNT, ((*one, 1) for one in row.shortcuts))
                self.database.executemany("INSERT INTO ledger.merges VALUES (?, ?, ?, ?)", row.merges)
                self.database.executemany("INSERT INTO ledger.claims VALUES (?, ?, ?, ?)", row.claims)
                concepts |= {one[0] for one in row.shortcuts} | {one[0] for one in row.merges}
        return concepts

    def paper_steps(self) -> Iterator[Step]:
        """Yield the pieces of the papers, in order."""
        rows = self.database.cursor().execute(
            "SELECT coalesce(size, 0), kept, at IS NOT NULL FROM work.steps ORDER BY id"
        )
        return (Step(size, bool(kept), bool(there) and not kept) for size, kept, there in rows)

    # concepts

    def roots(self, concepts: Iterable[str]) -> set[str]:
        """Return the roots of some concepts that there were."""
        query = "SELECT root FROM ledger.concepts WHERE id = ?"
        rows = (self.database.execute(query, (concept,)).fetchone() for concept in concepts)
        return {from_bytes(row[0]) for row in rows if row}

    def plan_concepts(self, roots: Iterable[str] | None, wanted: Iterable[str]) -> None:
        """Note which concepts are made anew.

        Args:
            roots: those whose concepts are; all without them.
            wanted: the ids of the concepts that they have now.
        """
        work = self.database
        work.execute("CREATE TABLE work.wanted (id TEXT PRIMARY KEY, size INTEGER) WITHOUT ROWID")
        work.execute("CREATE TABLE work.unwanted (id TEXT PRIMARY KEY) WITHOUT ROWID")
        if roots is None:
            work.execute("INSERT INTO work.unwanted SELECT id FROM ledger.concepts")
        else:
            work.executemany(
                "INSERT INTO work.unwanted SELECT id FROM ledger.concepts WHERE root = ?",
                ((to_bytes(r),) for r in roots),
            )
        work.executemany("INSERT INTO work.wanted VALUES (?, 0)", ((concept,) for concept in wanted))
        work.commit()

    def concept_steps(self) -> Iterator[Step]:
        """Yield the pieces of the concepts, in order."""
        query = (
            "SELECT c.id, c.size, u.id IS NULL, w.id IS NOT NULL FROM ledger.concepts c "
            "LEFT JOIN work.unwanted u ON u.id = c.id LEFT JOIN work.wanted w ON w.id = c.id "
            "UNION ALL SELECT id, 0, 0, 1 FROM work.wanted WHERE id NOT IN (SELECT id FROM ledger.concepts) ORDER BY 1"
        )
        rows = self.database.cursor().execute(query).fetchall()
        return (Step(size, bool(kept), bool(there)) for _, size, kept, there in rows)

    def shortcuts(self) -> Iterator[Shortcut]:
        """Yield the short cuts that begin at the concepts that are made anew, sorted."""
        yield from self.database.cursor().execute(_LINKS)

    def local_merges(self) -> Iterator[tuple[str, Merge]]:
        """Yield the merges of the concepts that are made anew and that hold in one paper only."""
        for concept, surface, reason, paper in self.database.execute(_LOCAL):
            yield concept, Merge(from_bytes(surface), reason, from_bytes(paper))

    def forget_concepts(self) -> None:
        """Forget the concepts that are made anew, as they were."""
        with self.database:
            self.database.execute("DELETE FROM ledger.concepts WHERE id IN (SELECT id FROM work.unwanted)")

    def add_concepts(
        self, rows: Iterable[tuple[Concept, int, rdf.Counts]], places: Mapping[str, tuple[str, int]]
    ) -> None:
        """Take in concepts, each with the size of its text and what that holds."""
        with self.database:
            for concept, size, counts in rows:
                root, place = places[concept.id]
                told = concept.id, to_bytes(root), place, rdf.csv_cell(concept.name), len(concept.merges), size
                counted = counts.triples, counts.entities, classes(counts)
                self.database.execute("INSERT INTO ledger.concepts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", told + counted)

    # what the graph holds as a whole

    def counts(self) -> rdf.Counts:
        """Return what the blocks of all papers and concepts hold."""
        total = rdf.Counts()
        for table in ("papers", "concepts"):
            query = f"SELECT classes, count(*), sum(triples), sum(entities) FROM ledger.{table} GROUP BY classes"  # noqa: S608
            for each_of, number, triples, entities in self.database.execute(query):
                each = Counter({name: n * number for name, n in json.loads(each_of).items()})
                total.merge(rdf.Counts(triples, entities, each))
        return total

    def concepts(self) -> tuple[Counter[str], int]:
        """Return how many concepts there are of each type, and how many merges."""
        query = "SELECT substr(id, 1, instr(id, '/') - 1), count(*), sum(merges) FROM ledger.concepts GROUP BY 1"
        rows = self.database.execute(query).fetchall()
        return Counter({kind.capitalize(): number for kind, number, _ in rows}), sum(row[2] for row in rows)

    def asides(self) -> tuple[Counter[str], tuple[rdf.Refusal, ...]]:
        """Return in how many papers an acronym was left as it is, and the claims that were refused."""
        ambiguous, refused = Counter[str](), list[rdf.Refusal]()
        for (aside,) in self.database.execute("SELECT aside FROM ledger.papers WHERE aside IS NOT NULL ORDER BY id"):
            unresolved, left_out = json.loads(aside)
            ambiguous.update(unresolved)
            refused += [rdf.Refusal(*told) for told in left_out]
        return ambiguous, tuple(refused)

    def claim_lines(self) -> Iterator[str]:
        """Yield the lines of claims.csv, in order, without its head."""
        names = dict(self.database.execute("SELECT id, name FROM ledger.concepts"))
        for (parts,) in json_rows(self.database, "SELECT row FROM ledger.claims ORDER BY paper, start, claim"):
            parts[1::2] = map(names.__getitem__, parts[1::2])
            yield "".join(parts)
