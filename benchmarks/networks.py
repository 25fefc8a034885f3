"""How fast a browser draws a network, and how fluently it drags: `python benchmarks/networks.py SITE [PAGE]`.

SITE is what `kg view GRAPH -o SITE` wrote; PAGE is network/connected.html unless told. Needs Chromium and playwright.
Prints the number of names and lines, milliseconds from the start of the navigation to the first drawn frame, and frames
a second while the mouse drags.
"""

from __future__ import annotations

import shutil
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

RUNS, STEPS = 5, 30  # a step waits until the page has answered it: 0.1 s on a busy machine
FRAMES = """() => {
  window.frames_ = [];
  const tick = (at) => { frames_.push(at); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""
FIRST = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"


def drag(page: Page) -> list[float]:
    """Drag the network to and fro and return the milliseconds between frames."""
    x, y = page.evaluate("(({ left, bottom }) => [left + 12, bottom - 12])(network.getBoundingClientRect())")
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(STEPS):
        page.mouse.move(x + 3 * (step % 60), y - 2 * (step % 60))
    times = page.evaluate("frames_")
    page.mouse.up()
    return [later - sooner for sooner, later in pairwise(times)]


def main(site: Path, path: str) -> None:
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        firsts, gaps = [], []
        for _ in range(RUNS):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto((site / path).resolve().as_uri(), wait_until="commit")
            page.wait_for_load_state()
            firsts.append(page.evaluate(FIRST))
            gaps += drag(page)
            shape = page.evaluate("[networkPage.view().nodes.length, networkPage.view().edges.length]")
            page.close()
        browser.close()
    gaps.sort()
    print(f"{shape[0]:,} names, {shape[1]:,} lines; {len(gaps)} frames in {RUNS} runs")
    print(f"first frame drawn after {median(firsts):.0f} ms (slowest {max(firsts):.0f})")
    slow = gaps[int(0.95 * len(gaps))]
    print(f"dragging: {1000 * len(gaps) / sum(gaps):.0f} frames a second, 95 % of frames within {slow:.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "network/connected.html")
