"""The five real pages: what they must answer, and that the graph is right, quick and the same every time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.graph import Graph


def build(pages: list[Path], folder: Path, *options: str, seed: str = "0") -> None:
    command = [sys.executable, "-m", "kg", "build", *map(str, pages), "-o", str(folder), *options]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})


@pytest.fixture(scope="module")
def folder(daily_pages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("pages") / "graph"
    build(daily_pages, target)
    return target


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    return kg.load(folder)


def board(graph: Graph, **question: str) -> list[tuple[object, ...]]:
    return [(row["method"], row["valueText"], row["dataset"]) for row in graph.leaderboard(**question).to_dicts()]


def test_276_entries_are_194_papers(folder: Path):
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert (report["entries"], report["papers"], len(report["merged"]), report["rejected"]) == (276, 194, 82, [])


def test_fid_on_imagenet_256_lower_first(graph: Graph):
    rows = graph.leaderboard(metric="FID", dataset="ImageNet 256x256").to_dicts()
    values = [row["valueText"] for row in rows]
    assert [value for value in values if value in ("1.78", "1.80", "18.65")] == ["1.78", "1.80", "18.65"]
    methods = {row["valueText"]: row["method"] for row in rows}
    assert methods["1.78"] == "M-VAR-d32"
    assert "autoregressive" in methods["1.80"].lower() or methods["1.80"] == "VAR"
    assert "AR" in methods["18.65"].split() or "autoregressive" in methods["18.65"].lower()
    assert methods["18.65"] != methods["1.80"]
    assert all(row["paper"] and row["date"] and row["quote"] for row in rows if row["valueText"] in ("1.80", "18.65"))


def test_fid_on_imagenet_takes_in_the_narrower_data_set(graph: Graph):
    rows = board(graph, metric="FID", dataset="ImageNet")
    assert ("LINA", "2.18", "ImageNet") in rows
    assert {dataset for _, value, dataset in rows if value == "1.80"} == {"ImageNet 256x256"}


def test_geneval_higher_first(graph: Graph):
    rows = [(method, value) for method, value, _ in board(graph, dataset="GenEval")]
    wanted = [("Reflect-DiT", "0.81"), ("TTS-VAR", "0.75"), ("LINA", "0.74")]
    assert [row for row in rows if row in wanted] == wanted


def test_who_reports_w4a4(graph: Graph):
    papers = {row["title"].partition(":")[0] for row in graph.settings(value="W4A4").to_dicts()}
    assert any("QVLA" in title for title in papers)
    assert any("Attention and Residual Sinks" in title for title in papers)


def test_omega_qvla_is_one_name_in_any_spelling(graph: Graph):
    one, other = (graph.explain(name).concepts for name in ("Omega-QVLA", "Ω-QVLA"))
    assert [concept.iri for concept in one] == [concept.iri for concept in other]
    said = {(claim.value_text, claim.dataset) for concept in one for claim in concept.claims}
    assert {("98.0%", "LIBERO"), ("87.8%", "LIBERO")} <= said


def test_every_name_value_and_quote_stands_in_its_source(graph: Graph, daily_pages: list[Path]):
    result = graph.verify(kg.read(*daily_pages))
    assert result.mismatches == ()
    assert result.counts["papers"] == 194
    assert result.counts["values"] > 200


def test_the_shapes_conform(graph: Graph):
    assert [one for one in graph.validate() if one.severity == "violation"] == []


def test_rdflib_reads_the_same_triples(folder: Path, graph: Graph):
    import rdflib

    read = rdflib.Graph().parse(folder / "graph.ttl", format="turtle")
    assert len(read) == len(graph)


def test_hash_seed_and_order_of_the_pages_change_nothing(daily_pages: list[Path], folder: Path, tmp_path: Path):
    again = tmp_path / "graph"
    build(daily_pages[::-1], again, "--workers", "2", seed="17")
    for name in ("graph.ttl", "claims.csv", "index.html"):
        assert (again / name).read_bytes() == (folder / name).read_bytes()


def test_a_published_graph_holds_no_sentence_of_the_abstracts(daily_pages: list[Path], tmp_path: Path):
    build(daily_pages[:1], tmp_path / "graph", "--no-quotes")
    assert {path.name for path in tmp_path.glob("graph/*.*")} == {
        "graph.ttl",
        "index.html",
        "claims.csv",
        "report.json",
    }
    published = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("graph/*.*"))
    for paper in kg.read(daily_pages[0]):
        for at in range(0, len(paper.abstract) - 80, 80):
            assert paper.abstract[at : at + 80] not in published


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the peak that Linux keeps for a process")
def test_memory_stays_under_400_mb(daily_pages: list[Path], tmp_path: Path):
    code = (
        "import re, sys\nfrom kg.building import build_folder\nfrom pathlib import Path\n"
        "build_folder(sys.argv[2:], Path(sys.argv[1]))\n"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', Path('/proc/self/status').read_text())[1])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "graph"), *map(str, daily_pages)]
    kilobytes = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert kilobytes < 400 * 1024
