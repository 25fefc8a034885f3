"""What each piece of evidence is worth; fitted by benchmarks/fit_names.py, to be read and overruled by people.

The files show logarithms of odds; here they are whole hundredths, so that sums do not depend on their order.
"""

from __future__ import annotations

from functools import cache

from kg.data import rows

__all__ = ["grouping_weights", "introduced_weights", "name_weights"]


@cache
def name_weights() -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Return the weight of each (family, value) pair for Method, Dataset, Metric and Task, against being no name.

    Raises:
        DataFileError: a broken line.
    """
    return {
        (family, value): (_hundredths(method), _hundredths(dataset), _hundredths(metric), _hundredths(task))
        for family, value, method, dataset, metric, task, _count in rows("name_weights.tsv", 7)
    }


@cache
def introduced_weights() -> dict[tuple[str, str], int]:
    """Return the weight of each (family, value) pair for being introduced by the paper.

    Raises:
        DataFileError: a broken line.
    """
    return {(family, value): _hundredths(weight) for family, value, weight, _count in rows("introduced_weights.tsv", 4)}


@cache
def grouping_weights() -> dict[tuple[str, str], int]:
    """Return the weight of each (family, value) pair for two names of a paper meaning the same.

    Raises:
        DataFileError: a broken line.
    """
    return {(family, value): _hundredths(weight) for family, value, weight, _count in rows("grouping_weights.tsv", 4)}


def _hundredths(weight: str) -> int:
    return round(100 * float(weight))
