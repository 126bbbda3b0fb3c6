"""Texts go in, each with its ledger comes out, and with what stands in it that no term has; for lints and editors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct, structs

from briefs.core.model import Brief, Matched, Outline, Places, Skip, Stranger
from briefs.core.source import Source
from briefs.pipeline.collect import facts_of, texts_of
from briefs.pipeline.records import Read, Survey
from briefs.pipeline.rows import Text, encoded, read_text
from briefs.pipeline.state import Known
from briefs.pipeline.work import context_of, matcher_for
from briefs.pipeline.works import Works
from briefs.runner import Lost
from briefs.stages.load import read as read_files

_TOGETHER = 16
"""Texts that go to a worker at once."""


class Ledger(Struct, frozen=True, array_like=True):
    """What a text's author may want to know of the names in it."""

    skipped: tuple[Skip, ...] = ()
    strangers: tuple[Stranger, ...] = ()


def ledgers(works: Works, setup: bytes, known: Sequence[Known]) -> Iterator[tuple[str, Ledger]]:
    """(origin, ledger) of each text."""
    answers = works.runner.run(ledger_texts, setup, texts_of(works, known), _TOGETHER)
    for one, answer in zip(known, answers, strict=True):
        yield one.listed.origin, Ledger() if isinstance(answer, Lost) else _read_ledger(answer)


def surveyed(works: Works, setup: bytes, known: Sequence[Known], outlines: tuple[Outline, ...]) -> Survey:
    """All texts with their ledgers, held whole."""
    texts = [one for one in known if one.is_text]
    briefs = {
        one.listed.origin: read_text(value).brief for one, value in zip(texts, texts_of(works, texts), strict=True)
    }
    found = {origin: with_ledger(setup, brief) for origin, brief in briefs.items()}
    language = matcher_for(setup)[1]
    odd = {origin: strangers(briefs[origin], one, language) for origin, one in found.items()}
    return Survey(outlines, {origin: brief.plain for origin, brief in briefs.items()}, found, odd)


def ledger_texts(setup: bytes, items: list[bytes]) -> list[bytes]:
    """Encoded Texts to encoded Ledgers."""
    return [encoded(_ledger(setup, read_text(item).brief)) for item in items]


def read(works: Works, setup: bytes, known: Known) -> Read:
    """One text with its mentions and its ledger."""
    (value,) = texts_of(works, (known,))
    text = read_text(value)
    return Read(text.brief, with_ledger(setup, text.brief), places_of(works, known, text))


def places_of(works: Works, known: Known, text: Text) -> Places:
    """Where a text's words stand in its file, as the file is now."""
    (one,) = read_files(works.site.root, (known.listed,))
    source = one.unit.text if one.unit else Source(known.listed.origin, "", "")
    return structs.replace(facts_of(works, known, None).places, blocks=text.blocks, text=source)


def with_ledger(setup: bytes, brief: Brief) -> Matched:
    """The mentions in a text, and every name that is none."""
    matcher, language = matcher_for(setup)
    return matcher.match(brief.plain, brief.pins, context_of(brief, language), ledger=True)


def strangers(brief: Brief, matched: Matched, language: str) -> tuple[Stranger, ...]:
    """The names and acronyms of a text that no term has; ``matched`` must have the ledger."""
    from briefs.stages.gather import gather  # its lists of words take 20 ms to read, and a build asks for none

    known = [(m.start, m.end) for m in matched.mentions] + [(s.start, s.end) for s in matched.skipped]
    return gather(brief.plain, known, brief.outline.language or language)


def _ledger(setup: bytes, brief: Brief) -> Ledger:
    matched = with_ledger(setup, brief)
    return Ledger(matched.skipped, strangers(brief, matched, matcher_for(setup)[1]))


_read_ledger = msgspec.msgpack.Decoder(Ledger).decode
