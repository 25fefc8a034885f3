"""Papers and extractions as bytes, for files of our own and for other processes: positions in place of names, packed.

`kg.exchange` is the form for others. Each piece begins with a checksum, so that one that was cut off is never read.
"""

from __future__ import annotations

import json
import zlib
from decimal import Decimal
from typing import Any

from kg.model import Claim, Entity, Extraction, Mention, Paper, Quantity

__all__ = ["is_sound", "pack", "pack_findings", "unpack", "unpack_findings"]

_LEVEL = 1  # of zlib: the quickest
_CHECK = 4  # bytes of the checksum


def pack(item: Paper | Extraction) -> bytes:
    """Return a paper or an extraction as bytes."""
    paper = item if isinstance(item, Paper) else item.paper
    fields = [
        *(paper.id, paper.title, paper.abstract, paper.authors, paper.date, paper.venue, paper.url, paper.source),
    ]
    return _packed([fields] if isinstance(item, Paper) else [fields, *_found(item)])


def unpack(data: bytes) -> Paper | Extraction:
    """Return what `pack` made bytes of.

    Raises:
        ValueError: the bytes are damaged.
    """
    fields, *found = _unpacked(data)
    paper = Paper(fields[0], fields[1], fields[2], tuple(fields[3]), *fields[4:])
    return _extraction(paper, *found) if found else paper


def pack_findings(extraction: Extraction) -> bytes:
    """Return what an extraction found, without its paper, as bytes."""
    return _packed(_found(extraction))


def unpack_findings(paper: Paper, data: bytes) -> Extraction:
    """Return the extraction of a paper whose findings were packed.

    Raises:
        ValueError: the bytes are damaged.
    """
    return _extraction(paper, *_unpacked(data))


def is_sound(data: bytes) -> bool:
    """Tell whether packed bytes are what was packed."""
    return zlib.crc32(memoryview(data)[_CHECK:]).to_bytes(_CHECK) == data[:_CHECK]


def _found(extraction: Extraction) -> tuple[list[Any], list[Any]]:
    return [_entity(entity) for entity in extraction.entities], [_claim(claim) for claim in extraction.claims]


def _entity(entity: Entity) -> list[Any]:
    places = [(mention.start, mention.end, mention.rule) for mention in entity.mentions]
    return [entity.type, entity.name, entity.aliases, entity.introduced, places]


def _claim(c: Claim) -> list[Any]:
    v = c.value
    value = v and [v.text, v.start, v.end, _digits(v.low), _digits(v.high), v.unit, v.modifier]
    return [c.kind, c.subject, c.metric, value, c.baseline, c.dataset, c.direction, c.relation, c.start, c.end, c.rule]


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _extraction(paper: Paper, entities: list[Any], claims: list[Any]) -> Extraction:
    return Extraction(
        paper,
        tuple(
            Entity(kind, name, tuple(aliases), introduced, tuple(Mention(*place) for place in places))
            for kind, name, aliases, introduced, places in entities
        ),
        tuple(
            Claim(kind, subject, metric, _quantity(value) if value else None, *rest)
            for kind, subject, metric, value, *rest in claims
        ),
    )


def _quantity(fields: list[Any]) -> Quantity:
    text, start, end, low, high, *rest = fields
    return Quantity(text, start, end, low and Decimal(low), high and Decimal(high), *rest)


def _packed(value: Any) -> bytes:
    data = zlib.compress(json.dumps(value, separators=(",", ":")).encode(), _LEVEL)
    return zlib.crc32(data).to_bytes(_CHECK) + data


def _unpacked(data: bytes) -> Any:
    if not is_sound(data):
        raise ValueError("damaged")
    return json.loads(zlib.decompress(memoryview(data)[_CHECK:]))
