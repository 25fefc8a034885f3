import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import find_concepts, find_papers
from kg.query.terms import pairs

CONCEPTS = """
<method/var> a cg:Method ; skos:prefLabel "Visual Autoregressive Modeling" ; skos:altLabel "VAR" ;
  skos:hiddenLabel "visual autoregressive modeling" , "var" .
<metric/value-at-risk> a cg:Metric ; skos:prefLabel "Value at Risk" ; skos:altLabel "VaR" ;
  skos:hiddenLabel "value at risk" , "var" .
<dataset/fid> a cg:Dataset ; skos:prefLabel "FID" ; skos:hiddenLabel "fid" .
<metric/fid> a cg:Metric ; skos:prefLabel "Fréchet Inception Distance" ; skos:altLabel "FID" ;
  skos:hiddenLabel "frechet inception distance" , "fid" .
<method/omega-qvla> a cg:Method ; skos:prefLabel "Ω-QVLA" ; skos:hiddenLabel "omega qvla" .
<method/language-model> a cg:Method ; skos:prefLabel "language model" .
<method/gpus> a cg:Method ; skos:prefLabel "GPUS" ; skos:hiddenLabel "gpus" .
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
        ("gpus", "Concept", ["method/gpus"]),  # no plural to the linker, which a name in lower case would be
        ("frechet inception distance", "Metric", ["metric/fid"]),
        ("method/var", "Concept", ["method/var"]),
        ("https://w3id.org/claimgraph/method/var", "Concept", ["method/var"]),
    ],
)
def test_find_concepts(store: Store, name: str, kind: str, expected: list[str]) -> None:
    assert tails(find_concepts(store, name, kind)) == expected


def test_every_spelling_of_every_name_is_found(sample: Store) -> None:
    labels = [pair for curie in ("skos:prefLabel", "skos:altLabel") for pair in pairs(sample, curie)]
    assert len(labels) > 20
    for spell in (str, str.lower, str.upper, lambda name: name.replace("-", " "), lambda name: name.replace(" ", "-")):
        assert [label for node, label in labels if node not in find_concepts(sample, spell(label))] == []


def test_an_unknown_name_suggests_the_nearest(store: Store) -> None:
    with pytest.raises(QueryError, match=r"'langauge modl' is not in the graph; did you mean language model\?"):
        find_concepts(store, "langauge modl")
    with pytest.raises(QueryError, match=r"'zzzzzz' is not in the graph$"):
        find_concepts(store, "zzzzzz")
    with pytest.raises(QueryError, match=r"did you mean FID\?"):
        find_concepts(store, "FIDD")
    with pytest.raises(QueryError, match=r"did you mean Value at Risk\?"):
        find_concepts(store, "value at risks of loss")


def test_find_papers_by_identifier_or_title(sample: Store) -> None:
    assert tails(find_papers(sample, "2106.09685")) == ["paper/2106.09685"]
    assert tails(find_papers(sample, "LORA: low-rank adaptation of language models")) == ["paper/2106.09685"]
    with pytest.raises(QueryError, match="did you mean LoRA: Low-Rank Adaptation of Language Models"):
        find_papers(sample, "LoRA: Low-Rank Adaptation of Langauge Model")
    with pytest.raises(QueryError, match="did you mean LoRA: Low-Rank Adaptation of Language Models"):
        find_papers(sample, "low-rank adaptation")


def test_a_title_with_signs_that_mean_something_in_a_pattern(from_turtle) -> None:
    title = r"Why C++ (still)? [v2] {x} a|b ^$ *.tex \\ -"
    store = from_turtle(f'<paper/signs> a cg:Paper ; dcterms:title "{title}" . <paper/other> dcterms:title "Why not" .')
    assert tails(find_papers(store, title.replace("\\\\", "\\").upper())) == ["paper/signs"]
