from decimal import Decimal

import pytest

from kg import link
from kg.data.metrics import metrics
from kg.data.units import converted, units
from kg.model import Claim, Concept, LinkedClaim, Quantity
from kg.rdf import as_triples, paper_blocks
from kg.rdf.comparable import comparable
from kg.vocabulary import BASE, CG
from tests.link.corpora import claim, entity, paper

ENDS = {"lowest": Decimal(0), "highest": Decimal(100)}
METRICS = {
    concept.id: concept
    for concept in (
        Concept("metric/accuracy", "Metric", "accuracy", unit="percent", **ENDS),
        Concept("metric/error", "Metric", "error", unit="percent", complement="metric/accuracy", **ENDS),
        Concept("metric/lone-error", "Metric", "lone error", unit="percent", **ENDS),
        Concept("metric/wer", "Metric", "WER", unit="percent", lowest=Decimal(0)),
        Concept("metric/auc", "Metric", "AUC", lowest=Decimal(0), highest=Decimal(1)),
        Concept("metric/bleu", "Metric", "BLEU", **ENDS),
        Concept("metric/fid", "Metric", "FID", lowest=Decimal(0)),
        Concept("metric/latency", "Metric", "latency", unit="millisecond"),
        Concept("metric/compression", "Metric", "compression", unit="times"),
        Concept("metric/psnr", "Metric", "PSNR", unit="decibel"),
    )
}


def result(metric: str | None, low: str | None, unit: str = "", high: str | None = None, kind: str = "result") -> Claim:
    ends = (None if low is None else Decimal(low), None if low is None else Decimal(high or low))
    return Claim(kind, "X", metric, Quantity("1", 0, 1, *ends, unit), None, None, None, None, 0, 1, "r")  # type: ignore[arg-type]


def found(claim: Claim) -> tuple[str, str] | None:
    metric = f"metric/{claim.metric}" if claim.metric else None
    value = comparable(LinkedClaim(claim, "method/x", metric, None, None), METRICS)
    return value and (value.metric.removeprefix("metric/"), format(value.value, "f"))


@pytest.mark.parametrize(
    ("metric", "number", "unit", "expected"),
    [
        ("accuracy", "0.81", "", ("accuracy", "81")),
        ("accuracy", "81", "percent", ("accuracy", "81")),
        ("accuracy", "81", "", ("accuracy", "81")),
        ("accuracy", "1", "", ("accuracy", "100")),
        ("accuracy", "0.5", "percent", ("accuracy", "0.5")),
        ("error", "3.08", "", ("accuracy", "96.92")),
        ("error", "0.0308", "", ("accuracy", "96.92")),
        ("error", "3.08", "percent", ("accuracy", "96.92")),
        ("lone-error", "3.08", "percent", ("lone-error", "3.08")),
        ("wer", "104.2", "percent", ("wer", "104.2")),
        ("auc", "0.98", "", ("auc", "0.98")),
        ("auc", "98", "percent", ("auc", "0.98")),
        ("auc", "98.38", "", ("auc", "0.9838")),
        ("bleu", "28.4", "", ("bleu", "28.4")),
        ("bleu", "0.284", "", ("bleu", "28.4")),
        ("fid", "1.80", "", ("fid", "1.80")),
        ("latency", "1.5", "second", ("latency", "1500")),
        ("latency", "20", "millisecond", ("latency", "20")),
        ("psnr", "31.2", "decibel", ("psnr", "31.2")),
    ],
)
def test_values_of_a_metric_share_its_scale(metric: str, number: str, unit: str, expected: tuple[str, str]) -> None:
    assert found(result(metric, number, unit)) == expected


@pytest.mark.parametrize(
    "claim",
    [
        result("accuracy", "980", "percent"),
        result("accuracy", "980"),
        result("accuracy", "-3"),
        result("accuracy", "3", "millimetre"),
        result("accuracy", "2", "point"),
        result("accuracy", "2", "percentage-point"),
        result("accuracy", "2", "times"),
        result("accuracy", "60", "percent", high="65"),
        result("accuracy", None),
        result("accuracy", "81", "percent", kind="change"),
        result("accuracy", "81", "percent", kind="setting"),
        result("fid", "-1"),
        result("fid", "80", "percent"),
        result("fid", "1E+25"),
        result("compression", "8", "times"),
        result("compression", "8"),
        result("psnr", "11.9", "percent"),
        result("unheard-of", "8"),
        result(None, "8"),
    ],
    ids=lambda claim: f"{claim.kind} {claim.metric} {claim.value.low} {claim.value.unit}",
)
def test_what_does_not_compare_gets_nothing(claim: Claim) -> None:
    assert found(claim) is None


