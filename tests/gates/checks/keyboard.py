"""A site's pages go in, are walked with the Tab key, and stops that cannot be seen, named or left come out."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from gates.chrome import chromium, opened, page_of, script
from gates.pages import Site
from gates.records import Fault, Gate, Outcome

WIDTHS = (1440, 390)


def check(site: Site) -> Outcome:
    """The sample, from the top of each page to its end."""
    stop = script("stop.js")
    faults: list[Fault] = []
    stops = 0
    with chromium() as browser:
        for width in WIDTHS:
            with page_of(browser, width) as page:
                for name in site.sample:
                    opened(page, site, name)
                    walked, found = _walk(page, stop)
                    stops += walked
                    faults += (Fault(name, f"{place} at {width}", words) for place, words in found)
    return Outcome(stops, "stops", tuple(sorted(set(faults))))


def _walk(page: Page, stop: str) -> tuple[int, list[tuple[str, str]]]:
    """Tab after Tab until the page is left; what can be used but was never come to is a fault too."""
    expected: int = page.evaluate(f"({stop}).begin()")
    faults: list[tuple[str, str]] = []
    for walked in range(2 * expected + 10):
        page.keyboard.press("Tab")
        seen: Any = page.evaluate("stops.here()")
        if seen["left"]:
            missed: list[str] = page.evaluate("stops.missed()")
            return walked, faults + [(place, "is never come to") for place in missed]
        if seen["again"]:
            return walked, [*faults, (seen["place"], "the focus comes back here and never leaves the page")]
        faults += ((seen["place"], words) for words in seen["faults"])
    return expected, [*faults, ("the page", "the focus never leaves it")]


GATE = Gate(
    "keyboard", "each stop of the Tab key is seen, named and outlined; no trap", ("chromium",), check, slow=True
)
