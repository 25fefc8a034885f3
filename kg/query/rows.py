"""What a query gives back: a table of RDF terms that reads as plain Python values."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from kg.errors import MissingExtraError
from kg.query.formats import Format, to_text
from kg.query.terms import Term, Value, to_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

__all__ = ["Form", "Rows"]

Form: TypeAlias = Literal["select", "ask", "construct"]


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query, in the order the query gives.

    Iterating gives tuples of plain values: IRIs and dates are strings, numbers int or Decimal (doubles float),
    what is not bound None. `terms` keeps the RDF terms, `shown` names the columns of the text table. The answer to
    ASK is one row with the column "answer", those to CONSTRUCT and DESCRIBE have "subject", "predicate", "object".
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    form: Form = "select"
    shown: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.terms)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        """Yield each row as plain values."""
        return (tuple(map(to_value, row)) for row in self.terms)

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """Return all rows as plain values."""
        return tuple(self)

    def to_dicts(self) -> list[dict[str, Value]]:
        """Return a dict a row, keyed by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self]

    def to_text(self, form: Format = "table", *, width: int | None = None) -> str:
        """Return the rows as "table", "csv", "tsv", "json" (SPARQL 1.1 results) or "ttl"; see `kg.query.formats`.

        Raises:
            QueryError: the format is unknown, or does not fit the kind of query.
        """
        return to_text(self, form, width=width)

    def to_csv(self) -> str:
        """Return the rows as SPARQL 1.1 results CSV."""
        return to_text(self, "csv")

    def to_pandas(self) -> pd.DataFrame:
        """Return a data frame with the same columns.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingExtraError("to_pandas()", "pandas") from error
        return pd.DataFrame(list(self), columns=list(self.columns))

    def to_polars(self) -> Any:
        """Return a polars DataFrame with the same columns; decimal numbers stay decimal, columns of several types text.

        Raises:
            MissingExtraError: polars is not installed.
        """
        try:
            pl = import_module("polars")
        except ImportError as error:
            raise MissingExtraError("to_polars()", "polars") from error
        return pl.DataFrame(list(self), schema=list(self.columns), orient="row", infer_schema_length=None, strict=False)
