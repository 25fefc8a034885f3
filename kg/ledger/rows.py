"""What the ledger keeps of one paper, packed by the process that reads it."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import rdf
from kg.ledger.counts import to_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.link import Uses
    from kg.model import LinkedPaper

__all__ = ["Row", "classes", "row_of", "said"]

_PLACES = [rdf.CLAIM_COLUMNS.index(name) for name in ("paper", "start", "claim")]


class Row(NamedTuple):
    """What a paper says: `at` is its place in the archive, the others are columns, or rows of the tables they name."""

    at: int
    columns: tuple[Any, ...]
    shortcuts: list[rdf.Shortcut]
    merges: list[tuple[str, bytes, str, bytes]]
    claims: list[tuple[Any, ...]]


def row_of(
    at: int,
    digest: bytes,
    text: bytes,
    counts: rdf.Counts,
    asked: tuple[Uses, dict[str, str]],
    linked: LinkedPaper,
    refused: Sequence[rdf.Refusal],
    claims: Sequence[rdf.ClaimRow],
) -> Row:
    """Return what is kept of a paper.

    Args:
        at: its place in the archive.
        digest: a hash of it, as it was read.
        text: its piece of graph.ttl.
        counts: what that holds.
        asked: what it asked the linker about, and what acronyms were found to mean.
        linked: what it says.
        refused: claims that were left out.
        claims: its rows of claims.csv.
    """
    uses, chosen = asked
    shortcuts = rdf.shortcuts(linked)
    merges = [(concept, merge.surface, merge.reason, merge.paper) for concept, merge in linked.merges]
    aside = [linked.unresolved, [(one.paper, one.start, one.end, one.reason) for one in refused]]
    columns = (
        *(digest, len(text), counts.triples, counts.entities, classes(counts)),
        json.dumps(aside) if any(aside) else None,
        to_bytes("\n".join(uses.named)),
        to_bytes("\n".join(uses.others)),
        json.dumps(chosen) if chosen else "",
        zlib.compress(json.dumps([shortcuts, merges]).encode(), 1),
    )
    return Row(
        at,
        columns,
        shortcuts,
        [(concept, to_bytes(form), reason, to_bytes(paper)) for concept, form, reason, paper in merges],
        [(*(claim[place] for place in _PLACES), json.dumps(rdf.csv_line(claim))) for claim in claims],
    )


def said(packed: bytes) -> tuple[list[rdf.Shortcut], list[tuple[str, bytes, str, bytes]]]:
    """Return the short cuts and merges that the last column holds, as rows of their tables."""
    shortcuts, merges = json.loads(zlib.decompress(packed))
    return (
        [tuple(one) for one in shortcuts],
        [(concept, to_bytes(form), reason, to_bytes(paper)) for concept, form, reason, paper in merges],
    )


def classes(counts: rdf.Counts) -> str:
    """Return how many subjects of each class there are, as JSON."""
    return json.dumps(dict(sorted(counts.classes.items())))
