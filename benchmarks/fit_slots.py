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

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from annotations import CLAIMS_ONLY, annotated_papers
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from slot_examples import FOLDS, Example, Record, Sample, examples_of, hero_example

from kg.evaluate import evaluate
from kg.exchange import from_record, to_record
from kg.extract import heroes, slots
from kg.extract.analysis import analyse
from kg.extract.claims import find_claims
from kg.extract.names import find_entities
from kg.model import Extraction, Paper

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE = Path(__file__).parent.parent / "kg" / "data" / "slot_weights.tsv"
WEIGHT_OF_FIRST = 5.0  # papers of the first file count more: they are the referee's
MIN_EXAMPLES = 5
STRENGTH = 2.0
STRENGTH_HERO = 12.0
# Taken off the score of "no comparison here": the annotators' comparisons are rare, and a missed one costs as much.
COMPARISON_BIAS = 0.95
SMALLEST = 0.03

Weights = dict[str, dict[str, float]]


def use(weights: Weights) -> None:
    """Let the extraction work with these weights instead of the table."""
    for module in (slots, heroes):
        module.slot_weights = lambda: weights  # type: ignore[attr-defined]


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
    for doc, record in annotated_papers(corpus, CLAIMS_ONLY):
        paper = Paper(doc["id"], doc["title"], doc["abstract"])
        samples.append(Sample(paper, record, find_entities(analyse(paper.text))))  # names were not fitted on these
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
