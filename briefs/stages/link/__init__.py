"""Every Outline and every use of a term goes in, the linked site comes out, and what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefs.core.alphabetical import order_of
from briefs.core.collation import Place
from briefs.core.diagnostics import Checked
from briefs.core.model import Clash, Document, Index, Outline, Places, Term, Usage
from briefs.stages.link.checks import check
from briefs.stages.link.targets import resolve

__all__ = ["link"]


def link(
    outlines: Mapping[str, Outline],
    places: Mapping[str, Places],
    usages: Mapping[str, tuple[Usage, ...]],
    clashes: Mapping[str, tuple[Clash, ...]],
    files: frozenset[str],
    content: str,
    language: str = "en",
    drafts: frozenset[str] = frozenset(),
) -> Checked[Index]:
    """The linked site. Mappings are by origin; ``files`` are all other paths below ``content``, from the site's root;
    ``drafts`` are the origins left out as such.
    """
    ordered = [outlines[origin] for origin in sorted(outlines)]
    placed = sorted(((_place(t, language), t) for t in _terms(ordered)), key=lambda each: (each[0].key, each[1].id))
    terms = {term.id: term for _, term in placed}
    documents = _documents(ordered)
    targets = resolve(ordered, terms, documents, files, content)
    index = Index(
        articles=tuple(sorted((o for o in ordered if o.kind == "article"), key=newest_first)),
        pages=tuple(sorted((o for o in ordered if o.kind == "page"), key=lambda o: o.slug)),
        terms=terms,
        letters={term.id: (place.letter, place.script) for place, term in placed},
        documents=documents,
        usages={origin: usages[origin] for origin in sorted(usages)},
        targets=targets,
        clashes={origin: found for origin, found in sorted(clashes.items()) if found},
        files=files,
        totals=_totals(usages),
        origins={o.origin: o for o in ordered if o.kind != "glossary"},
        language=language,
        drafts=drafts,
    )
    return Checked(index, tuple(check(ordered, places, index, content)))


def _place(term: Term, language: str) -> Place:
    """Where a term stands in the A–Z."""
    return order_of(language).place(term.term, term.pronunciation, term.kind == "person")


def newest_first(outline: Outline) -> tuple[tuple[int, ...], str]:
    """A sort key: later dates first, undated last, then by slug."""
    return tuple(-ord(c) for c in outline.date) or (1,), outline.slug


def _totals(usages: Mapping[str, tuple[Usage, ...]]) -> dict[str, tuple[int, int]]:
    """By term: mentions, and texts that have some."""
    found: dict[str, tuple[int, int]] = {}
    for used in usages.values():
        for usage in used:
            mentions, texts = found.get(usage.term, (0, 0))
            found[usage.term] = mentions + usage.count, texts + 1
    return found


def _terms(outlines: Iterable[Outline]) -> list[Term]:
    """The first term of each id; a second one is a diagnostic elsewhere."""
    found: dict[str, Term] = {}
    for outline in outlines:
        for term in outline.terms:
            found.setdefault(term.id, term)
    return list(found.values())


def _documents(outlines: Iterable[Outline]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for outline in outlines:
        for document in outline.documents:
            found.setdefault(document.id, document)
    return dict(sorted(found.items()))
