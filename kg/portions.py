"""What a worker does with a portion of the papers: extract and count it, and later write it as Turtle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import TYPE_CHECKING, cast

from kg import link, rdf
from kg.archive import digest_of, key_of
from kg.extract import extract
from kg.extract.user_rules import UserRule
from kg.ledger import Row, row_of
from kg.model import Concept, Extraction, Paper
from kg.packing import pack_findings, unpack, unpack_findings
from kg.report import Pairs

if TYPE_CHECKING:
    from kg.archive import Found, Unread

__all__ = ["Extractor", "Part", "Writer", "count", "find", "get_ready", "write"]


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
    """A portion as text, a piece a paper, and what else is kept of each."""

    texts: list[bytes] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def find(tools: Extractor, portion: Sequence[Unread]) -> tuple[list[Found], link.Tally]:
    """Return what is found in each paper, and the names of them all, counted."""
    items = [unpack(data) for _, data, _ in portion]
    fresh = [
        item for item, (_, _, found) in zip(items, portion, strict=True) if isinstance(item, Paper) and found is None
    ]
    made = extract(fresh, rules=tools.rules)
    rows: list[Found] = []
    extractions = []
    for item, (at, _, found) in zip(items, portion, strict=True):
        if isinstance(item, Extraction):
            rows.append((at, None, None))
            extractions.append(item)
        else:
            extraction = next(made) if found is None else unpack_findings(item, found)
            rows.append((at, key_of(item, tools.fingerprint), pack_findings(extraction) if found is None else None))
            extractions.append(extraction)
    return rows, link.tally_of(extractions, never_merge=tools.never_merge)


def get_ready(tools: Extractor, _: None) -> None:
    """Read all that extraction needs, which takes longer than extracting a few papers."""
    paper = Paper("", "A: B", "We propose A, a method for B. A outperforms C by 2% on D.")
    list(extract([paper], rules=tools.rules))


def count(never_merge: Pairs, portion: Sequence[tuple[bytes, bytes | None]]) -> link.Tally:
    """Return the names of some papers whose findings are known, counted."""
    return link.tally_of(starmap(_extraction, portion), never_merge=never_merge)


def write(tools: Writer, portion: Sequence[Unread]) -> Part:
    """Return what some papers say as Turtle."""
    part = Part()
    for at, data, found in portion:
        extraction = _extraction(data, found)
        linked, refused = rdf.check(link.apply(tools.names, extraction))
        blocks = list(rdf.paper_blocks(linked, tools.metrics, quotes=tools.quotes, base=tools.base))
        counts = rdf.Counts()
        for block in blocks:
            counts.add(block)
        text = "".join(map(rdf.as_turtle, blocks)).encode()
        uses = link.uses(tools.names, extraction)
        asked = uses, link.chosen(tools.names, uses.named)
        claims = list(rdf.claim_rows(linked, quotes=tools.quotes, base=tools.base))
        part.texts.append(text)
        part.rows.append(row_of(at, digest_of(data), text, counts, asked, linked, refused, claims))
    return part


def _extraction(data: bytes, found: bytes | None) -> Extraction:
    item = unpack(data)
    return item if isinstance(item, Extraction) else unpack_findings(item, cast("bytes", found))
