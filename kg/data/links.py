"""Terms of other vocabularies that mean what one of our names means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from kg.data import rows

__all__ = ["KnownLink", "links"]


@dataclass(frozen=True, slots=True)
class KnownLink:
    """One line of links.tsv: a name of ours and its type, how well the term fits, its IRI, and where it was read."""

    type: Literal["Metric", "Task"]
    name: str
    relation: Literal["exact", "close"]
    iri: str
    source: str


@cache
def links() -> tuple[KnownLink, ...]:
    """Return all known links.

    Raises:
        DataFileError: a broken line.
    """
    return tuple(
        KnownLink(cast('Literal["Metric", "Task"]', kind), name, cast('Literal["exact", "close"]', fit), iri, source)
        for kind, name, fit, iri, source in rows("links.tsv", 5)
    )
