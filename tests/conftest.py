"""Where the tests find what stands beside the repository."""

import json
from pathlib import Path

import pytest
from pyoxigraph import Triple

from kg import link, rdf
from kg.exchange import from_record
from kg.model import Extraction
from kg.vocabulary import BASE

REPO = Path(__file__).parent.parent
SHARED = REPO.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real pages and annotations, which only our own machines have."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which outside users do not have")
    return SHARED


@pytest.fixture(scope="session")
def daily_pages(shared: Path) -> list[Path]:
    """Return the five real pages."""
    return sorted((shared / "corpus" / "daily_papers").glob("*.txt"))


@pytest.fixture(scope="session")
def sample_page() -> Path:
    """Return the page of abstracts that the README builds."""
    return REPO / "graphs" / "sample.txt"


@pytest.fixture(scope="session")
def extractions() -> tuple[Extraction, ...]:
    """Return what some papers say, written by hand (tests/samples/records.jsonl)."""
    path = REPO / "tests" / "samples" / "records.jsonl"
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return tuple(from_record(json.loads(line), path.name, number) for number, line in lines)


@pytest.fixture(scope="session")
def sample_blocks(extractions: tuple[Extraction, ...]) -> tuple[rdf.Block, ...]:
    """Return the graph of those papers, with quotes, as blocks of Turtle."""
    names = link.learn(extractions)
    papers = [rdf.check(link.apply(names, extraction))[0] for extraction in extractions]
    return tuple(rdf.graph_blocks(papers, link.concepts(names), quotes=True, base=BASE))


@pytest.fixture(scope="session")
def sample_triples(sample_blocks: tuple[rdf.Block, ...]) -> tuple[Triple, ...]:
    """Return the triples of that graph."""
    return tuple(rdf.as_triples(sample_blocks, base=BASE))
