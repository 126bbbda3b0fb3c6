"""A listing and the last build go in; every text compiled and matched comes out, what is as it was not made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from msgspec import Struct, structs

from briefs.cache import Row, row
from briefs.core.diagnostics import Diagnostic, has_errors
from briefs.core.memory import memory_key
from briefs.core.model import Listed
from briefs.core.source import Span, digest_of
from briefs.pipeline.losses import loss
from briefs.pipeline.rows import (
    Done,
    Facts,
    Job,
    Match,
    New,
    Texts,
    encoded,
    read_done,
    read_facts,
    read_folded,
    read_match,
    read_setup,
)
from briefs.pipeline.state import Known
from briefs.pipeline.tasks import compile_texts, match_texts
from briefs.pipeline.works import Memory, Works, searches
from briefs.runner import Lost
from briefs.stages.load import may_define, read, stamp_of

T = TypeVar("T")

_TOGETHER = 32
"""Texts that go to a worker at once."""
_FEW = 64
"""Texts of which it pays to ask which of their sentences changed."""
_AT_HAND = 256
"""Rows that are held at once."""


class Collected(Struct, frozen=True):
    """All units as they are now."""

    units: dict[str, Known]
    """By origin, sorted."""
    setup: Row
    """What matching must know of the site."""
    compiled: frozenset[str]
    matched: frozenset[str]
    faults: tuple[Diagnostic, ...] = ()
    facts: dict[str, bytes] = {}
    spoken: dict[str, bytes] = {}
    """By origin: values of rows that were made just now."""
    unsaid: dict[str, bytes] = {}
    """By origin: "spoken" as it was, of the few texts that were matched anew; empty where there are many."""
    unworded: dict[str, bytes] = {}
    """By origin: "words" as they were, of the few texts that were compiled anew; empty where there are many."""


class Collector:
    """Brings every unit up to date, in one build."""

    def __init__(self, works: Works, memory: Memory) -> None:
        self._works, self._memory, self._root = works, memory, works.site.root
        self._below = f"{self._root}/"
        self._before = works.before.units
        self._units: dict[str, Known] = {}
        self._facts: dict[str, bytes] = {}
        self._spoken: dict[str, bytes] = {}
        self._unsaid: dict[str, bytes] = {}
        self._unworded: dict[str, bytes] = {}
        self._faults: list[Diagnostic] = []

    def collect(self, units: Sequence[Listed]) -> Collected:
        """Every unit compiled and every text matched."""
        due = [listed for listed in units if not self._stands(listed)]
        first = {listed.origin for listed in due if may_define(self._root, listed)}
        rest = [listed for listed in due if listed.origin not in first]
        self._compile([listed for listed in due if listed.origin in first], None)
        setup = self._setup()
        self._compile(rest, setup)
        if any(self._units[listed.origin].terms for listed in rest):
            setup = self._setup()  # A sidecar defines terms after all.
            self._forget()
        if self._works.news.early is not None:
            self._works.news.early(self._units, setup)
        self._match(setup)
        if self._works.before.setup != setup.key:
            self._works.cache.put([setup])
        return Collected(
            {origin: self._units[origin] for origin in sorted(self._units)},
            setup,
            frozenset(self._facts),
            frozenset(self._spoken),
            tuple(self._faults),
            self._facts,
            self._spoken,
            self._unsaid,
            self._unworded,
        )

    # ── compiling ────────────────────────────────────────────────────────────────────────────────────────────────

    def _stands(self, listed: Listed) -> bool:
        """Whether a unit is as it was, by the stamps of its files; then it is known."""
        known = self._before.get(listed.origin)
        if known is None or known.listed != listed or not known.key:
            return False
        if len(known.seen) != (2 if listed.sidecar else 1):  # One that was not to be read is missing.
            return False
        changed = self._works.news.changed
        for seen in known.seen:
            if not seen.stamp or (changed is not None and seen.path in changed):
                return False
            if changed is None and seen.stamp != stamp_of(self._below + seen.path):
                return False
        if not self._remembers(known) or (known.held and not self._is_at_hand(known)):
            return False
        self._units[listed.origin] = known
        return True

    def _is_at_hand(self, known: Known) -> bool:
        """Whether the cache has what cannot be made again of a text that has an error now."""
        wanted = ("facts", "text") if known.is_text else ("facts",)
        return all(self._works.cache.get(kind, known.listed.origin, known.key) is not None for kind in wanted)

    def _remembers(self, known: Known) -> bool:
        """Whether the lock file says of a unit's quotes what it said."""
        memory = self._memory
        return memory.is_as_before or known.memory == memory_key(memory.of(known.listed.origin))

    def _compile(self, units: Sequence[Listed], setup: Row | None) -> None:
        works = self._works
        names, drafts = setup.value if setup else b"", works.options.drafts
        shared = encoded(Texts(works.kit.plugins, str(works.site.root), names, drafts, searches(works)))
        answers = works.runner.run(compile_texts, shared, map(self._job, units), _TOGETHER)
        told = _told(works, "compile", answers, len(units))
        for pairs in groups(zip(units, told, strict=True), _AT_HAND):
            fresh = [(listed, _done(listed, found)) for listed, found in pairs]
            self._hold("spoken", [listed.origin for listed, done in fresh if done.new and done.new.match])
            if searches(works):
                self._hold("words", [listed.origin for listed, done in fresh if done.new])
            fresh = [(listed, done) for listed, done in fresh if not self._is_held(listed, done)]
            works.cache.put([one for _, done in fresh if done.new for one in _rows(done.new)])
            for listed, done in fresh:
                self._note(listed, done)

    def _job(self, listed: Listed) -> bytes:
        known = self._before.get(listed.origin)
        files = known.files if known and known.listed == listed and known.key and self._remembers(known) else ""
        job = Job(str(self._root), listed, self._memory.of(listed.origin), files)
        if self._works.runner.is_far:
            (one,) = read(self._root, (listed,))
            job = structs.replace(job, unit=one.unit, faults=one.faults, seen=one.seen)
        return encoded(job)

    def _is_held(self, listed: Listed, done: Done) -> bool:
        """Whether a unit has an error now, had none, and is to be shown as it was then; it is known."""
        old, new = self._before.get(listed.origin), done.new
        faults = (*done.faults, *(new.faults if new else ()))
        found = (*faults, *(new.hung if new else ()))
        if not (self._works.news.holds and has_errors(found) and old is not None and old.key and old.listed == listed):
            return False
        if not self._is_at_hand(old) or (not old.held and has_errors((*old.faults, *old.hung))):
            return False
        hung = new.hung if new else ()
        held = structs.replace(old, files=done.files, seen=done.seen, faults=faults, hung=hung, held=True)
        self._units[listed.origin] = held
        return True

    def _note(self, listed: Listed, done: Done) -> None:
        """Take in what became of a unit."""
        origin, old = listed.origin, self._before.get(listed.origin)
        if done.new is not None:
            self._facts[origin] = done.new.facts.value
            self._units[origin] = self._known(listed, done, done.new)
            if done.new.match:
                self._take(origin, done.new.match)
        elif done.key and old is not None:
            self._units[origin] = structs.replace(old, seen=done.seen)
        else:
            self._units[origin] = Known(listed, faults=done.faults)

    def _known(self, listed: Listed, done: Done, new: New) -> Known:
        return Known(
            listed=listed,
            key=done.key,
            files=done.files,
            memory=memory_key(self._memory.of(listed.origin)),
            remembered=new.remembered,
            seen=done.seen,
            face=new.face,
            anchors=new.anchors,
            draft=new.draft,
            hidden=new.hidden,
            terms=new.terms,
            faults=(*done.faults, *new.faults),
            hung=new.hung,
        )

    # ── matching ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _setup(self) -> Row:
        """What matching must know of the site, made only if the terms are others than before."""
        options, config = self._works.options, self._works.site.config
        ordered = (self._units[origin] for origin in sorted(self._units))
        defining = [known for known in ordered if known.terms and not known.is_left_out(options)]
        way = (config.link.density, config.link.quotations, config.language)
        key = digest_of(way, tuple((known.listed.origin, known.terms) for known in defining))
        kept = self._works.cache.get("setup", "", key)
        if kept is not None:
            return row("setup", "", key, kept)
        from briefs.pipeline.names import setup_of  # with all of the lexicon

        terms = (term for known in defining for term in self._facts_of(known).outline.terms)
        return row("setup", "", key, encoded(setup_of(terms, self._works.site)))

    def _facts_of(self, known: Known) -> Facts:
        return facts_of(self._works, known, self._facts.get(known.listed.origin))

    def _match(self, setup: Row) -> None:
        """Every text whose mentions are not known."""
        due = [one for one in self._units.values() if not one.said and self._is_matched(one)]
        due += self._concerned(setup)
        items = (item for part in groups(due, _AT_HAND) for item in texts_of(self._works, part))
        answers = self._works.runner.run(match_texts, setup.value, items, _TOGETHER)
        told = _told(self._works, "match", answers, len(due))
        for pairs in groups(zip(due, told, strict=True), _AT_HAND):
            found = [(one.listed, read_match(answer)) for one, answer in pairs if not isinstance(answer, Lost)]
            for listed, lost in ((one.listed, answer) for one, answer in pairs if isinstance(answer, Lost)):
                self._give_up(listed, lost)
            self._hold("spoken", [listed.origin for listed, _ in found])
            self._works.cache.put([part for _, match in found for part in (match.mentions, match.spoken)])
            for listed, match in found:
                self._take(listed.origin, match)

    def _is_matched(self, known: Known) -> bool:
        """Whether terms are to be looked for in a unit."""
        return known.is_text and bool(known.key) and not known.is_left_out(self._works.options)

    def _forget(self) -> None:
        """What was matched just now was matched without some name."""
        for origin in self._spoken:
            self._units[origin] = structs.replace(self._units[origin], said="")
        self._spoken.clear()

    def _forget_left_out(self) -> None:
        """What is left out is not matched under the new names: when it comes back, it must be."""
        for origin, one in self._units.items():
            if one.said and not self._is_matched(one):
                self._units[origin] = structs.replace(one, said="")

    def _hold(self, kind: str, origins: Sequence[str]) -> None:
        """Keep at hand what was known of a few texts, before it is overwritten."""
        held, done = (self._unsaid, self._spoken) if kind == "spoken" else (self._unworded, self._facts)
        known = [self._before[origin] for origin in origins if origin in self._before]
        if len(done) + len(known) <= _FEW:
            for one, value in rows_of(self._works, kind, known):
                held.setdefault(one.listed.origin, value or b"")
        else:
            held.clear()

    def _take(self, origin: str, match: Match) -> None:
        self._spoken[origin] = match.spoken.value
        self._units[origin] = structs.replace(self._units[origin], said=match.key, heard=match.face)

    def _give_up(self, listed: Listed, lost: Lost) -> None:
        """A text that no process could match: the next build tries again, though no name may have changed."""
        self._faults.append(_lost(listed, lost))
        self._units[listed.origin] = structs.replace(self._units[listed.origin], said="")

    def _concerned(self, setup: Row) -> list[Known]:
        """Those matched under other names than these, in which the names that changed may stand."""
        works = self._works
        if works.before.setup == setup.key:
            return []
        self._forget_left_out()
        known = [one for one in self._units.values() if one.said and self._is_matched(one)]
        known = [one for one in known if one.listed.origin not in self._spoken]
        old = works.cache.get("setup", "", works.before.setup)
        if old is None:
            return known
        from briefs.pipeline.names import Changed  # with all of the lexicon

        changed = Changed(read_setup(old), read_setup(setup.value))
        if changed.is_none:
            return []
        rows = rows_of(works, "folded", known)
        return [one for one, value in rows if value is None or changed.concerns(read_folded(value))]


