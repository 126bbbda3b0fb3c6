from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from previews import site
from shows import listed

from briefs.preview.serve import Preview

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_ARGUMENTS = ["--no-sandbox", "--headless=new", "--host-resolver-rules=MAP *.test 127.0.0.1"]
"""The last as if a name server said that strangers' names are this machine's."""

_PATIENCE = 20_000
"""Milliseconds in which what is expected must come about: a machine that is busy with other tests is slow."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine. Without one the test is skipped, but in CI it fails."""
    if CHROMIUM is None:
        if "CI" in os.environ:
            pytest.fail("no Chromium found, and in CI the browser tests must run")
        pytest.skip("no Chromium found: apt-get install chromium, and the browser tests run")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


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
