"""Portions to files: N-Triples and Parquet, a file a partition, wherever Spark can write."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.columnar import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark import RDD
    from pyspark.sql import DataFrame, SparkSession

    from kg.columnar import Row, Table
    from kg.spark.portions import Portion

__all__ = ["write"]

_TYPES = {
    "text": "STRING",
    "word": "STRING",
    "integer": "INT",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
    "date": "DATE",
    "texts": "ARRAY<STRING>",
}


def write(spark: SparkSession, portions: RDD[Portion], folder: str, report: str) -> None:
    """Write graph.nt, the tables, and last report.json, so that where it stands all is there."""
    texts = portions.filter(lambda some: bool(some.text)).map(lambda some: (some.text,))
    _frame(spark, texts, "value STRING").write.text(f"{folder}/graph.nt")
    for name, table in TABLES.items():
        rows = portions.mapPartitions(partial(_rows, name))
        _frame(spark, rows, _schema(table)).write.option("compression", "zstd").parquet(f"{folder}/{name}.parquet")
    _frame(spark, spark.sparkContext.parallelize([(report,)], 1), "value STRING").write.text(f"{folder}/report.json")


def _frame(spark: SparkSession, rows: RDD[Row], schema: str) -> DataFrame:
    return spark.createDataFrame(rows, schema, verifySchema=False)


def _rows(table: str, portions: Iterable[Portion]) -> Iterator[Row]:
    return (row for some in portions for row in some.rows.get(table, ()))


def _schema(table: Table) -> str:
    return ", ".join(f"`{column.name}` {_TYPES[column.kind]}" for column in table.columns)
