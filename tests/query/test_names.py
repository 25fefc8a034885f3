import re

import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.link.keys import key
from kg.query import find_concepts, find_papers, names
from kg.query.terms import pairs

CONCEPTS = """
<method/var> a cg:Method ; skos:prefLabel "Visual Autoregressive Modeling" ; skos:altLabel "VAR" .
<metric/value-at-risk> a cg:Metric ; skos:prefLabel "Value at Risk" ; skos:altLabel "VaR" .
<dataset/fid> a cg:Dataset ; skos:prefLabel "FID" .
<metric/fid> a cg:Metric ; skos:prefLabel "Fréchet Inception Distance" ; skos:altLabel "FID" .
<method/omega-qvla> a cg:Method ; skos:prefLabel "Ω-QVLA" .
<method/language-model> a cg:Method ; skos:prefLabel "language model" .
"""


@pytest.fixture(scope="module")
def store(from_turtle) -> Store:
    return from_turtle(CONCEPTS)


def tails(found) -> list[str]:
    return [node.value.removeprefix("https://w3id.org/claimgraph/") for node in found]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("VAR", "Concept", ["method/var"]),  # as written comes before another case
        ("VaR", "Concept", ["metric/value-at-risk"]),
        ("var", "Concept", ["method/var", "metric/value-at-risk"]),
        ("var", "Metric", ["metric/value-at-risk"]),
        ("FID", "Concept", ["dataset/fid", "metric/fid"]),
        ("FID", "Metric", ["metric/fid"]),
        ("fid", "Task", ["dataset/fid", "metric/fid"]),  # none has the type: the name counts
        ("Omega-QVLA", "Method", ["method/omega-qvla"]),
        ("omega  qvla", "Concept", ["method/omega-qvla"]),
        ("Language Models", "Concept", ["method/language-model"]),
        ("frechet inception distance", "Metric", ["metric/fid"]),
        ("method/var", "Concept", ["method/var"]),
        ("https://w3id.org/claimgraph/method/var", "Concept", ["method/var"]),
    ],
)
def test_find_concepts(store: Store, name: str, kind: str, expected: list[str]) -> None:
    assert tails(find_concepts(store, name, kind)) == expected


def test_no_label_is_passed_over(sample: Store) -> None:
    labels = [label for curie in names._LABELS for _, label in pairs(sample, curie)] + ["Flies", "2 times 4", "C*"]
    assert [x for x in labels if not re.search(names._first_letters(key(x), 2, names._UNUSUAL), x, re.IGNORECASE)] == []


def test_an_unknown_name_suggests_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"'langauge modl' is not in the graph; did you mean language model\?"):
        find_concepts(store, "langauge modl")
    with pytest.raises(QueryError, match=r"'zzzzzz' is not in the graph$"):
        find_concepts(store, "zzzzzz")


def test_find_papers_by_identifier_or_title(sample: Store) -> None:
    assert tails(find_papers(sample, "2106.09685")) == ["paper/2106.09685"]
    assert tails(find_papers(sample, "LORA: low-rank adaptation of language models")) == ["paper/2106.09685"]
    with pytest.raises(QueryError, match="did you mean LoRA: Low-Rank Adaptation of Language Models"):
        find_papers(sample, "LoRA: Low-Rank Adaptation of Language Model")
