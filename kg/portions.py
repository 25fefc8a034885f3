"""What a worker does with a portion of the papers: extract and count it, and later write it as Turtle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from kg import link, rdf
from kg.archive import key_of
from kg.extract import extract
from kg.extract.user_rules import UserRule
from kg.model import Concept, Extraction, Merge, Paper
from kg.packing import pack_findings, unpack, unpack_findings
from kg.report import Pairs

if TYPE_CHECKING:
    from kg.archive import Found

__all__ = ["Extractor", "Part", "Writer", "find", "write"]


@dataclass(frozen=True, slots=True)
class Extractor:
    """What extraction needs: names of the user, the fingerprint of the rules, and names that stay apart."""

    rules: Sequence[UserRule]
    fingerprint: bytes
    never_merge: Pairs


@dataclass(frozen=True, slots=True)
class Writer:
    """What writing needs: the tables of the linker, the metrics of the graph, and how it is to be written."""

    names: link.Names
    metrics: Mapping[str, Concept]
    quotes: bool
    base: str


@dataclass(slots=True)
class Part:
    """A portion as text, and what else the graph needs to know of it."""

    text: str = ""
    counts: rdf.Counts = field(default_factory=rdf.Counts)
    shortcuts: set[rdf.Shortcut] = field(default_factory=set)
    merges: set[tuple[str, Merge]] = field(default_factory=set)
    refused: list[rdf.Refusal] = field(default_factory=list)
    ambiguous: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    papers: int = 0

    def merge(self, other: Part) -> None:
        """Add all of the next portion but its text and its short cuts."""
        self.counts.merge(other.counts)
        self.merges.update(other.merges)
        self.refused.extend(other.refused)
        self.ambiguous.update(other.ambiguous)
        self.claims.update(other.claims)
        self.papers += other.papers


def find(tools: Extractor, portion: Sequence[tuple[bytes, bytes | None]]) -> tuple[list[Found], link.Tally]:
    """Return what is found in each paper, and the names of them all, counted."""
    items = [unpack(data) for data, _ in portion]
    known = [found for _, found in portion]
    fresh = [item for item, found in zip(items, known, strict=True) if isinstance(item, Paper) and found is None]
    made = extract(fresh, rules=tools.rules)
    rows: list[Found] = []
    extractions = []
    for item, found in zip(items, known, strict=True):
        if isinstance(item, Extraction):
            rows.append((None, None))
            extractions.append(item)
        else:
            extraction = next(made) if found is None else unpack_findings(item, found)
            rows.append((key_of(item, tools.fingerprint), pack_findings(extraction) if found is None else None))
            extractions.append(extraction)
    return rows, link.tally_of(extractions, never_merge=tools.never_merge)


def write(tools: Writer, portion: Sequence[tuple[bytes, bytes | None]]) -> Part:
    """Return what some papers say as Turtle."""
    part = Part(papers=len(portion))
    texts = []
    for data, found in portion:
        item = unpack(data)
        extraction = item if isinstance(item, Extraction) else unpack_findings(item, cast("bytes", found))
        linked, refused = rdf.check(link.apply(tools.names, extraction))
        for block in rdf.paper_blocks(linked, tools.metrics, quotes=tools.quotes, base=tools.base):
            part.counts.add(block)
            texts.append(rdf.as_turtle(block))
        part.shortcuts.update(rdf.shortcuts(linked))
        part.merges.update(linked.merges)
        part.refused.extend(refused)
        part.ambiguous.update(linked.unresolved)
        part.claims.update(claim.claim.kind for claim in linked.claims)
    return replace(part, text="".join(texts))
