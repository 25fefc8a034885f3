"""The same build on many machines: the stages of one process inside Spark's partitions (docs/spark.md)."""

from kg.spark.flow import build_on_spark

__all__ = ["build_on_spark"]
