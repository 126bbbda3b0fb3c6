"""A site's pages go in, scripts and styles that stand in them come out."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from gates.checks.links import addresses
from gates.pages import Site, Tag
from gates.records import Fault, Gate, Outcome

_DATA = ("application/ld+json", "application/json", "speculationrules")
_ELSEWHERE = ("canonical", "alternate", "license", "author", "next", "prev", "me")


def check(site: Site) -> Outcome:
    """Every tag of every page."""
    faults = tuple(Fault(page, t.place, w) for page in site.pages for t in site.tags(page) for w in _wrong(t))
    return Outcome(sum(len(site.tags(page)) for page in site.pages), "tags", faults)


def _wrong(tag: Tag) -> Iterator[str]:
    yield from (f"has {name}=" for name in tag.attributes if name == "style" or name.startswith("on"))
    if tag.name == "style":
        yield "a style element"
    if tag.name == "script":
        kind = tag.attributes.get("type", "")
        if "src" not in tag.attributes and kind not in _DATA:
            yield "a script in the page"
        if kind == "module":
            yield "a module, which does not load from disk"
    if any(urlsplit(a).scheme == "javascript" for a in addresses(tag)):
        yield "a javascript: address"
    loads = tag.name not in ("a", "area") and tag.attributes.get("rel", "").lower() not in _ELSEWHERE
    if loads and any(urlsplit(a).netloc for a in addresses(tag)):
        yield "is loaded from another origin"


GATE = Gate("inline", "no script, style or handler in a page, nothing from another origin", (), check)
