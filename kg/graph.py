"""The graph as Python sees it: a store, and the questions one asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg import query, store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import networkx as nx
    import rdflib
    from pyoxigraph import Store, Triple

    from kg.model import Paper
    from kg.query import Explanation, Rows
    from kg.validate import SampleCheck, Violation
    from kg.verify import Verification

__all__ = ["Graph", "load"]


class Graph:
    """A graph of claims.

    Questions return `Rows`: iterate over them, or `to_dicts()`, `to_pandas()`, `to_polars()`, `to_csv()`.
    """

    def __init__(self, opened: Store) -> None:
        self.store = opened

    @classmethod
    def from_triples(cls, triples: Iterable[Triple]) -> Graph:
        """Return a graph in memory."""
        return cls(store.from_triples(triples))

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.store)

    def query(self, text: str | Path, **parameters: Any) -> Rows:
        """Answer a named query, a .rq file or SPARQL text; parameters are bound as RDF terms.

        Raises:
            QueryError: the query is unknown, does not parse, or lacks a parameter.
        """
        return query.ask(self.store, text, **parameters)

    def leaderboard(
        self,
        *,
        metric: str | None = None,
        dataset: str | None = None,
        task: str | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Return results, best first; a data set takes in its narrower ones.

        With a limit: the largest boards, each whole, until there are so many results.
        """
        return self.query("leaderboard", metric=metric, dataset=dataset, task=task, limit=_words(limit))

    def settings(self, *, value: str | None = None, property: str | None = None, limit: int | None = None) -> Rows:
        """Return who reports a setting such as W4A4, and what they reach with it.

        With a limit: the settings that most claims share, until there are so many claims.
        """
        return self.query("settings", value=value, property=property, limit=_words(limit))

    def beats(self, name: str) -> Rows:
        """Return what is claimed to outperform `name`, and what it is claimed to outperform."""
        return self.query("beats", name=name)

    def speedups(self, *, metric: str | None = None, limit: int | None = None) -> Rows:
        """Return changes of speed, memory and other costs by factor, largest first; with a limit, so many of them."""
        return self.query("speedups", metric=metric, limit=_words(limit))

    def introduced(self, *, name: str | None = None, paper: str | None = None, limit: int | None = None) -> Rows:
        """Return what papers introduce, with aliases and tasks; with a limit, of so many papers, the latest."""
        return self.query("introduced", name=name, paper=paper, limit=_words(limit))

    def benchmarks(self, task: str) -> Rows:
        """Return the data sets and metrics used for a task, by number of papers."""
        return self.query("benchmarks", task=task)

    def conflicts(self) -> Rows:
        """Return claims that contradict each other, of different papers or of one."""
        return self.query("conflicts")

    def evidence(self, name: str) -> Rows:
        """Return every claim about a name, with quote, offsets and rule."""
        return self.query("evidence", name=name)

    def neighbours(self, name: str) -> Rows:
        """Return the names that share claims with a name, and the papers that introduce it, nearest first."""
        return self.query("neighbours", name=name)

    def explain(self, name: str) -> Explanation:
        """Return what stands behind a name: its claims, its spellings, and why they were merged."""
        return query.explain(self.store, name)

    def verify(self, papers: Iterable[Paper]) -> Verification:
        """Read every name, value and quote again at its offsets in `papers`."""
        from kg.verify import verify

        return verify(self.store, papers)

    def validate(self) -> tuple[Violation, ...]:
        """Check the graph against the SHACL shapes: violations and warnings, sorted."""
        from kg.validate import validate

        return validate(self.to_rdflib())

    def validate_sample(self, most: int) -> SampleCheck:
        """Check `most` nodes of each class against the SHACL shapes, the same ones every time.

        For graphs of millions of triples, which pySHACL cannot take as a whole.
        """
        from kg.validate import validate_sample

        return validate_sample(self.store, most)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return concepts and papers as nodes, claims and relations as edges."""
        from kg import network

        return network.to_networkx(self.store)

    def to_rdflib(self) -> rdflib.Graph:
        """Return the same triples as an rdflib graph."""
        from kg import network

        return network.to_rdflib(self.store)

    def path(self, start: str, end: str) -> Rows:
        """Return the shortest way between two names, a row a step, with the claim that joins them."""
        from kg import network

        return network.path(self.store, start, end)

    def new(self, against: Graph) -> Rows:
        """Return the claims that differ from an older graph: "beaten", "new" or "vanished"."""
        return query.compare(self.store, against.store)

    def export(self, path: Path, form: str) -> None:
        """Write the graph as "ttl", "nt", "nq", "jsonld", "graphml", "csv" (claims) or "parquet" (a folder of tables).

        Raises:
            MissingExtraError: pyarrow, which writes Parquet, is not installed.
        """
        from kg import columnar, network

        if form == "graphml":
            network.write_graphml(self.to_networkx(), path)
        elif form == "csv":
            path.write_text(self.query("claims").to_csv(), encoding="utf-8")
        elif form == "parquet":
            columnar.write_tables(self.store, path)
        else:
            store.dump(self.store, path, form)

    def around(self, name: str, *, hops: int = 1, most: int | None = 1000) -> nx.MultiDiGraph[str]:
        """Return the neighbourhood of a name: at most `most` nodes, `graph.graph["left_out"]` counts the others."""
        from kg import network

        return network.around(self.store, name, hops=hops, most=most)


def load(path: str | Path) -> Graph:
    """Open a graph folder, or read a .ttl, .nt or .nq file.

    Raises:
        GraphError: there is no graph at `path`, or it is damaged.
    """
    return Graph(store.open_store(path))


def _words(number: int | None) -> str | None:
    return None if number is None else str(number)