def test_numbers_are_exact() -> None:
    assert found(result("accuracy", "0.123456789012345678")) == ("accuracy", "12.3456789012345678")
    assert found(result("error", "0.1")) == ("accuracy", "90")
    assert found(result("error", "0.07")) == ("accuracy", "93")  # 7.000000000000001 in floats


def test_a_unit_is_converted_only_where_that_is_exact() -> None:
    assert converted(Decimal(90), "minute", "hour") == Decimal("1.5")
    assert converted(Decimal(20), "minute", "hour") is None
    assert converted(Decimal(1), "minute", "byte") is None
    assert converted(Decimal(1), "", "byte") is None
    assert converted(Decimal(1), "token", "image") is None
    assert converted(Decimal(512), "megabyte", "gigabyte") == Decimal("0.512")


def test_units_are_measured_in_one_that_stands_for_itself() -> None:
    for unit in units().values():
        assert unit.factor > 0
        if unit.kind:
            assert (units()[unit.kind].kind, units()[unit.kind].factor) == (unit.kind, 1)


def test_a_complement_has_the_scale_of_the_other_and_no_complement_itself() -> None:
    known = {metric.name: metric for metric in metrics()}
    pairs = [(metric, known[metric.complement]) for metric in metrics() if metric.complement]
    assert ("top-1 error", "top-1 accuracy") in {(one.name, other.name) for one, other in pairs}
    for one, other in pairs:
        assert (one.unit, one.lowest, one.highest) == (other.unit, other.lowest, other.highest) == ("percent", 0, 100)
        assert {one.better, other.better} == {"higher", "lower"}
        assert not other.complement


def test_ends_are_in_order() -> None:
    ends = [(metric.lowest, metric.highest) for metric in metrics()]
    assert all(lowest < highest for lowest, highest in ends if lowest is not None and highest is not None)
    assert all(metric.highest is not None or metric.lowest == 0 for metric in metrics() if metric.unit == "percent")


def metric_named(name: str, *others: str) -> Concept:
    names = link.learn(
        [paper("p", entity("Metric", name)), *(paper(other, entity("Metric", other)) for other in others)]
    )
    return next(concept for concept in link.concepts(names) if concept.name == name)


def test_the_complement_is_a_metric_that_the_corpus_names() -> None:
    assert metric_named("top-5 error", "top-5 accuracy").complement == "metric/top-5-accuracy"
    assert metric_named("top-5 error").complement == ""
    assert metric_named("top-5 accuracy", "top-5 error").complement == ""


def test_longer_names_are_read_like_the_metric_they_end_with() -> None:
    long = metric_named("zero-shot ImageNet accuracy")
    assert (long.unit, long.better, long.lowest, long.highest, long.complement) == ("percent", "higher", 0, 100, "")
    for other in ("accuracy loss", "mean localization error"):
        assert metric_named(other).unit == ""


def test_the_graph_says_both_and_keeps_what_was_written() -> None:
    names = link.learn([paper("p", entity("Metric", "top-1 error"), entity("Metric", "top-1 accuracy"))])
    said = claim(subject="X", metric="top-1 error", value=Quantity("3.08", 0, 4, Decimal("3.08"), Decimal("3.08")))  # type: ignore[arg-type]
    linked = link.apply(names, paper("p", entity("Metric", "top-1 error"), claims=(said,)))
    concepts = {concept.id: concept for concept in link.concepts(names)}
    written = {
        t.predicate.value.removeprefix(CG): t.object.value
        for t in as_triples(paper_blocks(linked, concepts, quotes=True, base=BASE), base=BASE)
    }
    assert (written["value"], written["valueText"], "unit" in written) == ("3.08", "3.08", False)
    assert (written["comparableValue"], written["comparableMetric"]) == ("96.92", f"{BASE}metric/top-1-accuracy")
    assert written["metric"] == f"{BASE}metric/top-1-error"
