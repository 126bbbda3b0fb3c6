"""A site goes in, what its sidecars should say of quotes whose words were edited comes out; writes nothing itself.

Each new sidecar is read and its quotes found again before it is offered: every one must stand where it stood, those
that were mended word for word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from briefs.config import Site
from briefs.core.decode import decode
from briefs.core.diagnostics import Diagnostic, warning
from briefs.core.memory import Remembered
from briefs.core.model import Quote, Unit
from briefs.core.source import Source, Span, digest
from briefs.core.splice import Change, spliced
from briefs.pipeline.works import by_article
from briefs.stages.anchor import Placed, anchor, remember
from briefs.stages.load import contents, load
from briefs.stages.parse import parse
from briefs.stages.recall import recall

_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a quote need not have: it does not count when words are compared, and an author would not see it."""


class Mended(Struct, frozen=True):
    """A quote as it is written and as it should be; equal where only its place had to be remembered anew."""

    span: Span
    old: str
    new: str


class Mending(Struct, frozen=True):
    """One sidecar, before and after, and what ``briefs.lock`` is to hold then."""

    path: str
    before: bytes
    after: bytes
    quotes: tuple[Mended, ...]
    forgotten: tuple[tuple[str, Quote], ...]
    """Keys of the lock's entries that have no more use."""
    remembered: tuple[Remembered, ...]


class Mendings(Struct, frozen=True):
    """What can be done, and what cannot, as warnings."""

    files: tuple[Mending, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    memory: tuple[Remembered, ...] = ()
    """The lock's entries as they are now."""


def mendings(site: Site, review: bool = False) -> Mendings:
    """The quotes that were found through edits; with ``review``, also those of which their author must judge."""
    content = site.content.relative_to(site.root).as_posix()
    units, memory = load(site.root, content).value.units, recall(site.root).value
    known, faults, files = by_article(memory), list[Diagnostic](), list[Mending]()
    for unit in units:
        made = _mend(site, unit, known.get(unit.origin, {}), review, faults) if unit.sidecar else None
        files += [made] if made else []
    return Mendings(tuple(files), tuple(faults), memory)


def after(found: Mendings, written: Sequence[Mending]) -> tuple[Remembered, ...]:
    """What ``briefs.lock`` is to hold once some of the files are written."""
    gone = {key for mending in written for key in mending.forgotten}
    kept = [entry for entry in found.memory if entry.key not in gone]
    return tuple(sorted((*kept, *(entry for mending in written for entry in mending.remembered))))


def _mend(
    site: Site, unit: Unit, memory: Mapping[Quote, Remembered], review: bool, faults: list[Diagnostic]
) -> Mending | None:
    """The unit's sidecar; None where nothing is to be done, or can be."""
    trial = _Trial(unit, memory)
    due = [at for at, placed in enumerate(trial.placed) if _is_due(placed, review)]
    if not due or unit.sidecar is None:
        return None
    data = contents(site.root, unit.sidecar.path)
    if digest(data) != unit.sidecar.digest:
        return None  # somebody saved just now; the next call sees it
    best: Mending | None = trial.mended(data, due)
    if best is None:
        done: list[int] = []
        for at in due:
            made = trial.mended(data, [*done, at])
            if made is None:
                faults.append(_refused(trial.placed[at]))
            else:
                done, best = [*done, at], made
    return best


def _is_due(placed: Placed, review: bool) -> bool:
    found = placed.found
    return (found.verdict == "anchor" and not found.exact) or (review and found.verdict == "review")


def _refused(placed: Placed) -> Diagnostic:
    quote = " ".join(placed.annotation.quote.exact.split())
    message = f"the quote “{quote[:70]}” cannot be mended without changing something else"
    return warning("quote-unmended", message, placed.annotation.span, "write the new words into the sidecar by hand")


class _Trial:
    """A unit and where its quotes stand now."""

    def __init__(self, unit: Unit, memory: Mapping[Quote, Remembered]) -> None:
        self._unit, self._memory = unit, memory
        self._parsed = parse(unit).value
        self.placed = anchor(self._parsed, memory).value.placed

    def mended(self, data: bytes, due: Sequence[int]) -> Mending | None:
        """The sidecar with these quotes mended; None unless every quote then stands where it stood."""
        path = self._unit.sidecar.path if self._unit.sidecar else ""
        quotes = [self._mended(at) for at in due]
        result = spliced(path, data, [Change(q.span, q.new) for q in quotes if q.old != q.new])
        source = decode(path, result.data).value
        if result.refused or source is None:
            return None
        again = self._again(source, due)
        if again is None:
            return None
        forgotten = tuple((self._unit.origin, self.placed[at].annotation.quote) for at in due)
        return Mending(path, data, result.data, tuple(quotes), forgotten, again)

    def _mended(self, at: int) -> Mended:
        annotation, best = self.placed[at].annotation, self.placed[at].found.best
        assert best is not None, "a quote that is due has a place"
        words = annotation.quote.exact if best.quality == 1 else " ".join(_UNSEEN.sub("", best.words).split())
        return Mended(annotation.span, annotation.quote.exact, words)

    def _again(self, sidecar: Source, due: Sequence[int]) -> tuple[Remembered, ...] | None:
        """What to remember of the mended quotes, if every quote of the sidecar then stands where it stood."""
        parsed = parse(structs.replace(self._unit, sidecar=sidecar)).value
        if len(parsed.annotations) != len(self.placed):
            return None
        places = {at: best for at in due if (best := self.placed[at].found.best)}
        entries = tuple(remember(parsed, parsed.annotations[at].quote, p.start, p.end) for at, p in places.items())
        memory = {**self._memory, **{entry.key[1]: entry for entry in entries}}
        found = anchor(parsed, memory).value.placed
        held = all(_holds(old, new, at in places) for at, (old, new) in enumerate(zip(self.placed, found, strict=True)))
        return entries if held else None


def _holds(old: Placed, new: Placed, mended: bool) -> bool:
    """Whether a quote stands where it stood; one that was mended word for word."""
    before, now = old.found.best, new.found.best
    same = (before and (before.start, before.end)) == (now and (now.start, now.end))
    if mended:
        return same and new.found.exact and new.found.verdict == "anchor"
    return same and new.found.verdict == old.found.verdict
