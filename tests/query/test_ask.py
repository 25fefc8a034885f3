from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Store

from kg import network
from kg.errors import QueryError
from kg.query import Rows, ask, ask_rdflib, load, named_queries

CASES = [
    ("beats", {"name": "LoRA"}),
    ("benchmarks", {"task": "image generation"}),
    ("benchmarks", {}),
    ("claims", {}),
    ("conflicts", {}),
    ("evidence", {"name": "FID"}),
    ("introduced", {}),
    ("introduced", {"name": "VAR"}),
    ("introduced", {"paper": "2305.14314"}),
    ("introduced", {"limit": "2"}),
    ("leaderboard", {}),
    ("leaderboard", {"metric": "FID", "dataset": "ImageNet"}),
    ("leaderboard", {"task": "image generation"}),
    ("leaderboard", {"limit": "1"}),
    ("mentions", {"name": "LoRA"}),
    ("neighbours", {"name": "FID"}),
    ("settings", {}),
    ("settings", {"property": "precision"}),
    ("settings", {"value": "w4 a4"}),
    ("settings", {"limit": "1"}),
    ("speedups", {}),
    ("speedups", {"metric": "speed"}),
    ("speedups", {"limit": "3"}),
    ("stats", {}),
]


def column(rows: Rows, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in rows.to_dicts()]


@pytest.mark.parametrize(("name", "parameters"), CASES, ids=str)
def test_rdflib_gives_the_same_rows_in_the_same_order(
    sample: Store, sample_rdflib: rdflib.Graph, name: str, parameters: dict[str, str]
) -> None:
    rows = ask(sample, name, **parameters)
    assert len(rows) > 0
    assert rows.to_dicts() == ask_rdflib(sample_rdflib, sample, name, **parameters).to_dicts()


def test_every_named_query_is_compared() -> None:
    assert {name for name, _ in CASES} == set(named_queries())


@pytest.mark.parametrize("name", named_queries())
def test_the_head_of_a_query_tells_its_columns(sample: Store, name: str) -> None:
    query = load(name)
    required = next(parameters for case, parameters in CASES if case == name)
    assert [column for column, _ in query.columns] == list(ask(sample, name, **required).columns)
    assert set(query.shown) <= {column for column, _ in query.columns}


def test_leaderboard_takes_in_narrower_data_sets_and_ranks_lower_first(sample: Store) -> None:
    narrow = ask(sample, "leaderboard", metric="FID", dataset="ImageNet 256x256")
    found = column(narrow, "method", "value")
    assert ("M-VAR-d32", Decimal("1.78")) in found
    assert [value for _, value in found] == sorted(value for _, value in found)
    wide = column(ask(sample, "leaderboard", metric="fid", dataset="ImageNet"), "method", "dataset", "value")
    assert ("LINA", "ImageNet", Decimal("2.18")) in wide
    assert len(wide) == len(found) + 1
    assert [value for _, _, value in wide] == sorted(value for _, _, value in wide)


def test_leaderboard_ranks_a_plain_score_higher_first(sample: Store) -> None:
    found = column(ask(sample, "leaderboard", dataset="GenEval"), "method", "valueText")
    assert [row for row in found if row[0] in {"Reflect-DiT", "TTS-VAR", "LINA"}] == [
        ("Reflect-DiT", "0.81"),
        ("TTS-VAR", "0.75"),
        ("LINA", "0.74"),
    ]


def test_settings_tell_what_is_reached_with_them(sample: Store) -> None:
    rows = ask(sample, "settings", value="W4A4", property="precision")
    assert {row[1] for row in column(rows, "subject", "reached")} == {"98.0%", "87.8%"}


def test_a_setting_whose_subject_has_no_result_is_listed(sample: Store) -> None:
    assert (("24 hours", None)) in column(ask(sample, "settings", property="time"), "valueText", "reached")


SPEEDUPS = """
<paper/p> dcterms:title "P" .
<metric/accuracy> skos:prefLabel "accuracy" ; cg:better cg:Higher .
<metric/latency> skos:prefLabel "latency" ; cg:better cg:Lower .
<metric/gpu-memory> skos:prefLabel "GPU memory" .
<paper/p#a> a cg:Change ; cg:metric <metric/latency> ; cg:direction cg:Decrease ; cg:value 60 ; cg:unit unit:PERCENT .
<paper/p#b> a cg:Change ; cg:metricText "speed" ; cg:direction cg:Increase ; cg:value 10 ; cg:unit cg:Times .
<paper/p#c> a cg:Change ; cg:metric <metric/latency> ; cg:direction cg:Increase ; cg:value 25 ; cg:unit unit:PERCENT .
<paper/p#d> a cg:Change ; cg:metric <metric/gpu-memory> ; cg:direction cg:Decrease ; cg:value 4 ; cg:unit cg:Times .
<paper/p#e> a cg:Change ; cg:metric <metric/accuracy> ; cg:direction cg:Increase ; cg:value 4 ; cg:unit unit:PERCENT .
<paper/p#f> a cg:Change ; cg:metric <metric/gpu-memory> ; cg:direction cg:Decrease ; cg:value 2 ;
  cg:unit unit:GigaBYTE .
<paper/p#g> a cg:Change ; cg:metricText "throughput" ; cg:direction cg:Increase ; cg:value 50 ; cg:unit unit:PERCENT .
<paper/p#h> a cg:Change ; cg:metricText "training cost" ; cg:direction cg:Decrease ; cg:value 2 ;
  cg:unit cg:OrderOfMagnitude .
"""


