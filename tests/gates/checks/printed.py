"""A site's pages go in, are printed, and what is missing on paper or does not belong there comes out."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from gates.chrome import chromium, opened, page_of, script
from gates.pages import Site
from gates.records import Fault, Gate, Outcome
from gates.tools import path, run

CONTROLS = ".skip,.bar,.layers,.pick,.card,.rail,.az,nav,button,input,[role=search]"
_SHOWN = """css => [...document.querySelectorAll(css)].filter(e => e.checkVisibility({visibilityProperty: true}) &&
 e.getBoundingClientRect().width > 1).map(e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '.' + e.className))"""
_WORDS = re.compile(r"[A-Za-z]{4,}")
LOST = 0.02
"""How much of a page's words the text of a PDF may lack: not every ligature and hyphen comes back from it."""


def check(site: Site) -> Outcome:
    """The sample as PDF: tagged, all words that are read on a screen, no controls."""
    faults: list[Fault] = []
    with chromium() as browser, page_of(browser, 1440) as page, tempfile.TemporaryDirectory() as folder:
        for name in site.sample:
            opened(page, site, name)
            read: Any = page.evaluate(script("read.js"), CONTROLS)
            page.emulate_media(media="print")
            file = Path(folder) / "page.pdf"
            page.pdf(path=file, tagged=True, outline=True, prefer_css_page_size=True)
            faults += (Fault(name, place, words) for place, words in _wrong(page, file, read))
            page.emulate_media(media="screen")
    return Outcome(len(site.sample), "pages", tuple(faults))


def _wrong(page: Page, file: Path, read: list[str]) -> Iterator[tuple[str, str]]:
    if not re.search(r"^Tagged:\s+yes", run([path("pdfinfo"), str(file)]), re.M):
        yield "the PDF", "is not tagged"
    controls: Any = page.evaluate(_SHOWN, CONTROLS)
    if page.locator("link[rel=stylesheet]").count():
        yield from ((place, "is printed, and cannot be used on paper") for place in sorted(set(controls)))
    printed = run([path("pdftotext"), "-raw", str(file), "-"])
    skip = page.locator(".skip").first.text_content() if page.locator(".skip").count() else ""
    if skip and skip in printed:
        yield ".skip", f"“{skip}” stands in the PDF's text"
    folded = "".join(printed.split()).upper()
    words = {w for text in read for w in _WORDS.findall(text)}
    lost = {w for w in words if w.upper() not in folded}
    if len(lost) > 3 + LOST * len(words):
        yield "the text", "the PDF lacks " + " ".join(sorted(lost))[:120]


GATE = Gate("print", "on paper: tagged, all words, no controls", ("chromium", "pdfinfo", "pdftotext"), check, slow=True)
