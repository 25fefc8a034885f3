import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.evaluate import Figure, evaluate
from kg.evaluate.matching import normalise, quantity

TEXT = {
    "id": "p",
    "title": "Tidy: a small model",
    "abstract": "Tidy reaches an accuracy of 91.2% on ImageNet and outperforms LoRA.",
}


def record(entities: list[dict], claims: list[dict]) -> dict:
    return {**TEXT, "entities": entities, "claims": claims}


def entity(kind: str, name: str, *aliases: str, introduced: bool = False) -> dict:
    return {"type": kind, "name": name, "aliases": list(aliases), "introduced": introduced}


def result(**changes: str | None) -> dict:
    claim = {"kind": "result", "subject": "Tidy", "metric": "accuracy", "value": "91.2%", "dataset": "ImageNet"}
    return {**claim, "evidence": "accuracy of 91.2% on ImageNet", "rule": "result.of", **changes}


ENTITIES = [entity("Method", "Tidy", introduced=True), entity("Metric", "accuracy"), entity("Dataset", "ImageNet")]


def test_a_perfect_extraction_scores_100():
    gold = record(ENTITIES, [result()])
    figures = evaluate([gold], [gold]).figures
    assert {figures[key].f1 for key in ("entity", "introduced", "value", "fact")} == {100.0}


def test_a_wrong_slot_costs_the_fact_but_not_the_value():
    run = evaluate([record(ENTITIES, [result()])], [record(ENTITIES, [result(dataset=None)])])
    assert (run.figures["value"].right, run.figures["fact"].right) == (1, 0)
    assert run.slots["dataset"] == 0
    assert run.errors == ("p: 'accuracy of 91.2% on ImageNet': dataset None for 'ImageNet'",)


def test_each_rule_is_counted_right_and_wrong():
    extra = result(value="91.2%", kind="change", evidence="accuracy of 91.2%", rule="change.of")
    run = evaluate([record(ENTITIES, [result()])], [record(ENTITIES, [result(), extra])])
    assert run.rules == {"result.of": (1, 0), "change.of": (0, 1)}


def test_an_entity_of_another_type_is_no_match():
    run = evaluate([record(ENTITIES, [])], [record([entity("Task", "ImageNet")], [])])
    assert run.figures["entity"] == Figure(right=0, found=1, gold=3)


@pytest.mark.parametrize(
    ("one", "other"),
    [("the GLUE benchmark", "GLUE"), ("Low-Rank Adaptation", "low rank adaptation"), ("LLMs", "LLM"), ("W4A4", "w4a4")],
)
def test_names_are_compared_loosely(one: str, other: str):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("value", "numbers"), [("1.3B", (1.3e9,)), ("60-65%", (60, 65)), ("W4A4", ("w4a4",)), ("ten-fold", ("tenfold",))]
)
def test_values_are_compared_as_numbers(value: str, numbers: tuple):
    assert quantity(value) == numbers


def test_the_figures_equal_the_referee(shared: Path, tmp_path: Path):
    """Halve the annotations in a fixed way, and let both scorers judge the half."""
    gold_file, docs_file = shared / "gold" / "dev.gold.jsonl", shared / "gold" / "dev.docs.jsonl"
    gold = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
    docs = {doc["id"]: doc for doc in map(json.loads, docs_file.read_text(encoding="utf-8").splitlines())}
    found = [{**docs[g["id"]], "entities": g["entities"][::2], "claims": _spoil(g["claims"])} for g in gold]
    predicted = tmp_path / "found.jsonl"
    predicted.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    command = [
        sys.executable,
        str(shared / "gold" / "score.py"),
        str(docs_file),
        str(gold_file),
        str(predicted),
        "--json",
    ]
    referee = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = evaluate(gold, found).to_dict()
    assert {key: figure["f1"] for key, figure in ours["figures"].items()} == {
        key: figure["f1"] for key, figure in referee.items() if isinstance(figure, dict) and "f1" in figure
    }
    assert ours["slots"] == referee["slots"]


def _spoil(claims: list[dict]) -> list[dict]:
    """Drop every third claim and take the subject from every second."""
    return [{**c, "subject": None} if number % 2 else c for number, c in enumerate(claims) if number % 3]
