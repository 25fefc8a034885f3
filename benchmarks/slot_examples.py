"""What the annotators chose: annotated papers, and the choices of their slots that fit_slots.py learns from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kg.data.claim_rules import comparison_rules
from kg.evaluate.matching import Names, place, quantity, squeeze
from kg.extract import comparisons, heroes, slots, stories
from kg.extract.analysis import analyse
from kg.extract.claims import anchor_of, number_claims
from kg.extract.kinds import Reading, read_numbers
from kg.extract.quantities import find_numbers
from kg.extract.scenes import Scene, make_scenes, names_in
from kg.model import Entity, Mention, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FOLDS", "Example", "Record", "Sample", "examples_of", "hero_example"]

SLOTS = {
    "result": ("subject", "metric", "dataset", "baseline"),
    "change": ("subject", "metric", "dataset", "baseline"),
    "setting": ("subject",),
    "comparison": ("baseline", "subject", "metric", "dataset"),
}
FOLDS = 5

Record = dict[str, Any]
Option = tuple[tuple[str, ...], bool]  # the features of a candidate, and whether the annotators mean it


@dataclass
class Sample:
    """An annotated paper."""

    paper: Paper
    gold: Record
    found: tuple[Entity, ...]
    weight: float = 1.0

    @property
    def fold(self) -> int:
        """Return the part of cross-validation that the paper is left out in."""
        return int(sha256(("f" + self.paper.id).encode()).hexdigest(), 16) % FOLDS


@dataclass
class Example:
    """One choice: what may fill a slot, and what the annotators put there."""

    slot: str
    options: list[Option]
    weight: float = 1.0


def annotated(sample: Sample) -> tuple[Entity, ...]:
    """Return the annotated entities, their mentions found by looking for their surface forms, longest first."""
    text, taken = sample.paper.text, []
    forms = [(form, at) for at, e in enumerate(sample.gold["entities"]) for form in (e["name"], *e["aliases"])]
    mentions: dict[int, list[Mention]] = {}
    for form, at in sorted(forms, key=lambda item: (-len(item[0]), item[1])):
        pattern = r"\s+".join(map(re.escape, form.split()))
        for match in re.finditer(rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])", text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                mentions.setdefault(at, []).append(Mention(*match.span(), "gold"))
    return tuple(
        Entity(e["type"], e["name"], tuple(e["aliases"]), e["introduced"], tuple(sorted(mentions.get(at, ()))))
        for at, e in enumerate(sample.gold["entities"])
    )


def names_of(sample: Sample, entities: Sequence[Entity]) -> Names:
    """Return what decides whether two slots are the same; found names where not all are annotated."""
    found = [{"name": entity.name, "aliases": list(entity.aliases)} for entity in entities]
    return Names(sample.gold["entities"] or [*sample.gold.get("introduced", ()), *found])


def scenes_of(sample: Sample, entities: Sequence[Entity]) -> tuple[Scene, ...]:
    """Return the sentences of a paper."""
    analysis = analyse(sample.paper.text)
    return make_scenes(analysis, names_in(analysis, entities), find_numbers(sample.paper.text))


def hero_example(sample: Sample, entities: Sequence[Entity]) -> Example:
    """Return the choice of what a paper is about: what is introduced and claimed about, else what is introduced."""
    names, claims = names_of(sample, entities), sample.gold["claims"]
    subjects = Counter(claim["subject"] for claim in claims if claim["subject"])
    told = sample.gold["entities"] or sample.gold.get("introduced", [])
    introduced = [entity["name"] for entity in told if entity["introduced"]]
    good = [name for name in introduced if any(names.same(name, subject) for subject in subjects)] or introduced
    if not told:
        good = [subject for subject, _ in subjects.most_common(1)]
    asked = bool(subjects)  # "nothing" is learnt only from papers that claim something
    options = [
        (features, any(names.same(name, label) for name in good) if label else asked and not good)
        for _, label, features in heroes.heroes(scenes_of(sample, entities), entities)
    ]
    return Example("hero", options)


def slot_examples(sample: Sample, entities: Sequence[Entity]) -> Iterator[Example]:
    """Yield the choices of all numbers and comparing words that the annotators made a claim of."""
    scenes, names = scenes_of(sample, entities), names_of(sample, entities)
    story = stories.make_story(scenes, entities)
    for scene in scenes:
        readings = read_numbers(scene)
        claims = [claim for reading in readings for claim in number_claims(reading, scene, story)]
        for reading in readings:
            meant = numbers_meant(sample, reading)
            anchor = anchor_of(scene, reading)
            for slot in SLOTS[reading.kind] if meant else ():
                if slot == "dataset" and reading.kind == "change" and not sample.gold["entities"]:
                    continue  # claim_annotations.jsonl does not say on what data a change holds
                yield example(slot, slots.candidates(slot, anchor, scene, story), meant, names)
        for anchor in comparisons.cues(scene):
            meant = comparisons_meant(sample, anchor.left, anchor.rule)
            for slot in SLOTS["comparison"] if meant else ("baseline",):
                options = comparisons.options(slot, anchor, scene, story, claims)
                yield comparison_example(slot, options, meant, names)


def example(slot: str, options: Sequence[stories.Candidate], meant: Sequence[Record], names: Names) -> Example:
    """Return one choice of a slot."""
    right = [any(names.same(claim[slot], option.label) for claim in meant) for option in options]
    return Example(slot, [(option.features, ok) for option, ok in zip(options, right, strict=True)])


def comparison_example(
    slot: str, options: Sequence[stories.Candidate], meant: Sequence[Record], names: Names
) -> Example:
    """Return one choice of a slot of a comparison; a baseline of None stands for "nothing is claimed here"."""
    if slot != "baseline":
        return example(slot, options, meant, names)
    if not meant:
        return Example(slot, [(option.features, option.label is None) for option in options])
    chosen = example(slot, options, meant, names).options
    return Example(slot, [(f, ok and o.label is not None) for (f, ok), o in zip(chosen, options, strict=True)])


def numbers_meant(sample: Sample, reading: Reading) -> list[Record]:
    """Return the annotated claims of a number."""
    text, value = squeeze(sample.paper.text), reading.quantity
    start = len(squeeze(sample.paper.text[: value.start]))
    meant = []
    for claim in sample.gold["claims"]:
        where = place(claim, text) if claim["kind"] == reading.kind else None
        overlaps = where is not None and where[0] < start + len(value.text) and start < where[1]
        if overlaps and quantity(claim["value"]) == quantity(value.text):
            meant.append(claim)
    return meant


def comparisons_meant(sample: Sample, left: int, rule: str) -> list[Record]:
    """Return the annotated comparisons whose evidence holds the comparing words."""
    text, start = squeeze(sample.paper.text), len(squeeze(sample.paper.text[:left]))
    relation = next(item.relation for item in comparison_rules() if item.id == rule)
    meant = []
    for claim in sample.gold["claims"]:
        evidence = squeeze(claim["evidence"])
        at = text.find(evidence)
        if claim["kind"] == "comparison" and claim["relation"] == relation and 0 <= at <= start < at + len(evidence):
            meant.append(claim)
    return meant


def examples_of(samples: Sequence[Sample]) -> list[Example]:
    """Return the choices of papers, once with annotated and once with found names where the names are annotated."""
    examples = []
    for sample in samples:
        for entities in (annotated(sample) if sample.gold["entities"] else sample.found, sample.found):
            examples += [replace(example, weight=sample.weight) for example in slot_examples(sample, entities)]
    return examples
