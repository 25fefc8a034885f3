"""The networks of the site: what they show, and how they behave in a real browser, the network off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from kg.views import networks, write_site
from kg.views.bonds import near, wins
from kg.views.contests import find_contests
from kg.views.gathering import gather
from tests.views.sites import HOSTILE, hostile_store
from tests.views.test_site import Reader, reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GRAPH = Path(__file__).parents[2] / "graphs" / "sample" / "graph.ttl"


@pytest.fixture(scope="module")
def sample() -> Store:
    store = Store()
    store.bulk_load(path=str(GRAPH))
    return store


@pytest.fixture(scope="module")
def site(sample: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("networks")
    write_site(sample, folder, title="Sample")
    return folder


def shown(opened: Reader) -> int:
    return opened.page.evaluate("networkPage.view().nodes.filter(networkPage.isShown).length")


def test_the_best_connected_are_drawn_without_a_request_or_an_error(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    page = opened.open("network/connected.html")
    assert page.locator("#network canvas").count() == 1
    assert shown(opened) > 20
    assert opened.errors == []
    assert opened.left == []


def test_filters_hide_what_they_say(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    page = opened.open("network/connected.html")
    all_names = shown(opened)
    page.uncheck("#type-Metric", force=True)
    metrics = page.evaluate("networkPage.view().nodes.filter((n) => n.type === 'Metric').length")
    assert 0 < metrics < all_names
    assert shown(opened) == all_names - metrics
    assert page.inner_text("#shown") == f"{all_names - metrics} of {all_names} names"
    hidden = page.evaluate("networkPage.view().sets.nodes.get({ filter: (n) => n.hidden }).length")
    assert hidden == metrics
    year = page.evaluate("document.getElementById('since').options[2].value")
    page.select_option("#since", year)
    later = page.evaluate(
        "year => networkPage.view().nodes.filter((n) => n.type !== 'Metric' && n.year >= year).length", int(year)
    )
    assert shown(opened) == later < all_names - metrics


def test_a_click_shows_a_card_that_leads_to_the_page_of_the_name(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    page = opened.open("network/connected.html")
    place = page.evaluate("networkPage.place(networkPage.view().nodes[0].id)")
    label = page.evaluate("networkPage.view().nodes[0].label")
    page.mouse.click(place["x"], place["y"])
    page.wait_for_selector("#chosen:not([hidden])")
    assert page.inner_text("#chosen h2") == label
    page.click("#chosen .open")
    page.wait_for_load_state()
    assert page.inner_text("h1") == label
    assert opened.errors == []


def test_a_community_opens_into_its_names_and_back(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    page = opened.open("network/index.html")
    circles = page.inner_text("#shown")
    assert circles.endswith("communities")
    place = page.evaluate("networkPage.place(networkPage.view().nodes[0].id)")
    page.mouse.click(place["x"], place["y"])
    page.wait_for_selector("#back:not([hidden])")
    assert "names" in page.inner_text("#shown")
    page.click("#back")
    page.wait_for_selector("#back", state="hidden")
    assert page.inner_text("#shown") == circles
    assert opened.errors == []


def test_every_name_of_a_picture_is_in_the_list_below_it(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    page = opened.open("network/connected.html")
    page.click(".listed summary")
    assert page.locator(".listed li").count() == shown(opened)
    page.locator(".listed a").first.press("Enter")
    page.wait_for_load_state()
    assert "/network/" not in page.url


def test_hostile_names_stay_text(browser: Browser, tmp_path: Path) -> None:
    write_site(hostile_store(), tmp_path, title="Hostile")
    opened = reader(browser, tmp_path, width=390)
    page = opened.open("network/connected.html")
    for node in page.evaluate("networkPage.view().nodes.map((n) => n.id)"):
        page.evaluate("id => networkPage.choose(id)", node)
        label = page.evaluate("id => networkPage.view().places.get(id).label", node)
        assert page.evaluate("document.querySelector('#chosen h2').textContent") == label
    labels = set(page.evaluate("networkPage.view().nodes.map((n) => n.label)"))
    assert len(labels & set(HOSTILE)) > 3
    assert page.locator("main img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.errors == []
    assert opened.left == []


def test_dark_colours_reach_the_drawing(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    page = opened.open("network/connected.html")
    colour = "networkPage.view().sets.nodes.get(networkPage.view().nodes[0].id).color.background"
    before = page.evaluate(colour)
    page.click("#theme")
    assert page.evaluate(colour) != before


def test_who_beats_whom_stands_above(sample: Store) -> None:
    contest = wins(gather(sample).claims, gather(sample))
    ladder = networks.ladder(contest, 50)
    assert ladder.is_directed
    above = [pair for pair in ladder.edges if ladder.places[pair[0]][1] < ladder.places[pair[1]][1]]
    both_ways = {pair for pair in ladder.edges if pair[::-1] in ladder.edges}
    assert set(ladder.edges) - set(above) <= both_ways
    assert above


def test_contests_count_the_papers_about_a_data_set(sample: Store) -> None:
    gathered = gather(sample)
    for place, found in find_contests(gathered).items():
        assert place.startswith(("dataset/", "task/"))
        assert len(found) >= 4
        assert all(name in gathered.names for pair in found for name in pair)


def test_near_puts_what_stands_together_first_and_no_more_than_asked(sample: Store) -> None:
    gathered = gather(sample)
    name = max(gathered.names, key=lambda name: (len(gathered.names[name].papers), name))
    bonds = near(gathered, name, 5)
    assert len(bonds) == 5
    assert [bond.weight for bond in bonds] == sorted((bond.weight for bond in bonds), reverse=True)
    assert near(gathered, name, 50)[:5] == bonds
    assert all(bond.papers or bond.claims for bond in bonds)


def test_a_picture_says_how_many_names_it_leaves_out(sample: Store) -> None:
    gathered = gather(sample)
    picture = networks.connected(gathered, 10)
    assert len(picture.places) == 10
    assert picture.left_out == len(gathered.names) - 10


def test_communities_are_the_same_every_time(sample: Store) -> None:
    gathered = gather(sample)
    assert networks.communities(gathered, 500) == networks.communities(gathered, 500)
    groups = networks.communities(gathered, 500).groups
    members = [name for group in groups for name in group.places]
    assert len(members) == len(set(members))
    assert len(groups) > 1
