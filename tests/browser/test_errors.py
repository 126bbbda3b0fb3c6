"""The errors of a build over the page, as an author meets them: seen, gone through by keyboard, hidden, mended."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from previews import MISTAKE, site
from shows import listed

from briefs.preview.errors import ErrorView, PlaceView
from briefs.preview.serve import Preview

NEAREST = PlaceView(
    message="the nearest words",
    path="content/articles/a.md",
    line=7,
    column=5,
    href="vscode://file/site/content/articles/a.md:7:5",
    before="it was a ",
    words="small <number>",
    after=" of trucks",
)
THEME = ErrorView("theme-missing", "no theme `x`", hint="<b>did you mean `default`?</b>")
QUOTE = ErrorView(
    "quote-not-found",
    "the quote does not stand in the text",
    path="content/articles/a.yaml",
    line=14,
    column=12,
    excerpt="  14 |   - quote: smal number\n     |            ^^^^^^^^^^^",
    href="vscode://file/site/content/articles/a.yaml:14:12",
    related=(NEAREST,),
)


@pytest.fixture
def overlay(page: Page) -> Locator:
    return page.get_by_role("alertdialog")


def focused(page: Page) -> str:
    at = page.evaluate("(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).textContent")
    return str(at)


def test_errors_stand_above_the_last_good_page_until_they_are_mended(
    page: Page, overlay: Locator, preview: Preview
) -> None:
    page.evaluate("window.kept = true")
    preview.show(None, errors=[MISTAKE, THEME])
    expect(overlay).to_be_focused()
    expect(overlay).to_have_accessible_name("The build found 2 errors")
    for words in (
        "content/articles/a.yaml:14:12",
        "error[quote-not-found]",
        MISTAKE.message,
        "Hint nearest: “small number”",
        "error[theme-missing]",
        "Hint <b>did you mean `default`?</b>",
    ):
        expect(overlay.get_by_text(words)).to_be_visible()
    assert overlay.locator("pre").inner_text() == MISTAKE.excerpt
    expect(page.locator("h1")).to_have_text("home")
    preview.show(*listed(site()))
    expect(overlay).to_have_count(0)
    assert page.evaluate("window.kept")


def test_the_nearest_words_are_marked_and_each_place_opens_in_the_editor(
    page: Page, overlay: Locator, preview: Preview
) -> None:
    preview.show(None, errors=[QUOTE])
    expect(overlay.locator("mark")).to_have_text("small <number>")
    expect(overlay.locator("blockquote")).to_have_text("it was a small <number> of trucks")
    links = overlay.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == [QUOTE.href, NEAREST.href]


def test_without_an_editor_a_place_is_no_link(overlay: Locator, preview: Preview) -> None:
    preview.show(None, errors=[MISTAKE])
    expect(overlay.get_by_text("content/articles/a.yaml:14:12")).to_be_visible()
    assert overlay.get_by_role("link").count() == 0


def test_the_warnings_beside_the_errors_are_counted_and_no_error(overlay: Locator, preview: Preview) -> None:
    preview.show(None, errors=[MISTAKE, ErrorView("", "3 warnings", "warning")])
    expect(overlay).to_have_accessible_name("The build found an error")
    assert overlay.locator("article").count() == 1
    expect(overlay.locator("footer")).to_contain_text("Beside them 3 warnings")


def test_tab_stays_inside_and_goes_round(page: Page, overlay: Locator, preview: Preview) -> None:
    preview.show(None, errors=[QUOTE])
    expect(overlay).to_be_focused()
    went = []
    for _ in range(5):
        page.keyboard.press("Tab")
        went.append(focused(page))
    assert went == ["Hide", "content/articles/a.yaml:14:12", QUOTE.excerpt, "content/articles/a.md:7:5", "Hide"]
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "content/articles/a.md:7:5"


def test_escape_hides_the_errors_and_gives_the_focus_back(page: Page, overlay: Locator, preview: Preview) -> None:
    page.evaluate("document.querySelector('h1').tabIndex = 0; document.querySelector('h1').focus()")
    preview.show(None, errors=[MISTAKE])
    expect(overlay).to_be_focused()
    page.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    assert focused(page) == "home"


def test_what_was_hidden_stays_hidden_over_a_reload_until_it_changes(
    page: Page, overlay: Locator, preview: Preview
) -> None:
    preview.show(None, errors=[MISTAKE])
    overlay.get_by_role("button", name="Hide").click()
    expect(overlay).to_have_count(0)
    preview.show(*listed(site(home="edited")), errors=[MISTAKE])
    expect(page.locator("h1")).to_have_text("edited")
    expect(page.get_by_role("button", name="1 error")).to_be_visible()
    assert overlay.count() == 0
    preview.show(None, errors=[MISTAKE, THEME])
    expect(overlay).to_be_visible()


def test_hidden_errors_can_be_called_back(page: Page, overlay: Locator, preview: Preview) -> None:
    preview.show(None, errors=[MISTAKE])
    overlay.get_by_role("button", name="Hide").click()
    page.get_by_role("button", name="1 error").click()
    expect(overlay).to_be_focused()
    assert overlay.get_by_text(MISTAKE.message).count() == 1
    preview.show(*listed(site()))
    expect(page.get_by_role("button", name="1 error")).to_have_count(0)


def test_an_error_that_was_mended_and_made_again_is_shown_again(page: Page, overlay: Locator, preview: Preview) -> None:
    for _ in range(2):
        preview.show(None, errors=[MISTAKE])
        expect(overlay).to_be_focused()
        assert overlay.get_by_text(MISTAKE.message).count() == 1
        overlay.get_by_role("button", name="Hide").click()
        preview.show(*listed(site()))
        expect(page.get_by_role("button", name="1 error")).to_have_count(0)


def test_the_errors_are_styled_under_the_pages_own_policy_and_are_not_printed(
    page: Page, overlay: Locator, preview: Preview
) -> None:
    preview.show(None, errors=[QUOTE])
    expect(overlay).to_have_css("position", "fixed")
    expect(overlay).to_have_css("background-color", "rgb(252, 251, 247)")
    assert page.evaluate("document.querySelectorAll('[style], style').length") == 0
    page.emulate_media(media="print")
    expect(overlay).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_long_line_moves_inside_itself_to_its_caret(
    page: Page, overlay: Locator, preview: Preview, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    excerpt = f"  14 | {'x' * 90}here\n     | {' ' * 90}^^^^"
    preview.show(
        None, errors=[ErrorView("c", "m", path=f"content/{'long' * 30}.yaml", line=1, column=1, excerpt=excerpt)]
    )
    expect(overlay.locator("pre b")).to_be_in_viewport()
    assert overlay.evaluate("(it) => it.scrollWidth - it.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_errors_show_where_no_page_has_been_made(context: BrowserContext) -> None:
    with Preview() as preview:
        preview.show(None, errors=[THEME])
        page = context.new_page()
        page.goto(preview.serve(port=0, say=pytest.fail))
        expect(page.get_by_role("alertdialog").get_by_text("no theme `x`")).to_be_visible()
        preview.show(*listed(site()))
        expect(page.locator("h1")).to_have_text("home")
        expect(page.get_by_role("alertdialog")).to_have_count(0)
        assert page.title() == "home"
