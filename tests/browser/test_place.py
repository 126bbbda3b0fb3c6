"""Where the reader is, over a reload: at the same words, with the same card open, wherever they stand by then."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from previews import page_of, site
from shows import listed
from support import made, write_site

from briefs.preview.serve import Preview

TEXT = [f"Paragraph {number} says what it says. " * 8 for number in range(60)]


def article(texts: Sequence[str], title: str = "first") -> dict[str, bytes]:
    """Paragraphs that are numbered anew in every build, as the theme's are, and what can be open on a page."""
    body = "".join(f'<p id="p{number}">{text}</p>' for number, text in enumerate(texts, 1))
    extras = (
        '<details id="fold"><summary>More</summary>Folded</details><input type="checkbox" id="l-notes" checked>'
        '<div popover id="d1">A card</div><button popovertarget="d1" id="opens">Card</button>'
    )
    return {**site(), "index.html": page_of(title).replace(b"</h1>", f"</h1>{extras}{body}".encode())}


def top_of(page: Page, words: str) -> float:
    top: float = page.evaluate(
        "(words) => [...document.querySelectorAll('p')].find((p) => p.textContent.startsWith(words))"
        ".getBoundingClientRect().top",
        words,
    )
    return top


def shown(page: Page, preview: Preview, texts: Sequence[str], title: str) -> None:
    preview.show(*listed(article(texts, title)))
    expect(page.locator("h1")).to_have_text(title)
    for _ in range(200):  # the pages' policy lets no function be evaluated in turn
        if page.evaluate("history.scrollRestoration") == "auto":
            return
        page.wait_for_timeout(10)
    pytest.fail("the place was not restored")


def start(page: Page, preview: Preview) -> None:
    shown(page, preview, TEXT, "first")
    page.evaluate("document.getElementById('p30').scrollIntoView(); scrollBy(0, -37)")


def test_paragraphs_added_above_leave_the_words_where_they_were(page: Page, preview: Preview) -> None:
    start(page, preview)
    before = top_of(page, "Paragraph 29 ")
    shown(page, preview, ["One more. " * 90, "Another. " * 50, *TEXT], "second")
    assert abs(top_of(page, "Paragraph 29 ") - before) < 2


def test_the_paragraph_at_the_top_may_be_the_one_that_is_edited(page: Page, preview: Preview) -> None:
    start(page, preview)
    before = top_of(page, "Paragraph 30 ")
    shown(page, preview, ["One more. " * 90, *TEXT[:29], "Edited. " * 10, *TEXT[30:]], "second")
    assert abs(top_of(page, "Paragraph 30 ") - before) < 400
    assert page.locator("#p31").evaluate("(it) => it.textContent").startswith("Edited")
    expect(page.locator("#p31")).to_be_in_viewport()


def test_at_the_top_the_reader_stays_at_the_top(page: Page, preview: Preview) -> None:
    shown(page, preview, TEXT, "first")
    shown(page, preview, ["One more. ", *TEXT], "second")
    assert page.evaluate("scrollY") == 0


def test_what_was_open_checked_and_focused_is_so_again(page: Page, preview: Preview) -> None:
    shown(page, preview, TEXT, "first")
    page.locator("#fold summary").click()
    page.locator("#l-notes").uncheck()
    page.locator("#opens").click()
    expect(page.locator("#d1")).to_be_visible()
    shown(page, preview, ["One more. ", *TEXT], "second")
    expect(page.locator("#d1")).to_be_visible()
    expect(page.locator("#fold")).to_have_attribute("open", "")
    expect(page.locator("#l-notes")).not_to_be_checked()
    expect(page.locator("#opens")).to_be_focused()


def test_a_fragment_leads_where_it_should_and_the_reader_s_own_place_wins_after_it(
    page: Page, preview: Preview, url: str
) -> None:
    start(page, preview)
    page.goto(url + "other.html")
    page.goto(url + "#p10")
    assert abs(top_of(page, "Paragraph 9 ")) < 30
    page.evaluate("scrollBy(0, 900)")
    before = top_of(page, "Paragraph 20 ")
    shown(page, preview, ["One more. " * 90, *TEXT], "second")
    assert abs(top_of(page, "Paragraph 20 ") - before) < 2


def test_the_place_is_kept_build_after_build(page: Page, preview: Preview) -> None:
    start(page, preview)
    before = top_of(page, "Paragraph 29 ")
    for number in range(4):
        shown(page, preview, [*["One more. " * 40] * (number + 1), *TEXT], f"build {number}")
    assert abs(top_of(page, "Paragraph 29 ") - before) < 3


def test_a_definition_s_card_stays_open_at_its_term_when_another_comes_before_it(
    page: Page, preview: Preview, url: str, tmp_path: Path
) -> None:
    """In the default theme, whose one card says what the list of terms says."""
    glossary = "- {term: Harbour Guild, definition: A guild.}\n- {term: Port Authority, definition: An authority.}\n"
    text = "\n\n".join(f"Paragraph {number} is long enough to count. " * 12 for number in range(20))
    files = {"content/glossary/t.yaml": glossary, "content/articles/a.md": f"# A\n\n{text}\n\nThe Port Authority.\n"}
    page.goto("about:blank")  # the page of the other site would follow the change
    preview.show(*listed(made(write_site(tmp_path, files))[0]))
    page.goto(f"{url}articles/a.html")
    page.evaluate(
        "document.querySelector('.term[data-def=t1]').scrollIntoView({ block: 'center', behavior: 'instant' })"
    )
    page.get_by_role("link", name="Port Authority").first.hover()
    expect(page.locator("#card")).to_be_visible()
    before = page.get_by_role("link", name="Port Authority").first.bounding_box()
    files["content/articles/a.md"] = f"# A\n\nThe Harbour Guild.\n\n{text}\n\nThe Port Authority.\n"
    preview.show(*listed(made(write_site(tmp_path, files))[0]))
    expect(page.get_by_text("The Harbour Guild.")).to_be_attached()
    card = page.locator("#card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("An authority.")
    after, box = page.get_by_role("link", name="Port Authority").first.bounding_box(), card.bounding_box()
    assert before is not None
    assert after is not None
    assert box is not None
    assert abs(after["y"] - before["y"]) < 2
    assert min(abs(box["y"] - after["y"]), abs(box["y"] + box["height"] - after["y"])) < 60
