"""What a format module gives: the fields of one entry as the file names them, or the reason why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Record", "Rejection"]


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a file, before it is a paper. `line` is where it starts (a row where a format has no lines)."""

    line: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rejection:
    """An entry, or with `line` None the rest of a file, that was left out, and why."""

    source: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        """Return the form that messages have: file:line: reason."""
        return f"{self.source}:{self.line}: {self.reason}" if self.line else f"{self.source}: {self.reason}"
