"""Lines of claims.csv are those of Python's csv module, with a place for each name of a concept."""

import csv
import io

import pytest

from kg.rdf import csv_line

CELLS = ("", "plain", "a,b", 'say "so"', "two\nlines", "a\rb", " blank ", "é🧪", "'", "\t", ";", '"')


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_quoted_as_the_csv_module_quotes_it(cell: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(["x", cell, 7])
    assert csv_line(["x", cell, 7]) == [out.getvalue()]


def test_ids_of_concepts_stand_at_odd_places() -> None:
    assert csv_line([["method/a"], "x", ["task/b"], ["metric/c"], "y"]) == [
        *("", "method/a", ",x,", "task/b", ",", "metric/c", ",y\r\n"),
    ]


def test_a_lone_surrogate_is_written_as_the_graph_has_it() -> None:
    assert csv_line(["a\ud800"]) == ["a\ufffd\r\n"]
