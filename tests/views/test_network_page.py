"""The page in a real browser, the network off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import GraphError
from kg.views import write_page
from tests.views.conftest import Opened
from tests.views.networks import add_claim, large_network, sample_network

OpenPage = Callable[..., Opened]

HOSTILE = [
    "<img src=x onerror=\"document.title='hit';alert(1)\">",
    "</script><script>document.title='hit';alert(1)</script>",
    "<!--<script>",
    "href",
    '<a href="javascript:alert(1)">click</a>',
    '"><svg onload="document.title=\'hit\'">',
    "{{7*7}}${document.title='hit'}",
    "$title $data %s \\u003c \\",
    "שלום עולם \u202eright to left\u202c",
    "🧪🔬👩🏽‍🔬 emoji",
    "line\u2028separator\u2029and\nbreak\ttab\x00null",
    "lone \ud800 surrogate",
    "__proto__",
    "a long title " * 40,
]


def hostile_ids() -> list[str]:
    """Return an id for each hostile text that holds it as far as an IRI can: a lone surrogate has no place in one."""
    return [f"method/{number}/{text}".replace("\ud800", "") for number, text in enumerate(HOSTILE)]


def hostile_network() -> nx.MultiDiGraph[str]:
    """Return a network with every hostile text in every field."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("task/crowd", type="Task", label="crowd", aliases="; ".join(f"alias {n}" for n in range(3000)))
    for number, (method, text) in enumerate(zip(hostile_ids(), HOSTILE, strict=True)):
        paper = method.replace("method", "paper")
        graph.add_node(method, type="Method", label=text, aliases=text, papers=1, introduced_by=paper)
        graph.add_node(paper, type="Paper", label=text, date=text)
        graph.add_node(f"dataset/{number}", type="Dataset", label=text, aliases="", papers=1)
        graph.add_node(f"metric/{number}", type="Metric", label=text, better=text)
        graph.add_node(f"other/{number}", type=f"x {text}", label=text)
        graph.add_edge(method, "task/crowd", key="addresses", predicate=text)
        graph.add_edge(method, f"other/{number}", key=text, predicate=text)
        slots = {"metric": f"metric/{number}", "dataset": f"dataset/{number}", "valueText": text, "value": 1.0}
        more = {"paper": paper, "direction": text, "predicate": text, "baseline": text}
        for kind in ("result", "change", "setting", "comparison"):
            add_claim(graph, method, f"dataset/{number}", f"{kind}-{number}-{text}", kind, text, **slots, **more)
    return graph


def test_the_page_makes_no_request_and_no_error(open_page: OpenPage) -> None:
    opened = open_page(sample_network())
    opened.choose("VAR")
    assert opened.requests == [opened.path.as_uri()]
    assert opened.errors == []
    assert opened.page.inner_text("h1") == "Sample"
    assert opened.page.locator("#counts").inner_text().split() == [
        *("10", "papers", "12", "methods", "4", "data", "sets", "4", "metrics", "3", "tasks", "10", "claims"),
    ]


def test_the_policy_stops_a_script_that_is_not_the_pages_own(open_page: OpenPage) -> None:
    opened = open_page(sample_network())
    failed = []
    opened.page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
    opened.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
        " const i = document.createElement('img'); i.src = 'https://example.org/x.png'; document.body.append(i); }"
    )
    assert opened.page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in error for error in opened.errors) == 2
    assert failed == [("https://example.org/x.png", "csp")]


