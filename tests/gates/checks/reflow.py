"""A site's pages go in, what runs out of a narrow window, or is cut when letters stand wider, comes out."""

from __future__ import annotations

from typing import Any

from gates.chrome import chromium, opened, page_of, script
from gates.pages import Site
from gates.records import Fault, Gate, Outcome

NARROW, WIDE = 320, 1280
SPACED = """*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}
p{margin-block-end:2em!important}"""
"""What WCAG 1.4.12 lets a reader set."""


def check(site: Site) -> Outcome:
    """The sample at 320 px as it is, and there and at 1280 px with the reader's spacing."""
    layout = script("layout.js")
    faults: set[Fault] = set()
    with chromium() as browser:
        for width in (NARROW, WIDE):
            with page_of(browser, width, 256 if width == NARROW else 900) as page:
                for name in site.sample:
                    opened(page, site, name)
                    plain: Any = page.evaluate(layout)
                    page.add_style_tag(content=SPACED)
                    spaced: Any = page.evaluate(layout)
                    faults |= {Fault(name, f"{place} at {width}", words) for place, words in plain["wide"]}
                    faults |= {Fault(name, f"{place} at {width}, spaced", words) for place, words in spaced["wide"]}
                    cut = {place for place, _ in plain["cut"]}
                    faults |= {Fault(name, f"{p} at {width}, spaced", w) for p, w in spaced["cut"] if p not in cut}
    return Outcome(3 * len(site.sample), "layouts", tuple(sorted(faults)))


GATE = Gate("reflow", "at 320 px and with wider spacing nothing runs out or is cut", ("chromium",), check, slow=True)
