"""The linked site goes in, the list of all claims comes out: who says what, where, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from briefs.core.alphabetical import order_of
from briefs.core.model import Choice, ClaimsView, Index, Page, SiteClaim, Speaker
from briefs.core.paging import nth_page, shared_out
from briefs.core.slugs import slug_of
from briefs.outputs.choices import choices, marks, together
from briefs.outputs.cut import brief_card, targets

MOST = 200
"""Claims on one page."""
STATUSES = ("reported", "confirmed", "disputed", "false", "unknown")
"""In the order in which a reader may choose them."""


class _Who(NamedTuple):
    """Who makes claims."""

    id: str
    name: str
    term: str


def pages(index: Index) -> Iterator[Page]:
    """The pages of the claims; none where the site has no claim."""
    parts = shared_out(_by_speaker(index), MOST)
    if not parts[0]:
        return
    for number, part in enumerate(parts, 1):
        view = _view(index, part, number, len(parts))
        yield Page(nth_page("claims.html", number), "claims.html", view, "Claims", "claims")


def _view(index: Index, part: Sequence[tuple[_Who, Sequence[SiteClaim]]], page: int, pages: int) -> ClaimsView:
    claims = [claim for _, theirs in part for claim in theirs]
    offered = choices(((status_of(c),) for c in claims), STATUSES.index)
    return ClaimsView(
        speakers=tuple(_speaker(who, theirs, offered) for who, theirs in part),
        choices=offered,
        page=page,
        pages=pages,
        targets=targets(index, *(c.claim.text for c in claims)),
    )


def status_of(claim: SiteClaim) -> str:
    """How a claim stands; of one that does not say, nothing is known."""
    return claim.claim.status or "unknown"


def _speaker(who: _Who, claims: Sequence[SiteClaim], offered: tuple[Choice, ...]) -> Speaker:
    marked = tuple(SiteClaim(c.claim, c.brief, c.language, marks((status_of(c),), offered)) for c in claims)
    return Speaker(who.name, who.id, who.term, marked, together(c.marks for c in marked))


def _by_speaker(index: Index) -> list[tuple[_Who, list[SiteClaim]]]:
    """Who makes claims, in the order of their names, with the newest article's claims first; the nameless last."""
    known, found = _names(index), dict[str, tuple[_Who, list[SiteClaim]]]()
    for outline in (*index.articles, *index.pages):
        language = outline.language if outline.language != index.language else ""
        for claim in outline.claims:
            who = _who(index, claim.by, known)
            found.setdefault(who.id, (who, []))[1].append(SiteClaim(claim, brief_card(index, outline), language))
    place = order_of(index.language).place
    return sorted(found.values(), key=lambda each: (not each[0].name, place(each[0].name).key, each[0].id))


def _who(index: Index, by: str, known: Mapping[str, str]) -> _Who:
    """Whom a name stands for: the term of that name where there is one, so that its names are one speaker."""
    term = known.get(by.casefold(), "")
    name = index.terms[term].term if term else by
    return _Who("who-" + slug_of(name) if name else "who", name, term)


def _names(index: Index) -> dict[str, str]:
    """Terms by their names; a name of several stands for none."""
    found: dict[str, str] = {}
    for term in index.terms.values():
        for name in {n.casefold() for n in (term.term, term.abbreviation, *term.aliases) if n}:
            found[name] = "" if found.get(name, term.id) != term.id else term.id
    return found
