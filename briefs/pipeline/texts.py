"""Units go in, every text compiled and matched comes out, each alone; knows no page and nothing that links them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from briefs.config import Site
from briefs.core.diagnostics import Diagnostic
from briefs.core.memory import Remembered
from briefs.core.model import Annotation, Brief, Matched, Outline, Places, Quote, Stranger, TermRule, Unit
from briefs.kinds import check_notes
from briefs.pipeline.records import Options, Read
from briefs.stages.anchor import anchor
from briefs.stages.lexicon import lexicon
from briefs.stages.match import Context, Matcher
from briefs.stages.parse import parse
from briefs.toolkit import Toolkit


class Compiled(Struct, frozen=True):
    """All units, each compiled alone; by origin."""

    briefs: dict[str, Brief]
    outlines: dict[str, Outline]
    places: dict[str, Places]
    drafts: set[str]
    """Origins left out."""
    remembered: list[Remembered]
    annotations: dict[str, tuple[Annotation, ...]]


def by_article(memory: tuple[Remembered, ...]) -> dict[str, dict[Quote, Remembered]]:
    """What is remembered, by article and selector."""
    found: dict[str, dict[Quote, Remembered]] = {}
    for entry in memory:
        article, quote = entry.key
        found.setdefault(article, {})[quote] = entry
    return found


def compile_units(
    units: tuple[Unit, ...],
    kit: Toolkit,
    options: Options,
    memory: Mapping[str, Mapping[Quote, Remembered]],
    faults: list[Diagnostic],
) -> Compiled:
    """Each unit read and its quotes found; drafts are left out unless asked for, and so is what may be one."""
    compiled = Compiled({}, {}, {}, set(), [], {})
    unread = {d.span.path for d in faults if d.severity == "error" and d.span}
    for unit in units:
        parsed = parse(unit)
        faults += parsed.diagnostics
        unknown = options.keep_going and any(d.severity == "error" and _hides_draft(d) for d in parsed.diagnostics)
        unknown = unknown or (options.keep_going and unit.sidecar is not None and unit.sidecar.path in unread)
        if not options.drafts and (parsed.value.outline.draft or unknown):
            compiled.drafts.add(unit.origin)
            continue
        faults += check_notes(parsed.value.annotations, kit.kinds)
        anchored = anchor(parsed.value, memory.get(unit.origin, {}))
        faults += anchored.diagnostics
        compiled.remembered.extend(anchored.value.remembered)
        brief = anchored.value.brief
        compiled.briefs[unit.origin] = brief
        compiled.outlines[unit.origin] = brief.outline
        compiled.places[unit.origin] = parsed.value.places
        compiled.annotations[unit.origin] = parsed.value.annotations
    return compiled


def matcher_of(compiled: Compiled, site: Site) -> Matcher:
    """All names of all terms, made ready."""
    terms = [term for outline in compiled.outlines.values() for term in outline.terms]
    rules = [TermRule(t.id, t.match.link, t.when) for t in terms]
    names = lexicon(terms, site.config.language)
    return Matcher(names, rules, site.config.link.density, site.config.link.quotations)


def match_all(compiled: Compiled, site: Site, ledger: bool) -> dict[str, Matched]:
    """The mentions in every text, by origin; with their ledgers where they are asked for."""
    matcher = matcher_of(compiled, site)
    return {
        origin: matcher.match(brief.plain, brief.pins, _context(brief, site), ledger=ledger)
        for origin, brief in compiled.briefs.items()
        if brief.outline.kind != "glossary"
    }


def strangers_of(compiled: Compiled, matched: Mapping[str, Matched], site: Site) -> dict[str, tuple[Stranger, ...]]:
    """The names and acronyms of every text that no term has, by origin; ``matched`` must have the ledgers."""
    from briefs.stages.gather import gather  # its lists of words take 20 ms to read, and a build asks for none

    found = {}
    for origin, one in matched.items():
        brief = compiled.briefs[origin]
        known = [(m.start, m.end) for m in one.mentions] + [(s.start, s.end) for s in one.skipped]
        found[origin] = gather(brief.plain, known, _context(brief, site).language)
    return found


def _hides_draft(diagnostic: Diagnostic) -> bool:
    """Whether a mistake may have hidden that an article is a draft, which must never be published by mistake."""
    return diagnostic.code.startswith("yaml-") or diagnostic.code in ("front-matter", "wrong-type", "unknown-key")


def _context(brief: Brief, site: Site) -> Context:
    outline = brief.outline
    return Context(outline.tags, outline.date, outline.language or site.config.language, brief.linking)


def read(compiled: Compiled, site: Site, origin: str) -> Read:
    """One text with its mentions and its ledger."""
    brief = compiled.briefs[origin]
    found = matcher_of(compiled, site).match(brief.plain, brief.pins, _context(brief, site), ledger=True)
    return Read(brief, found, compiled.places[origin])