def test_a_limit_keeps_the_largest_factors(sample: Store) -> None:
    rows = ask(sample, "speedups")
    assert len(rows) > 3
    assert ask(sample, "speedups", limit="3").terms == rows.terms[:3]
    with pytest.raises(QueryError, match="'x' is no number of rows"):
        ask(sample, "speedups", limit="x")


def test_speedups_are_factors_largest_first(from_turtle) -> None:
    store = from_turtle(SPEEDUPS)
    for letter in "abcdefgh":
        store.extend(from_turtle(f'<paper/p#{letter}> cg:statedIn <paper/p> ; cg:start 1 ; cg:valueText "{letter}" .'))
    assert column(ask(store, "speedups"), "valueText", "factor") == [
        ("h", 100),
        ("b", 10),
        ("d", 4),
        ("a", Decimal("2.5")),
        ("g", Decimal("1.5")),
        ("c", Decimal("0.8")),
    ]


CONFLICTS = """
<paper/p> dcterms:title "P" . <paper/q> dcterms:title "Q" .
<method/a> skos:prefLabel "A" . <method/b> skos:prefLabel "B" .
<metric/m> skos:prefLabel "m" . <dataset/d> skos:prefLabel "d" .
<paper/p#1> a cg:Result ; cg:subject <method/a> ; cg:value 1.5 ; cg:valueText "1.5" ; cg:statedIn <paper/p> .
<paper/q#1> a cg:Result ; cg:subject <method/a> ; cg:value 1.7 ; cg:valueText "1.7" ; cg:statedIn <paper/q> .
<paper/p#2> a cg:Comparison ; cg:subject <method/a> ; cg:baseline <method/b> ;
  cg:relation cg:outperforms ; cg:statedIn <paper/p> .
<paper/q#2> a cg:Comparison ; cg:subject <method/b> ; cg:baseline <method/a> ;
  cg:relation cg:outperforms ; cg:statedIn <paper/q> .
<method/a> cg:outperforms <method/b> . <method/b> cg:outperforms <method/a> ; cg:underperforms <method/a> .
# no conflicts: the same value, another unit, the same paper
<paper/q#3> a cg:Result ; cg:subject <method/b> ; cg:value 1.5 ; cg:valueText "1.5" ; cg:statedIn <paper/q> .
<paper/p#3> a cg:Result ; cg:subject <method/b> ; cg:value 1.50 ; cg:valueText "1.50" ; cg:statedIn <paper/p> .
<paper/p#4> a cg:Result ; cg:subject <method/b> ; cg:value 9 ; cg:unit unit:PERCENT ; cg:valueText "9%" ;
  cg:statedIn <paper/p> .
<paper/p#5> a cg:Comparison ; cg:subject <method/b> ; cg:baseline <method/a> ;
  cg:relation cg:underperforms ; cg:statedIn <paper/p> .
"""
BOARD = "cg:metric <metric/m> ; cg:dataset <dataset/d> .\n"
ON_ONE_BOARD = "".join(f"<paper/{claim}> {BOARD}" for claim in ("p#1", "q#1", "q#3", "p#3", "p#4"))


def test_conflicts_of_values_and_of_order(from_turtle) -> None:
    rows = ask(from_turtle(CONFLICTS + ON_ONE_BOARD), "conflicts")
    assert column(rows, "kind", "method", "other", "says", "otherSays") == [
        ("value", "A", None, "1.5", "1.7"),
        ("order", "A", "B", "outperforms", "underperforms"),
        ("order", "A", "B", "outperforms", "underperforms"),  # twice: P says it in two claims
    ]


