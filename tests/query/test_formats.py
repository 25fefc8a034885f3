import csv
import io
import json
import sys
from decimal import Decimal

import pytest
from pyoxigraph import Quad, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results

from kg.errors import MissingExtraError, QueryError
from kg.query import ask, to_text

TERMS = """SELECT ?a ?b ?c ?d ?e ?f ?g {
  VALUES (?a ?b ?c ?d ?e ?f ?g) {
    (cg:Paper 1.8 7 true "two\\nlines, \\"quoted\\"\\tand tabbed" UNDEF "2024-04-03"^^xsd:date)
    (unit:PERCENT -0.5 0 false "=1+1" "Haus"@de "x"^^xsd:integer)
  }
}"""


def test_rows_are_plain_values() -> None:
    rows = ask(Store(), TERMS)
    assert rows.columns == ("a", "b", "c", "d", "e", "f", "g")
    assert rows.rows[0][1:] == (Decimal("1.8"), 7, True, 'two\nlines, "quoted"\tand tabbed', None, "2024-04-03")
    assert rows.rows[1][5:] == ("Haus", "x")  # no integer: stays text
    assert rows.to_dicts()[1]["d"] is False
    assert list(rows.to_pandas().columns) == list(rows.columns)


@pytest.mark.parametrize("form", ["json", "tsv"])
def test_results_read_back_as_the_same_terms(form: str) -> None:
    rows = ask(Store(), TERMS)
    back = parse_query_results(to_text(rows, form), QueryResultsFormat.from_extension(form.replace("json", "srj")))
    assert [tuple(solution) for solution in back] == list(rows.terms)


def test_csv_is_read_by_any_reader() -> None:
    rows = list(csv.reader(io.StringIO(ask(Store(), TERMS).to_csv(), newline="")))
    assert rows[0] == ["a", "b", "c", "d", "e", "f", "g"]
    assert rows[1][1:6] == ["1.8", "7", "true", 'two\nlines, "quoted"\tand tabbed', ""]


def test_polars_keeps_numbers(sample: Store) -> None:
    frame = pytest.importorskip("polars")
    rows = ask(sample, "leaderboard", metric="FID")
    assert isinstance(rows.to_polars(), frame.DataFrame)
    assert rows.to_polars()["value"].to_list() == [row["value"] for row in rows.to_dicts()]
    assert ask(Store(), TERMS).to_polars().columns == list("abcdefg")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=rf"to_{library}\(\) needs .*claimgraph\[{library}\]"):
        getattr(ask(Store(), TERMS), f"to_{library}")()


def test_ask_is_a_boolean_in_json() -> None:
    assert json.loads(ask(Store(), "ASK {}").to_text("json")) == {"head": {}, "boolean": True}


def test_construct_gives_turtle_and_nothing_else_does(sample: Store) -> None:
    rows = ask(sample, "CONSTRUCT { ?p dcterms:title ?t } WHERE { ?p a cg:Paper ; dcterms:title ?t }")
    turtle = rows.to_text("ttl")
    assert {quad.triple for quad in parse(turtle, RdfFormat.TURTLE)} == {Quad(*row).triple for row in rows.terms}
    assert turtle.startswith("@prefix")
    with pytest.raises(QueryError, match="ttl needs a CONSTRUCT"):
        ask(sample, "stats").to_text("ttl")


def test_a_table_is_aligned_and_shortens_for_a_terminal_only() -> None:
    rows = ask(
        Store(),
        'SELECT ?n ?unit ?q { VALUES (?n ?unit ?q) { (1.5 unit:SEC "a long\\nquote of words") (10 cg:x "b") } }',
    )
    assert rows.to_text() == (
        "n    unit      q\n"
        "---  --------  ---------------------\n"
        "1.5  unit:SEC  a long quote of words\n"
        " 10  cg:x      b\n"
    ).replace("n    unit", "  n  unit")
    narrow = rows.to_text(width=30).splitlines()
    assert max(map(len, narrow)) == 30
    assert narrow[2].endswith("…")


def test_a_table_holds_no_control_characters() -> None:
    rows = ask(Store(), 'SELECT ?q { VALUES ?q { "\\u001b[31mred\\u202e\\u0007" } }')
    assert rows.to_text().splitlines()[2].strip() == "[31mred"


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(QueryError, match="format 'xml' is none of table, csv, tsv, json, ttl"):
        to_text(ask(Store(), "ASK {}"), "xml")
