"""The site in one file, in a real browser, from disk, the network off."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from pyoxigraph import Store

from kg import store
from kg.errors import GraphError
from kg.views import planning, write_single
from tests.views.sites import HOSTILE, hostile_store
from tests.views.test_site import Reader, reader, serious

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pyoxigraph import Triple

BOARD = "leaderboard/fid--imagenet-256x256.html"


@pytest.fixture(scope="module")
def sample(sample_triples: tuple[Triple, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("single") / "sample.html"
    write_single(store.from_triples(sample_triples), path, title="Sample")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("single") / "hostile.html"
    write_single(hostile_store(), path, title=HOSTILE[0])
    return path


def opened(browser: Browser, path: Path, *, width: int = 1200) -> Reader:
    """Return the reader of a file, once its pages are unpacked; only the file itself may be asked for."""
    found = reader(browser, path, width=width)
    found.page.goto(path.as_uri())
    shown(found.page, "index.html")
    return found


def shown(page: Page, path: str) -> None:
    """Wait until a page of the file is shown; the policy stops Playwright's own way of asking again."""
    for _ in range(250):
        if page.evaluate("document.documentElement.dataset.shown") == path:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{path} is never shown")


def turn(found: Reader, path: str) -> Page:
    """Go to a page of the file by its address."""
    found.page.evaluate("path => { location.hash = path.split('/').map(encodeURIComponent).join('/'); }", path)
    shown(found.page, path)
    return found.page


def all_pages(found: Reader) -> list[str]:
    return found.page.evaluate("""async () => {
      const bytes = Uint8Array.from(atob(document.getElementById("packed").textContent), (c) => c.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return Object.keys((await new Response(stream).json()).pages);
    }""")


def one_of_each_kind(found: Reader) -> list[str]:
    pages = all_pages(found)
    kinds = dict.fromkeys(page.partition("/")[0] for page in pages)
    return [
        path
        for kind in kinds
        for path in [page for page in pages if page.partition("/")[0] == kind and "index" not in page][:1]
    ] + [page for page in pages if page.endswith("index.html")]


def test_pages_are_accessible_and_ask_nothing_of_any_server(browser: Browser, sample: Path) -> None:
    found = opened(browser, sample)
    pages = one_of_each_kind(found)
    assert {"index.html", "leaderboard/index.html", "network/index.html"} < set(pages)
    for path in pages:
        page = turn(found, path)
        for summary in page.locator("main summary").all()[:3]:
            summary.click()
        assert serious(page) == [], path
    assert found.left == []
    assert found.errors == []


def test_a_leaderboard_is_reached_filtered_and_left(browser: Browser, sample: Path) -> None:
    found = opened(browser, sample)
    page = found.page
    page.locator("main .board h3 a", has_text="FID on ImageNet 256x256").click()
    shown(page, BOARD)
    assert page.title() == "FID on ImageNet 256x256"
    row = page.locator("#rows tbody tr", has_text="1.80")
    row.locator("summary", has_text="where it says so").click()
    assert "from 18.65 to 1.80" in row.locator("blockquote").inner_text()
    page.fill("#words", "in no row")
    assert page.inner_text("#shown").startswith("0 of ")
    page.fill("#words", "")
    row.locator("td a.name").click()
    shown(page, "method/visual-autoregressive-modeling.html")
    page.go_back()
    shown(page, BOARD)
    page.click(".home")
    shown(page, "index.html")
    assert page.inner_text("h1") == "Sample"
    assert found.errors == []


def test_every_link_leads_to_a_page_of_the_file_or_out(browser: Browser, sample: Path, hostile: Path) -> None:
    for path in (sample, hostile):
        found = opened(browser, path)
        pages = set(all_pages(found))
        links = found.page.evaluate("""async () => {
          const bytes = Uint8Array.from(atob(document.getElementById("packed").textContent), (c) => c.charCodeAt(0));
          const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
          const { pages } = await new Response(stream).json();
          return Object.values(pages).flatMap(([, text]) => [...text.matchAll(/href="([^"]*)"/g)].map(([, to]) => to));
        }""")
        inside = [unquote(unescape(link)) for link in links if not urlsplit(link).scheme]
        assert len(inside) > 100, path
        assert all(link.startswith("#") for link in inside), path
        assert {link[1:] for link in inside} - pages == set(), path