ONE_SCALE = """
<paper/p> dcterms:title "P" . <paper/q> dcterms:title "Q" . <paper/r> dcterms:title "R" .
<method/a> skos:prefLabel "A" . <dataset/d> skos:prefLabel "d" .
<metric/accuracy> skos:prefLabel "accuracy" ; cg:better cg:Higher .
<metric/error> skos:prefLabel "error" ; cg:better cg:Lower .
<paper/p#1> a cg:Result ; cg:metric <metric/accuracy> ; cg:value 0.81 ; cg:valueText "0.81" ;
  cg:comparableMetric <metric/accuracy> ; cg:comparableValue 81.00 ; cg:statedIn <paper/p> .
<paper/q#1> a cg:Result ; cg:metric <metric/accuracy> ; cg:value 81 ; cg:unit unit:PERCENT ; cg:valueText "81%" ;
  cg:comparableMetric <metric/accuracy> ; cg:comparableValue 81 ; cg:statedIn <paper/q> .
<paper/r#1> a cg:Result ; cg:metric <metric/error> ; cg:value 3.08 ; cg:valueText "3.08" ;
  cg:comparableMetric <metric/accuracy> ; cg:comparableValue 96.92 ; cg:statedIn <paper/r> .
"""
ONE_SCALE += "".join(f"<paper/{p}#1> cg:subject <method/a> ; cg:dataset <dataset/d> .\n" for p in "pqr")


def test_values_of_one_scale_rank_together_and_are_shown_as_written(from_turtle) -> None:
    store = from_turtle(ONE_SCALE)
    ranked = [("error", "3.08"), ("accuracy", "0.81"), ("accuracy", "81%")]
    for parameters in ({}, {"metric": "accuracy"}, {"metric": "accuracy", "dataset": "d"}):
        assert column(ask(store, "leaderboard", **parameters), "metric", "valueText") == ranked
    assert column(ask(store, "leaderboard", metric="error"), "valueText") == [("3.08",)]


def test_values_of_one_scale_conflict_only_where_they_differ(from_turtle) -> None:
    rows = ask(from_turtle(ONE_SCALE), "conflicts")
    assert column(rows, "metric", "says", "otherMetric", "otherSays") == [
        ("accuracy", "0.81", "error", "3.08"),
        ("accuracy", "81%", "error", "3.08"),
    ]


def test_a_paper_that_states_both_values_contradicts_none(from_turtle) -> None:
    both = """<paper/p#6> a cg:Result ; cg:subject <method/a> ; cg:value 1.7 ; cg:valueText "1.7" ;
        cg:statedIn <paper/p> ; cg:metric <metric/m> ; cg:dataset <dataset/d> ."""
    rows = ask(from_turtle(CONFLICTS + ON_ONE_BOARD + both), "conflicts")
    assert "value" not in {row["kind"] for row in rows.to_dicts()}


def test_orders_on_different_metrics_are_no_conflict(from_turtle) -> None:
    apart = '<paper/p#2> cg:metricText "speed" . <paper/p#5> cg:metricText "speed" . <paper/q#2> cg:metricText "F1" .'
    rows = ask(from_turtle(CONFLICTS + apart), "conflicts")
    assert len(rows) == 0


def test_two_orders_of_one_paper_conflict_where_they_are_on_one_metric(from_turtle) -> None:
    turn = """<paper/p#6> a cg:Comparison ; cg:subject <method/b> ; cg:baseline <method/a> ;
      cg:relation cg:outperforms ; cg:statedIn <paper/p> ."""
    assert orders_of_one_paper(from_turtle(CONFLICTS + turn)) == [("p#2", "p#6"), ("p#5", "p#6")]
    apart = '<paper/p#6> cg:metricText "speed" .'  # the other order is on nothing in particular
    assert orders_of_one_paper(from_turtle(CONFLICTS + turn + apart)) == []


def orders_of_one_paper(store: Store) -> list[tuple[str, str]]:
    rows = ask(store, "conflicts").to_dicts()
    return [(row["claim"][-3:], row["otherClaim"][-3:]) for row in rows if row["paper"] == row["otherPaper"]]


def test_a_claim_is_found_by_its_iri(sample: Store) -> None:
    every = ask(sample, "claims").to_dicts()
    assert ask(sample, "claims", claim=str(every[3]["claim"])).to_dicts() == [every[3]]
    with pytest.raises(QueryError, match="no claim 'nothing' in the graph"):
        ask(sample, "claims", claim="nothing")


def test_a_name_without_neighbours_has_none_in_either_engine(from_turtle) -> None:
    store = from_turtle('<method/a> a cg:Method ; skos:prefLabel "A" .')
    assert len(ask(store, "neighbours", name="A")) == 0
    assert len(ask_rdflib(network.to_rdflib(store), store, "neighbours", name="A")) == 0


def test_beats_tells_both_directions(sample: Store) -> None:
    rows = column(ask(sample, "beats", name="LoRA"), "winner", "relation", "loser", "kind")
    assert any(winner == "full fine-tuning" for winner, relation, _, _ in rows if relation == "outperforms")
    assert any(loser == "full fine-tuning" for _, relation, loser, _ in rows if relation == "matches")


