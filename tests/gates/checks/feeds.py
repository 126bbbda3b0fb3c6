"""A site's feeds and site maps go in, what is wrong in them comes out; says so where there are none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from jsonschema import Draft7Validator

from gates.pages import Site
from gates.records import Fault, Gate, Outcome
from gates.tools import HERE, path, run, told

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def check(site: Site) -> Outcome:
    """Every XML file, and every JSON file that calls itself a feed."""
    xml = [p for p in site.files if p.endswith((".xml", ".atom", ".rss"))]
    feeds = [p for p in site.files if p.endswith(".json") and _jsonfeed(site, p)]
    faults = [f for p in xml for f in _xml(site, p)] + [f for p in feeds for f in _feed(site, p)]
    more = (
        () if xml or feeds else (f"{site.name}: none: the site has neither feeds nor a site map, nothing was checked",)
    )
    return Outcome(len(xml) + len(feeds), "feeds and site maps", tuple(faults), more)


def _xml(site: Site, name: str) -> Iterator[Fault]:
    try:
        run([path("xmllint"), "--noout", str(site.folder / name)])
        root = ElementTree.fromstring((site.folder / name).read_bytes())
    except (RuntimeError, ElementTree.ParseError) as error:
        yield Fault(name, "", f"is not well formed: {error}")
        return
    if root.tag == ATOM + "feed":
        yield from _against("--relaxng", HERE / "atom.rng", site, name)
        yield from (Fault(name, place, words) for place, words in _atom(root))
    elif root.tag in (MAP + "urlset", MAP + "sitemapindex"):
        if root.tag == MAP + "urlset":  # the schema of lists of maps is another
            yield from _against("--schema", Path(path("npm:sitemap")) / "schema" / "sitemap.xsd", site, name)
        yield from (Fault(name, place, words) for place, words in _map(root))


def _against(kind: str, grammar: Path, site: Site, name: str) -> Iterator[Fault]:
    """Where a file is not as its grammar or schema has it."""
    said = told([path("xmllint"), "--noout", kind, str(grammar), str(site.folder / name)])
    if f"{name} validates" not in said:
        yield Fault(name, grammar.name, said.partition(": ")[2].strip()[:400])


def _atom(feed: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """What RFC 4287 asks for."""
    entries = feed.findall(ATOM + "entry")
    signed = feed.find(ATOM + "author") is not None
    ids = [entry.findtext(ATOM + "id", "") for entry in entries]
    yield from ((i, "is the id of two entries") for i in {i for i in ids if ids.count(i) > 1})
    for element in (feed, *entries):
        place = "the feed" if element is feed else f"entry {element.findtext(ATOM + 'title', '?')}"
        for name in ("id", "title", "updated"):
            if not element.findtext(ATOM + name, "").strip():
                yield place, f"has no {name}"
        if not _TIME.match(element.findtext(ATOM + "updated", "").strip()):
            yield place, "updated is no time with a zone"
        if element is not feed and not signed and element.find(ATOM + "author") is None:
            yield place, "has no author"
        links = {link.get("rel", "alternate"): link.get("href", "") for link in element.findall(ATOM + "link")}
        if element is not feed and "alternate" not in links and element.find(ATOM + "content") is None:
            yield place, "has neither a link nor content"


def _map(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Absolute addresses, and dates that are dates."""
    for item in root:
        address = item.findtext(MAP + "loc", "").strip()
        if not re.match(r"https?://[^/]+/", address):
            yield address or "an entry", "is no absolute address"
        changed = item.findtext(MAP + "lastmod", "").strip()
        if changed and not re.match(r"\d{4}(-\d\d(-\d\d(T.*)?)?)?$", changed):
            yield address, f"lastmod {changed} is no date"
    if len(root) > 50_000:
        yield "the map", "has more than 50,000 addresses"


def _jsonfeed(site: Site, name: str) -> dict[str, Any] | None:
    text = (site.folder / name).read_text("utf-8")
    if "jsonfeed.org" not in text[:500]:
        return None
    found: dict[str, Any] = json.loads(text)
    return found


def _feed(site: Site, name: str) -> Iterator[Fault]:
    """What JSON Feed 1.1 asks for."""
    feed = _jsonfeed(site, name) or {}
    for wrong in _schema().iter_errors(feed):
        yield Fault(name, "/".join(map(str, wrong.absolute_path)), wrong.message[:200])
    yield from (Fault(name, "the feed", f"has no {key}") for key in ("version", "title", "items") if key not in feed)
    for item in feed.get("items", ()):
        if not isinstance(item.get("id"), str):
            yield Fault(name, str(item.get("title")), "has no id")
        if not ("content_html" in item or "content_text" in item):
            yield Fault(name, str(item.get("id")), "has no content")
        for key in ("date_published", "date_modified"):
            if key in item and not _TIME.match(item[key]):
                yield Fault(name, str(item.get("id")), f"{key} is no time with a zone")


@cache
def _schema() -> Draft7Validator:
    return Draft7Validator(json.loads((Path(path("npm:jsonfeed-schema")) / "schema-v1.1.json").read_text("utf-8")))


GATE = Gate(
    "feeds",
    "feeds and site maps are well formed, complete and as their schemas have them",
    ("xmllint", "npm:jsonfeed-schema", "npm:sitemap"),
    check,
)
