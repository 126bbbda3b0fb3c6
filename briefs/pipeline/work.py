"""Encoded items go in, encoded answers come out: what a build does for each text and each page, in whatever process.

Only the units' own files and the stage of the output are touched; everything else is in the arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import structs

from briefs.cache import row
from briefs.core.diagnostics import Diagnostic
from briefs.core.memory import Remembered, memory_key, settled
from briefs.core.model import Brief, Quote, Unit
from briefs.core.names import searched
from briefs.core.source import digest, digest_of
from briefs.core.text import normalise
from briefs.kinds import Kind, check_notes
from briefs.pipeline.rows import (
    Done,
    Facts,
    Folded,
    Job,
    Match,
    New,
    Spoken,
    Text,
    Texts,
    encoded,
    read_setup,
    read_text,
)
from briefs.search.passages import words_in
from briefs.stages.anchor import anchor
from briefs.stages.lexicon import named
from briefs.stages.load import Loaded, read
from briefs.stages.match import Context, Matcher
from briefs.stages.match.usages import usages
from briefs.stages.parse import parse
from briefs.toolkit import at_hand

# ── a text ───────────────────────────────────────────────────────────────────────────────────────────────────────


def compile_texts(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Jobs to Dones: each unit compiled and, where the names are known, matched."""
    common = _texts(shared)
    jobs = [_read_job(item) for item in items]
    return [encoded(_done(common, job, one)) for job, one in zip(jobs, _loaded(jobs), strict=True)]


def match_texts(setup: bytes, items: list[bytes]) -> list[bytes]:
    """Encoded Texts to encoded Matches."""
    return [encoded(matched(setup, read_text(item).brief)) for item in items]


def compiled(unit: Unit, kinds: tuple[Kind, ...], memory: Mapping[Quote, Remembered]) -> tuple[Facts, Text]:
    """A unit read and its quotes found."""
    parsed = parse(unit)
    places = parsed.value.places
    anchored = anchor(parsed.value, memory, frozenset(kind.name for kind in kinds if kind.listed))
    facts = Facts(
        outline=anchored.value.brief.outline,
        places=structs.replace(places, blocks=(), text=None),
        annotations=parsed.value.annotations,
        linking=parsed.value.linking,
        faults=parsed.diagnostics,
        hung=(*check_notes(parsed.value.annotations, kinds), *anchored.diagnostics),
        hidden=any(d.severity == "error" and _hides_draft(d) for d in parsed.diagnostics),
        remembered=anchored.value.remembered,
    )
    return facts, Text(anchored.value.brief, places.blocks)


def matched(setup: bytes, brief: Brief) -> Match:
    """The terms in a text."""
    matcher, language = matcher_for(setup)
    found = matcher.match(brief.plain, brief.pins, context_of(brief, language))
    spoken = Spoken(usages(found.mentions), found.clashes)
    mentions, told, origin = encoded(found.mentions), encoded(spoken), brief.outline.origin
    key = digest(mentions + told)
    counts = tuple((usage.term, usage.count) for usage in spoken.usages)
    face = digest_of(counts, tuple((clash.surface, clash.terms) for clash in spoken.clashes))
    return Match(key, face, row("mentions", origin, key, mentions), row("spoken", origin, key, told))


def context_of(brief: Brief, language: str) -> Context:
    """What of a text decides between senses; ``language`` is the site's."""
    outline = brief.outline
    return Context(outline.tags, outline.date, outline.language or language, brief.linking)


@lru_cache(maxsize=2)
def matcher_for(setup: bytes) -> tuple[Matcher, str]:
    """All names of all terms made ready, once for a site and process; and the site's language."""
    it = read_setup(setup)
    return Matcher(it.lexicon, it.rules, it.density, it.quotations), it.language


def _done(common: Texts, job: Job, one: Loaded) -> Done:
    unit = one.unit
    if unit is None:
        return Done("", "", one.seen, one.faults)
    files = digest_of(unit.text.digest, unit.sidecar.digest if unit.sidecar else None)
    key = digest_of(files, memory_key(job.memory))
    if files == job.known and not one.faults:
        return Done(key, files, one.seen)
    memory = {entry.key[1]: entry for entry in job.memory}
    facts, text = compiled(unit, _kinds(common.plugins, common.root), memory)
    new = _new(common, key, facts, text)
    blind = any(d.severity == "error" and d.span and d.span.path == job.listed.sidecar for d in one.faults)
    return Done(key, files, one.seen, one.faults, structs.replace(new, hidden=True) if blind else new)


def _new(common: Texts, key: str, facts: Facts, text: Text) -> New:
    origin, is_text, draft = facts.outline.origin, facts.outline.kind != "glossary", facts.outline.draft
    folded = Folded(
        searched(normalise(text.brief.plain.text)) if is_text else "",
        tuple(r.target for r in facts.outline.references if r.kind == "term"),
    )
    more = [row("folded", origin, key, encoded(folded))]
    if is_text:
        more.append(row("text", origin, key, encoded(text)))
    if is_text and common.searched:
        more.append(row("words", origin, key, encoded(words_in(text.brief))))
    return New(
        face=_face(facts),
        anchors=digest_of(facts.outline.paragraphs, facts.outline.headings),
        draft=draft,
        hidden=facts.hidden,
        terms=digest_of(*map(named, facts.outline.terms)) if facts.outline.terms else "",
        faults=facts.faults,
        hung=facts.hung,
        remembered=memory_key(settled(facts.remembered)),
        facts=row("facts", origin, key, encoded(facts)),
        more=tuple(more),
        match=matched(common.setup, text.brief) if common.setup and is_text and (common.drafts or not draft) else None,
    )


def _face(facts: Facts) -> str:
    """What others and the lints may know of a unit, without places in files nor on its page."""
    outline = structs.replace(facts.outline, paragraphs=0, headings=())
    hung = tuple((a.quote, a.payload, a.kind_span is None, a.faulty) for a in facts.annotations)
    disguised = tuple(one.word for one in facts.places.disguised)
    return digest_of(outline, hung, facts.linking, facts.hidden, disguised)


def _loaded(jobs: list[Job]) -> list[Loaded]:
    """The jobs' units: as they came, or read here."""
    listed = [job.listed for job in jobs if job.unit is None]
    here = iter(read(Path(jobs[0].root), listed) if listed else ())
    return [Loaded(job.listed, job.unit, job.faults, job.seen) if job.unit else next(here) for job in jobs]


def _hides_draft(diagnostic: Diagnostic) -> bool:
    """Whether a mistake may have hidden that an article is a draft, which must never be published by mistake."""
    return diagnostic.code.startswith("yaml-") or diagnostic.code in ("front-matter", "wrong-type", "unknown-key")


@lru_cache(maxsize=4)
def _texts(shared: bytes) -> Texts:
    return msgspec.msgpack.decode(shared, type=Texts)


@lru_cache(maxsize=2)
def _kinds(plugins: tuple[str, ...], root: str) -> tuple[Kind, ...]:
    return at_hand(plugins, root).kinds


_read_job = msgspec.msgpack.Decoder(Job).decode
