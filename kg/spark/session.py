"""A Spark session, and its errors as ours; what a cluster needs is told by Spark's own settings."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import GraphError, KgError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

__all__ = ["refuse_existing", "session"]

LOCAL = {  # without a cluster nothing listens to the network
    "spark.master": "local[*]",
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """Give a session on `master`, or on all cores of this machine, and end it.

    Raises:
        MissingExtraError: pyspark is not installed.
        KgError: Spark does not start, or gives up.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("--engine spark", "spark") from error
    builder = SparkSession.builder.appName("claimgraph")
    for name, value in ({"spark.master": master} if master else LOCAL).items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise KgError(f"Spark does not start; it needs Java 17 or 21, and a master that answers: {error}") from error
    try:
        yield spark
    except (PySparkException, Py4JError) as error:
        raise KgError(f"Spark gave up: {_cause(error)}") from error
    finally:
        spark.stop()


def refuse_existing(spark: SparkSession, path: str) -> None:
    """Say at once, not after hours, that something is there.

    Raises:
        GraphError: there is.
    """
    target = spark._jvm.org.apache.hadoop.fs.Path(path)  # type: ignore[union-attr]  # Python has no door to it
    files = target.getFileSystem(spark._jsc.hadoopConfiguration())
    if files.exists(target):
        raise GraphError(f"{path}: is there already; Spark writes to a new folder")


def _cause(error: Exception) -> str:
    """Return the last line of what a worker said, which names the error."""
    java = getattr(error, "java_exception", None)
    lines = [line for line in str(java.getMessage() if java else error).splitlines() if line.strip()]
    ours = [line.strip() for line in lines if line.startswith(("kg.errors.", "pyspark.errors."))]
    return (ours or lines or [type(error).__name__])[0][:500]
