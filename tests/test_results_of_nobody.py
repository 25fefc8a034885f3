"""A result that does not say whose it is ("FID 1.80 on ImageNet") is kept, and every view shows it."""

from pathlib import Path

import pytest

from kg import link, rdf
from kg.exchange import from_record
from kg.graph import Graph
from kg.views import write_site
from kg.views.boards import find_boards
from kg.views.gathering import gather
from kg.vocabulary import BASE
from tests.test_cli import kg

TEXT = "We train in W4A4. The best FID on ImageNet is 1.80."
NAMES = [{"type": "Metric", "name": "FID"}, {"type": "Dataset", "name": "ImageNet"}]
RESULT = {"kind": "result", "metric": "FID", "dataset": "ImageNet", "value": "1.80", "low": "1.80", "high": "1.80"}
RESULT |= {"evidence": "The best FID on ImageNet is 1.80"}
SETTING = {"kind": "setting", "metric": "precision", "value": "W4A4", "evidence": "We train in W4A4"}
RECORD = {"id": "p", "title": "Images", "abstract": TEXT, "entities": NAMES, "claims": [RESULT, SETTING]}


@pytest.fixture(scope="module")
def graph() -> Graph:
    extractions = [from_record(RECORD, "file.jsonl", 1)]
    names = link.learn(extractions)
    papers = [rdf.check(link.apply(names, extraction))[0] for extraction in extractions]
    blocks = rdf.graph_blocks(papers, link.concepts(names), quotes=True, base=BASE)
    return Graph.from_triples(rdf.as_triples(blocks, base=BASE))


def test_it_is_on_the_leaderboard_without_a_method(graph: Graph) -> None:
    (row,) = graph.leaderboard(metric="FID", dataset="ImageNet").to_dicts()
    assert (row["method"], row["valueText"], row["paper"]) == (None, "1.80", BASE + "paper/p")


def test_it_has_a_board_and_takes_no_setting_of_nobody(graph: Graph) -> None:
    (board,) = find_boards(gather(graph.store))
    (row,) = board.rows
    assert (row.claim.subject, row.rank, row.settings, row.conflicts) == (None, 1, (), ())


def test_the_site_says_that_it_is_not_named(graph: Graph, tmp_path: Path) -> None:
    write_site(graph.store, tmp_path / "site", title="T")
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "site" / "leaderboard").rglob("*.html")]
    assert any("not named" in page and "1.80" in page for page in pages)


def test_explain_shows_it(graph: Graph) -> None:
    (concept,) = graph.explain("FID").concepts
    assert [(claim.subject, claim.value_text) for claim in concept.claims] == [("", "1.80")]


def test_the_commands_show_it_and_validate_only_warns(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "graph.nt"
    graph.export(file, "nt")
    assert "result: ? " in kg("explain", file, "FID").stdout
    done = kg("validate", file, "--sample", "1")
    assert done.returncode == 0
    assert done.stdout.startswith("warning: a result has a subject: " + BASE)
    assert done.stderr.splitlines()[0] == "conforms; warnings: 1"
    assert done.stderr.splitlines()[-1].startswith("checked 1 of 1 papers, ")
