"""The command line as a user meets it: output, exit codes, one-line errors."""

import ast
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from tests.conftest import REPO

RECORDS = REPO / "tests" / "samples" / "records.jsonl"


def kg(*arguments: str | Path, stdin: str | bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=os.environ | environment,
        cwd=REPO,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, sample_page: Path) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "mine"
    done = kg("build", sample_page, "-o", folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "read 13 entries: 13 papers" in done.stderr
    return folder


def test_a_build_writes_every_output(graph: Path):
    assert sorted(path.name for path in graph.iterdir()) == [
        "archive.sqlite",
        "claims.csv",
        "graph.ttl",
        "index.html",
        "ledger.sqlite",
        "report.json",
        "site",
        "store",
    ]
    report = json.loads((graph / "report.json").read_text(encoding="utf-8"))
    assert (report["entries"], report["papers"], report["rejected"]) == (13, 13, [])


def test_claims_csv_has_a_row_a_claim(graph: Path):
    rows = list(csv.DictReader(io.StringIO((graph / "claims.csv").read_text(encoding="utf-8"), newline="")))
    report = json.loads((graph / "report.json").read_text(encoding="utf-8"))
    assert len(rows) == sum(report["claims"].values()) > 20
    assert {row["kind"] for row in rows} == {"result", "change", "setting", "comparison"}


def test_leaderboard_ranks_lower_fid_first(graph: Path):
    done = kg("query", graph, "leaderboard", "--metric", "FID", "--dataset", "ImageNet 256x256", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["valueText"] for row in rows] == ["1.80", "2.27", "18.65"]
    assert all(row["title"] and row["date"] and row["quote"] for row in rows)


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json"])
def test_query_formats(graph: Path, form: str):
    done = kg("query", graph, "introduced", "--name", "LoRA", "--format", form)
    assert done.returncode == 0
    assert "LoRA" in done.stdout


def test_query_takes_sparql_text_and_files(graph: Path, tmp_path: Path):
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?paper a cg:Paper }"
    file = tmp_path / "papers.rq"
    file.write_text(text, encoding="utf-8")
    for question in (text, file):
        assert kg("query", graph, question, "--format", "csv").stdout.split() == ["n", "13"]


def test_explain_shows_quote_offsets_and_rule(graph: Path):
    done = kg("explain", graph, "VAR")
    assert "Visual Autoregressive modeling" in done.stdout
    assert "18.65 to 1.80" in done.stdout
    assert "rule " in done.stdout
    assert done.stdout == kg("explain", graph, "var").stdout


def test_verify_finds_no_mismatch_and_a_changed_source(graph: Path, sample_page: Path, tmp_path: Path):
    assert kg("verify", graph, sample_page).returncode == 0
    changed = tmp_path / "changed.txt"
    changed.write_text(sample_page.read_text(encoding="utf-8").replace("18.65", "18.75"), encoding="utf-8")
    done = kg("verify", graph, changed)
    assert done.returncode == 1
    assert "18.65" in done.stdout


def test_validate_conforms(graph: Path):
    done = kg("validate", graph)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "", "conforms")


@pytest.mark.parametrize("ending", ["nt", "nq", "ttl", "jsonld", "graphml", "csv"])
def test_export_writes_each_form(graph: Path, tmp_path: Path, ending: str):
    target = tmp_path / f"mine.{ending}"
    assert kg("export", graph, "-o", target).returncode == 0
    assert target.stat().st_size > 1000


def test_view_writes_a_site_or_asks_what_to_write(graph: Path, tmp_path: Path):
    assert kg("view", graph, "-o", tmp_path / "site").returncode == 0
    assert (tmp_path / "site" / "method" / "flashattention.html").is_file()
    assert kg("view", graph).returncode == 2


def test_a_build_can_leave_the_site_out(sample_page: Path, tmp_path: Path):
    assert kg("build", sample_page, "-o", tmp_path / "bare", "--no-site").returncode == 0
    assert not (tmp_path / "bare" / "site").exists()


