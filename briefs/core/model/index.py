"""The linked site."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.model.entry import Document, Term
from briefs.core.model.mention import Clash
from briefs.core.model.unit import Outline
from briefs.core.model.view import Target, Usage


class Index(Struct, frozen=True):
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
    clashes: dict[str, tuple[Clash, ...]] = {}
    """By origin: names that several terms claim and nothing decides."""
    files: frozenset[str] = frozenset()
    """Every other file below the content folder, by its path from the site's root."""
    totals: dict[str, tuple[int, int]] = {}
    """By id of a term: how often it is mentioned, and in how many texts."""
    language: str = "en"
    drafts: frozenset[str] = frozenset()
    """Origins of the articles that are left out as drafts."""
