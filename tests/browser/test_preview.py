"""A real browser on a real preview: what an author sees when a build is done, or has failed."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from previews import MISTAKE, page_of, site
from shows import listed

from briefs.preview.serve import Preview


def was_reloaded(page: Page) -> bool:
    return page.evaluate("window.kept") is None


def test_a_changed_page_reloads_where_it_was_scrolled_to(page: Page, preview: Preview) -> None:
    page.evaluate("scrollTo(0, 1500)")
    preview.show(*listed(site(home="home, edited")))
    expect(page.locator("h1")).to_have_text("home, edited")
    expect(page.get_by_text("line 0", exact=True)).not_to_be_in_viewport()
    assert page.evaluate("scrollY") == 1500


def test_a_change_elsewhere_leaves_the_page_alone(page: Page, preview: Preview) -> None:
    preview.show(*listed(site(other="other, edited")))
    preview.show(None, errors=[MISTAKE])
    expect(page.get_by_role("alertdialog")).to_be_visible()  # so the earlier news has come too
    assert not was_reloaded(page)


def test_a_page_shown_ahead_reloads_its_tab_once_and_not_again_with_its_build(page: Page, preview: Preview) -> None:
    preview.ahead({"index.html": page_of("soon")})
    expect(page.locator("h1")).to_have_text("soon")
    page.evaluate("window.kept = true")
    preview.show(*listed(site(home="soon", other="other, edited")), errors=[MISTAKE])
    expect(page.get_by_role("alertdialog")).to_be_visible()  # so the earlier news has come too
    assert not was_reloaded(page)


def test_a_changed_stylesheet_is_swapped_without_a_reload(page: Page, preview: Preview) -> None:
    for colour in ("rgb(4, 5, 6)", "rgb(7, 8, 9)"):
        preview.show(*listed(site(style=f"h1 {{ color: {colour} }}")))
        expect(page.locator("h1")).to_have_css("color", colour)
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    assert not was_reloaded(page)


def test_a_changed_image_or_script_of_the_page_reloads_it(context: BrowserContext, preview: Preview, url: str) -> None:
    with_image = page_of("home").replace(b"<h1>", b'<img src="icon.svg" alt=""><h1>')
    preview.show(*listed({**site(), "index.html": with_image}))
    page = context.new_page()
    page.goto(url)
    with page.expect_navigation():
        preview.show(
            *listed({**site(), "index.html": with_image, "icon.svg": b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'})
        )
    assert page.url == url


def test_news_that_come_twice_reload_a_page_once(context: BrowserContext, page: Page, url: str) -> None:
    loads: list[str] = []
    page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    second = context.new_page()
    second.goto(url + "other.html")
    with page.expect_event("load"):
        second.evaluate(
            """() => {
                const channel = new BroadcastChannel("briefs-live");
                for (let time = 0; time < 3; time++) {
                    channel.postMessage({ type: "reload", paths: null, build: "x" });
                }
            }"""
        )
    assert loads == [url]


def test_a_page_opened_while_the_build_is_broken_shows_the_errors(
    context: BrowserContext, page: Page, preview: Preview, url: str
) -> None:
    preview.show(None, errors=[MISTAKE])
    expect(page.get_by_role("alertdialog")).to_be_visible()
    second = context.new_page()
    second.goto(url + "other.html")
    expect(second.get_by_role("alertdialog")).to_be_visible()
    expect(second.locator("h1")).to_have_text("other")
    assert MISTAKE.message in second.get_by_role("alertdialog").inner_text()


def test_a_page_opened_before_the_first_build_appears_when_it_is_done(context: BrowserContext) -> None:
    with Preview() as preview:
        page = context.new_page()
        page.goto(preview.serve(port=0, say=pytest.fail) + "other.html")
        expect(page.locator("h1")).to_have_text("No such page")
        preview.show(*listed(site()))
        expect(page.locator("h1")).to_have_text("other")
        assert page.url.endswith("/other.html")


def test_twelve_tabs_load_reload_and_outlive_the_one_that_listens(
    context: BrowserContext, preview: Preview, url: str
) -> None:
    """A browser opens six connections to a host: a stream for each tab would hang the seventh (FAULTS C12)."""
    tabs = [context.new_page() for _ in range(12)]
    for tab in tabs:
        tab.goto(url)
    preview.show(*listed(site(home="second")))
    for tab in tabs:
        expect(tab.locator("h1")).to_have_text("second")
    for tab in tabs[:3]:
        tab.close()
    preview.show(*listed(site(home="third")))
    for tab in tabs[3:]:
        expect(tab.locator("h1")).to_have_text("third")
    assert [tab.inner_text("h1") for tab in context.pages] == ["third"] * 9


def test_a_restarted_server_reloads_the_pages_of_the_old_one(
    context: BrowserContext, page: Page, preview: Preview, url: str
) -> None:
    second_tab = context.new_page()
    second_tab.goto(url + "other.html")
    preview.close()
    with Preview() as restarted:
        restarted.show(*listed(site(home="restarted", other="restarted")))
        restarted.serve(port=urlsplit(url).port or 0, say=pytest.fail)
        for tab in (page, second_tab):
            expect(tab.locator("h1")).to_have_text("restarted")
        assert [tab.url for tab in (page, second_tab)] == [url, url + "other.html"]


def test_a_tab_that_wakes_asks_again(page: Page) -> None:
    with page.expect_request(re.compile("__live\\?build=")) as asked:
        page.evaluate("document.dispatchEvent(new Event('resume'))")
    assert asked.value.resource_type == "eventsource"


def test_without_locks_each_page_listens_for_itself(context: BrowserContext, preview: Preview, url: str) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")
    tabs = [context.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto(url)
    for text in ("second", "third"):
        preview.show(*listed(site(home=text)))
        for tab in tabs:
            expect(tab.locator("h1")).to_have_text(text)
    assert [tab.inner_text("h1") for tab in tabs] == ["third", "third"]
