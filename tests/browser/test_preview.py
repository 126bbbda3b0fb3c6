"""A real browser on a real preview: what an author sees when a build is done, or has failed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from shows import listed

from briefs.preview.serve import Preview
from briefs.preview.shown import ErrorView

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)

MISTAKE = ErrorView(
    code="quote-not-found",
    message="“smal number” does not stand in the article",
    path="content/articles/a.yaml",
    line=14,
    column=12,
    excerpt="14 |   - quote: smal number\n   |            ^^^^^^^^^^^",
    hint="nearest: “small number”",
)


def page_of(text: str) -> bytes:
    """A page as the site writes it: its policy in a meta element, its style in a file."""
    lines = "".join(f"<p>line {number}</p>" for number in range(200))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{text}</title>
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/assets/brief.css"></head><body><h1>{text}</h1>{lines}</body></html>""".encode()


def site(**changes: str) -> dict[str, bytes]:
    """A small site; ``home``, ``other`` and ``style`` are the texts of its files."""
    texts = {"home": "home", "other": "other", "style": "h1 { color: rgb(1, 2, 3) }", **changes}
    return {
        "index.html": page_of(texts["home"]),
        "other.html": page_of(texts["other"]),
        "assets/brief.css": texts["style"].encode(),
        "icon.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    }


@pytest.fixture
def preview() -> Iterator[Preview]:
    with Preview() as made:
        made.show(*listed(site()))
        yield made


@pytest.fixture
def url(preview: Preview) -> str:
    return preview.serve(port=0, say=pytest.fail)


@pytest.fixture
def context(browser: Browser, preview: Preview) -> Iterator[BrowserContext]:
    """One browser profile, closed before the preview; what its pages complain of, such as a policy, fails the test."""
    complaints: list[str] = []
    made = browser.new_context()
    made.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    made.on("weberror", lambda fault: complaints.append(str(fault.error)))
    yield made
    made.close()
    assert [text for text in complaints if "net::ERR_" not in text and "status of 404" not in text] == []


@pytest.fixture
def page(context: BrowserContext, url: str) -> Page:
    made = context.new_page()
    made.goto(url)
    made.evaluate("window.kept = true")
    return made


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


def test_errors_stand_above_the_last_good_page_until_they_are_mended(page: Page, preview: Preview) -> None:
    preview.show(
        None, errors=[MISTAKE, ErrorView("theme-missing", "no theme `x`", hint="<b>did you mean `default`?</b>")]
    )
    overlay = page.get_by_role("alertdialog", name="The build found 2 errors")
    expect(overlay).to_be_focused()
    for words in (
        "content/articles/a.yaml:14:12: error[quote-not-found]",
        MISTAKE.message,
        "hint: nearest: “small number”",
        "error[theme-missing]",
        "hint: <b>did you mean `default`?</b>",
    ):
        expect(overlay.get_by_text(words)).to_be_visible()
    assert overlay.locator("pre").inner_text() == MISTAKE.excerpt
    expect(page.locator("h1")).to_have_text("home")
    preview.show(*listed(site()))
    expect(overlay).to_have_count(0)
    assert not was_reloaded(page)


def test_the_overlay_is_styled_under_the_pages_own_policy(page: Page, preview: Preview) -> None:
    preview.show(None, errors=[MISTAKE])
    overlay = page.get_by_role("alertdialog")
    expect(overlay).to_have_css("position", "fixed")
    expect(overlay).to_have_css("background-color", "rgb(27, 27, 31)")
    assert page.evaluate("document.querySelectorAll('[style], style').length") == 0


def test_escape_hides_the_overlay_until_the_errors_change(page: Page, preview: Preview) -> None:
    overlay = page.get_by_role("alertdialog")
    preview.show(None, errors=[MISTAKE])
    expect(overlay).to_be_visible()
    page.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    preview.show(*listed(site(style="h1 { color: rgb(4, 5, 6) }")), errors=[MISTAKE])
    expect(page.locator("h1")).to_have_css("color", "rgb(4, 5, 6)")
    expect(overlay).to_have_count(0)
    preview.show(None, errors=[MISTAKE, MISTAKE])
    expect(overlay).to_be_visible()


def test_a_page_opened_while_the_build_is_broken_shows_the_errors(
    context: BrowserContext, page: Page, preview: Preview, url: str
) -> None:
    preview.show(None, errors=[MISTAKE])
    expect(page.get_by_role("alertdialog")).to_be_visible()
    second = context.new_page()
    second.goto(url + "other.html")
    expect(second.get_by_role("alertdialog")).to_be_visible()
    expect(second.locator("h1")).to_have_text("other")


def test_a_page_opened_before_the_first_build_appears_when_it_is_done(context: BrowserContext) -> None:
    with Preview() as preview:
        page = context.new_page()
        page.goto(preview.serve(port=0, say=pytest.fail) + "other.html")
        expect(page.locator("h1")).to_have_text("No such page")
        preview.show(*listed(site()))
        expect(page.locator("h1")).to_have_text("other")


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


def test_without_locks_each_page_listens_for_itself(context: BrowserContext, preview: Preview, url: str) -> None:
    context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined })")
    tabs = [context.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto(url)
    for text in ("second", "third"):
        preview.show(*listed(site(home=text)))
        for tab in tabs:
            expect(tab.locator("h1")).to_have_text(text)


def test_another_sites_page_can_neither_read_nor_frame_nor_listen(browser: Browser, preview: Preview, url: str) -> None:
    with Preview() as stranger:
        stranger.show(*listed({"index.html": b"<!doctype html><html><head></head><body></body></html>"}))
        context = browser.new_context()
        page = context.new_page()
        page.goto(stranger.serve(port=0, say=pytest.fail).replace("127.0.0.1", "localhost"))
        outcome = page.evaluate(
            """async (url) => {
                const settled = (element, name) => new Promise((done) => {
                    element.onload = () => done(name + " loaded");
                    element.onerror = () => done(name + " refused");
                });
                const script = Object.assign(document.createElement("script"), { src: url + "__live.js" });
                const image = Object.assign(document.createElement("img"), { src: url + "icon.svg" });
                const stream = new EventSource(url + "__live");
                const answers = [
                    fetch(url).then(() => "fetch loaded", () => "fetch refused"),
                    fetch(url, { mode: "no-cors" }).then(() => "no-cors loaded", () => "no-cors refused"),
                    settled(script, "script"),
                    settled(image, "image"),
                    new Promise((done) => {
                        stream.onopen = () => done("stream loaded");
                        stream.onerror = () => done("stream refused");
                    }),
                ];
                document.body.append(script, image);
                return Promise.all(answers);
            }""",
            url,
        )
        assert outcome == ["fetch refused", "no-cors refused", "script refused", "image refused", "stream refused"]
        page.evaluate("(url) => document.body.append(Object.assign(document.createElement('iframe'), {src: url}))", url)
        page.wait_for_timeout(300)
        assert not any(re.search("home", frame.title()) for frame in page.frames)
        context.close()


def test_a_page_shows_the_way_to_its_ledger_and_only_where_there_is_one(preview: Preview, url: str, page: Page) -> None:
    asked: list[str] = []

    def ledger() -> bytes:
        asked.append("home")
        return page_of("the ledger of home")

    preview.show(*listed(site()), ledgers={"index.html": ledger})
    page.goto(url + "other.html")
    expect(page.locator("h1")).to_have_text("other")
    expect(page.locator("briefs-ledger a")).to_have_count(0)
    page.goto(url)
    assert asked == []
    page.locator("briefs-ledger a").click()
    expect(page.locator("h1")).to_have_text("the ledger of home")
    assert asked == ["home"]
    preview.show(*listed(site(home="home again")), ledgers={"index.html": lambda: page_of("another ledger")})
    expect(page.locator("h1")).to_have_text("another ledger")
