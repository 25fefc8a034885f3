"""Rows of flat tables, each made of what the graph says of one subject, so that every engine writes the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from kg.vocabulary import CG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

__all__ = [
    "TABLES",
    "Column",
    "Facts",
    "Row",
    "Table",
    "claim_row",
    "entity_row",
    "facts_of",
    "mention_rows",
    "paper_row",
]

Kind = Literal["text", "word", "integer", "number", "flag", "date", "texts"]  # a word is one of few
Facts = Mapping[str, list[str]]  # what a subject is said to be: by property, sorted
Labels = Mapping[str, str]  # by the IRI of a concept, a unit or a property of settings, what it is called
Row = tuple[Any, ...]

_DCTERMS, _RDF, _SCHEMA, _SKOS = (PREFIXES[name] for name in ("dcterms", "rdf", "schema", "skos"))
_CONCEPTS = ("Method", "Dataset", "Metric", "Task")
_CLAIMS = ("Result", "Change", "Setting", "Comparison")
_ISO = "0000-01-01"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what it holds."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table, which is a file or a folder of this name, and the columns of its rows."""

    name: str
    columns: tuple[Column, ...]


def _table(name: str, columns: str) -> Table:
    pairs = (column.split(":") for column in columns.split())
    return Table(name, tuple(Column(column, kind) for column, kind in pairs))  # type: ignore[arg-type]


TABLES = {
    table.name: table
    for table in (
        _table(
            "papers",
            "paper:text id:text title:text authors:texts date:date date_text:text venue:text url:text abstract:text "
            "introduces:texts",
        ),
        _table(
            "entities",
            "entity:text type:word name:text aliases:texts broader:texts unit:word better:word lowest:number "
            "highest:number exact_matches:texts close_matches:texts merges:texts",
        ),
        _table(
            "claims",
            "claim:text kind:word paper:text date:date subject:text subject_name:text metric:text metric_name:text "
            "dataset:text dataset_name:text baseline:text baseline_name:text value:number upper_value:number "
            "unit:word value_text:text modifier:word direction:word relation:word comparable_metric:text "
            "comparable_value:number quote:text start:integer end:integer rule:word",
        ),
        _table(
            "mentions",
            "paper:text entity:text type:word name:text surface:text start:integer introduced:flag rules:texts",
        ),
    )
}


def facts_of(triples: Iterable[Triple]) -> dict[str, Facts]:
    """Return what is said of each subject, in the order in which the subjects come first; none is a blank node."""
    found: dict[str, defaultdict[str, list[str]]] = {}
    for triple in triples:
        facts = found.setdefault(triple.subject.value, defaultdict(list))  # type: ignore[union-attr]
        facts[triple.predicate.value].append(triple.object.value)  # type: ignore[union-attr]
    return {subject: {name: sorted(values) for name, values in facts.items()} for subject, facts in found.items()}


def paper_row(paper: str, facts: Facts) -> Row:
    """Return the row of a paper."""
    written = _one(facts, f"{_DCTERMS}date")
    return (
        paper,
        _one(facts, f"{_DCTERMS}identifier"),
        _one(facts, f"{_DCTERMS}title"),
        facts.get(f"{_DCTERMS}creator", []),
        _day(written),
        written,
        _one(facts, f"{_DCTERMS}isPartOf"),
        _one(facts, f"{_SCHEMA}url"),
        _one(facts, f"{_DCTERMS}abstract"),
        facts.get(f"{CG}introduces", []),
    )


def entity_row(entity: str, facts: Facts, labels: Labels) -> Row:
    """Return the row of a concept."""
    unit = _one(facts, f"{CG}defaultUnit")
    return (
        entity,
        _class(facts, _CONCEPTS),
        _one(facts, f"{_SKOS}prefLabel"),
        facts.get(f"{_SKOS}altLabel", []),
        facts.get(f"{_SKOS}broader", []),
        labels.get(unit, unit) if unit else None,
        _term(facts, "better"),
        _number(facts, "lowestValue"),
        _number(facts, "highestValue"),
        facts.get(f"{_SKOS}exactMatch", []),
        facts.get(f"{_SKOS}closeMatch", []),
        facts.get(f"{CG}mergeReason", []),
    )


def claim_row(claim: str, facts: Facts, paper: Facts, labels: Labels) -> Row:
    """Return the row of a claim.

    Args:
        claim: its IRI.
        facts: what the graph says of it.
        paper: what the graph says of its paper.
        labels: names of concepts, units and properties.
    """
    unit = _one(facts, f"{CG}unit")
    metric, metric_name = _slot(facts, "metric", labels)
    if setting := _one(facts, f"{CG}property"):
        metric_name = labels.get(setting, setting)
    return (
        claim,
        (_class(facts, _CLAIMS) or "").lower(),
        _one(facts, f"{CG}statedIn"),
        _day(_one(paper, f"{_DCTERMS}date")),
        *_slot(facts, "subject", labels),
        metric,
        metric_name,
        *_slot(facts, "dataset", labels),
        *_slot(facts, "baseline", labels),
        _number(facts, "value"),
        _number(facts, "upperValue"),
        labels.get(unit, unit) if unit else None,
        _one(facts, f"{CG}valueText"),
        _one(facts, f"{CG}modifier"),
        _term(facts, "direction"),
        _term(facts, "relation"),
        _one(facts, f"{CG}comparableMetric"),
        _number(facts, "comparableValue"),
        _one(facts, f"{CG}quote"),
        int(_one(facts, f"{CG}start") or 0),
        int(_one(facts, f"{CG}end") or 0),
        _one(facts, f"{CG}rule"),
    )


def mention_rows(facts: Facts, paper: Facts, labels: Labels) -> Iterator[Row]:
    """Yield a row for each place where a paper writes a name in one way."""
    entity = _one(facts, f"{CG}concept") or ""
    kind = entity.rsplit("/", 2)[-2].capitalize()
    introduced = entity in paper.get(f"{CG}introduces", ())
    for start in sorted(map(int, facts.get(f"{CG}start", ()))):
        yield (
            _one(facts, f"{CG}statedIn"),
            entity,
            kind,
            labels.get(entity),
            _one(facts, f"{CG}surface"),
            start,
            introduced,
            facts.get(f"{CG}rule", []),
        )


def _one(facts: Facts, name: str) -> str | None:
    values = facts.get(name)
    return values[0] if values else None


def _slot(facts: Facts, name: str, labels: Labels) -> tuple[str | None, str | None]:
    """Return the concept of a slot and its name, or no concept and the words of the text."""
    concept = _one(facts, f"{CG}{name}")
    return concept, labels.get(concept, concept) if concept else _one(facts, f"{CG}{name}Text")


def _class(facts: Facts, names: tuple[str, ...]) -> str | None:
    found = {value.removeprefix(CG) for value in facts.get(f"{_RDF}type", ())}
    return next((name for name in names if name in found), None)


def _term(facts: Facts, name: str) -> str | None:
    value = _one(facts, f"{CG}{name}")
    return value.removeprefix(CG).lower() if value else None


def _number(facts: Facts, name: str) -> float | None:
    value = _one(facts, f"{CG}{name}")
    return float(value) if value else None


def _day(written: str | None) -> date | None:
    """Return the first day of a date, a month or a year."""
    return date.fromisoformat(written + _ISO[len(written) :]) if written else None
