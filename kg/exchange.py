"""The exchange form: one JSON object a line, an Extraction with its paper (schemas/extraction.schema.json)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from kg.errors import InputError
from kg.model import CLAIM_KINDS, ENTITY_TYPES, Claim, Direction, Entity, Extraction, Mention, Paper, Quantity, Relation

__all__ = ["from_record", "is_record", "to_record"]


def to_record(extraction: Extraction) -> dict[str, Any]:
    """Return a plain dict, ready for `json.dumps`; keys stand in a fixed order."""
    paper = extraction.paper
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "date": paper.date,
        "venue": paper.venue,
        "url": paper.url,
        "source": paper.source,
        "entities": [_entity_record(entity) for entity in extraction.entities],
        "claims": [_claim_record(claim, paper.text) for claim in extraction.claims],
    }


def is_record(data: object) -> bool:
    """Tell whether a JSON value has the form of an extraction rather than of a paper alone."""
    return isinstance(data, dict) and isinstance(data.get("entities"), list) and isinstance(data.get("claims"), list)


def from_record(data: dict[str, Any], source: str, line: int | None = None) -> Extraction:
    """Return the extraction that a record holds; records of others may leave out offsets and rules.

    Names and quotes without offsets are looked up in the text, first occurrence first.

    Raises:
        InputError: a field is missing or of the wrong form, or a name or quote does not stand in the text.
    """
    try:
        paper = Paper(
            id=_text(data, "id"),
            title=_text(data, "title") if "title" in data else "",
            abstract=_text(data, "abstract"),
            authors=tuple(map(str, data.get("authors", ()))),
            date=str(data.get("date", "")),
            venue=str(data.get("venue", "")),
            url=str(data.get("url", "")),
            source=str(data.get("source") or (f"{source}:{line}" if line else source)),
        )
        entities = tuple(_entity(entity, paper.text) for entity in data["entities"])
        claims = tuple(_claim(claim, paper.text) for claim in data["claims"])
    except (KeyError, TypeError, ValueError, OverflowError, InvalidOperation, AttributeError) as error:
        problem = f"field {error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(source, f"not an extraction record: {problem}", line) from error
    return Extraction(paper, entities, claims)


def _entity_record(entity: Entity) -> dict[str, Any]:
    return {
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "introduced": entity.introduced,
        "mentions": [[mention.start, mention.end] for mention in entity.mentions],
        "rules": [mention.rule for mention in entity.mentions],
    }


def _claim_record(claim: Claim, text: str) -> dict[str, Any]:
    value = claim.value
    record: dict[str, Any] = {
        "kind": claim.kind,
        "subject": claim.subject,
        "metric": claim.metric,
        "value": value.text if value else None,
        "baseline": claim.baseline,
        "dataset": claim.dataset,
        "direction": claim.direction,
        "relation": claim.relation,
        "evidence": text[claim.start : claim.end],
        "start": claim.start,
        "end": claim.end,
        "rule": claim.rule,
    }
    if value:
        record |= {
            "value_start": value.start,
            "value_end": value.end,
            "low": None if value.low is None else str(value.low),
            "high": None if value.high is None else str(value.high),
            "unit": value.unit,
            "modifier": value.modifier,
        }
    return record


def _text(data: dict[str, Any], field: str) -> str:
    if not isinstance(data[field], str):
        raise TypeError(f"field {field!r} is no text: {data[field]!r}")
    return str(data[field])


def _find(text: str, words: str, start: int = 0) -> int:
    at = text.find(words, start)
    if at < 0:
        raise ValueError(f"{words!r} does not stand in the title or abstract")
    return at


def _entity(data: dict[str, Any], text: str) -> Entity:
    if data["type"] not in ENTITY_TYPES:
        raise ValueError(f"type {data['type']!r} is none of {', '.join(ENTITY_TYPES)}")
    surfaces = (_string(data["name"]), *map(_string, data.get("aliases", ())))
    spans = data.get("mentions")
    if spans is None:
        spans = [[_find(text, surface), _find(text, surface) + len(surface)] for surface in surfaces]
    if any(type(start) is not int or type(end) is not int for start, end in spans):
        raise ValueError(f"a mention of {data['name']!r} has offsets that are no integers")
    if any(not 0 <= start < end <= len(text) for start, end in spans):
        raise ValueError(f"a mention of {data['name']!r} lies outside the text")
    rules = data.get("rules") or ["given"] * len(spans)
    mentions = tuple(
        sorted(Mention(start, end, _string(rule)) for (start, end), rule in zip(spans, rules, strict=True))
    )
    return Entity(data["type"], data["name"], tuple(surfaces[1:]), bool(data.get("introduced", False)), mentions)


def _claim(data: dict[str, Any], text: str) -> Claim:
    if data["kind"] not in CLAIM_KINDS:
        raise ValueError(f"kind {data['kind']!r} is none of {', '.join(CLAIM_KINDS)}")
    evidence = _string(data["evidence"])
    if not data.get("value") and data["kind"] != "comparison":
        raise ValueError(f"a {data['kind']} without a value")
    start = int(data["start"]) if data.get("start") is not None else _find(text, evidence)
    end = start + len(evidence)
    if start < 0 or text[start:end] != evidence:
        raise ValueError(f"evidence {evidence!r} does not stand at {start}")
    return Claim(
        kind=data["kind"],
        subject=_string_or_none(data.get("subject")),
        metric=_string_or_none(data.get("metric")),
        value=_quantity(data, text, start, end) if data.get("value") else None,
        baseline=_string_or_none(data.get("baseline")),
        dataset=_string_or_none(data.get("dataset")),
        direction=_choice(data.get("direction"), get_args(Direction)),
        relation=_choice(data.get("relation"), get_args(Relation)),
        start=start,
        end=end,
        rule=_string(data.get("rule") or "given"),
    )


def _quantity(data: dict[str, Any], text: str, start: int, end: int) -> Quantity:
    words = _string(data["value"])
    at = int(data["value_start"]) if data.get("value_start") is not None else _find(text, words, start)
    if text[at : at + len(words)] != words or not start <= at <= end - len(words):
        raise ValueError(f"value {words!r} does not stand in its evidence")
    low, high = (_number(data.get(key)) for key in ("low", "high"))
    unit, modifier = (_string_or_none(data.get(key)) or "" for key in ("unit", "modifier"))
    return Quantity(words, at, at + len(words), low, high, unit, modifier)


def _string(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r:.80} where a text is expected")
    return value


def _string_or_none(value: object) -> str | None:
    return _string(value) if value else None


def _choice(value: Any, allowed: tuple[str, ...]) -> Any:
    if value is not None and value not in allowed:
        raise ValueError(f"{value!r:.80} is none of {', '.join(allowed)}")
    return value


def _number(value: Any) -> Decimal | None:
    number = None if value is None else Decimal(value)
    if number is not None and not number.is_finite():
        raise ValueError(f"{value!r:.80} is no number")
    return number
