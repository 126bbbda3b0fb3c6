"""The linked site goes in, what a host is to send with its files comes out: ``_headers`` and ``_redirects``.

Netlify and Cloudflare Pages read both files, GitLab Pages the second; any other host serves the pages as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from briefs.core.model import Brief, Face, HostingView, Index, Mention, Page

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
"""What every page says of itself; a header can say more, and says it of pictures too."""
_EVERYWHERE = (
    f"Content-Security-Policy: {POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
)
_FOR_EVER = "Cache-Control: public, max-age=31536000, immutable"


def pages(index: Index) -> Iterator[Page]:
    """``_headers``; ``_redirects`` where a page has moved."""
    texts = (*index.articles, *index.pages)
    moved = tuple(sorted((old, text.path) for text in texts for old in text.redirect_from))
    yield Page("_headers", "", HostingView(not any(_is_unmarked(t.key, t.path) for t in index.targets.values())))
    if moved:
        yield Page("_redirects", "", HostingView(moved=moved))


def _is_unmarked(key: str, path: str) -> bool:
    """Whether it is a file of the author's that stands among the theme's files, under the name that it always had."""
    return path.startswith("assets/") and key.startswith(("asset:", "image:"))


def write(page: Page, brief: Brief | None, mentions: tuple[Mention, ...], face: Face) -> bytes:
    """Paths are from the root of the host, below which the site's address may name a folder."""
    assert isinstance(page.view, HostingView)
    root = urlsplit(face.url).path or "/"
    lines = _moved(page.view, root) if page.view.moved else _headers(page.view, root)
    return "".join(f"{line}\n" for line in lines).encode()


def _headers(view: HostingView, root: str) -> Iterator[str]:
    yield f"{root}*"
    yield from (f"  {header}" for header in _EVERYWHERE)
    if view.is_marked:
        yield f"{root}assets/*"
        yield f"  {_FOR_EVER}"


def _moved(view: HostingView, root: str) -> Iterator[str]:
    for old, new in view.moved:
        yield f"{root}{percent(old)} {root}{percent(new)} 301"
