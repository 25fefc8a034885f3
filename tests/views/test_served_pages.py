"""The pages that a site leaves out, made by `kg serve` as they are asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest
from pyoxigraph import RdfFormat, serialize

from kg import store
from kg.store import create
from kg.views import planning, write_site
from tests.serve.conftest import Served, serving
from tests.views.test_site import serious

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from pyoxigraph import Triple

SECTION = re.compile(r"<section><h2>(Papers|Numbers|Beats|Beaten by|Matches|Claims|Introduces)</h2>.*?</section>", re.S)


@pytest.fixture(scope="module")
def whole(sample_triples: tuple[Triple, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site with a page of everything."""
    site = tmp_path_factory.mktemp("whole")
    write_site(store.from_triples(sample_triples), site, title="Sample")
    return site


@pytest.fixture(scope="module")
def served(sample_triples: tuple[Triple, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server of a graph whose site has five names and three papers."""
    folder = tmp_path_factory.mktemp("served")
    serialize(sample_triples, str(folder / "graph.ttl"), RdfFormat.TURTLE)
    create(folder, folder / "graph.ttl")
    (folder / "site").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.views.site.OF_SITE", planning.Most(5, 3, 2, 1))
        write_site(store.from_triples(sample_triples), folder / "site", title="Sample")
    with serving(folder) as server:
        yield server


def test_a_page_that_is_left_out_says_what_a_whole_site_says(served: Served, whole: Path) -> None:
    compared = 0
    for kind in ("method", "dataset", "metric", "task", "paper"):
        for page in sorted((whole / kind).glob("*.html"))[:12]:
            reply = served.request(f"/{kind}/{page.name}")
            assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8"), page
            sections = [match.group(0) for match in SECTION.finditer(reply.text)]
            expected = [match.group(0) for match in SECTION.finditer(page.read_text(encoding="utf-8"))]
            if page.name != "index.html":
                assert _words(sections) == _words(expected), page
                compared += len(sections)
    assert compared > 50


def _words(sections: list[str]) -> list[str]:
    return [" ".join(re.sub(r"<[^>]*>", " ", section).split()) for section in sections]


def test_every_link_of_a_made_page_leads_to_a_page(served: Served) -> None:
    text = served.request("/method/visual-autoregressive-modeling.html").text
    links = [link for link in re.findall(r'(?:href|src)="([^"#:]+)"', text) if link]
    assert len(links) > 20
    for link in links:
        assert served.request(urljoin("/method/x.html", link)).status == 200, link


def test_what_is_in_no_graph_has_no_page(served: Served) -> None:
    for path in ("/method/no-such-name.html", "/method/%3Cx%3E.html", "/nothing.html", "/find?type=method&name=No"):
        reply = served.request(path)
        assert reply.status == 404, path
        assert "no such page" in reply.text


def test_the_search_leads_to_a_page_that_is_left_out(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(served.address)
    assert "this server has a page of each" in page.inner_text("footer")
    assert "kg explain" not in page.inner_text("footer")
    page.fill("#search", "m-var")
    page.wait_for_selector("#hits li[role=option]")
    assert "no page" not in page.inner_text("#hits")
    label = page.locator("#hits .found").first.inner_text().splitlines()[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/method/*.html")
    assert page.inner_text("h1").casefold() == label.casefold()
    assert unquote(page.url).startswith(served.address)
    assert serious(page) == []
    assert wrong == []
    assert all(url.startswith(served.address) for url in asked if not url.startswith("data:"))
    page.close()
