"""docs/cookbook.md is true: its commands print what it shows, its Python and its SPARQL give the same rows.

`python -m tests.test_cookbook` writes what the commands print into the page, after graphs/ was rebuilt.
"""

import re

import pytest

import kg
from kg.query import Rows, named_queries
from tests.conftest import REPO
from tests.test_readme import commands, run

PAGE = REPO / "docs" / "cookbook.md"
TEXT = PAGE.read_text(encoding="utf-8")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
SHOWN = [pair for session in CONSOLE.findall(TEXT) for pair in commands(session)]
RECIPES = {
    section["console"].split()[4]: section
    for section in (dict(re.findall(r"```(\w+)\n(.*?)```", part, re.DOTALL)) for part in TEXT.split("\n## "))
    if "sparql" in section
}
MOST = 8  # rows of a table


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.load(REPO / "graphs" / "daily-papers")


def first(rows: Rows, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in columns) for row in rows.to_dicts()][:MOST]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_the_page_shows(command: str, output: str) -> None:
    code, printed = run(command, REPO)
    assert code == 0
    assert printed == output, "python -m tests.test_cookbook writes the page anew"


@pytest.mark.parametrize("question", RECIPES)
def test_python_and_sparql_give_the_rows_of_the_command(question: str, graph: kg.Graph) -> None:
    recipe = RECIPES[question]
    answer = eval(recipe["python"].splitlines()[0], {"graph": graph, "kg": kg})  # noqa: S307 - our own page
    table = commands(recipe["console"])[0][1].splitlines()[2:]
    assert [line.split() for line in table] == [line.split() for line in answer.to_text().splitlines()[2 : MOST + 2]]
    rows = graph.query(recipe["sparql"])
    if question != "new":  # of which SPARQL gives one half
        assert first(rows, *rows.columns) == first(answer, *rows.columns)


def test_every_question_has_a_recipe() -> None:
    aids = {"claims", "mentions", "stats"}
    assert set(RECIPES) == set(named_queries()) - aids | {"new"}
    assert any("path --from" in command for command, _ in SHOWN)


def test_no_table_is_cut_without_a_mark() -> None:
    for command, output in SHOWN:
        assert len(output.splitlines()) <= MOST + 2
        assert "| head" not in command or len(output.splitlines()) == MOST + 2, command


if __name__ == "__main__":
    sessions = (
        "```console\n" + "".join(f"$ {command}\n{run(command, REPO)[1]}" for command, _ in commands(session)) + "```"
        for session in CONSOLE.findall(TEXT)
    )
    PAGE.write_text(CONSOLE.sub(lambda _: next(sessions), TEXT), encoding="utf-8")
