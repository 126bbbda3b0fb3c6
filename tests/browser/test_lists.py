"""Narrowing a list in a real browser, without JavaScript: by mouse, by keyboard, by touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from briefs.config import read_site
from briefs.pipeline import Options, build

ROOT = Path(__file__).parent.parent.parent
LISTS = {"claims.html": "li[data-f]", "timeline.html": "li[data-f]", "glossary/index.html": ".gl > div"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("lists")
    site = read_site(ROOT / "config.yaml", output).value
    assert site is not None
    assert build(site, Options(sync=False)).published
    return output


@pytest.fixture(params=[1440, 390])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    size = {"width": request.param, "height": 900}
    with browser.new_context(java_script_enabled=False, viewport=size) as context:  # type: ignore[arg-type]
        yield context.new_page()


def shown(items: Locator) -> int:
    return sum(item.is_visible() for item in items.all())


@pytest.mark.parametrize("path", LISTS)
def test_each_choice_leaves_as_much_as_it_says_and_no_empty_section(page: Page, folder: Path, path: str) -> None:
    page.goto(f"{folder.as_uri()}/{path}")
    items = page.locator(f"main {LISTS[path]}")
    every = shown(items)
    assert every == items.count() > 0
    labels = page.locator(".pick label").all()
    for label in labels[1:]:
        label.click()
        assert shown(items) == int(label.locator("i").inner_text()) < every
        for section in page.locator("section.part").all():
            left = any(item.is_visible() for item in section.locator(LISTS[path]).all())
            assert section.is_visible() == left
    labels[0].click()
    assert shown(items) == every


@pytest.mark.parametrize("path", LISTS)
def test_a_choice_is_made_with_the_keyboard_and_seen(page: Page, folder: Path, path: str) -> None:
    page.goto(f"{folder.as_uri()}/{path}")
    items = page.locator(f"main {LISTS[path]}")
    every = shown(items)
    page.locator("#f-0").focus()
    page.keyboard.press("ArrowDown")
    label = page.locator(".pick label:has(:checked)")
    assert page.locator("#f-1").is_checked()
    assert shown(items) == int(label.locator("i").inner_text()) < every
    button = label.locator("input")
    outline = button.evaluate("e => getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth")
    assert outline == "solid3px"
    page.keyboard.press("ArrowUp")
    assert shown(items) == every


def test_a_letter_without_a_term_of_the_kind_is_no_place_to_go(page: Page, folder: Path) -> None:
    page.goto(f"{folder.as_uri()}/glossary/index.html")
    page.locator(".pick label", has_text="Person").click()
    letters = [a.inner_text() for a in page.locator(".az a").all() if a.is_visible()]
    heads = [h.inner_text() for h in page.locator("section.part > h2").all() if h.is_visible()]
    assert letters == heads


@pytest.mark.parametrize("path", [*LISTS, "sources/index.html"])
def test_what_a_finger_must_meet_is_large_enough(page: Page, folder: Path, path: str) -> None:
    page.goto(f"{folder.as_uri()}/{path}")
    for target in page.locator(".pick label, .az a").all():
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("path", ["claims.html", "sources/index.html"])
def test_what_is_listed_leads_to_its_place(page: Page, folder: Path, path: str) -> None:
    page.goto(f"{folder.as_uri()}/{path}")
    link = page.locator("a[href*='#n-']").first
    place = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    assert page.locator(f"#{place}:target").is_visible()


@pytest.mark.parametrize("path", ["index.html", "tags/drones.html", "claims.html", "timeline.html"])
def test_what_stands_beside_an_entry_does_not_run_into_it(browser: Browser, folder: Path, path: str) -> None:
    with browser.new_context(viewport={"width": 768, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{folder.as_uri()}/{path}")
        overlaps = page.evaluate(
            """() => [...document.querySelectorAll('.item > .date, .claims > li > .lab, .tl .date, .part > h2')].filter(
                e => { const r = document.createRange(); r.selectNodeContents(e);
                       return r.getBoundingClientRect().right > e.nextElementSibling.getBoundingClientRect().left
                           && r.getBoundingClientRect().bottom > e.nextElementSibling.getBoundingClientRect().top })
                .map(e => e.textContent)"""
        )
        assert overlaps == []
