"""The page of `kg explain --text --html` in a browser with the network off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.display import to_html
from kg.extract.explaining import explain
from kg.model import Paper

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

HOSTILE = "<img src=x onerror=\"document.title='open'\"><script>document.title='open'</script>{label} $title &amp;"
PAPER = Paper("p", f"KnotNet {HOSTILE}", "KnotNet reaches an accuracy of 91.5% on ImageNet </mark></article> in 2024.")


def test_the_page_opens_offline_and_shows_text_as_text(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(to_html(explain([PAPER]), title="<b>abstracts.txt"), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    assert page.title() == "<b>abstracts.txt"
    assert requests == [path.as_uri()]
    assert errors == []
    shown = page.inner_text("article .entities")
    assert HOSTILE in shown
    assert "</mark></article>" in shown
    marks = page.locator("mark").all_inner_texts()
    assert "91.5% result result.reached" in marks
    assert any(mark.startswith("ImageNet Dataset ") for mark in marks)
    colour = page.locator("mark").first.evaluate("mark => getComputedStyle(mark).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)"  # the policy lets displaCy's style attributes through
    tables = page.locator("table").all_inner_texts()
    assert "91.5%" in tables[0]
    assert "skipped.year" in tables[1]
    context.close()