def test_a_link_between_two_names_is_followed(browser: Browser, sample: Path) -> None:
    found = opened(browser, sample)
    page = turn(found, "method/visual-autoregressive-modeling.html")
    link = page.locator(".ego a").first
    target, text = (link.get_attribute("href") or "")[1:], link.text_content()
    link.locator("text").click()
    shown(page, target)
    assert page.inner_text("h1") == text
    page.locator(".papers a").first.click()
    assert "Abstract" in page.inner_text("main")
    page.locator(".abstract a.mark").first.click()
    page.wait_for_selector("h1.name")
    assert found.errors == []


def test_the_search_leads_to_pages_of_the_file(browser: Browser, sample: Path) -> None:
    found = opened(browser, sample)
    assert found.find("visual auto")[0].splitlines()[0] == "Method"
    found.page.keyboard.press("Enter")
    shown(found.page, "method/visual-autoregressive-modeling.html")
    assert found.page.is_hidden("#hits")
    assert found.page.input_value("#search") == ""
    assert found.find("no such name") == ["Nothing found."]


def test_networks_open_again_and_leave_nothing_behind(browser: Browser, sample: Path) -> None:
    found = opened(browser, sample)
    for _ in range(2):
        page = turn(found, "network/index.html")
        assert page.inner_text("#shown").endswith("communities")
        place = page.evaluate("networkPage.place(networkPage.view().nodes[0].id)")
        page.mouse.click(place["x"], place["y"])
        page.wait_for_selector("#back:not([hidden])")
        assert "names" in page.inner_text("#shown")
        turn(found, "index.html")
        page.click("#theme")
    turn(found, "network/connected.html")
    assert page.locator("#network canvas").count() == 1
    assert found.errors == []


def test_hostile_text_stays_text_and_fits_a_phone(browser: Browser, hostile: Path) -> None:
    found = opened(browser, hostile, width=390)
    for path in all_pages(found):
        page = turn(found, path)
        assert page.title() != "hit", path
        assert page.locator("main img, svg[onload]").count() == 0, path
        assert page.locator("main script:not([type='application/json'])").count() == 0, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert any("crowd" in hit for hit in found.find("alias number 2999"))
    assert found.find("__proto__") != ["Nothing found."]
    assert found.find("constructor") == ["Nothing found."]
    assert found.errors == []
    assert found.left == []


def test_the_policy_stops_a_script_that_is_not_the_files_own(browser: Browser, sample: Path) -> None:
    found = opened(browser, sample)
    found.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
        " const i = document.createElement('img'); i.src = 'https://example.org/x.png'; document.body.append(i); }"
    )
    assert found.page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in error for error in found.errors) == 2


def test_a_large_graph_says_what_the_file_holds(
    browser: Browser, sample_triples: tuple[Triple, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.views.single.OF_FILE", planning.Most(5, 3, 2, 1))
    write_single(store.from_triples(sample_triples), tmp_path / "few.html", title="Few")
    found = opened(browser, tmp_path / "few.html")
    told = found.page.inner_text("footer")
    assert "This file holds" in told
    assert re.search(r"\d of \d+ names \(those of at least \d+ papers and claims\)", told)
    names = [page for page in all_pages(found) if page.startswith("method/") and "index" not in page]
    assert len(names) <= 5
    assert all("no page" not in hit for letter in "abcdef" for hit in found.find(letter))


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.views import write_single\n"
        "from tests.views.sites import hostile_store\n"
        "write_single(hostile_store(), Path(sys.argv[1]), title='Same')\n"
    )
    files = []
    for seed in ("0", "1"):
        path = tmp_path / f"{seed}.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        root = Path(__file__).parents[2]
        subprocess.run([sys.executable, "-c", program, str(path)], check=True, env=environment, cwd=root)
        files.append(path.read_bytes())
    assert files[0] == files[1]


def test_an_empty_graph_still_makes_a_file(browser: Browser, tmp_path: Path) -> None:
    write_single(Store(), tmp_path / "empty.html", title="Empty")
    found = opened(browser, tmp_path / "empty.html")
    assert found.find("x") == ["Nothing found."]
    assert found.errors == []


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"missing/one\.html: the page cannot be written: No such file"):
        write_single(Store(), tmp_path / "missing" / "one.html", title="x")
