"""How fast the front page of a site comes up and its search answers: `python benchmarks/site.py SITE`.

SITE is what `kg view GRAPH -o SITE` wrote; the network is off. Needs Chromium and playwright. Prints the bytes of the
front page, milliseconds from the start of the navigation until its search box is there and the scripts have run, and
milliseconds from a typed letter to the shown answer, for the beginnings of names of all lengths up to eight letters;
the box was entered a fifth of a second before, as a hand needs it.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

RUNS, NAMES, LONGEST = 5, 40, 8
TO_THE_KEYS = 200  # milliseconds between entering the box and the first letter
READY = "() => document.readyState === 'complete' && document.querySelector('#search') && performance.now()"
ANSWER = """(typed) => new Promise((done) => {
  const box = document.querySelector("#search"), started = performance.now();
  delete document.documentElement.dataset.searched;
  box.value = typed;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const look = () => document.documentElement.dataset.searched === typed
    ? done(performance.now() - started) : setTimeout(look, 1);
  look();
})"""


def prefixes(site: Path) -> list[str]:
    """Return beginnings of names that have pages, the same each time."""
    pages = sorted(path.stem for kind in ("method", "dataset") for path in (site / kind).glob("*.html"))
    chosen = [stem.replace("-", " ") for stem in pages[:: max(1, len(pages) // NAMES)]]
    return [stem[:size] for stem in chosen for size in range(1, min(LONGEST, len(stem)) + 1)]


def main(site: Path) -> None:
    front = site / "index.html"
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        ready, answers = [], []
        for _ in range(RUNS):
            context = browser.new_context(offline=True)
            page = context.new_page()
            page.goto(front.resolve().as_uri(), wait_until="commit")
            ready.append(page.wait_for_function(READY).json_value())
            page.focus("#search")
            page.wait_for_timeout(TO_THE_KEYS)
            answers += [page.evaluate(ANSWER, typed) for typed in prefixes(site)]
            context.close()
        browser.close()
    answers.sort()
    print(f"front page: {front.stat().st_size:,} bytes, ready after {median(ready):.0f} ms (slowest {max(ready):.0f})")
    print(
        f"search: {len(answers)} beginnings, median {median(answers):.0f} ms, "
        f"95 % within {answers[int(0.95 * len(answers))]:.0f}, slowest {answers[-1]:.0f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