def facts_of(works: Works, known: Known, fresh: bytes | None) -> Facts:
    """What a unit tells others; compiled again where the cache has lost it."""
    value = fresh or works.cache.get("facts", known.listed.origin, known.key)
    return read_facts(value or _again(works, known).facts.value)


def texts_of(works: Works, known: Sequence[Known]) -> Iterator[bytes]:
    """Encoded Texts in the order asked for; compiled again where the cache has lost them."""
    for one, value in rows_of(works, "text", known):
        yield value or next(part.value for part in _again(works, one).more if part.kind == "text")


def mentions_of(works: Works, setup: Row, known: Sequence[Known]) -> Iterator[bytes]:
    """Encoded Mentions in the order asked for; matched again where the cache has lost them."""
    for one, value in rows_of(works, "mentions", known):
        yield value or (matched_again(works, setup, one).mentions.value if one.said else encoded(()))


def matched_again(works: Works, setup: Row, known: Known) -> Match:
    """What the cache has lost of a text."""
    (answer,) = match_texts(setup.value, list(texts_of(works, (known,))))
    return read_match(answer)


def rows_of(works: Works, kind: str, known: Iterable[Known]) -> Iterator[tuple[Known, bytes | None]]:
    """The units with a row of each, None where the cache has none for what they are now."""
    for part in groups(known, _AT_HAND):
        found = {one.name: one for one in works.cache.many(kind, [one.listed.origin for one in part])}
        for one in part:
            kept = found.get(one.listed.origin)
            key = one.said if kind in ("mentions", "spoken") else one.key
            yield one, kept.value if kept and kept.key == key else None


