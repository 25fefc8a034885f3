"""Fit the weights of the evidence on names: kg/data/{name,grouping,introduced}_weights.tsv.

usage: python benchmarks/fit_names.py DOCS.jsonl GOLD.jsonl [DOCS.jsonl GOLD.jsonl ...] [--write] [--unseen=FOLDER]

Multinomial logistic regression over readable evidence, strongly regularised, cross-validated over papers. Evidence seen
in fewer than MIN_PAPERS papers is left out, so that no weight remembers a single abstract. Prints the entity and
introduced F1 of papers that were not fitted on; `--write` then fits on all papers and writes the tables. `--unseen`
writes to FOLDER, for fit_slots.py, what the extraction finds in each paper with tables that were not fitted on it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from name_examples import FOLDS, WEIGHT_OF_FIRST, Example, examples, key, lines, loose
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.extract.evidence import Evidence
from kg.extract.grouping import SAME_FROM, find_beside, group_names, pair_evidence
from kg.extract.introduced import INTRODUCED_FROM, introduced_evidence
from kg.extract.names import Name, choose_names, is_name
from kg.model import ENTITY_TYPES

DATA = Path(__file__).parent.parent / "kg" / "data"
MIN_PAPERS = 3
STRENGTH = 0.2
STRENGTH_INTRODUCED = 0.4
STRENGTH_GROUPING = 0.2
WEIGHT_OF_FIRST_INTRODUCED = 5.0  # and more so where the other annotators call twice as many plain words new
SMALLEST = 0.05  # weights below are not written


class Table:
    """Evidence as columns of a matrix."""

    def __init__(self, sets: list[tuple[str, list[Evidence]]]) -> None:
        papers: dict[Evidence, set[str]] = {}
        for paper, found in sets:
            for pair in found:
                papers.setdefault(pair, set()).add(paper)
        self.counts = {pair: len(ids) for pair, ids in papers.items() if len(ids) >= MIN_PAPERS}
        self.pairs = sorted(self.counts)
        self.column = {pair: at for at, pair in enumerate(self.pairs)}

    def matrix(self, sets: list[list[Evidence]]) -> csr_matrix:
        """Return a row for each set: how often it holds the evidence of the column."""
        columns = [[self.column[pair] for pair in sorted(found) if pair in self.column] for found in sets]
        starts = np.cumsum([0, *map(len, columns)])
        flat = np.concatenate([np.array(c, dtype=int) for c in columns])
        return csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(columns), len(self.pairs)))


def fit(matrix: csr_matrix, labels: np.ndarray, strength: float, shares: list[float]) -> LogisticRegression:
    logistic = LogisticRegression(C=strength, max_iter=120, tol=1e-3, fit_intercept=False)
    return logistic.fit(matrix, labels, sample_weight=np.array(shares))


def fit_forms(papers: list[Example]) -> tuple[Table, LogisticRegression]:
    sets = [(p.id, p.evidence[k]) for p in papers for k in p.forms]
    table = Table(sets)
    labels = np.array([p.types[k] for p in papers for k in p.forms])
    shares = [p.weight for p in papers for _ in p.forms]
    return table, fit(table.matrix([pairs for _, pairs in sets]), labels, STRENGTH, shares)


def scores(model: tuple[Table, LogisticRegression], paper: Example) -> dict[str, tuple[float, ...]]:
    table, logistic = model
    found = logistic.predict_proba(table.matrix([paper.evidence[k] for k in paper.forms]))
    return {k: tuple(map(float, row[1:])) for k, row in zip(paper.forms, found, strict=True)}


def chosen(model: tuple[Table, LogisticRegression], paper: Example) -> list[Name]:
    return choose_names(paper.forms, scores(model, paper))


Units = list[tuple["Example", list[Evidence], bool]]


def pairs_of(paper: Example, names: list[Name]) -> Units:
    """Return the pairs of names that may mean the same, with what the annotators say."""
    found = []
    beside = find_beside(names)
    for at, name in enumerate(names):
        for other in names[:at]:
            owners = [paper.owner.get(n.form.key) for n in (name, other)]
            if None in owners or name.type != other.type or other.form.key in (name.form.short, name.form.long):
                continue
            if found_pairs := pair_evidence(name, other, paper.analysis.words, beside):
                found.append((paper, found_pairs, owners[0] == owners[1]))
    return found


def fit_two(found: Units, strength: float, first: float = WEIGHT_OF_FIRST) -> tuple[Table, LogisticRegression]:
    """Fit a yes or no decision over evidence; papers of the first file count `first` times."""
    table = Table([(paper.id, pairs) for paper, pairs, _ in found])
    labels = np.array([yes for *_, yes in found])
    shares = [first if paper.weight == WEIGHT_OF_FIRST else 1.0 for paper, *_ in found]
    return table, fit(table.matrix([pairs for _, pairs, _ in found]), labels, strength, shares)


def grouped(paper: Example, names: list[Name], model: tuple[Table, LogisticRegression]) -> list[list[Name]]:
    table, logistic = model
    weights = dict(zip(table.pairs, logistic.coef_[0], strict=True))
    beside = find_beside(names)

    def same(one: Name, other: Name) -> bool:
        if other.form.key in (one.form.short, one.form.long):
            return True
        if one.type != other.type:
            return False
        found = pair_evidence(one, other, paper.analysis.words, beside)
        return bool(found) and sum(weights.get(pair, 0.0) for pair in found) > SAME_FROM

    return group_names(names, same)


def fit_introduced(papers: list[Example], found: dict[str, list[list[Name]]]) -> tuple[Table, LogisticRegression]:
    return fit_two(units(papers, found), STRENGTH_INTRODUCED, WEIGHT_OF_FIRST_INTRODUCED)


def is_new(group: list[Name], paper: Example) -> bool:
    surfaces = {paper.analysis.slice(m.start, m.end) for name in group for m in name.mentions}
    return any(key(s) in paper.introduced or loose(s) in paper.introduced for s in surfaces)


def units(papers: list[Example], found: dict[str, list[list[Name]]]) -> Units:
    return [
        (
            p,
            introduced_evidence(g, p.forms, p.places),
            is_new(g, p),
        )
        for p in papers
        for g in found[p.id]
    ]


def cross_validate(papers: list[Example]) -> dict[str, list[Name]]:
    """Return the names of each paper as a model finds them that was not fitted on it."""
    found = {}
    for fold in range(FOLDS):
        model = fit_forms([p for p in papers if p.fold != fold])
        found.update({p.id: chosen(model, p) for p in papers if p.fold == fold})
    return found


def cross_validate_groups(papers: list[Example], names: dict[str, list[Name]]) -> dict[str, list[list[Name]]]:
    found = {}
    for fold in range(FOLDS):
        sets = [unit for p in papers if p.fold != fold for unit in pairs_of(p, names[p.id])]
        model = fit_two(sets, STRENGTH_GROUPING)
        found.update({p.id: grouped(p, names[p.id], model) for p in papers if p.fold == fold})
    return found


def cross_validate_introduced(papers: list[Example], found: dict[str, list[list[Name]]]) -> dict[str, list[bool]]:
    flags = {}
    for fold in range(FOLDS):
        table, logistic = fit_introduced([p for p in papers if p.fold != fold], found)
        for paper in papers:
            if paper.fold == fold and found[paper.id]:
                sets = [pairs for _, pairs, _ in units([paper], found)]
                flags[paper.id] = list(logistic.decision_function(table.matrix(sets)) > INTRODUCED_FROM)
    return flags


def records(
    papers: list[Example], found: dict[str, list[list[Name]]], flags: dict[str, list[bool]]
) -> dict[str, dict[str, Any]]:
    """Return the predictions in the form that the referee's score.py reads."""
    result = {}
    for p in papers:
        entities = []
        for group, new in zip(found[p.id], flags.get(p.id, []), strict=True):
            if not new and not is_name(group):
                continue
            surfaces = sorted({p.analysis.slice(m.start, m.end) for n in group for m in n.mentions}, key=len)[::-1]
            best = max(group, key=lambda name: name.probability)
            entities.append({"type": best.type, "name": surfaces[0], "aliases": surfaces[1:], "introduced": bool(new)})
        result[p.id] = {"id": p.id, "entities": entities, "claims": []}
    return result


