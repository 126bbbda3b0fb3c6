"""The linked site goes in, the list of its pages for search engines comes out, and where they find it.

Rules: sitemaps.org 0.9. A date stands only where a page has one of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from briefs.core.dates import instant
from briefs.core.model import Brief, EmptyView, Face, Index, Mention, Page, SitemapView
from briefs.core.paging import parted

MOST = 50_000
"""Addresses in one file (sitemaps.org)."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pages(index: Index) -> Iterator[Page]:
    """``sitemap.xml``, which lists further files where the pages are too many for one; ``robots.txt``."""
    parts = parted(tuple(_listed(index)), MOST)
    if len(parts) == 1:
        yield Page("sitemap.xml", "", SitemapView(tuple(parts[0])))
    else:
        paths = tuple(f"sitemap-{number}.xml" for number in range(1, len(parts) + 1))
        yield Page("sitemap.xml", "", SitemapView(parts=paths))
        for path, part in zip(paths, parts, strict=True):
            yield Page(path, "", SitemapView(tuple(part)))
    yield Page("robots.txt", "", EmptyView())


def _listed(index: Index) -> Iterator[tuple[str, str]]:
    """The pages that lead to all others: the list of briefs, the glossary, each text and each term."""
    yield index.listing, max((o.updated or o.date for o in index.articles), default="")
    yield "glossary/index.html", ""
    for outline in (*index.articles, *index.pages):
        yield outline.path, max(outline.date, outline.updated)
    for term in index.terms.values():
        yield f"glossary/{term.id}.html", max((u.date for u in term.updates), default="")


def write(page: Page, brief: Brief | None, mentions: tuple[Mention, ...], face: Face) -> bytes:
    """The file; all addresses are absolute."""
    view = page.view
    if not isinstance(view, SitemapView):
        return f"User-agent: *\nAllow: /\nSitemap: {face.url}sitemap.xml\n".encode()
    kind, entry = ("sitemapindex", "sitemap") if view.parts else ("urlset", "url")
    entries = [(path, "") for path in view.parts] or view.pages
    lines = [f"<{entry}>{_location(path, face)}{_change(date, face)}</{entry}>" for path, date in entries]
    whole = ['<?xml version="1.0" encoding="utf-8"?>', f'<{kind} xmlns="{_SCHEMA}">', *lines, f"</{kind}>"]
    return "\n".join(whole).encode() + b"\n"


def _location(path: str, face: Face) -> str:
    return f"<loc>{escape(face.address(path))}</loc>"


def _change(date: str, face: Face) -> str:
    return f"<lastmod>{instant(date, face.timezone)}</lastmod>" if date else ""
