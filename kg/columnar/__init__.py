"""The graph as flat tables (docs/parquet.md): a store as Parquet files, and what is said of one subject as a row."""

from kg.columnar.parquet import write_tables
from kg.columnar.tables import (
    TABLES,
    Facts,
    Row,
    Table,
    claim_row,
    entity_row,
    facts_of,
    mention_rows,
    paper_row,
)

__all__ = [
    "TABLES",
    "Facts",
    "Row",
    "Table",
    "claim_row",
    "entity_row",
    "facts_of",
    "mention_rows",
    "paper_row",
    "write_tables",
]