def test_view_writes_one_page(graph: Path, tmp_path: Path):
    target = tmp_path / "page.html"
    assert kg("view", graph, "--single", target).returncode == 0
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_extract_gives_records_that_build_the_same_graph(graph: Path, sample_page: Path, tmp_path: Path):
    records = tmp_path / "records.jsonl"
    assert kg("extract", sample_page, "-o", records).returncode == 0
    assert kg("build", records, "-o", tmp_path / "again").returncode == 0
    assert (tmp_path / "again" / "graph.ttl").read_bytes() == (graph / "graph.ttl").read_bytes()


def test_stdin_is_an_input(sample_page: Path):
    done = kg("extract", "-", stdin=sample_page.read_text(encoding="utf-8"))
    assert len(done.stdout.splitlines()) == 13


def test_two_workers_hash_seed_and_input_order_change_nothing(sample_page: Path, tmp_path: Path):
    text = sample_page.read_text(encoding="utf-8")
    head, entries = text.split("Apr 8\n\n")
    halves = entries.split("SmoothQuant: Accurate")
    (tmp_path / "b.txt").write_text(f"{head}Apr 8\n\n{halves[0]}", encoding="utf-8")
    (tmp_path / "a.txt").write_text(f"{head}Apr 8\n\nSmoothQuant: Accurate{halves[1]}", encoding="utf-8")
    pages = [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert kg("build", *pages, "-o", tmp_path / "one" / "g", PYTHONHASHSEED="1").returncode == 0
    second = kg("build", *reversed(pages), "-o", tmp_path / "two" / "g", "--workers", "2", PYTHONHASHSEED="2")
    assert second.returncode == 0, second.stderr
    for name in ("graph.ttl", "claims.csv", "index.html"):
        assert (tmp_path / "one" / "g" / name).read_bytes() == (tmp_path / "two" / "g" / name).read_bytes()


def write_bad_inputs(folder: Path) -> dict[str, Path]:
    page = (REPO / "graphs" / "sample.txt").read_bytes()
    records = [
        {"id": f"p{n}", "title": f"Paper {n}", "abstract": f"We propose Net-{n} for parsing."} for n in range(10)
    ]
    lines = [json.dumps(record) for record in records]
    lines[6] = lines[6][:-10]
    contents = {
        "empty.txt": b"",
        "binary.bin": bytes(range(256)) * 40,
        "broken.jsonl": "\n".join(lines).encode(),
        "untitled.csv": b"name,abstract\nx,y\n",
        "cut.txt": page[: page.index(b"Most sequence transduction")],
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in contents} | {"missing": folder / "missing.txt"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("empty.txt", "empty.txt: nothing could be read"),
        ("binary.bin", "binary.bin: nothing could be read"),
        ("untitled.csv", "untitled.csv"),
        ("missing", "missing.txt"),
    ],
)
def test_an_unreadable_input_is_one_line_and_exit_1(tmp_path: Path, name: str, message: str):
    done = kg("build", write_bad_inputs(tmp_path)[name], "-o", tmp_path / "mine")
    assert done.returncode == 1
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "mine").exists()


def test_broken_json_on_line_7_loses_one_record(tmp_path: Path):
    done = kg("build", write_bad_inputs(tmp_path)["broken.jsonl"], "-o", tmp_path / "mine")
    assert done.returncode == 0
    assert "9 papers, 1 rejected" in done.stderr
    assert "broken.jsonl:7:" in done.stderr


def test_a_page_cut_in_the_middle_keeps_its_whole_entries(tmp_path: Path):
    done = kg("build", write_bad_inputs(tmp_path)["cut.txt"], "-o", tmp_path / "mine")
    assert done.returncode == 0
    assert "12 papers" in done.stderr
    assert "cut.txt:" in done.stderr


