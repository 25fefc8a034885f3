"""Where the tests find what stands beside the repository."""

from pathlib import Path

import pytest

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
