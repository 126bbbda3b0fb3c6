"""A page goes in, what machines may know of it comes out, as JSON-LD in schema.org's words; knows no template.

Addresses in it are absolute, so a site without one has none of it. Classes and properties: schema.org 30.0. A brief is
not its source: it is an ``Article`` that ``isBasedOn`` the text as it was received.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from briefs.core.model import (
    FRONT,
    ArticleView,
    Brief,
    Document,
    Face,
    GlossaryView,
    Page,
    Term,
    TermView,
)
from briefs.theme import web

Node = dict[str, Any]
Address = Callable[[str], str]
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What may end a script element or a line of one."""


def graph(page: Page, brief: Brief | None, face: Face) -> str:
    """The page's JSON-LD, safe inside a ``<script>``; empty for a page that is none of its subjects."""
    nodes = list(_nodes(page, brief, face)) if face.url else []
    if not nodes:
        return ""
    whole = {"@context": "https://schema.org", "@graph": nodes}
    return msgspec.json.encode(whole).decode().translate(_UNSAFE)


def _nodes(page: Page, brief: Brief | None, face: Face) -> list[Node]:
    view, address = page.view, face.address
    if page.path == FRONT:
        return [_site(face) | _bare({"description": face.description, "inLanguage": face.language})]
    if isinstance(view, ArticleView) and brief is not None:
        return [_article(page, view, brief, face, address)] if page.section == "briefs" else []
    if isinstance(view, TermView):
        return [_term(view.term, page.path, address), _crumbs(view, page.path, face, address)] if view.page == 1 else []
    if isinstance(view, GlossaryView):
        return [
            {"@type": "DefinedTermSet", "@id": address(page.path), "name": _glossary(face), "isPartOf": _site(face)}
        ]
    return []


def _article(page: Page, view: ArticleView, brief: Brief, face: Face, address: Address) -> Node:
    outline = brief.outline
    return _bare(
        {
            "@type": "Article",
            "@id": address(page.path),
            "headline": outline.title,
            "alternativeHeadline": outline.kicker,
            "inLanguage": outline.language or face.language,
            "datePublished": outline.date,
            "dateModified": outline.updated,
            "author": _bare({"@type": "Organization", "name": face.author}) if face.author else None,
            "isPartOf": _site(face),
            "isBasedOn": _source(brief),
            "keywords": list(outline.tags),
            # By their addresses, where their pages say the rest: an article may mention many.
            "mentions": [{"@id": address(card.path)} for card in view.cards],
            "citation": [_document(document) for document in view.documents],
        }
    )


def _site(face: Face) -> Node:
    return {"@type": "WebSite", "@id": face.url, "url": face.url, "name": face.title}


def _glossary(face: Face) -> str:
    """What the bar calls the glossary."""
    return next((label for section, label, _ in face.nav if section == "glossary"), "Glossary")


def _source(brief: Brief) -> Node | None:
    """The text as it was received, where that is said."""
    source = brief.source
    made = {
        "name": source.name,
        "url": web(source.url),
        "datePublished": source.published,
        "license": web(source.licence),
    }
    found = _bare(made)
    return {"@type": "CreativeWork", **found} if found else None


def _document(document: Document) -> str:
    """Where it is, else what it is called: the page has the rest, and there may be many."""
    return web(document.url) or document.title


def _term(term: Term, path: str, address: Address) -> Node:
    return _bare(
        {
            "@type": "DefinedTerm",
            "@id": address(path),
            "url": address(path),
            "name": term.term,
            "alternateName": [*term.aliases, *(name for _, name in term.native)],
            "termCode": term.abbreviation,
            "description": term.definition.plain,
            "inDefinedTermSet": address("glossary/index.html"),
            "sameAs": [web(address) for address in term.same_as if web(address)],
        }
    )


def _crumbs(view: TermView, path: str, face: Face, address: Address) -> Node:
    steps = ((face.title, "index.html"), (_glossary(face), "glossary/index.html"), (view.term.term, path))
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address(to)}
        for number, (name, to) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _bare(node: Mapping[str, Any]) -> Node:
    """Without what is empty."""
    return {key: value for key, value in node.items() if value}
