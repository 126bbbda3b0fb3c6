"""The linked site."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from briefs.core.model.body import Hole
from briefs.core.model.card import BriefCard, Share, Target, TermCard, Usage, card_of
from briefs.core.model.entry import Document, Term
from briefs.core.model.mention import Clash
from briefs.core.model.unit import Outline

FRONT = "index.html"
"""The front page: the list of all briefs, or the page of the site's own that is called `index`."""
LISTING = "articles/index.html"
"""Where the list stands beside a front page of the site's own."""


class Index(Struct, frozen=True, dict=True):
    """The linked site, from which Views are cut; never a key itself, so it may hold mappings."""

    articles: tuple[Outline, ...]
    """Newest first."""
    pages: tuple[Outline, ...]
    """By slug."""
    terms: dict[str, Term]
    """By id, in the order of the A–Z."""
    documents: dict[str, Document]
    """Sources by id."""
    usages: dict[str, tuple[Usage, ...]]
    """By origin of the text: the terms mentioned, in order of first mention."""
    targets: dict[str, Target]
    """What every reference on the site leads to; a dead one is absent."""
    origins: dict[str, Outline]
    """Articles and pages by origin."""
    letters: dict[str, tuple[str, str]] = {}
    """By id of a term: its letter in the A–Z, and of which script the letter is."""
    clashes: dict[str, tuple[Clash, ...]] = {}
    """By origin: names that several terms claim and nothing decides."""
    files: frozenset[str] = frozenset()
    """Every other file below the content folder, by its path from the site's root."""
    totals: dict[str, tuple[int, int]] = {}
    """By id of a term: how often it is mentioned, and in how many texts."""
    language: str = "en"
    shares: dict[str, Share] = {}
    """By origin: the picture that stands for a text where a link to it is shown."""
    drafts: frozenset[str] = frozenset()
    """Origins of the articles that are left out as drafts."""

    @cached_property
    def listing(self) -> str:
        """Where the list of all briefs stands: on the front page, unless a page of the site's own is that."""
        return LISTING if any(outline.path == FRONT for outline in self.pages) else FRONT

    @cached_property
    def mentioned(self) -> dict[str, dict[str, int]]:
        """By origin: how often each term is mentioned in a text, in order of first mention."""
        terms = self.terms
        return {o: {u.term: u.count for u in used if u.term in terms} for o, used in self.usages.items()}

    @cached_property
    def main_terms(self) -> dict[str, tuple[str, ...]]:
        """By origin: the four terms that a text mentions most, the most mentioned first."""
        return {o: tuple(sorted(n, key=lambda t: (-n[t], t))[:4]) for o, n in self.mentioned.items()}

    @cached_property
    def term_cards(self) -> dict[str, TermCard]:
        """By id: the preview of a term on a page without a date."""
        return {i: card_of(term) for i, term in self.terms.items()}

    @cached_property
    def term_holes(self) -> dict[str, tuple[Target, ...]]:
        """By id: what the holes in a term's definition are filled with; only of terms that have some."""
        found = {}
        for i, card in self.term_cards.items():
            keys = {part.target for part in card.definition.parts if isinstance(part, Hole)}
            if keys:
                found[i] = tuple(self.targets[key] for key in sorted(keys) if key in self.targets)
        return found

    @cached_property
    def entry_sources(self) -> frozenset[str]:
        """Sources that only definitions rest on: they stand on the entries' pages."""
        later = {source for term in self.terms.values() for update in term.updates for source in update.sources}
        return frozenset(source for term in self.terms.values() for source in term.sources) - later

    @cached_property
    def brief_cards(self) -> dict[str, BriefCard]:
        """By origin: what a list says of an article or page."""
        return {
            origin: BriefCard(o.path, o.title, o.date, o.kicker, o.standfirst, language=o.language)
            for origin, o in self.origins.items()
        }
