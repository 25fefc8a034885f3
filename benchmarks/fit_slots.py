"""Fit the weights of what fills the slots of claims: kg/data/slot_weights.tsv.

usage: python benchmarks/fit_slots.py CORPUS.jsonl.gz UNSEEN GOLD.jsonl [GOLD.jsonl ...] [--write]

For each annotated number and each comparing word the candidates of kg/extract/slots.py are listed; a conditional
logistic regression over their readable features learns which one the annotators chose. Features seen in fewer than
MIN_EXAMPLES examples are left out. Names are taken twice, as annotated and as found, so that the weights bear the
errors of both. UNSEEN is the folder that fit_names.py wrote: names are found by tables that were not fitted on the
paper, for those that were make fewer errors than a new paper will show. Prints F1 over papers that neither names nor
slots were fitted on; `--write` then fits on everything and writes the table. claim_annotations.jsonl adds abstracts of
the corpus whose claims are annotated and whose names are not.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from annotations import expand
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.data.claim_rules import comparison_rules
from kg.evaluate import evaluate
from kg.evaluate.matching import Names, place, quantity, squeeze
from kg.exchange import from_record, to_record
from kg.extract import comparisons, heroes, slots, stories
from kg.extract.analysis import analyse
from kg.extract.claims import anchor_of, find_claims, number_claims
from kg.extract.kinds import Reading, read_numbers
from kg.extract.names import find_entities
from kg.extract.quantities import find_numbers
from kg.extract.scenes import Scene, make_scenes, names_in
from kg.model import Entity, Extraction, Mention, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TABLE = Path(__file__).parent.parent / "kg" / "data" / "slot_weights.tsv"
CLAIMS_ONLY = Path(__file__).parent / "claim_annotations.jsonl"
SLOTS = {
    "result": ("subject", "metric", "dataset", "baseline"),
    "change": ("subject", "metric", "dataset", "baseline"),
    "setting": ("subject",),
    "comparison": ("baseline", "subject", "metric", "dataset"),
}
FOLDS = 5
WEIGHT_OF_FIRST = 5.0  # papers of the first file count more: they are the referee's
MIN_EXAMPLES = 3
STRENGTH = 2.0
STRENGTH_HERO = 12.0
# Taken off the score of "no comparison here": the annotators' comparisons are rare, and a missed one costs as much.
COMPARISON_BIAS = 0.95
SMALLEST = 0.03

Record = dict[str, Any]
Weights = dict[str, dict[str, float]]
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


def use(weights: Weights) -> None:
    """Let the extraction work with these weights instead of the table."""
    for module in (slots, heroes):
        module.slot_weights = lambda: weights  # type: ignore[attr-defined]


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
    """Return what decides whether two slots are the same; found names where none are annotated."""
    return Names(sample.gold["entities"] or [{"name": e.name, "aliases": list(e.aliases)} for e in entities])


def scenes_of(sample: Sample, entities: Sequence[Entity]) -> tuple[Scene, ...]:
    """Return the sentences of a paper."""
    analysis = analyse(sample.paper.text)
    return make_scenes(analysis, names_in(analysis, entities), find_numbers(sample.paper.text))


def hero_example(sample: Sample, entities: Sequence[Entity]) -> Example:
    """Return the choice of what a paper is about: what is introduced and claimed about, else what is introduced."""
    names, claims = names_of(sample, entities), sample.gold["claims"]
    subjects = Counter(claim["subject"] for claim in claims if claim["subject"])
    introduced = [entity["name"] for entity in sample.gold["entities"] if entity["introduced"]]
    good = [name for name in introduced if any(names.same(name, subject) for subject in subjects)] or introduced
    if not sample.gold["entities"]:
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


def fit(examples: Sequence[Example], slot: str, strength: float, least: int) -> dict[str, tuple[float, int]]:
    """Return weight and count of each feature of a slot: a conditional logit, the right candidates against the rest."""
    chosen = [e for e in examples if e.slot == slot and any(ok for _, ok in e.options)]
    counts = Counter(feature for e in chosen for feature in {f for features, _ in e.options for f in features})
    known = {feature: at for at, feature in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    rows = [option for e in chosen for option in e.options]
    cells = [(r, known[f]) for r, (features, _) in enumerate(rows) for f in set(features) if f in known]
    matrix = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(rows), len(known)))
    right = np.array([ok for _, ok in rows])
    sizes = [len(e.options) for e in chosen]
    starts, group = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    share = np.array([e.weight for e in chosen])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        every, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts) + 1e-300
        slope = matrix.T @ (share[group] * (odds / every[group] - odds * right / good[group])) + strength * weights
        return float((share * np.log(every / good)).sum() + strength * weights @ weights / 2), slope

    best = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {f: (round(float(best[at]), 2), counts[f]) for f, at in known.items() if abs(best[at]) >= SMALLEST}


def fit_all(heroic: Sequence[Example], examples: Sequence[Example]) -> dict[str, dict[str, tuple[float, int]]]:
    """Return the weights of all slots; each paper stands twice in `examples`, so least and strength double."""
    fitted = {"hero": fit(heroic, "hero", STRENGTH_HERO, MIN_EXAMPLES)}
    for slot in ("subject", "metric", "dataset", "baseline"):
        fitted[slot] = fit(examples, slot, 2 * STRENGTH, 2 * MIN_EXAMPLES)
    weight, count = fitted["baseline"].get("none:comparison", (0.0, 0))
    fitted["baseline"]["none:comparison"] = (weight - COMPARISON_BIAS, count)
    return fitted


def plain(fitted: dict[str, dict[str, tuple[float, int]]]) -> Weights:
    """Return the weights without the counts."""
    return {slot: {feature: weight for feature, (weight, _) in table.items()} for slot, table in fitted.items()}


def examples_of(samples: Sequence[Sample]) -> list[Example]:
    """Return the choices of papers, once with annotated and once with found names where the names are annotated."""
    examples = []
    for sample in samples:
        for entities in (annotated(sample) if sample.gold["entities"] else sample.found, sample.found):
            examples += [replace(example, weight=sample.weight) for example in slot_examples(sample, entities)]
    return examples


def cross_fit(samples: Sequence[Sample], heroic: dict[str, Example]) -> list[list[Example]]:
    """Return the choices of each fold, the hero in them chosen by weights that do not know the paper."""
    parts = []
    for fold in range(FOLDS):
        known = [heroic[sample.paper.id] for sample in samples if sample.fold != fold]
        use({"hero": plain({"hero": fit(known, "hero", STRENGTH_HERO, MIN_EXAMPLES)})["hero"]})
        parts.append(examples_of([sample for sample in samples if sample.fold == fold]))
    return parts


def predict(sample: Sample) -> Record:
    """Return the record of a paper."""
    claims = find_claims(analyse(sample.paper.text), sample.found)
    return to_record(Extraction(sample.paper, sample.found, claims))


def report(samples: Sequence[Sample], heroic: dict[str, Example], parts: Sequence[Sequence[Example]]) -> None:
    """Print the figures over papers that were not fitted on."""
    records, gold = [], []
    for fold in range(FOLDS):
        rest = [example for at, part in enumerate(parts) if at != fold for example in part]
        use(plain(fit_all([heroic[s.paper.id] for s in samples if s.fold != fold], rest)))
        tested = [s for s in samples if s.fold == fold and s.gold["entities"]]
        records += [predict(sample) for sample in tested]
        texts = ({"title": s.paper.title, "abstract": s.paper.abstract} | s.gold for s in tested)
        gold += list(texts)
    first = {sample.paper.id for sample in samples if sample.weight == WEIGHT_OF_FIRST}
    for what, ids in (("first set", first), ("all", {record["id"] for record in gold})):
        chosen = [record for record in gold if record["id"] in ids]
        figures = evaluate(chosen, [record for record in records if record["id"] in ids]).figures
        for name in ("value", "fact", "comparison"):
            figure = figures[name]
            print(f"{what}: {name} {200 * figure.right / (figure.found + figure.gold):.1f} {figure}")


def read(corpus: Path, unseen: Path, annotations: Sequence[Path]) -> list[Sample]:
    """Return the annotated papers, and those of the corpus whose claims are."""
    found, samples = {}, []
    for file in unseen.glob("*.jsonl"):
        for record in map(json.loads, file.open(encoding="utf-8")):
            found[record["id"]] = from_record(record, str(file))
    for number, file in enumerate(annotations):
        for record in map(json.loads, file.open(encoding="utf-8")):
            known = found[record["id"]]
            samples.append(Sample(known.paper, record, known.entities, 1.0 if number else WEIGHT_OF_FIRST))
    packed = {record["id"]: record for record in map(json.loads, CLAIMS_ONLY.open(encoding="utf-8"))}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for doc in map(json.loads, lines):
            if doc["id"] in packed:
                paper = Paper(doc["id"], doc["title"], doc["abstract"])
                entities = find_entities(analyse(paper.text))  # names were not fitted on these
                samples.append(Sample(paper, expand(packed[doc["id"]], paper.text), entities))
    return samples


def write(fitted: dict[str, dict[str, tuple[float, int]]]) -> None:
    """Write the table."""
    lines = ["# slot\tfeature\tweight\tcount; fitted by benchmarks/fit_slots.py"]
    for slot, table in fitted.items():
        lines += [f"{slot}\t{feature}\t{weight:.2f}\t{count}" for feature, (weight, count) in sorted(table.items())]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    corpus, unseen, *annotations = [Path(argument) for argument in sys.argv[1:] if argument != "--write"]
    samples = read(corpus, unseen, annotations)
    use({})
    heroic = {sample.paper.id: hero_example(sample, sample.found) for sample in samples}
    parts = cross_fit(samples, heroic)
    report(samples, heroic, parts)
    if "--write" in sys.argv:
        write(fit_all(list(heroic.values()), [example for part in parts for example in part]))


if __name__ == "__main__":
    main()
