"""A site's articles go in, notes that meet each other, the text or the foot of the page come out, in two browsers."""

from __future__ import annotations

import json
from typing import Any

from gates.chrome import PAGEJS, chromium, opened, page_of, script
from gates.pages import Site
from gates.records import Fault, Gate, Outcome
from gates.tools import HERE, path, run

WIDTHS = (1440, 1100)


def noted(site: Site) -> list[str]:
    """The pages with notes: of those with equally many, in one direction, in or out of the margin, the first."""
    found: dict[tuple[int, str | None, bool], str] = {}
    for page in site.pages:
        notes = sum("note" in t.classes and t.name == "aside" for t in site.tags(page))
        if notes and page not in site.known:
            crowded = any("crowded" in tag.classes for tag in site.tags(page))
            found.setdefault((notes, site.tags(page)[0].attributes.get("dir", "ltr"), crowded), page)
    return list(found.values())


def in_chromium(site: Site) -> Outcome:
    """Each page at each width, in Chromium."""
    faults: list[Fault] = []
    pages, notes = noted(site), 0
    with chromium() as browser:
        for width in WIDTHS:
            with page_of(browser, width) as page:
                for name in pages:
                    opened(page, site, name)
                    seen: Any = page.evaluate(script("notes.js"))
                    notes += seen["notes"]
                    faults += (Fault(name, f"{place} at {width}", words) for place, words in seen["faults"])
    return Outcome(notes, "notes", tuple(faults))


def in_firefox(site: Site) -> Outcome:
    """The same in Firefox, which playwright cannot drive as Debian ships it: puppeteer can."""
    pages = noted(site)
    if not pages:
        return Outcome(0, "notes")
    asked = {
        "firefox": path("firefox"),
        "script": str(PAGEJS / "notes.js"),
        "widths": WIDTHS,
        "pages": {name: site.address(name) for name in pages},
    }
    seen: list[Any] = json.loads(run([path("node"), str(HERE / "firefox.mjs")], json.dumps(asked)))
    faults = tuple(Fault(s["page"], f"{place} at {s['width']}", words) for s in seen for place, words in s["faults"])
    return Outcome(sum(s["notes"] for s in seen), "notes", faults)


_ASKS = "no note meets another, the text or the foot of the page, in "
CHROMIUM = Gate("geometry", _ASKS + "Chromium", ("chromium",), in_chromium, slow=True)
FIREFOX = Gate("geometry-firefox", _ASKS + "Firefox", ("firefox", "node", "npm:puppeteer-core"), in_firefox, slow=True)
