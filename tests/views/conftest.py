"""A real browser with the network switched off, and a record of what a page tries to do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from kg.views import write_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import networkx as nx

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True)
class Opened:
    """A page in the browser and what happened in it: requests, errors and dialogs."""

    page: Page
    path: Path
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def search(self, words: str) -> list[str]:
        """Type into the search box and return what it lists."""
        self.page.fill("#search", words)
        return self.page.locator("#hits li").all_inner_texts()

    def choose(self, words: str) -> str:
        """Search, take the first hit by keyboard, and return the text of the panel."""
        self.search(words)
        self.page.press("#search", "Enter")
        return self.panel()

    def panel(self) -> str:
        """Return the text of the panel of claims, once the page has followed its address."""
        self.wait_until("addresses.get(location.hash || '#all') === selected")
        return self.page.inner_text("#panel")

    def wait_until(self, expression: str) -> None:
        """Wait until an expression is true; the page's policy stops Playwright's own way of asking again."""
        for _ in range(250):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"never true: {expression}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that writes the page of a network and opens it from disk, offline."""
    contexts = []

    def open_page(graph: nx.MultiDiGraph[str], *, title: str = "Sample", limit: int = 400, width: int = 1280) -> Opened:
        path = tmp_path / "index.html"
        write_page(graph, path, title=title, limit=limit)
        context = browser.new_context(viewport={"width": width, "height": 840}, offline=True, reduced_motion="reduce")
        contexts.append(context)
        opened = Opened(context.new_page(), path)
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
        opened.page.on("console", lambda message: opened.errors.append(message.text) if message.type != "log" else None)

        def refuse(dialog: Dialog) -> None:
            opened.dialogs.append(dialog.message)
            dialog.dismiss()

        opened.page.on("dialog", refuse)
        opened.page.goto(path.as_uri())
        ready = opened.page.evaluate("document.documentElement.dataset.ready")  # the scripts ran before "load"
        assert ready == "yes", opened.errors
        return opened

    yield open_page
    for context in contexts:
        context.close()
