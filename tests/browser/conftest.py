from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine. Without one the test is skipped, but in CI it fails."""
    if CHROMIUM is None:
        if "CI" in os.environ:
            pytest.fail("no Chromium found, and in CI the browser tests must run")
        pytest.skip("no Chromium found: apt-get install chromium, and the browser tests run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless=new"])
        yield browser
        browser.close()
