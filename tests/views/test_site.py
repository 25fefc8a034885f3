"""The site in a real browser, from disk, the network off."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pyoxigraph import Store, Triple

from kg import store
from kg.views import planning, write_site
from tests.views.sites import HOSTILE, hostile_store, store_of_years

KINDS = ("index.html", "leaderboard/index.html", "method/index.html", "query.html", "network/index.html")
SAMPLE_KINDS = ("leaderboard", "method", "dataset", "metric", "task", "paper")
LINK = re.compile(r'(?:href|src)="([^"#]*)"')


@dataclass
class Reader:
    """A browser page of a site and what happened in it: requests that left the disk, errors and dialogs."""

    page: Page
    site: Path
    left: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto((self.site / path).as_uri())
        assert self.page.evaluate("document.documentElement.dataset.ready") == "yes", (path, self.errors)
        return self.page

    def find(self, words: str) -> list[str]:
        """Type into the search box and return what it lists, once it has answered."""
        self.page.fill("#search", words)
        for _ in range(250):
            if self.page.evaluate("document.documentElement.dataset.searched") == words:
                return self.page.locator("#hits li").all_inner_texts()
            self.page.wait_for_timeout(20)
        raise AssertionError(f"the search for {words!r} never answered")


def reader(browser: Browser, site: Path, *, width: int = 1200, scheme: str = "light") -> Reader:
    context = browser.new_context(
        offline=True, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    opened = Reader(context.new_page(), site)
    inside = site.as_uri()
    opened.page.on(
        "request", lambda r: opened.left.append(r.url) if not r.url.startswith((inside, "data:", "blob:")) else None
    )
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.on("console", lambda message: opened.errors.append(message.text) if message.type != "log" else None)
    opened.page.on("dialog", lambda dialog: (opened.errors.append(f"dialog {dialog.message}"), dialog.dismiss()))
    return opened


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds wrong with a page that keeps people from it, with the elements; of dark, its colours."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += Axe().run(page, options={"preload": False, "runOnly": ["color-contrast"]}).response["violations"]
    page.emulate_media(color_scheme="light")
    return [
        (violation["id"], [node["html"] for node in violation["nodes"]][:3])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]


def one_of_each_kind(site: Path) -> list[str]:
    """Return a page of each kind, and of the kinds with most to show the largest page."""
    found = [path for path in KINDS if (site / path).is_file()]
    for kind in SAMPLE_KINDS:
        pages = [page for page in (site / kind).glob("*.html") if page.name != "index.html"]
        found += [f"{kind}/{max(pages, key=lambda page: (page.stat().st_size, page.name)).name}"] if pages else []
    return found


@pytest.fixture(scope="module")
def sample_site(sample_triples: tuple[Triple, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    write_site(store.from_triples(sample_triples), site, title="Sample")
    return site


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("hostile")
    write_site(hostile_store(), site, title=HOSTILE[0])
    return site


def test_pages_are_accessible_and_ask_nothing_of_any_server(browser: Browser, sample_site: Path) -> None:
    opened = reader(browser, sample_site)
    for path in one_of_each_kind(sample_site):
        page = opened.open(path)
        for summary in page.locator("main summary").all()[:3]:
            summary.click()
        assert serious(page) == [], path
    assert opened.left == []
    assert opened.errors == []


def test_every_link_leads_to_a_page_or_out(sample_site: Path, hostile_site: Path) -> None:
    for site in (sample_site, hostile_site):
        for page in sorted(site.rglob("*.html")):
            for address in LINK.findall(page.read_text(encoding="utf-8")):
                if address and not urlsplit(address).scheme:
                    assert (page.parent / unquote(address)).is_file(), (page.name, address)


def test_hostile_text_stays_text_and_fits_a_phone(browser: Browser, hostile_site: Path) -> None:
    opened = reader(browser, hostile_site, width=390)
    for path in sorted(str(page.relative_to(hostile_site)) for page in hostile_site.rglob("*.html")):
        page = opened.open(path)
        assert page.title() != "hit", path
        assert page.locator("main img, main script, svg[onload]").count() == 0, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert opened.errors == []
    assert opened.left == []
    opened.open("index.html")
    assert opened.find("<img")[0].splitlines()[1].startswith("<img src=x")
    assert any("crowd" in hit for hit in opened.find("alias number 2999"))
    assert "שלום" in opened.find("שלום")[0]
    assert opened.find("__proto__") != ["Nothing found."]
    assert opened.find("constructor") == ["Nothing found."]
    assert opened.errors == []


def test_the_search_is_worked_by_keyboard(browser: Browser, sample_site: Path) -> None:
    opened = reader(browser, sample_site)
    page = opened.open("index.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    hits = opened.find("visual auto")
    assert hits[0].splitlines()[0] == "Method"
    assert page.get_attribute("#search", "aria-activedescendant") == "hit-0"
    page.keyboard.press("Enter")
    page.wait_for_url("**/method/*.html")
    opened.find("no such name")
    assert page.locator("#hits").inner_text() == "Nothing found."
    page.keyboard.press("Escape")
    assert page.is_hidden("#hits")
    assert opened.errors == []


def test_colours_follow_the_system_until_the_reader_chooses(browser: Browser, sample_site: Path) -> None:
    opened = reader(browser, sample_site, scheme="dark")
    page = opened.open("index.html")
    assert page.get_attribute("#theme", "aria-pressed") == "true"
    page.click("#theme")
    opened.open("leaderboard/index.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_a_leaderboard_ranks_plots_and_marks(browser: Browser, hostile_site: Path) -> None:
    opened = reader(browser, hostile_site)
    page = opened.open("leaderboard/fid--d.html")
    assert page.locator("#rows td.rank").all_inner_texts() == [str(n + 1) for n in range(len(HOSTILE))]
    assert page.locator("#rows td .value").first.inner_text() == "1.0"
    assert page.locator("circle.dot").count() == len(HOSTILE)
    assert page.locator("circle.best-dot").count() == 1  # lower is better, and the first was the lowest
    page.locator("#rows summary").first.click()
    assert page.locator("#rows blockquote").first.inner_text().startswith("<img src=x")


def test_a_paper_shows_names_and_values_in_its_abstract(browser: Browser, hostile_site: Path) -> None:
    opened = reader(browser, hostile_site)
    page = opened.open(
        next(str(p.relative_to(hostile_site)) for p in sorted((hostile_site / "paper").glob("paper-205*")))
    )
    assert page.locator(".abstract p .mark").all_inner_texts() == ["1.5", "FID"]
    assert page.locator(".claim blockquote").first.text_content().startswith("🧪🔬 emoji")


def test_a_name_tells_what_it_beats_and_by_whom_it_is_beaten(hostile_site: Path) -> None:
    text = (hostile_site / "method" / "crowd.html").read_text(encoding="utf-8")
    assert "<h2>Beaten by</h2>" in text
    assert "<h2>Beats</h2>" not in text
    assert "and 2,992 spellings more" in text


def test_a_large_graph_says_which_names_have_a_page(
    browser: Browser, sample_triples: tuple[Triple, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.views.site.OF_SITE", planning.Most(5, 3, 2, 1))
    write_site(store.from_triples(sample_triples), tmp_path, title="Large")
    names = [page for kind in ("method", "dataset", "metric", "task") for page in (tmp_path / kind).glob("*.html")]
    assert len([page for page in names if page.name != "index.html"]) <= 5
    assert " names (those of at least " in (tmp_path / "index.html").read_text(encoding="utf-8")
    test_every_link_leads_to_a_page_or_out(tmp_path, tmp_path)
    opened = reader(browser, tmp_path)
    opened.open("index.html")
    assert any("kg explain GRAPH" in hit for letter in "abcdef" for hit in opened.find(letter))


def test_where_all_weigh_the_same_some_still_have_a_page(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.views.site.OF_SITE", planning.Most(100, 4, 100, 1))
    write_site(hostile_store(), tmp_path, title="Ties")  # each paper has two claims
    assert len([*(tmp_path / "paper").glob("*.html")]) == 4
    assert "4 of 9 papers (the first of at least 2 claims)" in reader(browser, tmp_path).open("index.html").inner_text(
        "footer"
    )


def test_the_picture_of_a_name_fits_a_phone(browser: Browser, sample_site: Path) -> None:
    page = reader(browser, sample_site, width=390).open("method/visual-autoregressive-modeling.html")
    boxes = [svg.bounding_box() for svg in page.locator(".ego svg").all()]
    assert len(boxes) == 2
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    texts = page.locator(".ego text").all()
    assert all((box := text.bounding_box()) and box["x"] >= 0 and box["x"] + box["width"] <= 390 for text in texts)
    assert page.locator(".ego a").count() > 5


def test_what_a_search_needs_is_there_before_the_first_letter(browser: Browser, sample_site: Path) -> None:
    page = reader(browser, sample_site).open("index.html")
    page.focus("#search")
    page.wait_for_function("document.querySelector('script[src$=\"search/prefixes.js\"]') !== null")
    page.wait_for_function("document.querySelector('script[src$=\"search/0.js\"]') !== null")


@pytest.mark.parametrize("first", [1990, 2016])
def test_years_stay_legible(browser: Browser, tmp_path: Path, first: int) -> None:
    write_site(store_of_years(first, 2026), tmp_path / "site", title="Years")
    page = reader(browser, tmp_path / "site").open("index.html")
    labels = [label.bounding_box() for label in page.locator(".years svg text:not(.over)").all()]
    places = [(box["x"], box["x"] + box["width"]) for box in labels if box and box["height"] >= 10]
    assert len(places) == len(labels) >= 6
    assert all(end < start for (_, end), (start, _) in pairwise(places))
    chart = page.locator(".years svg").bounding_box()
    assert chart
    assert chart["x"] <= places[0][0]
    assert places[-1][1] <= chart["x"] + chart["width"] + 1


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.views import write_site\n"
        "from tests.views.sites import hostile_store\n"
        "write_site(hostile_store(), Path(sys.argv[1]), title='Same')\n"
    )
    sites = []
    for seed in ("0", "1"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        root = Path(__file__).parents[2]
        subprocess.run([sys.executable, "-c", program, str(folder)], check=True, env=environment, cwd=root)
        sites.append({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()})
    assert sites[0] == sites[1]


def test_an_empty_graph_still_makes_a_site(browser: Browser, tmp_path: Path) -> None:
    write_site(Store(), tmp_path, title="Empty")
    opened = reader(browser, tmp_path)
    opened.open("index.html")
    assert opened.find("x") == ["Nothing found."]
    assert opened.errors == []