def test_hostile_names_are_shown_as_text_and_do_nothing(open_page: OpenPage) -> None:
    opened = open_page(hostile_network(), title=HOSTILE[0])
    for node in hostile_ids():
        opened.page.evaluate("id => select(id)", node)
        opened.wait_until(f"selected === {json.dumps(node)}")
    for node in opened.page.evaluate("data.nodes.map((node) => node.id)"):
        opened.page.evaluate(
            "node => { showTip({ node, pointer: { DOM: { x: 9, y: 9 } } }); showName(node); }",
            node,
        )
    opened.search("<img")
    assert opened.page.title() == HOSTILE[0]
    assert opened.page.inner_text("h1") == HOSTILE[0]
    assert opened.page.evaluate("document.title") != "hit"
    assert opened.dialogs == []
    assert opened.errors == []
    assert opened.requests == [opened.path.as_uri()]
    assert opened.page.locator("img, main a[href^=javascript]").count() == 0


def test_three_thousand_aliases_unfold_on_demand_and_are_all_searched(open_page: OpenPage) -> None:
    opened = open_page(hostile_network())
    panel = opened.choose("alias 2999")
    assert panel.splitlines()[2] == "crowd"
    assert "and 2,992 more" in panel
    assert "alias 2999" not in panel
    opened.page.click("text=and 2,992 more")
    assert "alias 2999" in opened.panel()


def test_search_finds_names_and_aliases_by_keyboard(open_page: OpenPage) -> None:
    opened = open_page(sample_network())
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("frechet inception")
    hits = opened.page.locator("#hits li")
    assert hits.count() == 1
    assert hits.first.inner_text().startswith("Fréchet inception distance for FID")
    opened.page.keyboard.press("Enter")
    assert opened.panel().splitlines()[2] == "FID"
    assert opened.page.evaluate("document.activeElement.id") == "panel"
    assert opened.search("transformer")[0].startswith("Transformer")
    opened.page.keyboard.press("ArrowDown")
    active = opened.page.get_attribute("#search", "aria-activedescendant")
    assert active == "hit-1"
    assert opened.page.inner_text("#hit-1").startswith("Diffusion Transformer for DiT")
    opened.page.keyboard.press("Enter")
    assert opened.panel().splitlines()[2] == "DiT"
    assert opened.search("no such name") == ["Nothing found."]
    opened.page.keyboard.press("Escape")
    assert opened.page.is_hidden("#hits")


def test_a_chosen_name_shows_its_claims_with_their_evidence(open_page: OpenPage) -> None:
    opened = open_page(sample_network())
    var = opened.choose("Visual AutoRegressive modeling")
    assert "1.80 FID on ImageNet 256x256" in var
    assert "var comes to 1.80 on imagenet-256x256." in var
    assert "Visual Autoregressive Modeling · 2024-04-03 · rule result.by_hand" in var
    lora = opened.choose("LoRA")
    assert "↓ 3 times GPU memory, against full fine-tuning" in lora
    dit = opened.choose("DiT")
    assert "outperforms ADM in FID" in dit
    assert "4 bits precision" in opened.choose("GPTQ")


def test_a_click_on_a_node_shows_it_and_back_leads_back(open_page: OpenPage) -> None:
    opened = open_page(sample_network())
    place = opened.page.evaluate(
        "() => { const box = byId('network').getBoundingClientRect();"
        " const at = network.canvasToDOM(network.getPosition('method/bert')); return [box.x + at.x, box.y + at.y]; }"
    )
    opened.page.mouse.move(*place)
    opened.page.wait_for_selector("#tip:not([hidden])")
    assert opened.page.inner_text("#tip").splitlines() == ["BERT", "Method · 1 paper · 0 quotes"]
    opened.page.mouse.move(5, 5)
    opened.page.wait_for_selector("#tip", state="hidden")
    opened.page.mouse.click(*place)
    opened.wait_until("selected === 'method/bert'")
    assert "Also Bidirectional Encoder Representations from Transformers" in opened.panel()
    opened.page.click("#panel .names a")
    opened.wait_until("selected === 'method/transformer'")
    opened.page.go_back()
    opened.wait_until("selected === 'method/bert'")
    opened.page.click("text=Close")
    opened.wait_until("selected === null")
    assert opened.panel().startswith("Where to begin")
    assert opened.errors == []


