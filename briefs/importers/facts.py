"""A web page's tree goes in, what its head says of it comes out: title, author, date, address; guesses nothing.

Only what the page states in a form meant for programs is taken: JSON-LD, ``meta``, ``link``, ``time``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from msgspec import Struct

from briefs.importers.dating import iso
from briefs.importers.escapes import spaced

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = re.compile(r"(?:\w*Article|\w*Posting|Report|WebPage)$")
_CHROME = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SINGLEFILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)")
_LONGEST = 2_000
"""Characters of a value that are read: no title and no name is longer."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class Facts(Struct, frozen=True):
    """What a page says of itself; empty where it says nothing."""

    title: str = ""
    byline: str = ""
    date: str = ""
    updated: str = ""
    url: str = ""
    site: str = ""
    licence: str = ""
    language: str = ""
    image: str = ""
    credit: str = ""


def facts(tree: HtmlElement, html: str) -> Facts:
    """The page's facts, JSON-LD before ``meta`` before what is shown."""
    data = _article(tree)
    url = _url(tree, html, data)
    heads = [spaced(h.text_content()).strip() for h in tree.iter("h1")]
    shown = next((head for head in heads if head), "") if len(heads) == 1 else ""
    image = _first(data.get("image"))
    drawn = _text(image.get("url") if isinstance(image, dict) else image) or _meta(tree, "og:image")
    return Facts(
        title=_text(data.get("headline"))
        or _meta(tree, "og:title", "dc.title", "citation_title")
        or shown
        or _titled(tree),
        byline=_people(data.get("author"))
        or _meta(tree, "author", "article:author_name", "dc.creator", "parsely-author"),
        date=iso(_text(data.get("datePublished")))
        or iso(_meta(tree, "article:published_time", "datepublished", "date", "dc.date", "citation_publication_date"))
        or _time(tree),
        updated=iso(_text(data.get("dateModified"))) or iso(_meta(tree, "article:modified_time", "datemodified")),
        url=url,
        site=_name(data.get("publisher")) or _meta(tree, "og:site_name", "application-name"),
        licence=_licence(tree, data),
        language=_language(tree, data),
        image=urljoin(url, drawn) if drawn else "",
        credit=_text(image.get("creditText") or image.get("caption")) if isinstance(image, dict) else "",
    )


# ── JSON-LD ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _article(tree: HtmlElement) -> dict[str, Any]:
    """The first object of the page's linked data that is an article; empty where there is none."""
    found = [one for script in tree.iter("script") for one in _objects(script)]
    by_type = [(str(_first(one.get("@type")) or ""), one) for one in found]
    articles = [one for kind, one in by_type if _ARTICLES.match(kind)]
    return max(articles, key=lambda one: bool(one.get("headline")), default={})


def _objects(script: HtmlElement) -> Iterator[dict[str, Any]]:
    if "ld+json" not in (script.get("type") or ""):
        return
    try:
        data = json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return
    for one in data if isinstance(data, list) else [data]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (node for node in (graph if isinstance(graph, list) else []) if isinstance(node, dict))


def _first(value: Any) -> Any:
    return (value[0] if value else "") if isinstance(value, list) else value or ""


def _text(value: Any) -> str:
    """A value if it is a text, on one line, as it reads."""
    from html import unescape

    value = _first(value)
    return " ".join(spaced(unescape(value[:_LONGEST])).split()) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    value = _first(value)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _people(value: Any) -> str:
    """Who wrote it: names, each once, as a byline has them."""
    names = dict.fromkeys(_name(one) for one in (value if isinstance(value, list) else [value]))
    return ", ".join(name for name in names if name and "://" not in name)


# ── elements ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _meta(tree: HtmlElement, *names: str) -> str:
    """The content of the first of these that the page has."""
    known: dict[str, str] = {}
    for one in tree.iter("meta"):
        name = (one.get("property") or one.get("name") or one.get("itemprop") or "").lower()
        known.setdefault(name, _text(one.get("content") or ""))
    found = (known.get(name, "") for name in names)
    return next((text for text in found if (text and "://" not in text) or "og:image" in names), "")


def _titled(tree: HtmlElement) -> str:
    """The ``title``, without the site's name behind its last bar."""
    text = next((_text(one.text or "") for one in tree.iter("title")), "")
    return re.split(r" (?:\||–|—|::) (?!.* (?:\||–|—|::) )", text)[0].strip() or text


def _time(tree: HtmlElement) -> str:
    """The first ``time`` that is said to be when it was published, or stands in the article's head."""
    for one in tree.iter("time"):
        if one.get("pubdate") is not None or one.get("itemprop") == "datePublished":
            return iso(one.get("datetime") or "")
    return ""


def _url(tree: HtmlElement, html: str, data: dict[str, Any]) -> str:
    links = [
        one.get("href") or "" for one in tree.iter("link") if "canonical" in (one.get("rel") or "").lower().split()
    ]
    saved = [found[1] for form in (_CHROME, _SINGLEFILE) if (found := form.search(html[:4096]))]
    named = [
        _text(data.get("url")),
        *(one.get("content") or "" for one in tree.iter("meta") if one.get("property") == "og:url"),
    ]
    return next((url for url in (*links, *saved, *named) if re.match(r"https?://[^\s/]+\.", url)), "")


def _licence(tree: HtmlElement, data: dict[str, Any]) -> str:
    """The licence's name as a link to it has it, or its address."""
    for tag in ("a", "link"):
        for one in tree.iter(tag):
            if "license" in (one.get("rel") or "").lower().split():
                return _text(one.text_content()) if tag == "a" and _text(one.text_content()) else one.get("href") or ""
    return _text(data.get("license"))


def _language(tree: HtmlElement, data: dict[str, Any]) -> str:
    written = next((one.get("lang") or "" for one in tree.iter("html")), "") or _text(data.get("inLanguage"))
    return written.replace("_", "-") if _LANGUAGE.fullmatch(written) else ""
