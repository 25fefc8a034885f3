"""A search over all names of a graph, with their aliases, by how a name or a word of it begins."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kg.vocabulary import CG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import QuerySolutions, Store

__all__ = ["Name", "Names"]

_PAPERS = "SELECT ?name (COUNT(?paper) AS ?papers) { ?paper cg:mentions ?name } GROUP BY ?name"
_TYPES = "SELECT ?name ?type { VALUES ?type { cg:Method cg:Dataset cg:Metric cg:Task } ?name a ?type }"
_LABELS = "SELECT ?name ?label { ?name skos:prefLabel ?label }"
_ALIASES = "SELECT ?name ?label { ?name skos:altLabel ?label }"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the graph; `papers` is the number of papers that mention it."""

    iri: str
    type: str
    label: str
    papers: int


class Names:
    """All names, those that most papers mention first; one long text of all spellings is what is searched."""

    def __init__(self, store: Store) -> None:
        papers = {name: int(number) for name, number in _rows(store, _PAPERS)}
        types = {name: kind.removeprefix(CG) for name, kind in _rows(store, _TYPES)}
        labels = dict(_rows(store, _LABELS))
        spellings = [*labels.items(), *_rows(store, _ALIASES)]
        spelt = sorted((-papers.get(name, 0), name, label) for name, label in spellings)
        known = {name: Name(name, types.get(name, ""), labels[name], papers.get(name, 0)) for name in labels}
        self.names: Sequence[Name] = tuple(known[name] for _, name, _ in spelt if name in known)
        lines = [_folded(label) for _, name, label in spelt if name in known]
        self.text = "\n" + "\n".join(lines) + "\n"
        self.starts = array("Q", [0])
        for line in lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def find(self, words: str, most: int) -> list[Name]:
        """Return at most `most` names that have a spelling or a word that begins so, the best known first."""
        wanted = _folded(words)
        found: dict[str, Name] = {}
        for boundary in ("\n", " ", "-"):
            for name in self._matching(boundary + wanted) if wanted else ():
                found.setdefault(name.iri, name)
                if len(found) == most:
                    return list(found.values())
        return list(found.values())

    def _matching(self, part: str) -> Iterator[Name]:
        at = self.text.find(part)
        while at >= 0:
            yield self.names[bisect_right(self.starts, at) - 1]
            at = self.text.find(part, at + 1)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _rows(store: Store, query: str) -> Iterator[tuple[str, str]]:
    answer = cast("QuerySolutions", store.query(query, prefixes=PREFIXES))
    return ((first.value, second.value) for first, second in answer)
