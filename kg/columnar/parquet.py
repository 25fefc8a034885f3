"""A store as Parquet files, with the optional library pyarrow; a row group at a time, so that memory stays flat."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.columnar.tables import TABLES, claim_row, entity_row, facts_of, mention_rows, paper_row
from kg.errors import MissingExtraError
from kg.files import replacing
from kg.vocabulary import CG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyarrow
    from pyoxigraph import Store

    from kg.columnar.tables import Facts, Row, Table

__all__ = ["write_tables"]

GROUP = 50_000  # rows that are in memory at a time
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_STATED_IN = NamedNode(f"{CG}statedIn")
_MENTION = NamedNode(f"{CG}Mention")
_LABELS = (PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label")


def write_tables(store: Store, folder: Path) -> None:
    """Write papers.parquet, entities.parquet, claims.parquet and mentions.parquet; equal bytes for equal graphs.

    Raises:
        MissingExtraError: pyarrow is not installed.
        GraphError: the folder cannot be written.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("writing Parquet", "parquet") from error
    named = (quad.triple for name in _LABELS for quad in store.quads_for_pattern(None, NamedNode(name), None))
    labels = {subject: next(iter(facts.values()))[0] for subject, facts in facts_of(named).items()}
    rows = {
        "papers": (paper_row(paper.value, _facts(store, paper)) for paper in _of_class(store, "Paper")),
        "entities": (
            entity_row(entity.value, _facts(store, entity), labels)
            for kind in ("Dataset", "Method", "Metric", "Task")
            for entity in _of_class(store, kind)
        ),
        "claims": (
            claim_row(claim.value, facts, paper, labels)
            for paper, parts in _stated(store, mentions=False)
            for claim, facts in sorted(parts, key=_place)
        ),
        "mentions": (
            row
            for paper, parts in _stated(store, mentions=True)
            for row in sorted(row for _, facts in parts for row in mention_rows(facts, paper, labels))
        ),
    }
    for name, found in rows.items():
        with replacing(folder / f"{name}.parquet") as path:
            _write(path, TABLES[name], found)


def _of_class(store: Store, name: str) -> list[NamedNode]:
    found = store.quads_for_pattern(None, _TYPE, NamedNode(f"{CG}{name}"))
    return sorted((quad.subject for quad in found), key=lambda subject: subject.value)  # type: ignore[misc]  # no blank nodes


def _facts(store: Store, subject: NamedNode) -> Facts:
    quads = store.quads_for_pattern(subject, None, None)
    return facts_of(quad.triple for quad in quads).get(subject.value, {})


def _stated(store: Store, *, mentions: bool) -> Iterator[tuple[Facts, list[tuple[NamedNode, Facts]]]]:
    """Yield each paper with its claims, or with its mentions."""
    for paper in _of_class(store, "Paper"):
        parts = [quad.subject for quad in store.quads_for_pattern(None, _STATED_IN, paper)]
        wanted = [part for part in parts if (Quad(part, _TYPE, _MENTION, DefaultGraph()) in store) == mentions]
        yield _facts(store, paper), [(part, _facts(store, part)) for part in wanted]  # type: ignore[arg-type, misc]


def _place(claim: tuple[NamedNode, Facts]) -> tuple[int, str]:
    iri, facts = claim
    return int(facts[f"{CG}start"][0]), iri.value


def _write(path: Path, table: Table, rows: Iterable[Row]) -> None:
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(column.name, _types()[column.kind]) for column in table.columns])
    iterator = iter(rows)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(iterator, GROUP)):
            columns = zip(zip(*group, strict=True), schema, strict=True)
            arrays = [pyarrow.array(values, field.type) for values, field in columns]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema), row_group_size=GROUP)


def _types() -> dict[str, pyarrow.DataType | Any]:
    import pyarrow

    return {
        "text": pyarrow.string(),
        "word": pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
        "integer": pyarrow.int32(),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "texts": pyarrow.list_(pyarrow.string()),
    }
