import subprocess
import sys

import pytest
from pyoxigraph import NamedNode, Store

from kg.errors import QueryError
from kg.query import compare, explain
from kg.vocabulary import BASE, iri
from tests.conftest import REPO


def test_explain_tells_claims_with_their_place(sample: Store) -> None:
    (concept,) = explain(sample, "Omega-QVLA").concepts
    assert explain(sample, "Ω-QVLA").concepts == (concept,)
    assert concept.type == "Method"
    assert {"98.0%", "87.8%"} <= {claim.value_text for claim in concept.claims}
    for claim in concept.claims:
        assert claim.end - claim.start == len(claim.quote)
        assert claim.rule
    (paper,) = (paper for paper in concept.papers if paper.introduces)
    assert all(starts == tuple(sorted(starts)) for _, starts in paper.surfaces)


def test_explain_tells_why_names_were_merged(sample: Store) -> None:
    (concept,) = explain(sample, "LoRA").concepts
    assert "LoRA" in concept.aliases
    assert any("LoRA" in merge for merge in concept.merges)
    assert len(concept.papers) > 1


def test_explain_refuses_an_unknown_name(sample: Store) -> None:
    with pytest.raises(QueryError, match="is not in the graph"):
        explain(sample, "no such thing at all")


def without_paper(store: Store, name: str) -> Store:
    """Return the graph without what one paper says."""
    other, paper = Store(), f"{BASE}paper/{name}"
    other.extend(quad for quad in store if not str(quad.subject.value).startswith(paper))
    return other


def test_compare_tells_new_vanished_and_beaten(sample: Store) -> None:
    older = without_paper(sample, "m-var")
    gone = sum(1 for _ in sample.quads_for_pattern(None, NamedNode(iri("statedIn")), NamedNode(f"{BASE}paper/m-var")))
    rows = compare(sample, older).to_dicts()
    assert 0 < len(rows) < gone  # mentions are no claims
    assert {row["paper"] for row in rows} == {f"{BASE}paper/m-var"}
    beaten = [(row["subject"], row["valueText"], row["before"]) for row in rows if row["change"] == "beaten"]
    assert beaten == [("M-VAR-d32", "1.78", "1.80")]
    assert {row["change"] for row in compare(older, sample).to_dicts()} == {"vanished"}
    assert len(compare(sample, sample)) == 0


def test_the_command_answers_without_the_heavy_libraries() -> None:
    heavy = {"spacy", "networkx", "rdflib", "pandas", "polars", "pyvis"}
    asked = ["kg", "query", str(REPO / "graphs" / "daily-papers"), "leaderboard", "--metric", "FID"]
    code = f"""import sys, atexit
sys.argv = {asked}
atexit.register(lambda: print(*sorted({heavy} & set(sys.modules)), file=sys.stderr))
from kg.cli import main
main()"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "M-VAR-d32" in done.stdout
    assert done.stderr.strip() == ""


def test_queries_start_without_the_heavy_libraries() -> None:
    heavy = {"spacy", "networkx", "rdflib", "pandas", "pyvis"}
    code = f"import sys, kg.query, kg.network; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
