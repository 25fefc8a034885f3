"""Every row of the tables that name extraction reads."""

import pytest

from kg.data import rows
from kg.data.lexicons import clusters, evaluative_words, judged_terms, known_names, terms, type_nouns
from kg.data.metrics import metrics
from kg.data.units import units
from kg.data.weights import grouping_weights, introduced_weights, name_weights
from kg.errors import DataFileError
from kg.extract.words import key_of
from kg.model import ENTITY_TYPES

TABLES = {
    "clusters.tsv": 3,
    "datasets.tsv": 2,
    "endings.tsv": 3,
    "evaluative.tsv": 2,
    "grouping_weights.tsv": 4,
    "judged.tsv": 3,
    "introduced_weights.tsv": 4,
    "methods.tsv": 2,
    "name_weights.tsv": 7,
    "tag_pairs.tsv": 4,
    "tasks.tsv": 2,
    "terms.tsv": 3,
    "type_nouns.tsv": 3,
    "words.tsv": 2,
}


@pytest.mark.parametrize(("name", "columns"), TABLES.items(), ids=str)
def test_tables_are_sorted_and_say_nothing_twice(name: str, columns: int) -> None:
    lines = [tuple(fields[: 3 if name == "tag_pairs.tsv" else 2]) for fields in rows(name, columns)]
    assert len(lines) > 50
    pairs = "weights" in name or name == "tag_pairs.tsv"
    keys = lines if pairs else [(line[0],) for line in lines]
    assert keys == sorted(set(keys))
    assert pairs or all(key.strip() == key and key for (key,) in keys)


def test_a_name_has_one_type() -> None:
    types: dict[str, str] = {}
    for name, kind in known_names():
        key = " ".join(map(key_of, name.split()))
        assert types.setdefault(key, kind) == kind, name
    assert set(types.values()) == set(ENTITY_TYPES)
    assert len(types) > 4000


def test_the_units_of_metrics_are_known() -> None:
    assert {metric.unit for metric in metrics() if metric.unit} <= set(units())


def test_each_type_has_nouns_that_say_it() -> None:
    assert set(type_nouns().values()) == set(ENTITY_TYPES)
    assert "novel" in evaluative_words()


def test_words_of_a_kind_share_a_group() -> None:
    assert clusters()["bleu"] == clusters()["perplexity"]
    assert clusters()["bleu"] != clusters()["lora"]
    assert terms()["language model"] > terms()["nonparametric approach"] > (0, 0)


def test_weights_are_for_evidence_of_several_papers() -> None:
    for name, columns in (("name_weights.tsv", 7), ("introduced_weights.tsv", 4), ("grouping_weights.tsv", 4)):
        assert min(int(fields[-1]) for fields in rows(name, columns)) >= 2
    assert name_weights()["lexicon", "Dataset"][1] > 0
    assert introduced_weights()["best cue", "1 0 we"] > 0
    assert grouping_weights()


def test_a_broken_line_is_named() -> None:
    with pytest.raises(DataFileError, match=r"kg/data/words.tsv:\d+: expected 3 fields"):
        list(rows("words.tsv", 3))


def test_judged_terms_are_sorted_keys_with_a_judgement() -> None:
    judged = judged_terms()
    assert list(judged) == sorted(judged)
    assert set(judged.values()) == {*ENTITY_TYPES, "either", "none"}
    assert judged["method"] == judged["experiment"] == "none"
