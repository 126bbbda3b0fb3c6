"""A site's pages go in, what axe finds at three widths, in both themes, with previews open, comes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from gates.chrome import chromium, opened, page_of
from gates.pages import Site
from gates.records import Fault, Gate, Outcome
from gates.tools import path

WIDTHS = (1440, 768, 390)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TAGS = "wcag2a wcag2aa wcag2aaa wcag21a wcag21aa wcag21aaa wcag22a wcag22aa wcag22aaa best-practice".split()
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
"""The rules that a change of theme alone can break."""
_RUN = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false})
 .then(r => r.violations.flatMap(v => v.nodes.map(n => [v.id, n.target.flat().join(' '), v.help, n.any.concat(n.all)
 .map(c => c.message)[0] || ''])))"""


def check(site: Site) -> Outcome:
    """The sample, at each width, light and dark, and with a preview open where a page has one."""
    axe = (Path(path("npm:axe-core")) / "axe.min.js").read_text("utf-8")
    found: set[Fault] = set()
    runs = 0
    with chromium() as browser:
        for width in WIDTHS:
            with page_of(browser, width) as page:
                for name in site.sample:
                    opened(page, site, name)
                    page.evaluate(axe + ";0")
                    for state in _states(page):
                        runs += 1
                        for rule, target, help_, message in _violations(
                            page, TAGS if state.startswith("light") else COLOURS
                        ):
                            found.add(
                                Fault(name, f"{target} at {width}, {state}", f"{rule}: {help_}. {message}".strip())
                            )
    return Outcome(runs, "runs", tuple(sorted(found)))


def _violations(page: Page, rules: list[str]) -> list[tuple[str, str, str, str]]:
    answer: Any = page.evaluate(_RUN, rules)
    return [(rule, target, help_, message) for rule, target, help_, message in answer]


def _states(page: Page) -> Iterator[str]:
    """Puts the page into one state after the other, and says which."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        yield theme
        term = page.locator(".term[data-def]").first
        if term.count():
            term.hover()
            page.locator(".card:popover-open").wait_for(timeout=5000)
            yield f"{theme}, preview open"
            page.keyboard.press("Escape")
            page.mouse.move(0, 0)


GATE = Gate("axe", "WCAG A, AA, AAA and best practice, by axe", ("chromium", "npm:axe-core"), check, slow=True)
