"""`--lexicon` and `--rules` from the command line and from Python, to the graph."""

import json
from pathlib import Path

import pytest

import kg
from kg.report import Options
from tests.test_cli import kg as run

LEXICON = "# name\ttype\tother names\nInception Score\tMetric\tIS\nAR baseline\tMethod\nscalability\tMetric\n"
RULE = {"id": "loss", "label": "Metric", "pattern": [{"LOWER": {"IN": ["test", "validation"]}}, {"LOWER": "loss"}]}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    lexicon, rules = tmp_path / "names.tsv", tmp_path / "rules.jsonl"
    lexicon.write_text(LEXICON, encoding="utf-8")
    rules.write_text(json.dumps(RULE) + "\n", encoding="utf-8")
    return lexicon, rules


def test_extract_finds_what_the_files_name(files: tuple[Path, Path], sample_page: Path):
    done = run("extract", sample_page, "--lexicon", files[0], "--rules", files[1], "--workers", "2")
    assert done.returncode == 0, done.stderr
    entities = [entity for line in done.stdout.splitlines() for entity in json.loads(line)["entities"]]
    found = {(e["type"], e["name"]) for e in entities if {"lexicon.user", "user.loss"} & set(e["rules"])}
    assert {("Metric", "test loss"), ("Metric", "scalability"), ("Method", "AR baseline")} <= found
    plain = run("extract", sample_page).stdout
    assert "lexicon.user" not in plain
    assert '"user.' not in plain


def test_the_report_names_the_files_and_the_graph_holds_the_names(
    files: tuple[Path, Path], sample_page: Path, tmp_path: Path
):
    graph = tmp_path / "graph"
    done = run("build", sample_page, "-o", graph, "--lexicon", files[0], "--rules", files[1])
    assert done.returncode == 0, done.stderr
    options = json.loads((graph / "report.json").read_text(encoding="utf-8"))["options"]
    assert (options["lexicon"], options["rules"]) == (str(files[0]), str(files[1]))
    (concept,) = kg.load(graph).explain("IS").concepts
    assert (concept.name, concept.type) == ("Inception Score", "Metric")
    assert kg.load(graph).explain("test loss").concepts


def test_other_names_of_a_line_are_one_node_over_papers(files: tuple[Path, Path]):
    papers = [
        kg.Paper("a", "Drawing A", "DrawA reaches an Inception Score of 9.4 on CIFAR-10."),
        kg.Paper("b", "Drawing B", "DrawB reaches an IS of 9.6 on CIFAR-10."),
    ]
    graph = kg.build(papers, options=Options(lexicon=files[0]))
    (concept,) = graph.explain("Inception Score").concepts
    assert len(concept.papers) == 2


@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize(
    ("option", "content", "problem"),
    [("--rules", '{"id": "x"}', "expected a JSON object"), ("--lexicon", "Zebra\tHorse", "expected a name, a tab")],
)
def test_a_broken_file_stops_before_anything_is_read(
    command: str, option: str, content: str, problem: str, tmp_path: Path, sample_page: Path
):
    file = tmp_path / "mine"
    file.write_text(f"# mine\n{content}\n", encoding="utf-8")
    done = run(command, sample_page, "-o", tmp_path / "out", option, file)
    assert done.returncode == 1
    assert done.stderr.startswith(f"kg: {file}:2: {problem}")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()