def write(
    papers: list[Example], names: dict[str, list[Name]], found: dict[str, list[list[Name]]], folder: Path = DATA
) -> None:
    """Fit on papers and write the tables."""
    table, logistic = fit_forms(papers)
    weights = logistic.coef_[1:] - logistic.coef_[0]
    lines = [
        f"{family}\t{value}\t" + "\t".join(f"{w:.2f}" for w in weights[:, at]) + f"\t{table.counts[family, value]}\n"
        for at, (family, value) in enumerate(table.pairs)
        if np.abs(weights[:, at]).max() >= SMALLEST
    ]
    note = "# evidence\tvalue\tMethod\tDataset\tMetric\tTask\tpapers; fitted by benchmarks/fit_names.py\n"
    (folder / "name_weights.tsv").write_text(note + "".join(lines), encoding="utf-8")
    pairs = [unit for p in papers for unit in pairs_of(p, names[p.id])]
    write_two(folder / "introduced_weights.tsv", "being introduced", fit_introduced(papers, found))
    write_two(folder / "grouping_weights.tsv", "meaning the same", fit_two(pairs, STRENGTH_GROUPING))


def write_two(file: Path, what: str, model: tuple[Table, LogisticRegression]) -> None:
    table, logistic = model
    lines = [
        f"{family}\t{value}\t{weight:.2f}\t{table.counts[family, value]}\n"
        for (family, value), weight in zip(table.pairs, logistic.coef_[0], strict=True)
        if abs(weight) >= SMALLEST
    ]
    note = f"# evidence\tvalue\tweight for {what}\tpapers; fitted by benchmarks/fit_names.py\n"
    file.write_text(note + "".join(lines), encoding="utf-8")


