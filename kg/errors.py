"""The errors a user can cause, each naming what, where and what to do.

KgError
├── InputError      a file or record that cannot be read
├── DataFileError   a broken line in a rule, lexicon or table file
├── GraphError      a graph folder that is missing, damaged or refused
├── QueryError      a query that cannot be parsed, found or bound
└── MissingExtraError    an optional library that is not installed
"""

from __future__ import annotations

__all__ = ["DataFileError", "GraphError", "InputError", "KgError", "MissingExtraError", "QueryError"]


class KgError(Exception):
    """A mistake the user can mend; the command line shows it as one line and exits with 1."""


class InputError(KgError):
    """A file or a record that cannot be read.

    Args:
        source: the file, as the user named it.
        problem: what is wrong and what is expected instead.
        line: the line of the file, counted from 1, where one is known.
    """

    def __init__(self, source: str, problem: str, line: int | None = None) -> None:
        self.source, self.problem, self.line = source, problem, line
        super().__init__(f"{source}:{line}: {problem}" if line else f"{source}: {problem}")


class DataFileError(InputError):
    """A line of a rule, lexicon or table file that does not have the form its header states."""


class GraphError(KgError):
    """A graph folder that is missing, damaged, or whose content breaks the shapes."""


class QueryError(KgError):
    """A query that is unknown, does not parse, or lacks a parameter."""


class MissingExtraError(KgError):
    """An optional library that is not installed.

    Args:
        what: what the user asked for.
        extra: the extra of the distribution that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional library: pip install 'claimgraph[{extra}]'")
