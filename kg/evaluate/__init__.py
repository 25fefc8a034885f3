"""How good an extraction is against annotated abstracts: precision, recall and F1, by kind, type, slot and rule."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.evaluate.matching import Names, Record, align, match_entities, normalise, place, quantity, slots_right, squeeze
from kg.exchange import is_record
from kg.model import ENTITY_TYPES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Evaluation", "Figure", "evaluate", "read_records"]

NUMERIC = ("result", "change", "setting")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many were right, found and annotated."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Return the percentage of the found that is right."""
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Return the percentage of the annotated that was found."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, in percent."""
        both = self.found + self.gold
        return 200 * self.right / both if both else 0.0


@dataclass(slots=True)
class _Tally:
    """Counts while documents are read."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    slots: defaultdict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    rules: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[str] = field(default_factory=list)

    def add(self, key: str, right: int, found: int, gold: int) -> None:
        self.right[key] += right
        self.found[key] += found
        self.gold[key] += gold


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one run.

    `figures` by "entity", the four types, "introduced", "value", its kinds, "fact" and "comparison"; `slots` the
    percentage of found values whose slot is right; `rules` (right, wrong) by rule id; `errors` one line each.
    """

    figures: Mapping[str, Figure]
    slots: Mapping[str, float]
    rules: Mapping[str, tuple[int, int]]
    errors: tuple[str, ...]
    documents: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON, to compare a later run with."""
        return {
            "documents": self.documents,
            "figures": {
                key: {
                    "p": round(f.precision, 1),
                    "r": round(f.recall, 1),
                    "f1": round(f.f1, 1),
                    "right": f.right,
                    "found": f.found,
                    "gold": f.gold,
                }
                for key, f in self.figures.items()
            },
            "slots": {slot: round(share, 1) for slot, share in self.slots.items()},
            "rules": {rule: list(counts) for rule, counts in self.rules.items()},
        }


def evaluate(gold: Iterable[Record], found: Iterable[Record]) -> Evaluation:
    """Compare extraction records with annotated ones, paper by paper.

    Args:
        gold: annotated records ("id", "entities", "claims").
        found: records as `kg.exchange.to_record` makes them, at least for the papers of `gold`.

    Raises:
        KeyError: a paper of `gold` is not among `found`.
    """
    by_id = {record["id"]: record for record in found}
    tally = _Tally()
    documents = 0
    for wanted in gold:
        documents += 1
        _compare(wanted, by_id[wanted["id"]], tally)
    figures = {key: Figure(tally.right[key], tally.found[key], tally.gold[key]) for key in tally.gold}
    slots = {slot: 100 * sum(rights) / len(rights) for slot, rights in sorted(tally.slots.items())}
    rules = {rule: (counts[True], counts[False]) for rule, counts in sorted(tally.rules.items())}
    return Evaluation(figures, slots, rules, tuple(tally.errors), documents)


def _compare(gold: Record, found: Record, tally: _Tally) -> None:
    names = Names(gold["entities"])
    _compare_entities(gold, found, tally)
    _compare_numbers(gold, found, names, tally)
    wanted, got = _once(gold["claims"]), _once(found["claims"])
    pairs = align(wanted, got, lambda a, b: all(slots_right(a, b, names).values()), lambda a, b: 1)
    tally.add("comparison", len(pairs), len(got), len(wanted))
    _note(
        gold["id"],
        tally,
        pairs,
        wanted,
        got,
        lambda c: f"comparison {c['subject']!r} {c['relation']} {c['baseline']!r}",
    )


def _compare_entities(gold: Record, found: Record, tally: _Tally) -> None:
    wanted, got = gold["entities"], found["entities"]
    pairs = match_entities(wanted, got)
    tally.add("entity", len(pairs), len(got), len(wanted))
    for kind in ENTITY_TYPES:
        counts = (sum(a["type"] == kind for a, _ in pairs), _count(got, kind), _count(wanted, kind))
        tally.add(kind, *counts)
    wanted_new, got_new = ([entity for entity in entities if entity.get("introduced")] for entities in (wanted, got))
    tally.add("introduced", len(match_entities(wanted_new, got_new)), len(got_new), len(wanted_new))
    _note(gold["id"], tally, pairs, wanted, got, lambda e: f"{e['type']} {e['name']!r}")


def _compare_numbers(gold: Record, found: Record, names: Names, tally: _Tally) -> None:
    text = squeeze(f"{found['title']}\n{found['abstract']}")
    wanted, got = ([claim for claim in record["claims"] if claim["kind"] in NUMERIC] for record in (gold, found))
    where = {id(claim): place(claim, text) for claim in wanted + got}

    def compatible(a: Record, b: Record) -> bool:
        x, y = where[id(a)], where[id(b)]
        overlap = x is not None and y is not None and x[0] < y[1] and y[0] < x[1]
        return overlap and a["kind"] == b["kind"] and quantity(a["value"]) == quantity(b["value"])

    pairs = align(wanted, got, compatible, lambda a, b: sum(slots_right(a, b, names).values()))
    facts = 0
    for a, b in pairs:
        right = slots_right(a, b, names)
        facts += all(right.values())
        for slot, ok in right.items():
            tally.slots[slot].append(ok)
        wrong = ", ".join(f"{slot} {b.get(slot)!r} for {a.get(slot)!r}" for slot, ok in right.items() if not ok)
        if wrong:
            tally.errors.append(f"{gold['id']}: {a['evidence']!r}: {wrong}")
    tally.add("value", len(pairs), len(got), len(wanted))
    for kind in NUMERIC:
        tally.add(
            kind, sum(a["kind"] == kind for a, _ in pairs), _count(got, kind, "kind"), _count(wanted, kind, "kind")
        )
    tally.add("fact", facts, len(got), len(wanted))
    _note(gold["id"], tally, pairs, wanted, got, lambda c: f"{c['kind']} {c['value']!r} in {c['evidence']!r}")


def _note(
    paper: str,
    tally: _Tally,
    pairs: Iterable[tuple[Record, Record]],
    wanted: list[Record],
    got: list[Record],
    show: Any,
) -> None:
    """Add what was missed, what was too much, and which rules were right."""
    hit = {id(record) for pair in pairs for record in pair}
    tally.errors += [f"{paper}: missed {show(record)}" for record in wanted if id(record) not in hit]
    tally.errors += [f"{paper}: extra {show(record)}" for record in got if id(record) not in hit]
    for record in got:
        for rule in _rules(record):
            tally.rules[rule][id(record) in hit] += 1


def _rules(record: Record) -> Iterator[str]:
    if rule := record.get("rule"):
        yield rule
    yield from sorted(set(record.get("rules", ())))


def _once(claims: Iterable[Record]) -> list[Record]:
    """Return the comparisons, one for each subject, relation and baseline."""
    comparisons = (claim for claim in claims if claim["kind"] == "comparison")
    return list(
        {
            (normalise(c.get("subject")), c.get("relation"), normalise(c.get("baseline"))): c for c in comparisons
        }.values()
    )


def _count(records: Iterable[Record], value: str, key: str = "type") -> int:
    return sum(record[key] == value for record in records)


def read_records(path: Path) -> list[Record]:
    """Return annotated records, one JSON object a line.

    Raises:
        InputError: the file is missing, or a line is not a record.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    records = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError as error:
                raise InputError(str(path), f"not JSON: {error}", number) from error
            if not is_record(record) or "id" not in record:
                raise InputError(str(path), "not an annotated record (id, entities, claims)", number)
            records.append(record)
    return records
