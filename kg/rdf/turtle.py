"""Blocks of Turtle, one a subject, and the triples in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from kg.rdf.terms import header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Triple

__all__ = ["Block", "Counts", "as_triples", "as_turtle", "write_turtle"]

PORTION = 1000  # blocks that are read at a time
# a subject, and its predicates and objects, as terms of Turtle (kg.rdf.terms)
Block = tuple[str, list[tuple[str, str]]]


@dataclass(slots=True)
class Counts:
    """How many triples some blocks hold, how many subjects with a class, and how many of each class."""

    triples: int = 0
    entities: int = 0
    classes: Counter[str] = field(default_factory=Counter)

    def add(self, block: Block) -> None:
        """Count one block."""
        classes = [value for predicate, value in block[1] if predicate == "a"]
        self.triples += len(block[1])
        self.entities += bool(classes)
        self.classes.update(classes)

    def merge(self, other: Counts) -> None:
        """Add the counts of other blocks."""
        self.triples += other.triples
        self.entities += other.entities
        self.classes.update(other.classes)


def as_turtle(block: Block) -> str:
    """Return a block as text; what a predicate says stands together where it comes together."""
    subject, pairs = block
    parts = [subject]
    last = ""
    for predicate, value in pairs:
        if predicate == last:
            parts.append(f" , {value}")
        else:
            parts.append(f" ;\n\t{predicate} {value}" if last else f" {predicate} {value}")
            last = predicate
    parts.append(" .\n")
    return "".join(parts)


def as_triples(blocks: Iterable[Block], *, base: str) -> Iterator[Triple]:
    """Yield the triples of blocks in their order."""
    portion: list[str] = []
    for block in blocks:
        portion.append(as_turtle(block))
        if len(portion) == PORTION:
            yield from _parsed(portion, base)
            portion.clear()
    yield from _parsed(portion, base)


def write_turtle(blocks: Iterable[Block], path: Path, *, base: str) -> None:
    """Write blocks in the order given; streams.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(header(base))
        file.writelines(map(as_turtle, blocks))


def _parsed(portion: list[str], base: str) -> Iterator[Triple]:
    for quad in parse("".join((header(base), *portion)), format=RdfFormat.TURTLE):
        yield quad.triple
