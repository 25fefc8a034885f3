"""Parquet tables: what they hold, for three libraries, and the same bytes each time."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.graph import Graph
from tests.conftest import REPO

DOC = (REPO / "docs" / "parquet.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", DOC, re.DOTALL)
NAMES = ("claims", "entities", "mentions", "papers")


@pytest.fixture(scope="module")
def graph(sample_page: Path) -> Graph:
    return kg.build(kg.read(sample_page))


@pytest.fixture(scope="module")
def tables(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "mine"
    graph.export(folder, "parquet")
    return folder


@pytest.mark.parametrize(("code", "output"), BLOCKS)
def test_the_queries_of_the_docs_give_what_the_docs_say(
    code: str, output: str, tables: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tables.parent)
    exec(code, {})  # noqa: S102
    assert capsys.readouterr().out.strip() == output.strip()


def test_the_docs_name_every_column(tables: Path):
    from pyarrow import parquet

    for name in NAMES:
        _, _, section = DOC.partition(f"## {name}.parquet")
        described = re.findall(r"^\| `(\w+)`", section.partition("\n## ")[0], re.MULTILINE)
        assert described == parquet.read_schema(tables / f"{name}.parquet").names


def test_claims_are_those_of_the_graph(graph: Graph, tables: Path):
    from pyarrow import parquet

    rows = parquet.read_table(tables / "claims.parquet").to_pylist()
    asked = graph.query("claims").to_dicts()
    assert [(row["quote"], row["value_text"]) for row in rows] == [(row["quote"], row["valueText"]) for row in asked]
    best = next(row for row in rows if row["value_text"] == "1.80" and row["kind"] == "result")
    assert (best["value"], best["metric_name"], best["dataset_name"]) == (1.8, "FID", "ImageNet 256x256")
    assert best["date"] == date(2024, 4, 3)


def test_mentions_stand_where_they_say(tables: Path):
    from pyarrow import parquet

    texts = {
        row["paper"]: f"{row['title']}\n{row['abstract']}"
        for row in parquet.read_table(tables / "papers.parquet").to_pylist()
    }
    rows = parquet.read_table(tables / "mentions.parquet").to_pylist()
    assert len(rows) > 100
    for row in rows:
        assert texts[row["paper"]][row["start"] :].startswith(row["surface"])


def test_equal_graphs_give_equal_bytes(graph: Graph, tables: Path, tmp_path: Path):
    backwards = Graph.from_triples(quad.triple for quad in reversed(list(graph.store)))
    backwards.export(tmp_path / "again", "parquet")
    for name in NAMES:
        assert (tmp_path / "again" / f"{name}.parquet").read_bytes() == (tables / f"{name}.parquet").read_bytes()


def test_without_pyarrow_one_is_told_what_to_install(sample_page: Path, tmp_path: Path):
    code = "import sys; sys.modules['pyarrow'] = None; from kg.cli import main; main()"
    small = tmp_path / "small.nt"
    small.write_text("<http://a/b> <http://a/c> <http://a/d> .\n", encoding="utf-8")
    command = [sys.executable, "-c", code, "export", small, "-o", tmp_path / "tables"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'claimgraph[parquet]'" in done.stderr
    assert "Traceback" not in done.stderr
