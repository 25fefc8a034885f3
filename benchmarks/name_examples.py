"""Annotated papers with their forms and the evidence on these, for fit_names.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from kg.extract.analysis import Analysis, analyse
from kg.extract.evidence import Evidence, pairs
from kg.extract.forms import Form, find_forms
from kg.extract.place_evidence import Places
from kg.extract.scoring import evidence_of
from kg.extract.words import key_of
from kg.model import ENTITY_TYPES

__all__ = ["FOLDS", "WEIGHT_OF_FIRST", "Example", "examples", "key", "lines", "loose"]

FOLDS = 5
WEIGHT_OF_FIRST = 3.0  # papers of the first file count more: they are the referee's


@dataclass
class Example:
    """A paper with its forms, their evidence, and what the annotators say."""

    id: str
    analysis: Analysis
    forms: dict[str, Form]
    places: Places
    evidence: dict[str, list[Evidence]]
    types: dict[str, int]
    introduced: frozenset[str]
    owner: dict[str, int]
    entities: list[dict[str, Any]]
    weight: float = 1.0

    @property
    def fold(self) -> int:
        """Return the part of cross-validation that the paper is left out in."""
        return int(sha256(("fold" + self.id).encode()).hexdigest(), 16) % FOLDS


def lines(file: str) -> list[dict[str, Any]]:
    """Return the records of a file of JSON lines; some hold line breaks of Unicode, which `splitlines` would cut."""
    return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").split("\n") if line.strip()]


def examples(files: list[str]) -> list[Example]:
    found = []
    for number, (docs_file, gold_file) in enumerate(zip(files[::2], files[1::2], strict=True)):
        docs = {doc["id"]: doc for doc in lines(docs_file)}
        for gold in lines(gold_file):
            doc = docs[gold["id"]]
            analysis = analyse(doc["title"] + "\n" + doc["abstract"])
            found.append(example(gold["id"], analysis, gold["entities"]))
            found[-1].weight = WEIGHT_OF_FIRST if number == 0 else 1.0
    return found


def key(surface: str) -> str:
    return " ".join(key_of(part) for part in surface.split())


def loose(surface: str) -> str:
    """Return a key without a generic last word, for names: ImageNet dataset, ImageNet."""
    parts = key(surface).split(" ")
    tails = {"dataset", "benchmark", "model", "method", "framework", "algorithm", "architecture", "approach", "task"}
    return " ".join(parts[:-1] if len(parts) > 1 and parts[-1] in tails else parts)


def example(paper: str, analysis: Analysis, entities: list[dict[str, Any]]) -> Example:
    forms = find_forms(analysis)
    exact: dict[str, int] = {}
    names: dict[str, int] = {}
    introduced = set()
    owner: dict[str, int] = {}
    for at, entity in enumerate(entities):
        number = ENTITY_TYPES.index(entity["type"]) + 1
        for surface in (entity["name"], *entity["aliases"]):
            exact.setdefault(key(surface), number)
            owner.setdefault(key(surface), at)
            names.setdefault(loose(surface), number)
            if entity["introduced"]:
                introduced.update((key(surface), loose(surface)))
    types = {}
    for form in forms.values():
        first = form.mentions[0]
        text = analysis.slice(first.start, first.end)
        capital = any(map(str.isupper, text[1:])) or any(map(str.isdigit, text))
        types[form.key] = exact.get(form.key) or (capital and names.get(loose(text))) or 0
    places = Places(analysis, pairs())
    found = {form.key: list(chain.from_iterable(evidence_of([form], forms, places))) for form in forms.values()}
    return Example(paper, analysis, forms, places, found, types, frozenset(introduced), owner, entities)
