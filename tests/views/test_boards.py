"""Leaderboards: what they take in, how they rank, what they mark, and that the pages say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.views import write_site
from kg.views.written import written
from tests.views.results import results_store
from tests.views.test_site import reader

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FID = "leaderboard/fid--imagenet.html"
NARROW = "leaderboard/fid--imagenet-256x256.html"
ACCURACY = "leaderboard/accuracy--cifar-10.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("boards")
    write_site(results_store(), folder, title="Results")
    return folder


def cells(page: Page, column: int) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(f"#rows td:nth-child({column})").all_inner_texts()]


def test_a_board_takes_in_narrower_data_sets_and_marks_them(browser: Browser, site: Path) -> None:
    page = reader(browser, site).open(FID)
    assert cells(page, 3) == ["1.78", "1.80", "1.95", "2.18"]
    assert cells(page, 1) == ["1", "2", "3", "4"]
    assert ["on ImageNet 256x256" in text for text in cells(page, 2)] == [True, True, True, False]
    assert page.locator("#rows tr[data-narrower]").count() == 3
    assert page.inner_text(".lead") == "1 result and 3 on narrower data sets, each marked, lower is better."
    page.check("#itself")
    assert page.inner_text("#shown") == "1 of 4"
    assert page.locator("#rows tbody tr:visible td.rank").all_inner_texts() == ["4"]


def test_a_narrower_board_takes_in_nothing_wider(browser: Browser, site: Path) -> None:
    page = reader(browser, site).open(NARROW)
    assert cells(page, 3) == ["1.78", "1.80", "1.95"]
    assert page.locator("#rows tr[data-narrower]").count() == 0
    assert page.inner_text(".lead") == "3 results, lower is better."


def test_pages_that_lead_to_a_board_count_what_it_shows(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    front = opened.open("index.html")
    card = front.locator(".card.board", has=front.locator(f"a[href='{FID}']"))
    assert card.locator("p.quiet").inner_text() == "1 result and 3 on narrower data sets · lower is better"
    assert "on ImageNet 256x256" in card.locator(".top3 li").first.inner_text()
    for path, row in (("leaderboard/index.html", "main tr"), ("dataset/imagenet.html", "main li")):
        page = opened.open(path)
        line = page.locator(row, has=page.locator("a[href$='fid--imagenet.html']"))
        assert "1 and 3 narrower" in line.inner_text(), path
        line = page.locator(row, has=page.locator("a[href$='fid--imagenet-256x256.html']"))
        assert "narrower" not in line.inner_text(), path


def test_the_board_of_a_narrower_data_set_is_found_at_the_wider_one(site: Path) -> None:
    assert "fid--imagenet-256x256.html" in (site / "dataset" / "imagenet.html").read_text(encoding="utf-8")
    assert "fid--imagenet.html" not in (site / "dataset" / "imagenet-256x256.html").read_text(encoding="utf-8")


def test_a_version_of_a_version_of_a_papers_own_method_is_its_own(browser: Browser, site: Path) -> None:
    page = reader(browser, site).open(NARROW)
    assert ["reported by another" in text for text in cells(page, 2)] == [False, False, True]
    page = reader(browser, site).open(FID)
    page.check("#own")
    assert page.inner_text("#shown") == "3 of 4"


def test_what_a_value_ranks_by_is_told_where_the_paper_writes_another_number(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    page = opened.open(ACCURACY)
    assert cells(page, 3) == ["0.5% error rate → accuracy 99.5%", "81.5%", "0.81 → 81%"]
    front = opened.open("index.html")
    card = front.locator(".card.board", has=front.locator(f"a[href='{ACCURACY}']"))
    assert "error rate → accuracy 99.5%" in " ".join(card.inner_text().split())
    table = opened.open("leaderboard/index.html")
    assert "error rate → accuracy 99.5%" in " ".join(table.inner_text("main table").split())


def test_another_value_of_a_method_in_another_paper_is_a_conflict(browser: Browser, site: Path) -> None:
    page = reader(browser, site).open(NARROW)
    assert page.locator("#rows tbody tr:has(.conflict) td.rank").all_inner_texts() == ["2", "3"]
    for rank, other in (("2", "1.95 in Paper two"), ("3", "1.80 in Paper one")):
        row = page.locator("#rows tbody tr", has=page.locator("td.rank", has_text=rank))
        row.locator(".conflict summary").click()
        assert row.locator(".conflict li").all_inner_texts() == [other]
    assert reader(browser, site).open(ACCURACY).locator(".conflict").count() == 0  # one paper may state several


def test_the_filter_by_setting_keeps_its_rows(browser: Browser, site: Path) -> None:
    opened = reader(browser, site)
    page = opened.open(FID)
    assert page.locator("#setting option").all_inner_texts() == ["any", "W4A4"]
    page.select_option("#setting", "W4A4")
    assert page.locator("#rows tbody tr:visible td.rank").all_inner_texts() == ["4"]
    assert page.locator("#rows tbody tr:visible .setting").all_inner_texts() == ["W4A4"]
    assert page.inner_text("#shown") == "1 of 4"
    page.select_option("#setting", "")
    assert page.locator("#rows tbody tr:visible").count() == 4
    assert opened.errors == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"118\times", "118×"),
        (r"20$\times$", "20×"),
        (r"9.87{\texttimes}", "9.87×"),
        (r"2.36\times$-$12.65\times$", "2.36×-12.65×"),
        ("256x256", "256×256"),
        ("256times256", "256×256"),
        (r"10\times 10\times 10", "10×10×10"),
        ("640 × 480", "640×480"),
        ("10x", "10×"),
        (r"95.9\%", "95.9%"),
        (r"20-40 \%", "20-40%"),
        (r"40%\sim 87%", "40%~87%"),
        ("8xlarge", "8xlarge"),
        ("3 times", "3 times"),
        ("$50-69", "$50-69"),
        ("W4A4", "W4A4"),
    ],
)
def test_values_are_written_with_plain_signs(text: str, plain: str) -> None:
    assert written(text) == plain
