"""A site's pages go in, are opened from disk, and what the browser complains of comes out."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page, Request

from gates.chrome import SERVER, chromium, opened
from gates.pages import Site
from gates.records import Fault, Gate, Outcome

_MOMENT = 50
"""Milliseconds in which what a script asks for may fail, before the page is left."""


def check(site: Site) -> Outcome:
    """The sample, each page as a file:// address under its own policy, but for what a server alone can show."""
    faults: list[Fault] = []
    with chromium() as browser, browser.new_context() as context:
        page = context.new_page()
        watched = _Watched(page, faults)
        for name in site.sample:
            watched.name = name
            opened(page, site, name)
            page.wait_for_timeout(_MOMENT)
    return Outcome(len(site.sample), "pages", tuple(faults))


class _Watched:
    """Writes down what a page complains of and what it asks for elsewhere."""

    def __init__(self, page: Page, faults: list[Fault]) -> None:
        self.name, self.faults = "", faults
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._add("script", str(error)))
        page.on("requestfailed", self._failed)
        page.on("request", self._asked)

    def _add(self, place: str, words: str) -> None:
        self.faults.append(Fault(self.name, place, words))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._add("console", message.text)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser's own, when it leaves a page before its icon came
            self._add("request", f"{request.failure}: {request.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("file:", "data:", SERVER)):
            self._add("request", f"asks another origin: {request.url}")


GATE = Gate("file://", "opened from disk, no page complains or asks elsewhere", ("chromium",), check, slow=True)
