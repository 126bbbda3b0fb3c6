"""A site's pages go in, what is lost or does not work without JavaScript comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from gates.chrome import chromium, opened, page_of, script
from gates.pages import Site
from gates.records import Fault, Gate, Outcome


def check(site: Site) -> Outcome:
    """The sample: the words with and without, then notes, terms and switches without."""
    faults: list[Fault] = []
    visible = "() => (document.querySelector('[role=search]')?.remove(), document.body.innerText)"  # Script's own
    with chromium() as browser, page_of(browser, 1440) as on, page_of(browser, 1440, javascript=False) as off:
        for name in site.sample:
            opened(on, site, name)
            opened(off, site, name)
            lost = Counter(str(on.evaluate(visible)).split()) - Counter(str(off.evaluate(visible)).split())
            if lost:
                faults.append(Fault(name, "the text", "without script it lacks " + " ".join(lost.elements())[:120]))
            parts: Any = off.evaluate(script("parts.js"))
            faults += (Fault(name, place, words) for place, words in parts)
            faults += (Fault(name, place, words) for place, words in _switches(off))
            faults += (Fault(name, place, words) for place, words in _previews(off))
    return Outcome(len(site.sample), "pages", tuple(faults))


def _switches(page: Page) -> Iterator[tuple[str, str]]:
    """Each switch, off and on again, changes how the page looks."""
    for box in page.locator(".layers input:visible").all():
        name = str(box.get_attribute("id"))
        if not box.is_checked():
            continue
        before = page.evaluate(script("look.js"))
        box.uncheck()
        after = page.evaluate(script("look.js"))
        box.check()
        if before == after:
            yield f"#{name}", "switched off, it changes nothing"
        if page.evaluate(script("look.js")) != before:
            yield f"#{name}", "switched on again, the page is not as before"


def _previews(page: Page) -> Iterator[tuple[str, str]]:
    """The first term's definition appears beside the text, under the pointer and with the focus of the keyboard."""
    if not page.locator(".article-body .term[data-def]").count():
        return
    term = page.locator(".article-body .term[data-def]").first
    entry = str(term.get_attribute("data-def"))
    term.hover()
    if not _in_sight(page, entry):
        yield "the first term", "its definition does not appear under the pointer"
    page.mouse.move(0, 0)
    term.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    if not _in_sight(page, entry):
        yield "the first term", "its definition does not appear when it has the focus"


def _in_sight(page: Page, entry: str) -> bool:
    """Whether an entry has left the list of terms and stands wholly in the window."""
    found, size = page.locator(f"#{entry}"), page.viewport_size
    box = found.bounding_box()
    assert size is not None
    left = found.evaluate("entry => getComputedStyle(entry).position") == "fixed"
    return left and box is not None and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


GATE = Gate(
    "no-script", "without JavaScript no text is lost, notes, terms and switches work", ("chromium",), check, slow=True
)