@pytest.mark.parametrize(
    ("query", "parameters", "message"),
    [
        ("leaderbord", {}, r"no query 'leaderbord'; did you mean leaderboard\?; there are: beats, "),
        ("beats", {}, "beats needs --name: the thing"),
        ("stats", {"metric": "FID"}, "stats has no parameter 'metric'; it has: none"),
        ("settings", {"property": "colour"}, "no property 'colour'; a setting has one of: batch size, "),
        ("leaderboard", {"metric": "FIDD"}, r"'FIDD' is not in the graph; did you mean FID\?"),
        ("missing/file.rq", {}, "missing/file.rq: cannot be read"),
        ("SELECT * WHERE {", {}, "the query: cannot be parsed: "),
        ("INSERT DATA { cg:a cg:b cg:c }", {}, "a graph is only read"),
        ("CLEAR ALL ", {}, "a graph is only read"),
        ("SELECT * { ?s ?p ?o }", {"metric": "FID"}, "the query has no parameter 'metric'"),
    ],
)
def test_mistakes_are_told(sample: Store, query: str, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ask(sample, query, **parameters)


def test_what_a_user_types_is_never_part_of_the_query(sample: Store) -> None:
    hostile = 'W4A4" } ; DROP ALL # \\" \n > <http://e/> UNDEF'
    assert len(ask(sample, "settings", value=hostile)) == 0
    assert len(ask(sample, "settings", value="W4A4")) > 0


def test_a_file_may_declare_parameters(sample: Store, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "# Papers that mention something.\n# --name Concept: the thing\n"
        "SELECT DISTINCT ?title {\n VALUES ?x { UNDEF } # --name\n ?paper cg:mentions ?x ; dcterms:title ?title .\n}"
    )
    some, every = ask(sample, path, name="VAR"), ask(sample, str(path))
    assert 0 < len(some) < len(every)


def test_a_prefix_of_the_query_overrides_ours(sample: Store) -> None:
    assert ask(sample, "PREFIX cg: <http://example.org/> ASK { ?s a cg:Paper }").rows == ((False,),)
    assert ask(sample, "ASK { ?s a cg:Paper }").rows == ((True,),)


UNDATED = """
<paper/p> a cg:Paper ; dcterms:title "P" ; cg:introduces <method/a> ; cg:mentions <task/t>, <dataset/d>, <method/a> .
<paper/q> a cg:Paper ; dcterms:title "Q" ; dcterms:date "2024"^^xsd:gYear ; cg:introduces <method/b> ;
  cg:mentions <task/t>, <dataset/d> .
<paper/r> a cg:Paper ; dcterms:title "R" ; dcterms:date "2023-05-01"^^xsd:date ; cg:introduces <method/b> .
<method/a> a cg:Method ; skos:prefLabel "A" . <method/b> a cg:Method ; skos:prefLabel "B" .
<task/t> a cg:Task ; skos:prefLabel "t" . <dataset/d> a cg:Dataset ; skos:prefLabel "d" .
"""


def test_papers_without_a_date_are_listed_alike_by_both_engines(from_turtle) -> None:
    store = from_turtle(UNDATED)
    graph = network.to_rdflib(store)
    introduced, benchmarks = ask(store, "introduced"), ask(store, "benchmarks", task="t")
    assert column(introduced, "name", "date") == [("A", None), ("B", "2023-05-01"), ("B", "2024")]
    assert column(benchmarks, "name", "papers", "first", "last") == [("d", 2, "2024", "2024")]
    assert introduced.to_dicts() == ask_rdflib(graph, store, "introduced").to_dicts()
    assert benchmarks.to_dicts() == ask_rdflib(graph, store, "benchmarks", task="t").to_dicts()


def test_a_limit_keeps_the_largest_boards_in_order(sample: Store) -> None:
    rows = ask(sample, "leaderboard").terms
    kept = ask(sample, "leaderboard", limit="1")
    assert 1 < len(kept) < len(rows)
    assert len(set(column(kept, "dataset"))) == 1
    assert [row for row in rows if row in kept.terms] == list(kept.terms)


def test_a_limit_keeps_the_latest_papers(sample: Store) -> None:
    every = column(ask(sample, "introduced"), "date", "paper")
    kept = column(ask(sample, "introduced", limit="2"), "date", "paper")
    assert len(set(kept)) == 2 < len(set(every))
    assert min(kept) >= max(set(every) - set(kept))


@pytest.mark.parametrize("limit", ["0", "-1", "few"])
def test_a_limit_is_a_number(sample: Store, limit: str) -> None:
    with pytest.raises(QueryError, match=f"'{limit}' is no number of rows"):
        ask(sample, "leaderboard", limit=limit)
