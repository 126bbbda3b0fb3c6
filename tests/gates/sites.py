"""Nothing goes in, the sites that are checked come out, built; knows no gate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from support import write_site

from briefs.config import read_site
from briefs.pipeline import Options, build
from gates.hard import ADDRESS, hard, plain
from gates.pages import Site, bodies

ROOT = Path(__file__).parents[2]


def sites(work: Path) -> list[Site]:
    """Our own with an address and without, one of hard cases, and one with next to nothing."""
    made = [
        _built("own", ROOT, work / "own", ADDRESS),
        _built("bare", ROOT, work / "bare"),
        _built("hard", write_site(work / "hard-cases", hard()), work / "hard", ADDRESS),
        _built("plain", write_site(work / "plain-case", plain()), work / "plain"),
    ]
    return known(made)


def _built(name: str, root: Path, output: Path, url: str = "") -> Site:
    site = read_site(root / "config.yaml", output, url=url or None).value
    assert site is not None
    report = build(site, Options(sync=False))
    assert report.published, f"{name}: " + "; ".join(f"{d.code}: {d.message}" for d in report.diagnostics[:5])
    return Site(name, output, url)


def known(made: Iterable[Site]) -> list[Site]:
    """The same sites; each knows which pages look like those of a site before it."""
    seen: set[bytes] = set()
    told = []
    for site in made:
        digests = {page: page.encode() + hashlib.sha256(body).digest() for page, body in bodies(site)}
        told.append(Site(site.name, site.folder, site.url, frozenset(p for p, d in digests.items() if d in seen)))
        seen |= set(digests.values())
    return told
