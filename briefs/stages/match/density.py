"""Mentions of one text go in, in order of place; which of them are links comes out, or why not; finds none itself.

Rules: LINKING "How often" and "Where not" (docs, linking.md).
"""

from __future__ import annotations

from collections.abc import Mapping

from briefs.core.model import Linking, TermRule
from briefs.stages.match.places import Places
from briefs.stages.match.records import BY_HAND, NEVER, PIN, Chosen


class Linker:
    """Decides in one text. ``linking`` is the site's way with the article's own in its place."""

    def __init__(self, places: Places, rules: Mapping[str, TermRule], linking: Linking) -> None:
        self._places = places
        self._rules = rules
        self._linking = linking
        self._linked: set[tuple[str, int]] = set()

    def why_not(self, it: Chosen) -> str:
        """Why this mention is no link, or nothing, and then the next one of its term knows that it is one."""
        if it.rule == BY_HAND:
            return ""
        density = self._density(it.term)
        if density == "none" or it.rule == NEVER:
            return "opted out"
        if it.rule == PIN and self._places.in_link(it.start, it.end):
            return "link"
        if self._linking.quotations != "link" and self._places.quoted(it.start):
            return "quotation"
        return "" if density == "every" else self._repeated(it, density == "section")

    def _density(self, term: str) -> str:
        """The term's own, else the text's; ``none`` wins wherever it is said."""
        rule = self._rules.get(term)
        own = rule.link if rule else ""
        if self._linking.density == "none" or term in self._linking.never:
            return "none"
        return own or self._linking.density

    def _repeated(self, it: Chosen, by_section: bool) -> str:
        section = self._places.section(it.start) if by_section else 0
        by_hand = self._places.linked_by_hand(it.term, section if by_section else None)
        if by_hand or (it.term, section) in self._linked:
            return "already linked"
        self._linked.add((it.term, section))
        return ""
