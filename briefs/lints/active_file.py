"""A file that would do something where it is published.

What: a link or image whose file is a web page, holds a script or anything else that browsers run, or has a name from
which web hosts take orders. Why: it runs with the rights of all pages of the site, whoever wrote it, and their policy
does not reach it. Example: `[the chart](chart.html)`. Instead: offer it as PDF, as a picture or in a ZIP file, or save
the drawing without its scripts. Such a file is published only where this lint is a warning or off.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.manifest import fold
from briefs.lints.lint import Evidence, Found, Lint


def find(evidence: Evidence) -> Iterator[Found]:
    """Files that pages name and that are not passive."""
    index = evidence.index
    pages = {fold(outline.path) for outline in index.origins.values()} if evidence.active else set()
    # A file in the place of a page is an error already, of which something else is to be done.
    active = {key: why for key, why in evidence.active.items() if fold(index.targets[key].path) not in pages}
    for outline in evidence.outlines if active else ():
        references = zip(outline.references, evidence.places[outline.origin].references, strict=True)
        for reference, span in references:
            why = active.get(f"{reference.kind}:{reference.target}")
            if why:
                yield Found(f"`{reference.target}` {why}", span, _HINT)


_HINT = (
    "offer it as PDF, as a picture or in a ZIP file; if you trust it, set `lints: {active-file: off}` in config.yaml"
)
LINT = Lint("active-file", find, "error", "error")
