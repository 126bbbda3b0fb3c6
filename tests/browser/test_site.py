"""The repository's own site in a real browser: from disk, below a path, with and without JavaScript."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, Request

from briefs.config import read_site
from briefs.pipeline import Options, build

ROOT = Path(__file__).parent.parent.parent
SEED = "articles/us-officials-iranian-troops-crimea.html"
KINDS = [
    "index.html", SEED, "glossary/index.html", "glossary/irgc.html", "glossary/unscr-2231.html", "timeline.html",
    "claims.html", "sources/index.html", "tags/drones.html", "about.html", "search.html", "map.html", "404.html",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder ``some/sub`` with the published site."""
    output = tmp_path_factory.mktemp("host") / "some" / "sub"
    site = read_site(ROOT / "config.yaml", output).value
    assert site is not None
    assert build(site, Options(sync=False)).published
    return output


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The test says what matters."""


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    """The address of the site below a path on a plain static server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder.parent.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some/sub/"
    server.shutdown()
    server.server_close()


class Watched:
    """A page whose requests and complaints are written down."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._requested)
        page.on("requestfailed", self._failed)
        page.on("response", lambda r: self.complaints.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser's own, when it leaves a page before its icon came
            self.complaints.append(f"{request.failure}: {request.url}")

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)


@pytest.mark.parametrize("where", ["disk", "sub-path"])
def test_no_page_asks_another_origin_or_complains(browser: Browser, folder: Path, host: str, where: str) -> None:
    base = folder.as_uri() + "/" if where == "disk" else host
    with browser.new_context() as context:
        watched = Watched(context.new_page())
        for kind in KINDS:
            watched.page.goto(base + kind)
        assert watched.complaints == []
        assert len(watched.requests) > len(KINDS)
        assert [url for url in watched.requests if not url.startswith(base)] == []


@pytest.mark.parametrize("where", ["disk", "sub-path"])
def test_every_link_that_a_reader_can_follow_leads_to_its_place(
    browser: Browser, folder: Path, host: str, where: str
) -> None:
    base = folder.as_uri() + "/" if where == "disk" else host
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(base + SEED)
        page.locator("#m-irgc-1").click()
        page.wait_for_url(base + "glossary/irgc.html")
        page.locator(f'a[href="../{SEED}#m-irgc-1"]').click()
        page.wait_for_url(base + SEED + "#m-irgc-1")
        assert page.evaluate("document.querySelector(':target').id") == "m-irgc-1"
        assert page.locator("#m-irgc-1").is_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_notes_stand_beside_their_words_or_below_and_never_overlap(browser: Browser, folder: Path, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(folder.as_uri() + "/" + SEED)
        boxes = page.eval_on_selector_all(
            "aside.note",
            "notes => notes.map(n => n.getBoundingClientRect()).map(r => [r.left, r.top, r.right, r.bottom])",
        )
        assert len(boxes) >= 8
        for i, (left, top, right, bottom) in enumerate(boxes):
            assert right <= width + 0.5
            assert left >= -0.5
            for other in boxes[i + 1 :]:
                apart = bottom <= other[1] + 0.5 or other[3] <= top + 0.5 or right <= other[0] or other[2] <= left
                assert apart, (boxes[i], other)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_javascript_off_the_text_the_notes_and_the_terms_are_there(browser: Browser, folder: Path) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(folder.as_uri() + "/" + SEED)
        assert page.locator(".article-body").is_visible()
        assert page.locator("aside.note").first.is_visible()
        assert page.locator("#terms").is_visible()
        page.locator("#l-notes").uncheck()
        assert not page.locator("aside.note").first.is_visible()


def test_a_preview_opens_at_a_term_and_escape_closes_it(browser: Browser, folder: Path) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(folder.as_uri() + "/" + SEED)
        term = page.locator("#m-irgc-1")
        term.scroll_into_view_if_needed()
        term.hover()
        card = page.locator("#card")
        card.wait_for(state="visible", timeout=5000)
        assert "Islamic Revolutionary Guard Corps" in card.inner_text()
        page.keyboard.press("Escape")
        card.wait_for(state="hidden", timeout=5000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone(browser: Browser, folder: Path, scheme: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for kind in KINDS:
            page.goto(folder.as_uri() + "/" + kind)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, kind


def test_a_term_is_read_by_keyboard_alone_and_left_at_the_same_place(browser: Browser, folder: Path) -> None:
    """Focus, preview, into the preview, to the full entry, and back."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(folder.as_uri() + "/" + SEED)
        focused = "document.activeElement.id || document.activeElement.textContent.trim()"
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(focused) == "m-irgc-1":
                break
        assert page.evaluate(focused) == "m-irgc-1"
        card = page.locator("#card")
        card.wait_for(state="visible", timeout=5000)
        place = page.evaluate("scrollY")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.card') !== null")
        assert page.evaluate(focused) == "Islamic Revolutionary Guard Corps"
        page.keyboard.press("Enter")
        page.wait_for_url("**/glossary/irgc.html")
        page.go_back()
        page.wait_for_url("**/" + SEED)
        page.wait_for_function("document.activeElement.id === 'm-irgc-1'")
        assert page.evaluate("scrollY") == place
        card.wait_for(state="visible", timeout=5000)


def test_the_plain_theme_fits_any_screen_and_loads_no_script(browser: Browser, tmp_path: Path) -> None:
    site = read_site(ROOT / "config.yaml", tmp_path / "site").value
    assert site is not None
    site = replace(site, config=replace(site.config, theme="plain"), theme=ROOT / "themes" / "plain")
    assert build(site, Options(sync=False, cache=False)).published
    base = (tmp_path / "site").as_uri() + "/"
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        watched = Watched(context.new_page())
        for kind in KINDS:
            watched.page.goto(base + kind)
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= 320, kind
        assert watched.complaints == []
        scripts = [url for url in watched.requests if "/assets/" in url and url.endswith(".js")]
        assert [url for url in scripts if "/assets/search." not in url] == []
        watched.page.goto(base + SEED)
        watched.page.locator("#r-3").click()
        assert watched.page.evaluate("document.querySelector(':target').id") == "n-3"
        watched.page.locator("#n-3 a[role=doc-backlink]").click()
        assert watched.page.evaluate("document.querySelector(':target').id") == "r-3"
