"""Glossary entries as authored go in, Terms come out; knows neither the site's other terms nor any text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from briefs.core.authored import MatchEntry, SenseEntry, TermEntry, WhenEntry
from briefs.core.diagnostics import error
from briefs.core.fields import Text
from briefs.core.model import MatchRule, Term, Update, When
from briefs.core.slugs import slug_of
from briefs.core.source import Span
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.documents import cited, iso
from briefs.stages.parse.rich import rich

_RESERVED = frozenset({"index"})
"""Ids whose page would be that of the glossary itself."""
_HEADWORD = re.compile(r".+\S \(([^()\s]{2,12})\)")
"""A name with its abbreviation: ``Full Name (FN)``."""
_LONGEST = 2_500
"""Characters of a name: what looks for all names at once takes quadratic time over one that repeats itself."""

_SENSES = 100
"""Meanings of a name: the page of each lists all the others."""


class Defined(Struct, frozen=True):
    """A term, where it is named, and where it is defined (where it is named, if it is not)."""

    term: Term
    span: Span
    definition: Span


def terms(entries: Iterable[TermEntry], desk: Desk) -> tuple[Defined, ...]:
    """Every term with its places. An entry with senses is a term itself only if it has a definition of its own."""
    found: list[Defined] = []
    for entry in entries:
        if not entry.term.value.strip():
            desk.faults.append(error("missing-key", "`term` is empty", entry.term.span, "write the term's name"))
            continue
        term = _term(entry, desk)
        place = entry.id.span if entry.id else entry.term.span
        if entry.definition is not None or not entry.senses:
            found.append(Defined(term, place, entry.definition.span if entry.definition else place))
        found += [Defined(_sense(s, term, desk), s.id.span, s.definition.span) for s in _senses(entry, desk)]
    return tuple(found)


def _term(entry: TermEntry, desk: Desk) -> Term:
    return Term(
        id=_id(entry, desk),
        term=_name(entry.term.value, entry.term.span, desk),
        abbreviation=_name(entry.abbreviation.value, entry.abbreviation.span, desk) if entry.abbreviation else "",
        aliases=_aliases(entry.aliases, desk),
        native=tuple((language.value, _name(name.value, name.span, desk)) for language, name in entry.native),
        pronunciation=entry.pronunciation,
        kind=entry.kind,
        definition=rich(entry.definition, desk),
        body=rich(entry.body, desk),
        see_also=_others(entry.see_also, desk),
        broader=_others(entry.broader, desk),
        narrower=_others(entry.narrower, desk),
        same_as=tuple(url for url in map(desk.url, entry.same_as) if url),
        as_of=iso(entry.as_of),
        updates=_updates(entry, desk),
        sources=cited(entry.sources, desk),
        match=_rule(entry.match, desk),
    )


def _senses(entry: TermEntry, desk: Desk) -> Sequence[SenseEntry]:
    """The meanings; of more than a name has, with an error, the first."""
    if len(entry.senses) > _SENSES:
        message = f"this term has {len(entry.senses):,} senses; {_SENSES} are kept apart"
        hint = "make one term of those that mean the same"
        desk.faults.append(error("senses-many", message, entry.senses[_SENSES].id.span, hint))
    return entry.senses[:_SENSES]


def _sense(sense: SenseEntry, entry: Term, desk: Desk) -> Term:
    """A term that shares the entry's names, and differs in what it means and when it is meant."""
    return structs.replace(
        entry,
        id=_allowed(desk.slug(sense.id, "term id"), sense.id.span, desk),
        kind=sense.kind or entry.kind,
        definition=rich(sense.definition, desk),
        body=rich(sense.body, desk),
        same_as=(),
        updates=(),
        when=_when(sense.when),
        sense_of=entry.id,
    )


def _id(entry: TermEntry, desk: Desk) -> str:
    """As given, else the slug of the abbreviation or of the term (FORMAT, "A site")."""
    if entry.id:
        given = desk.slug(entry.id, "term id")
        if given:
            return _allowed(given, entry.id.span, desk)
    name = entry.abbreviation if entry.abbreviation and entry.abbreviation.value.strip() else entry.term
    both = _HEADWORD.fullmatch(name.value.strip())
    return _allowed(desk.portable(slug_of(both[1] if both else name.value.strip()), name.span), name.span, desk)


def _allowed(name: str, span: Span, desk: Desk) -> str:
    if name in _RESERVED:
        hint = f"give the term another `id`, such as `{name}-term`"
        message = f"the page of a term `{name}` would be the glossary's own"
        desk.faults.append(error("reserved-name", message, span, hint))
    return name


def _updates(entry: TermEntry, desk: Desk) -> tuple[Update, ...]:
    made = [Update(update.date.text, rich(update.text, desk), cited(update.sources, desk)) for update in entry.updates]
    return tuple(sorted(made, key=lambda update: update.date))


def _others(ids: Iterable[Text], desk: Desk) -> tuple[str, ...]:
    """The ids of other terms, each once; that they exist is asked later."""
    found: dict[str, None] = {}
    for text in ids:
        name = text.value.strip()
        desk.refer("term", name, text.span)
        found[name] = None
    return tuple(found)


def _aliases(texts: Iterable[Text], desk: Desk) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_name(text.value, text.span, desk) for text in texts if text.value.strip()))


def _name(written: str, span: Span, desk: Desk) -> str:
    """A name; of one that is too long, with an error, its beginning."""
    name = written.strip()
    if len(name) <= _LONGEST:
        return name
    message = f"this name has {len(name):,} characters; {_LONGEST:,} are looked for"
    desk.faults.append(error("name-long", message, span, "write what the articles call it"))
    return name[:_LONGEST]


def _rule(entry: MatchEntry | None, desk: Desk) -> MatchRule:
    if entry is None:
        return MatchRule()
    phrases = tuple(_name(phrase, entry.span, desk) for phrase in entry.not_)
    return MatchRule(entry.case, entry.inflect, phrases, entry.link or "")


def _when(entry: WhenEntry | None) -> When | None:
    return When(entry.tags, iso(entry.after), iso(entry.before), entry.words) if entry else None
