"""Pages that run from right to left, in a real browser: mirrored whole, at any width."""

from __future__ import annotations

from pathlib import Path

import pytest
from languages import site_in
from playwright.sync_api import Browser, Locator
from support import site_of, write_site

from briefs.core.language import Language
from briefs.pipeline import Options, build

PAGES = (
    "index.html", "articles/kappa.html", "articles/lambda.html", "glossary/index.html", "glossary/abg.html",
    "sources/index.html", "timeline.html", "claims.html", "map.html", "search.html?q=πόλη", "about.html", "404.html",
)  # fmt: skip


@pytest.fixture(scope="module", params=["fa", "ar"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp(str(request.param))
    site = site_of(write_site(root, site_in(str(request.param))))
    assert build(site, Options(sync=False)).published
    return site.output


def left_and_right(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box is not None
    return box["x"], box["x"] + box["width"]


def test_notes_stand_left_of_the_text_and_the_contents_right_of_it(browser: Browser, folder: Path) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto((folder / "articles/kappa.html").as_uri())
        start, end = left_and_right(page.locator(".article-body > p").first)
        notes = page.locator(".note").all()
        assert len(notes) == 2
        assert all(left_and_right(note)[1] < start for note in notes)
        assert left_and_right(page.locator(".rail > div"))[0] > end
        assert left_and_right(page.locator(".brand"))[0] > left_and_right(page.locator(".tbtn"))[1]


def test_keywords_of_a_concordance_stand_in_one_column_with_what_comes_before_right_of_them(
    browser: Browser, folder: Path
) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto((folder / "glossary/abg.html").as_uri())
        marks = [left_and_right(mark) for mark in page.locator(".grid mark").all()]
        assert len({round(end) for _, end in marks}) == 1
        before = page.locator(".grid .l", has_text="Ένα κείμενο")
        assert left_and_right(before.first)[0] >= marks[0][1] - 1


def test_letters_that_are_joined_are_not_set_apart(browser: Browser, folder: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        script = "[...document.querySelectorAll('body *')].filter(e => getComputedStyle(e).letterSpacing != 'normal'"
        for path in PAGES:
            page.goto(f"{folder.as_uri()}/{path}")
            apart = page.evaluate(script + " && getComputedStyle(e).letterSpacing != '0px').map(e => e.className)")
            assert apart == [], path


def test_the_search_counts_in_the_pages_digits_and_a_result_runs_as_its_words_do(
    browser: Browser, folder: Path
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{folder.as_uri()}/search.html?q=πόλη")
        page.locator("#found li").first.wait_for()
        said = Language(page.locator("html").get_attribute("lang") or "")
        number = page.locator("#found li").count()
        assert said.digits(number) in page.locator("#count").inner_text()
        assert page.locator("#found h2").first.evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_no_page_is_wider_than_a_small_screen(browser: Browser, folder: Path) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        for path in PAGES:
            page.goto(f"{folder.as_uri()}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