def _again(works: Works, known: Known) -> New:
    """A unit compiled once more."""
    memory = Memory(works.site.root, None).of(known.listed.origin)
    shared = encoded(Texts(works.kit.plugins, str(works.site.root)))
    (answer,) = compile_texts(shared, [encoded(Job(str(works.site.root), known.listed, memory))])
    new = read_done(answer).new
    if new is None:
        raise OSError(f"{known.listed.origin} went away while the site was built")
    return new


def _told(works: Works, stage: str, answers: Iterable[T], total: int) -> Iterator[T]:
    """The answers, each said as it comes."""
    for done, answer in enumerate(answers, 1):
        works.say(stage, done, total)
        yield answer


def groups(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    each = iter(items)
    while part := list(islice(each, size)):
        yield part


def _rows(new: New) -> Iterator[Row]:
    yield new.facts
    yield from new.more
    if new.match:
        yield from (new.match.mentions, new.match.spoken)


def _done(listed: Listed, found: bytes | Lost) -> Done:
    """What became of a unit; one that is lost is as one that could not be read."""
    return Done("", "", (), (_lost(listed, found),)) if isinstance(found, Lost) else read_done(found)


def _lost(listed: Listed, lost: Lost) -> Diagnostic:
    return loss(lost, "read", listed.origin, Span(listed.origin))
