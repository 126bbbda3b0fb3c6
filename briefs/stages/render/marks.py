"""Mentions and notes go in, the marks that are woven into the words come out; knows no template."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from briefs.core.model import ArticleView, Mention, Note
from briefs.weave import Mark

_BRACKETED = re.compile(r" \([^()\s]{2,12}\)$")


def expansions(view: ArticleView, mentions: Sequence[Mention], text: str) -> dict[str, str]:
    """By anchor: the full name of each term that a text first names by its abbreviation alone."""
    full = {card.id: _BRACKETED.sub("", card.term) for card in view.cards}
    firsts = {mention.term: mention for mention in reversed(mentions)}
    return {
        first.anchor: full[term]
        for term, first in firsts.items()
        if term in full and first.linked and first.rule.startswith("abbreviation") and not _explained(first, text)
    }


def _explained(mention: Mention, text: str) -> bool:
    """Whether the source itself has brackets there: ``the IRGC (…)``, ``(the IRGC)``."""
    before, after = text[max(0, mention.start - 6) : mention.start], text[mention.end : mention.end + 2]
    return after.lstrip()[:1] in ("(", "[") or "(" in before


def mention_mark(mention: Mention, previews: dict[str, int], href: Callable[[str], str], name: str = "") -> Mark:
    """A linked mention is a link to the term's page; any other, and one inside a link made by hand, a plain anchor.

    ``name`` stands beside it, outside the source's words.
    """
    anchor = escape(mention.anchor)
    if not mention.linked or mention.rule == "by hand":
        return Mark(
            mention.start, mention.end, f'<span class="mention" id="{anchor}">', '<span class="mention">', "</span>"
        )
    attributes = f'href="{escape(href(f"glossary/{mention.term}.html"))}"'
    preview = f'data-def="d{previews[mention.term]}"'
    return Mark(
        mention.start,
        mention.end,
        f'<a class="term" {attributes} id="{anchor}" {preview}>',
        f'<a class="term" {attributes} {preview}>',
        "</a>",
        link=True,
        after=f'<span class="expansion" data-added> ({escape(name)})</span>' if name else "",
    )


def note_mark(note: Note, number: int) -> Mark:
    """The words a note speaks of, and its number after them."""
    reference = (
        f'<a class="ref" id="r-{number}" href="#n-{number}" role="doc-noteref" aria-label="Note {number}" data-added>'
        f"{number}</a>"
    )
    return Mark(
        note.start, note.end, f'<mark class="q" id="q-{number}">', '<mark class="q">', "</mark>", after=reference
    )