def write_unseen(
    folder: Path,
    files: list[str],
    papers: list[Example],
    names: dict[str, list[Name]],
    found: dict[str, list[list[Name]]],
) -> None:
    """Write the extraction of each paper by a copy of the package whose tables of names were not fitted on it."""
    docs = {doc["id"]: doc for file in files[::2] for doc in lines(file)}
    for fold in range(FOLDS):
        copy = folder / f"fold{fold}"
        shutil.copytree(DATA.parent, copy / "kg", dirs_exist_ok=True)
        write([p for p in papers if p.fold != fold], names, found, copy / "kg" / "data")
        texts = "".join(json.dumps(docs[p.id]) + "\n" for p in papers if p.fold == fold)
        (copy / "docs.jsonl").write_text(texts, encoding="utf-8")
        command = [sys.executable, "-m", "kg", "extract", copy / "docs.jsonl", "-o", folder / f"{fold}.jsonl"]
        subprocess.run(command, env=os.environ | {"PYTHONPATH": str(copy)}, cwd=copy, check=True)
        shutil.rmtree(copy)


def main(arguments: list[str]) -> None:
    from score import score  # the referee's; put its folder on PYTHONPATH

    files = [a for a in arguments if not a.startswith("--")]
    papers = examples(files)
    names = cross_validate(papers)
    found = cross_validate_groups(papers, names)
    predicted = records(papers, found, cross_validate_introduced(papers, found))
    for what, chosen in (("first set", [p for p in papers if p.weight == WEIGHT_OF_FIRST]), ("all", papers)):
        gold = {p.id: {"entities": p.entities, "claims": []} for p in chosen}
        docs = {p.id: {"title": "", "abstract": p.analysis.text} for p in chosen}
        report, _ = score(docs, gold, {p.id: predicted[p.id] for p in chosen})
        print(what, len(chosen), "papers")
        for name in ("entity", *ENTITY_TYPES, "introduced"):
            print(" ", name, report[name])
    if "--write" in arguments:
        write(papers, names, found)
    for folder in [Path(a.removeprefix("--unseen=")).absolute() for a in arguments if a.startswith("--unseen=")]:
        write_unseen(folder, files, papers, names, found)


if __name__ == "__main__":
    main(sys.argv[1:])
