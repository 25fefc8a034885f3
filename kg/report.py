"""What a build was told, what it read, and what it made of it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.model import CLAIM_KINDS
from kg.rdf import Refusal
from kg.readers import Duplicate, Rejection
from kg.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Extraction, Paper

__all__ = ["Intake", "Made", "Options", "Report"]

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be told.

    `lexicon` and `rules` are files of names to find before our own (kg.extract.user_rules); `same_as` and `never_merge`
    are pairs of names that overrule the linker; `quotes` keeps abstracts and quotes.
    """

    workers: int = 1
    year: int | None = None
    quotes: bool = True
    lexicon: Path | None = None
    rules: Path | None = None
    same_as: Pairs = ()
    never_merge: Pairs = ()
    base: str = BASE

    def told(self) -> dict[str, str]:
        """Return what the graph says of the options that change it, `base` and `quotes` left out."""
        told = {
            "year": str(self.year or ""),
            "lexicon": self.lexicon.name if self.lexicon else "",
            "rules": self.rules.name if self.rules else "",
            "same-as": "; ".join(" = ".join(pair) for pair in sorted(self.same_as)),
            "never-merge": "; ".join(" = ".join(pair) for pair in sorted(self.never_merge)),
        }
        return {name: value for name, value in told.items() if value}

    @classmethod
    def from_json(cls, told: dict[str, Any], *, workers: int) -> Options:
        """Return options that were written as JSON, with another number of workers."""
        lexicon, rules = (Path(told[name]) if told[name] else None for name in ("lexicon", "rules"))
        same, never = (tuple((one, other) for one, other in told[name]) for name in ("same_as", "never_merge"))
        return cls(workers, told["year"], told["quotes"], lexicon, rules, same, never, told["base"])


@dataclass(slots=True)
class Intake:
    """What was read, and what became of it."""

    entries: int = 0
    papers: int = 0
    known: int = 0  # papers whose text was extracted by an earlier build
    rejected: list[Rejection] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)

    def counted(self, items: Iterable[Paper | Extraction]) -> Iterator[Paper | Extraction]:
        """Pass entries on and count them."""
        for item in items:
            self.entries += 1
            yield item

    def lines(self) -> Iterator[str]:
        """Yield what to tell the user: a total, then each rejection."""
        merged = f", {len(self.duplicates)} merged" if self.duplicates else ""
        rejected = f", {len(self.rejected)} rejected" if self.rejected else ""
        known = f", {self.known} extracted before" if self.known else ""
        yield f"read {self.entries} entries: {self.papers} papers{merged}{known}{rejected}"
        yield from map(str, self.rejected)


@dataclass(frozen=True, slots=True)
class Made:
    """What a graph holds; `ambiguous` tells in how many papers an acronym, by concept id, was left as it is."""

    claims: Counter[str]
    concepts: Counter[str]
    merges: int
    triples: int
    refused: tuple[Refusal, ...]
    ambiguous: Counter[str]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did; written as report.json."""

    intake: Intake
    made: Made
    options: Options
    seconds: float

    def lines(self) -> Iterator[str]:
        """Yield what to tell the user."""
        yield from self.intake.lines()
        concepts = ", ".join(f"{number:,} {kind}" for kind, number in sorted(self.made.concepts.items()))
        claims = ", ".join(f"{self.made.claims[kind]:,} {kind}" for kind in CLAIM_KINDS)
        yield f"names: {concepts}; claims: {claims}"
        if self.made.refused:
            yield f"{len(self.made.refused)} claims left out because they break a rule of the graph (see report.json):"
            yield from (f"  {number} not: {reason}" for reason, number in self._reasons().items())
        if self.made.ambiguous:
            yield f"{len(self.made.ambiguous)} acronyms have several meanings and stay as they are: see report.json"
        yield f"{self.made.triples:,} triples in {self.seconds:.1f} s"

    def _reasons(self) -> dict[str, int]:
        """Return how many claims break each rule, the most broken one first."""
        broken = Counter(reason for refusal in self.made.refused for reason in refusal.reason.split("; "))
        return dict(sorted(broken.items(), key=lambda item: (-item[1], item[0])))

    def to_json(self) -> str:
        """Return the report as JSON text."""
        data: dict[str, Any] = {
            "version": __version__,
            "options": {key: value for key, value in asdict(self.options).items() if key != "workers"},
            "entries": self.intake.entries,
            "papers": self.intake.papers,
            "merged": [asdict(duplicate) for duplicate in self.intake.duplicates],
            "rejected": [asdict(rejection) for rejection in self.intake.rejected],
            "refusals": self._reasons(),
            "refused": [asdict(refusal) for refusal in self.made.refused],
            "ambiguous": dict(sorted(self.made.ambiguous.items(), key=lambda item: (-item[1], item[0]))),
            "concepts": dict(sorted(self.made.concepts.items())),
            "claims": dict(sorted(self.made.claims.items())),
            "merges": self.made.merges,
            "triples": self.made.triples,
            "seconds": round(self.seconds, 2),
        }
        return json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n"
