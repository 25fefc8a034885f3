"""What stands behind a name: its spellings, why they were merged, its claims, the papers that mention it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.query.ask import ask
from kg.query.names import find_concepts
from kg.query.terms import pairs
from kg.vocabulary import CG

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

__all__ = ["Evidence", "ExplainedConcept", "Explanation", "PaperMention", "explain"]

_TYPES = ("Method", "Dataset", "Metric", "Task")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim and where it stands: code points `start`:`end` of title, line break, abstract; `quote` may be "" ."""

    claim: str
    kind: str
    role: str
    subject: str
    metric: str
    dataset: str
    baseline: str
    value: Decimal | None
    unit: str
    value_text: str
    direction: str
    relation: str
    paper: str
    title: str
    date: str
    quote: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class PaperMention:
    """A paper that mentions a concept: the forms it writes and where each starts."""

    paper: str
    title: str
    date: str
    introduces: bool
    surfaces: tuple[tuple[str, tuple[int, ...]], ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedConcept:
    """A node of the graph that a name stands for; `merges` are the reasons as the graph gives them."""

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...]
    broader: tuple[str, ...]
    merges: tuple[str, ...]
    claims: tuple[Evidence, ...]
    papers: tuple[PaperMention, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that the graph knows by a name; an ambiguous name has several concepts."""

    name: str
    concepts: tuple[ExplainedConcept, ...]


def explain(store: Store, name: str) -> Explanation:
    """Return what stands behind a name.

    Raises:
        QueryError: nothing in the graph has this name; the message says what comes closest.
    """
    return Explanation(name, tuple(_concept(store, concept) for concept in find_concepts(store, name)))


def _concept(store: Store, concept: NamedNode) -> ExplainedConcept:
    types = _texts(store, concept, "rdf:type")
    return ExplainedConcept(
        iri=concept.value,
        type=next((kind for kind in _TYPES if CG + kind in types), ""),
        name="".join(_texts(store, concept, "skos:prefLabel")[:1]),
        aliases=_texts(store, concept, "skos:altLabel"),
        broader=_texts(store, concept, "skos:broader"),
        merges=_texts(store, concept, "cg:mergeReason"),
        claims=tuple(_evidence(row) for row in ask(store, "evidence", name=concept.value).to_dicts()),
        papers=_papers(store, concept),
    )


def _texts(store: Store, node: NamedNode, curie: str) -> tuple[str, ...]:
    return tuple(sorted(text for _, text in pairs(store, curie, subject=node)))


def _evidence(row: dict[str, Any]) -> Evidence:
    words = {name: row[name] or "" for name in ("claim", "kind", "role", "subject", "metric", "dataset", "baseline")}
    return Evidence(
        **words,
        value=row["value"],
        unit=row["unit"] or "",
        value_text=row["valueText"] or "",
        direction=row["direction"] or "",
        relation=row["relation"] or "",
        paper=row["paper"],
        title=row["title"],
        date=row["date"] or "",
        quote=row["quote"] or "",
        start=row["start"],
        end=row["end"],
        rule=row["rule"],
    )


def _papers(store: Store, concept: NamedNode) -> tuple[PaperMention, ...]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in ask(store, "mentions", name=concept.value).to_dicts():
        found.setdefault(str(row["paper"]), []).append(row)
    return tuple(_paper(rows) for rows in found.values())


def _paper(rows: list[dict[str, Any]]) -> PaperMention:
    places: dict[str, list[int]] = {}
    for row in rows:
        starts = places.setdefault(row["surface"], [])
        if row["start"] not in starts:
            starts.append(row["start"])
    first = rows[0]
    return PaperMention(
        paper=first["paper"],
        title=first["title"],
        date=first["date"] or "",
        introduces=first["introduces"],
        surfaces=tuple((surface, tuple(starts)) for surface, starts in places.items()),
        rules=tuple(sorted({row["rule"] for row in rows})),
    )
