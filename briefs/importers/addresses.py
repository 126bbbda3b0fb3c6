"""What stands in a site and an address go in, the article or term that is meant comes out; knows no format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from briefs.importers.foreign_html import Linker, plain_link
from briefs.importers.importer import Article, Standing

_PROXY = re.compile(r"^https?://via\.hypothes\.is/(?:[a-z0-9]+/)*(?=https?://)", re.IGNORECASE)
"""What stands before the address of a page that was annotated through the service's proxy."""
_TERM = re.compile(r"(?:^|/)glossary/([^/]+?)(?:\.page-\d+)?\.html$")
_PAGE = re.compile(r"(?:^|/)([^/]+)\.(?:html|annotations\.json)$")


class Found(Struct, frozen=True):
    """What an address of the site's own leads to."""

    article: str = ""
    """Its slug."""
    term: str = ""
    """Its id."""


def about(pages: Iterable[str], site: Standing, asked: str = "") -> Article | None:
    """The article that is asked for, else the one that the first of these addresses leads to or was received from."""
    if asked:
        return next((one for one in site.articles if one.slug == asked), None)
    known = {comparable(one.url): one for one in site.articles if one.url}
    for page in pages:
        slug = own(page, site).article
        found = known.get(comparable(page)) or next((one for one in site.articles if slug and one.slug == slug), None)
        if found:
            return found
    return None


def own(address: str, site: Standing) -> Found:
    """What an address below the site's own leads to, or one that is relative."""
    if site.url and comparable(address).startswith(comparable(site.url)):
        path = address[len(site.url.rstrip("/")) :]
    elif re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", address, re.IGNORECASE):
        return Found()
    else:
        path = address
    path = unquote(path.partition("#")[0].partition("?")[0])
    if (term := _TERM.search(path)) and term[1] in site.terms:
        return Found(term=term[1])
    page = _PAGE.search(path)
    return Found(article=page[1]) if page and any(page[1] == one.slug for one in site.articles) else Found()


def linker(site: Standing) -> Linker:
    """Writes links of a note: to the site's own articles and terms as a sidecar does, out of it with their address.

    Without words of its own a link shows the title, or the term's name.
    """

    titles = {article.slug: article.title for article in site.articles}
    names = dict(site.names)

    def link(address: str, words: str) -> str:
        found, said = own(address, site), re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words)
        own_name = said in (names.get(found.term), titles.get(found.article))
        shown = "" if own_name or "[" in words or "]" in words else f"|{words}"
        if found.term:
            return f"[[term:{found.term}{shown}]]"
        return f"[[{found.article}{shown}]]" if found.article else plain_link(address, words)

    return link


def comparable(address: str) -> str:
    """An address without what differs between two of one page: scheme, ``www.``, fragment, slash at the end, proxy."""
    try:
        parts = urlsplit(_PROXY.sub("", address.strip()))
        host = (parts.hostname or "").removeprefix("www.") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return address
    path = parts.path.rstrip("/")
    return f"{host}{path}{f'?{parts.query}' if parts.query else ''}" if host else address.partition("#")[0]
