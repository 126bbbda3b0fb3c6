"""Mentions and notes go in, the marks that are woven into the words come out; knows no template."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from briefs.core.model import ArticleView, Mention, Note, TermCard
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


class Pen:
    """Writes the marks of one page's mentions; what they say of a term is the same for each mention of it."""

    def __init__(self, cards: Sequence[TermCard], href: Callable[[str], str], attributes: str = "") -> None:
        """``attributes`` are those of terms' names, where these are in another language than the text."""
        self._attributes = attributes
        self._previews = {card.id: number for number, card in enumerate(cards, 1)}
        self._href = href
        self._links: dict[str, tuple[str, str]] = {}

    def marks(self, mentions: Sequence[Mention], names: Mapping[str, str]) -> list[Mark]:
        """A mark for each mention of a term that the page knows; by its anchor, the name that stands beside it."""
        return [self._mark(m, names.get(m.anchor, "")) for m in mentions if m.term in self._previews]

    def _mark(self, mention: Mention, name: str) -> Mark:
        """A linked mention is a link to the term's page; any other, and one inside a link made by hand, an anchor.

        ``name`` stands beside it, outside the source's words.
        """
        anchor = _quoted(mention.anchor)
        if not mention.linked or mention.rule == "by hand":
            first = f'<span class="mention" id="{anchor}">'
            return Mark(mention.start, mention.end, first, '<span class="mention">', "</span>")
        link, preview = self._links.get(mention.term) or self._link(mention.term)
        after = f'<span class="expansion" data-added{self._attributes}> ({escape(name)})</span>' if name else ""
        first, again = f'{link} id="{anchor}" {preview}>', f"{link} {preview}>"
        return Mark(mention.start, mention.end, first, again, "</a>", link=True, after=after)

    def _link(self, term: str) -> tuple[str, str]:
        """What stands in a link to a term before and after the id of the mention."""
        link = f'<a class="term" href="{_quoted(self._href(f"glossary/{term}.html"))}"'
        found = self._links[term] = (link, f'data-def="t{self._previews[term]}"')
        return found


def _quoted(value: str) -> str:
    """What stands between quotation marks; ids and addresses seldom hold anything to escape."""
    safe = "&" not in value and '"' not in value and "'" not in value and "<" not in value and ">" not in value
    return value if safe else escape(value)


def note_mark(note: Note, number: int, name: str, shown: str) -> Mark:
    """The words a note speaks of, and its number after them: ``name`` in words, ``shown`` in digits of the page."""
    reference = (
        f'<a class="ref" id="r-{number}" href="#n-{number}" role="doc-noteref" aria-label="{name}" data-added>'
        f"{shown}</a>"
    )
    return Mark(
        note.start, note.end, f'<mark class="q" id="q-{number}">', '<mark class="q">', "</mark>", after=reference
    )
