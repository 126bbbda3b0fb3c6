"""The map in a real browser: by keyboard, on a phone, without JavaScript, and that no name hides another."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from briefs.config import read_site
from briefs.pipeline import Options, build

ROOT = Path(__file__).parent.parent.parent
NAMES = "svg.map a"
BOX = "e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Of the map of the repository's own site, on disk."""
    output = tmp_path_factory.mktemp("map")
    site = read_site(ROOT / "config.yaml", output).value
    assert site is not None
    assert build(site, Options(sync=False)).published
    return (output / "map.html").as_uri()


def focused(page: Page) -> list[float]:
    """Where what has the focus stands."""
    found: list[float] = page.evaluate(f"({BOX})(document.activeElement)")
    return found


@pytest.mark.parametrize("width", [1440, 390])
def test_by_keyboard_every_name_is_reached_seen_and_followed(browser: Browser, address: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(address)
        page.locator(".pan").focus()
        names = page.locator(NAMES)
        for at in range(names.count()):
            page.keyboard.press("Tab")
            assert names.nth(at).evaluate("e => e == document.activeElement")
            assert (
                names.nth(at).evaluate("e => e.matches(':focus-visible') && getComputedStyle(e).outlineWidth") == "3px"
            )
            left, top, right, bottom = focused(page)
            assert left >= 0
            assert top >= 0
            assert right <= width
            assert bottom <= 800
        page.keyboard.press("Enter")
        page.wait_for_url("**/glossary/*.html")


def test_the_list_names_what_the_picture_names_and_every_link_leads_somewhere(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        picture = page.eval_on_selector_all(
            NAMES, "all => all.map(a => [a.getAttribute('href'), a.querySelector('title').textContent])"
        )
        listed = page.eval_on_selector_all(
            "#as-list :is(h3, dt) a", "all => all.map(a => [a.getAttribute('href'), a.textContent])"
        )
        assert len(picture) > 40
        assert picture == listed
        for href, _ in picture:
            assert (Path(address.removeprefix("file://")).parent / href).is_file()


def test_no_name_stands_on_another_and_none_beyond_the_picture(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        frame = page.locator(".pan svg.map").evaluate(BOX)
        boxes = page.eval_on_selector_all(NAMES, f"all => all.map({BOX})")
        for left, top, right, bottom in boxes:
            assert frame[0] <= left
            assert right <= frame[2]
            assert frame[1] <= top
            assert bottom <= frame[3]
        for one, other in combinations(boxes, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 1 or other[3] <= one[1] + 1


def test_pointing_at_a_name_shows_its_lines(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        lines = page.locator("svg.map g:has(a) path").first
        assert lines.evaluate("e => getComputedStyle(e).opacity") == "0"
        page.locator("svg.map g a rect").first.hover()
        assert lines.evaluate("e => getComputedStyle(e).opacity") == "1"
