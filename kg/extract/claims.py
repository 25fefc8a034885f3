"""Claims of a text: every number that says something, every comparison without a number, with their slots filled."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.data.claim_rules import score_benchmarks, slot_words
from kg.extract.comparisons import cues, find_comparisons
from kg.extract.kinds import read_numbers, settled
from kg.extract.measures import metric_in_unit, metric_of_change, metric_of_share
from kg.extract.places import Anchor, governor, listed
from kg.extract.quantities import find_numbers
from kg.extract.scenes import CROWD, make_scenes, names_in, widened, window
from kg.extract.slots import apart, best, candidates, ranked
from kg.extract.stories import Candidate, make_story
from kg.extract.subjects import beaten, improved, opposed, owner, settled_subject
from kg.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extract.analysis import Analysis
    from kg.extract.kinds import Reading
    from kg.extract.scenes import Name, Scene
    from kg.extract.stories import Story
    from kg.model import Entity

__all__ = ["anchor_of", "find_claims", "number_claims"]

NUMBER_CUE = re.compile(
    r"\d|\b(?:orders? of magnitude|fold|twice|half|double|[bmtr]+illions?|single|GPUs?|percent|zero)\b"
)
EVIDENCE_REACH = 48
NUMBERS = ("metric", "dataset", "subject", "baseline")
SLOTS = {"setting": ("subject", "metric"), "result": NUMBERS, "change": NUMBERS}


def find_claims(analysis: Analysis, entities: Sequence[Entity]) -> tuple[Claim, ...]:
    """Return the claims of a paper in order of their place.

    Args:
        analysis: the title and abstract.
        entities: what `find_entities` found in it.
    """
    numbers = find_numbers(analysis.text) if NUMBER_CUE.search(analysis.text) else ()
    scenes = make_scenes(analysis, names_in(analysis, entities), numbers)
    story = None
    claims: list[Claim] = []
    for scene in scenes:
        readings, comparing = read_numbers(scene), list(islice(cues(scene), CROWD))
        if readings or comparing:
            story = story or make_story(scenes, entities)
            found = _own_baselines(_of_numbers(readings, scene, story))
            claims += [*found, *find_comparisons(comparing, scene, story, found)]
    return tuple(sorted(dict.fromkeys(claims), key=_order))


def _of_numbers(readings: Sequence[Reading], scene: Scene, story: Story) -> list[Claim]:
    """Return the claims of the numbers of a sentence; a number that goes on a list of numbers has their subject."""
    found: list[Claim] = []
    for reading in readings:
        claims = list(number_claims(reading, scene, story))
        if found and reading.rule.endswith(".sister") and not _acts_between(found[-1].start, reading, scene):
            claims = [replace(claim, subject=found[-1].subject) for claim in claims]
        found += claims
    return found


def _acts_between(start: int, reading: Reading, scene: Scene) -> bool:
    return any(start < name.start < reading.left and name.type == "Method" for name in scene.names)


def _own_baselines(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a sentence, a result without what only a change after it is compared with.

    "It reaches 91.5% and is 4x faster than ResNet": the 4x is against ResNet, the 91.5% is not.
    """
    changes = [claim for claim in claims if claim.kind == "change" and claim.baseline]
    return [
        replace(claim, baseline=None)
        if claim.kind == "result"
        and any(change.baseline == claim.baseline and change.start > claim.start for change in changes)
        else claim
        for claim in claims
    ]


def anchor_of(scene: Scene, reading: Reading) -> Anchor:
    """Return the place that the slots of a number are measured from."""
    return Anchor(
        reading.kind,
        reading.rule,
        reading.left,
        reading.right,
        scene.token_at(reading.left),
        scene.token_at(reading.right - 1) + 1,
        reading.quantity.unit,
        reading.part,
        reading.metric,
        reading.place,
        reading.places,
    )


def _order(claim: Claim) -> tuple[int, int, str, str, str]:
    return claim.start, claim.end, claim.kind, claim.subject or "", claim.baseline or ""