def test_one_bad_file_among_good_ones_does_not_stop_a_build(tmp_path: Path, sample_page: Path):
    done = kg("build", sample_page, write_bad_inputs(tmp_path)["binary.bin"], "-o", tmp_path / "mine")
    assert done.returncode == 0
    assert "13 papers, 1 rejected" in done.stderr


def test_an_output_that_is_a_file_stays_as_it_is(tmp_path: Path, sample_page: Path):
    target = tmp_path / "taken"
    target.write_text("mine", encoding="utf-8")
    done = kg("build", sample_page, "-o", target)
    assert done.returncode == 1
    assert done.stderr == f"kg: {target}: is a file; name a folder to write the graph to\n"
    assert target.read_text(encoding="utf-8") == "mine"


def test_a_failed_build_leaves_the_graph_that_was_there(graph: Path, tmp_path: Path):
    before = (graph / "graph.ttl").read_bytes()
    assert kg("build", tmp_path / "missing.txt", "-o", graph).returncode == 1
    assert (graph / "graph.ttl").read_bytes() == before
    assert kg("build", RECORDS, "-o", tmp_path / "twice").returncode == 0
    assert kg("build", RECORDS, "-o", tmp_path / "twice").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["twice"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "{graph}", "leaderbord"), "leaderboard"),
        (("query", "{graph}", "leaderboard", "--metric", "FDI"), "FID"),
        (("query", "{graph}", "SELECT ?x WHERE { ?x"), "cannot be parsed"),
        (("query", "{graph}", "SELECT ?x WHERE { SERVICE <http://127.0.0.1/> { ?x ?y ?z } }"), "SERVICE"),
        (("query", "nowhere", "stats"), "nowhere"),
        (("explain", "{graph}", "Nonesuch"), "Nonesuch"),
        (("export", "{graph}", "-o", "x.docx"), "docx"),
    ],
)
def test_a_wrong_question_is_answered_by_what_is_right(graph: Path, arguments: tuple[str, ...], message: str):
    done = kg(*(argument.format(graph=graph) if "?" not in argument else argument for argument in arguments))
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [command.__name__ for command in COMMANDS])
def test_help_shows_an_example(command: str):
    assert f"Example: kg {command} " in " ".join(kg(command, "--help").stdout.split())


def test_wrong_usage_exits_2():
    assert kg("build").returncode == 2


@pytest.mark.parametrize(
    "module", ["spacy", "networkx", "rdflib", "pyvis", "pyshacl", "igraph", "kg.network", "kg.columnar", "kg.verify"]
)
def test_query_starts_without_heavy_libraries(graph: Path, module: str):
    code = f"import sys; sys.argv = ['kg', 'query', {str(graph)!r}, 'stats']\nfrom kg.cli import main\n"
    code += f"try:\n main()\nfinally:\n assert {module!r} not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_help_imports_neither_stores_nor_stages() -> None:
    code = (
        "import sys; sys.argv = ['kg', '--help']\nfrom kg.cli import main\ntry:\n main()\nexcept SystemExit:\n pass\n"
    )
    code += "print([name for name in sys.modules if name.startswith('kg.') or name in ('pyoxigraph', 'spacy', 'rich')])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(ast.literal_eval(answer.splitlines()[-1]))
    assert {name for name in loaded if not name.startswith("kg.cli")} <= {"kg.errors", "kg.model", "kg.vocabulary"}


def test_a_table_of_all_tells_its_limit(graph: Path) -> None:
    shown = kg("query", graph, "introduced")
    assert "the latest ones: 100; --limit 0 for all" in shown.stderr
    assert kg("query", graph, "introduced", "--limit", "0").stdout == shown.stdout  # a small graph is shown whole
    assert len(kg("query", graph, "introduced", "--limit", "1").stdout) < len(shown.stdout)
    assert kg("query", graph, "introduced", "--format", "csv").stderr == ""