def test_a_type_can_be_hidden(open_page: OpenPage) -> None:
    opened = open_page(sample_network())
    opened.page.uncheck("#type-Metric", force=True)
    hidden = opened.page.evaluate("nodes.get({ filter: (node) => node.hidden }).map((node) => node.group)")
    assert hidden == ["Metric"] * 4
    loose = opened.page.evaluate("edges.get({ filter: (edge) => edge.hidden }).length")
    assert loose == 7
    opened.choose("FID")
    assert opened.page.is_checked("#type-Metric")


def test_the_best_results_come_first(open_page: OpenPage) -> None:
    opened = open_page(sample_network())
    boards = opened.page.locator(".board")
    assert boards.locator("h3").all_inner_texts() == ["FID on ImageNet 256x256", "top-1 accuracy on ImageNet"]
    assert boards.nth(0).locator(".number b").all_inner_texts() == ["1.80", "2.27", "4.59"]
    assert boards.nth(1).locator(".number b").all_inner_texts() == ["88.55%", "87.8%", "87.3%"]
    assert boards.locator("header small").all_inner_texts() == ["lower is better", "higher is better"]
    boards.nth(0).locator("summary").first.click()
    assert boards.nth(0).locator(".row-quote").first.inner_text() == "var comes to 1.80 on imagenet-256x256."


def test_a_graph_without_quotes_shows_places_instead(open_page: OpenPage) -> None:
    opened = open_page(sample_network(quotes=False))
    assert "Characters 12 to 60 of the title and abstract" in opened.choose("VAR")
    assert "characters 12 to 60" in opened.page.inner_text(".board")
    assert opened.page.locator("blockquote, summary").count() == 0


def test_the_page_says_what_it_leaves_out(open_page: OpenPage) -> None:
    opened = open_page(large_network(60), limit=50)
    assert opened.page.evaluate("data.nodes.length") == 50
    note = opened.page.inner_text("#left-out")
    assert note.startswith("The 50 best connected of 480 names and papers; 430 left out")
    assert "kg explain" in opened.search("method 222")[0]


def test_a_phone_needs_no_sideways_scrolling(open_page: OpenPage) -> None:
    opened = open_page(hostile_network(), width=390)
    opened.page.evaluate("id => select(id)", hostile_ids()[0])
    opened.wait_until("selected !== null")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_empty_network_still_makes_a_page(open_page: OpenPage) -> None:
    opened = open_page(nx.MultiDiGraph())
    assert opened.errors == []
    assert "No paper here reports a number" in opened.page.inner_text("#leaderboards-note")


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from random import Random; import networkx as nx\n"
        "from kg.views import write_page; from tests.views.networks import large_network\n"
        "graph, shuffled, random = large_network(60), nx.MultiDiGraph(), Random(sys.argv[2])\n"
        "nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))\n"
        "random.shuffle(nodes); random.shuffle(edges)\n"
        "shuffled.add_nodes_from(nodes); shuffled.add_edges_from(edges)\n"
        "write_page(shuffled, Path(sys.argv[1]), title='Same', limit=100)\n"
    )
    pages = []
    for seed in ("0", "1"):
        path = tmp_path / f"{seed}.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        root = Path(__file__).parents[2]
        subprocess.run([sys.executable, "-c", program, str(path), seed], check=True, env=environment, cwd=root)
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_a_network_of_two_thousand_nodes_takes_seconds_not_minutes(tmp_path: Path) -> None:
    graph = large_network(400)
    start = time.process_time()
    write_page(graph, tmp_path / "index.html", title="Large", limit=2000)
    assert time.process_time() - start < 8


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"missing/index\.html: the page cannot be written: No such file"):
        write_page(sample_network(), tmp_path / "missing" / "index.html", title="x")


def test_importing_the_views_does_not_import_what_draws() -> None:
    program = "import sys, kg.views; print(sorted({'pyvis', 'IPython', 'igraph', 'networkx'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == "[]"