def number_claims(reading: Reading, scene: Scene, story: Story) -> Iterator[Claim]:
    """Yield the claim of a number, one for each baseline."""
    anchor = anchor_of(scene, reading)
    scene = window(scene, anchor.first, anchor.last)
    known = {"metric": Candidate(reading.metric, ())} if reading.kind == "setting" else {}
    if settled := settled_subject(anchor, scene, story):
        known["subject"] = settled
    if of := metric_of_share(anchor, scene) or metric_of_change(anchor, scene):
        known["metric"] = of
    had = owner(anchor, scene) if reading.part else None
    if loser := beaten(anchor, scene) or opposed(anchor, scene):
        known["baseline"] = Candidate(loser.label, (), loser)
    ranks = [
        [(0.0, known[slot])] if slot in known else ranked(slot, candidates(slot, anchor, scene, story))
        for slot in SLOTS[reading.kind]
    ]
    fillings = dict(zip(SLOTS[reading.kind], (_in_step(one, anchor, scene) for one in apart(ranks)), strict=True))
    subject, metric = fillings["subject"], fillings["metric"]
    if reading.part == "from":
        subject = _before(anchor, scene, story, improved(anchor, scene) or had, subject)
    if reading.kind == "setting":
        yield _claim(reading, scene, subject.label, metric, None, None)
        return
    metric, dataset = _settle(metric, fillings["dataset"], anchor, scene)
    if counted := metric_in_unit(anchor, scene):
        metric = Candidate(counted, ())
    baseline = fillings["baseline"]
    if reading.part == "to" and baseline.label is None and had and had.label != subject.label:
        baseline = Candidate(had.label, (), had)
    losers = _baselines(baseline, anchor, scene)
    for label in [loser for loser in losers if loser != subject.label] or [None]:  # "compared to A, B needs 3x less"
        yield _claim(reading, scene, subject.label, metric, label, dataset)


def _before(anchor: Anchor, scene: Scene, story: Story, had: Name | None, subject: Candidate) -> Candidate:
    """Return what had the first value of "improves X by raising the score from 18.65 to 1.80": X, else the baseline."""
    if had:
        return Candidate(had.label, (), had)
    then = replace(anchor, part="to", seen={})
    before = _in_step(best("baseline", candidates("baseline", then, scene, story)), then, scene)
    return subject if before.label is None else before


def _in_step(chosen: Candidate, anchor: Anchor, scene: Scene) -> Candidate:
    """Return what fills a slot, of a list as long as the numbers' the one in step."""
    name = chosen.name
    if anchor.places < 2 or name is None:
        return chosen
    inner = next((other for other in scene.names if name.start <= other.start and other.end <= name.end), name)
    members = listed(inner, scene)
    if len(members) != anchor.places:
        return chosen
    member = members[anchor.place]
    return Candidate(member.label, chosen.features, member)


def _settle(metric: Candidate, dataset: Candidate, anchor: Anchor, scene: Scene) -> tuple[Candidate, str | None]:
    """Return metric and data set, where one name is both: "0.74 on GenEval", "a GenEval score of 0.81"."""
    label = dataset.label
    if dataset.name and label and label.lower() in score_benchmarks() and dataset.name.first >= anchor.last:
        beside = metric.name is not None and anchor.last <= metric.name.first < dataset.name.first
        return (metric, label) if beside else (Candidate(label, (), dataset.name), label)
    if label is None and metric.name and metric.label:
        stem = metric.label.removesuffix("s").removesuffix(" score")
        if stem.lower() in score_benchmarks():
            return metric, stem
    return metric, label


def _baselines(baseline: Candidate, anchor: Anchor, scene: Scene) -> list[str | None]:
    """Return the baseline, or all of its list: one number against two baselines is two claims."""
    name = baseline.name
    if name is None or name.entity is None or anchor.places > 1 or name not in scene.names:
        return [baseline.label]
    if governor(name, scene) not in slot_words("frame"):
        return [baseline.label]
    return list(dict.fromkeys(member.label for member in listed(name, scene)))


def _claim(
    reading: Reading, scene: Scene, subject: str | None, metric: Candidate, baseline: str | None, dataset: str | None
) -> Claim:
    quantity = reading.quantity
    start, end = _evidence(scene, quantity.start, quantity.end, metric.name)
    direction = settled(reading.direction, metric.label) if reading.kind == "change" else None
    return Claim(
        reading.kind, subject, metric.label, quantity, baseline, dataset, direction, None, start, end, reading.rule
    )


def _evidence(scene: Scene, start: int, end: int, metric: Name | None) -> tuple[int, int]:
    """Return the value with its metric where that is near, widened until the words stand nowhere before."""
    if metric and max(metric.end, end) - min(metric.start, start) <= EVIDENCE_REACH:
        start, end = min(metric.start, start), max(metric.end, end)
    return widened(scene, start, end), end
