"""Nothing goes in, the Chromium of this machine comes out, and pages in it; knows no gate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from gates.pages import Site
from gates.tools import path

PAGEJS = Path(__file__).parent / "pagejs"
SERVER = "http://gates.test"
"""A server that is none: what is asked of it comes from the site's folder."""


def script(name: str) -> str:
    """A function that runs inside a page, from pagejs/."""
    return (PAGEJS / name).read_text("utf-8")


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser, closed in the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path("chromium"), args=["--no-sandbox", "--headless=new", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextmanager
def page_of(browser: Browser, width: int, height: int = 900, javascript: bool = True) -> Iterator[Page]:
    """A page without motion, in which a gate may add its own script and style."""
    with browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        bypass_csp=True,
        java_script_enabled=javascript,
    ) as context:
        yield context.new_page()


def opened(page: Page, site: Site, name: str) -> None:
    """Opens a page from disk; the one that is served for wrong addresses, as a server does, where it has an address."""
    if name != "404.html" or not site.url:
        page.goto(site.address(name))
        return
    root = urlsplit(site.url).path.rstrip("/") + "/"
    page.route(SERVER + "/**", lambda route: _answered(route, site.folder, root))
    page.goto(SERVER + root + "no/such/place.html")


def _answered(route: Route, folder: Path, root: str) -> None:
    asked = folder / unquote(urlsplit(route.request.url).path).removeprefix(root)
    route.fulfill(path=asked) if asked.is_file() else route.fulfill(path=folder / "404.html", content_type="text/html")
