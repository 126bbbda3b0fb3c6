"""All units go in, the linked site comes out, with what does not fit together and what is seldom meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct, structs

from briefs.core.diagnostics import Diagnostic
from briefs.core.model import Index, Places, Plain, Seen
from briefs.core.source import Span
from briefs.core.targets import parted
from briefs.core.words import has_words, no_catalogue
from briefs.lints import Evidence, active_file, lint
from briefs.pipeline.collect import Collected, facts_of, matched_again, rows_of, texts_of
from briefs.pipeline.ledgers import Ledger, ledgers, places_of
from briefs.pipeline.neighbours import Copied, copied
from briefs.pipeline.pictures import Pictured, pictured
from briefs.pipeline.rows import Drawn, Facts, Spoken, read_facts, read_spoken, read_text
from briefs.pipeline.state import Known
from briefs.pipeline.works import Works, asks, content_of
from briefs.stages.link import link

T = TypeVar("T")

_SELDOM = 256
"""Of how many records one is told of."""


class Linked(Struct, frozen=True):
    """The site as one."""

    index: Index
    faults: tuple[Diagnostic, ...]
    copies: tuple[Copied, ...] = ()
    """The files of the content that pages show, or would show."""
    fragments: frozenset[str] = frozenset()
    """Keys of the pages into which some link leads to a place, or means to."""
    seen: dict[str, Seen] = {}
    """By path from the site's root: the pictures' files as they were measured."""
    made: dict[str, Drawn] = {}
    """By path from the output's root: files that were drawn."""
    withheld: tuple[Seen, ...] = ()
    """The files that are named and not published, for what they would do."""


def _fragments(facts: Iterable[Facts]) -> frozenset[str]:
    named = ((r.kind, parted(r.kind, r.target)) for one in facts for r in one.outline.references if "#" in r.target)
    return frozenset(f"{kind}:{name}" for kind, (name, place) in named if place)


def linked(works: Works, collected: Collected, files: tuple[str, ...]) -> Linked:
    """Every unit that is not left out, linked and looked at."""
    kept = {o: k for o, k in collected.units.items() if k.key and not k.is_left_out(works.options)}
    drafts = frozenset(o for o, k in collected.units.items() if k.key and o not in kept)
    facts = dict(_told(works, _facts(works, collected, kept), len(kept)))
    spoken = dict(_told(works, _spoken(works, collected, kept), len(kept)))
    site = works.site
    made = link(
        {origin: one.outline for origin, one in facts.items()},
        {origin: one.places for origin, one in facts.items()},
        {origin: one.usages for origin, one in spoken.items()},
        {origin: one.clashes for origin, one in spoken.items()},
        frozenset(files),
        content_of(works),
        site.config.language,
        drafts,
    )
    shown = pictured(works, made.value, facts)
    found = (*_wordless(works, facts), *_lints(works, collected, kept, facts, shown))
    faults = (*made.diagnostics, *shown.faults, *found)
    withheld = frozenset(shown.active if active_file.LINT.level(dict(site.config.lints), False) == "error" else ())
    withheld |= shown.large
    index = _without(shown.index, withheld)
    unshown = tuple(seen for path, seen in shown.seen.items() if {f"asset:{path}", f"image:{path}"} & withheld)
    copies = copied(shown.index, facts.values())
    return Linked(index, faults, copies, _fragments(facts.values()), shown.seen, shown.made, unshown)


def _without(index: Index, keys: frozenset[str]) -> Index:
    """The site with targets that lead nowhere."""
    if not keys:
        return index
    targets = {key: target for key, target in index.targets.items() if key not in keys}
    gone = {index.targets[key].path for key in keys}
    shares = {origin: share for origin, share in index.shares.items() if share.path not in gone}
    return structs.replace(index, targets=targets, shares=shares)


def _wordless(works: Works, facts: Mapping[str, Facts]) -> Iterator[Diagnostic]:
    """The languages of pages for which the theme has no words, each with the first text that is in it."""
    layers, said = works.theme.words if works.theme else (), works.site.config.language
    places: dict[str, Span | None] = {said: None}
    for one in sorted(facts.values(), key=lambda one: one.outline.origin):
        if one.outline.kind != "glossary":
            places.setdefault(one.outline.language or said, one.places.unit)
    for language, place in places.items():
        if layers and not has_words(layers, language):
            yield no_catalogue(language, works.site.config.theme, place)


def _told(works: Works, each: Iterable[T], total: int) -> Iterator[T]:
    """Each one, and now and then how far it is."""
    for done, one in enumerate(each):
        if done % _SELDOM == 0:
            works.say("link", done, total)
        yield one


def _facts(works: Works, collected: Collected, kept: Mapping[str, Known]) -> Iterator[tuple[str, Facts]]:
    fresh = collected.facts
    old = {o: value for one, value in _rows(works, "facts", kept, fresh) if (o := one.listed.origin)}
    for origin, known in kept.items():
        value = fresh.get(origin) or old.pop(origin, None)
        yield origin, read_facts(value) if value else facts_of(works, known, None)


def _spoken(works: Works, collected: Collected, kept: Mapping[str, Known]) -> Iterator[tuple[str, Spoken]]:
    fresh = collected.spoken
    texts = {origin: known for origin, known in kept.items() if known.is_text}
    old = {one.listed.origin: value for one, value in _rows(works, "spoken", texts, fresh)}
    for origin, known in texts.items():
        value = fresh.pop(origin, None) or old.pop(origin, None)
        if not (value or known.said):  # no process could match it, which is an error already
            yield origin, Spoken()
        else:
            yield origin, read_spoken(value or matched_again(works, collected.setup, known).spoken.value)


def _rows(
    works: Works, kind: str, kept: Mapping[str, Known], fresh: Mapping[str, bytes]
) -> Iterator[tuple[Known, bytes | None]]:
    return rows_of(works, kind, (known for origin, known in kept.items() if origin not in fresh))


def _lints(
    works: Works, collected: Collected, kept: Mapping[str, Known], facts: Mapping[str, Facts], shown: Pictured
) -> Iterator[Diagnostic]:
    site, density = works.site, works.site.config.link.density
    texts = [known for known in kept.values() if known.is_text]
    told: dict[str, Ledger] = {}
    if asks(works):
        told = dict(ledgers(works, collected.setup.value, texts))
    evidence = Evidence(
        outlines=tuple(one.outline for one in facts.values()),
        places={origin: one.places for origin, one in facts.items()},
        index=shown.index,
        annotations={origin: one.annotations for origin, one in facts.items()},
        texts=lru_cache(maxsize=8)(lambda origin: _text(works, kept[origin])),
        skipped={origin: one.skipped for origin, one in told.items()},
        strangers={origin: one.strangers for origin, one in told.items()},
        linking={o: structs.replace(one.linking, density=one.linking.density or density) for o, one in facts.items()},
        active=shown.active,
        kinds=works.kit.kinds,
        today=works.options.today,
        recheck_months=site.config.recheck_months,
    )
    return lint(works.kit.lints, dict(site.config.lints), evidence, works.options.checking)


def _text(works: Works, known: Known) -> tuple[Plain, Places]:
    (value,) = texts_of(works, (known,))
    text = read_text(value)
    return text.brief.plain, places_of(works, known, text)
