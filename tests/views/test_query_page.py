"""The query page, from disk and offline, with the real engine; without one, what it says instead."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import GraphError
from kg.store import from_triples
from kg.views import write_site
from tests.views.test_site import serious

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from pyoxigraph import Triple

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def until(page: Page, text: str, where: str = "#told") -> None:
    for _ in range(400):
        if text in page.inner_text(where):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{text!r} never came: {page.inner_text('main')[:2000]}")


def ask(page: Page, query: str) -> None:
    page.fill("#sparql", query)
    page.press("#sparql", "Control+Enter")


@pytest.fixture
def page(browser: Browser, sample_triples: tuple[Triple, ...], tmp_path: Path) -> Iterator[Page]:
    """Return the page once it is ready; no error and no request beyond the site may come up."""
    engine = os.environ.get("CLAIMGRAPH_OXIGRAPH")
    if not engine:
        pytest.skip("needs CLAIMGRAPH_OXIGRAPH=node_modules/oxigraph (npm install oxigraph)")
    write_site(from_triples(sample_triples), tmp_path, title="Sample", engine=Path(engine))
    context = browser.new_context(offline=True)
    opened, wrong = context.new_page(), []
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda request: wrong.append(request.url) if request.url.startswith("http") else None)
    opened.goto((tmp_path / "query.html").as_uri())
    until(opened, "Ready")
    yield opened
    assert wrong == []
    context.close()


def test_the_page_with_its_answer_is_accessible(page: Page) -> None:
    assert serious(page) == []
    ask(page, "SELECT ?p ?title { ?p a cg:Paper ; dcterms:title ?title } LIMIT 3")
    until(page, "3 rows")
    assert serious(page) == []


def test_a_question_with_names_in_any_case_is_answered_with_links(page: Page, tmp_path: Path) -> None:
    page.select_option("#question", "leaderboard")
    page.fill("[data-query=leaderboard] input[name=metric]", "fid")
    page.click("#run")  # at once: it waits until the page has found the name
    until(page, "rows in")
    assert "metric/fid>" in page.input_value("#sparql")
    assert "FID" in page.inner_text("#answer tbody tr:first-child")
    link = page.locator("#answer td a").first
    assert (tmp_path / (link.get_attribute("href") or "missing")).is_file()


def test_an_unknown_name_is_told_and_nothing_is_asked(page: Page) -> None:
    page.select_option("#question", "leaderboard")
    page.fill("[data-query=leaderboard] input[name=metric]", "No Such Metric")
    page.click("#run")
    until(page, "“No Such Metric” is not in the graph", "#wrong")
    assert page.is_enabled("#run")
    assert page.inner_text("#answer") == ""


def test_an_answer_is_saved_as_csv(page: Page) -> None:
    ask(page, "SELECT (COUNT(?p) AS ?n) { ?p a cg:Paper }")
    until(page, "1 rows")
    with page.expect_download() as saved:
        page.click("#csv")
    assert Path(saved.value.path()).read_bytes().startswith(b"n\r\n")


def test_a_mistake_is_told_with_line_and_column(page: Page) -> None:
    ask(page, "SELECT * {\n  ?a ?b }")
    until(page, "Line 2, column", "#wrong")


def test_a_long_query_is_stopped_and_the_next_is_answered(page: Page) -> None:
    ask(page, ENDLESS)
    page.click("#stop")
    until(page, "Ready")
    ask(page, "ASK { ?p a cg:Paper }")
    until(page, "yes")


def test_values_never_become_markup(page: Page) -> None:
    ask(page, "SELECT ('<img src=x onerror=alert(1)>' AS ?text) {}")
    until(page, "1 rows")
    assert page.locator("#answer img").count() == 0
    assert "<img" in page.inner_text("#answer")


def test_without_an_engine_the_page_says_what_to_do(sample_triples: tuple[Triple, ...], tmp_path: Path) -> None:
    write_site(from_triples(sample_triples), tmp_path, title="Sample")
    text = (tmp_path / "query.html").read_text(encoding="utf-8")
    assert "npm install oxigraph" in text
    assert "kg query GRAPH beats --name CONCEPT" in text
    assert "wasm-unsafe-eval" not in text
    assert not (tmp_path / "assets" / "query-engine.js").exists()


def test_a_folder_that_is_no_engine_is_told(sample_triples: tuple[Triple, ...], tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(GraphError, match="npm install oxigraph"):
        write_site(from_triples(sample_triples), tmp_path / "site", title="Sample", engine=tmp_path)
