"""Works go in, the site is made or known to be as it was; knows the order of the stages and writes nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from briefs.cache import row
from briefs.core.diagnostics import Checked, Diagnostic
from briefs.core.manifest import Artifact, Entry, Ready
from briefs.core.memory import Remembered, memory_key, settled
from briefs.core.model import Index, Outline, Page
from briefs.core.source import Span, digest, digest_of
from briefs.outputs import Output
from briefs.pipeline.collect import Collector, facts_of
from briefs.pipeline.copying import Copier
from briefs.pipeline.deck import Lifter, read_deck
from briefs.pipeline.neighbours import unfit
from briefs.pipeline.pages import Due, due_pages, first_pages, look_of, touched_pages
from briefs.pipeline.printing import Printer, Printing
from briefs.pipeline.records import Clock, Counts
from briefs.pipeline.respeaking import Change, changes_of, respoken_pages
from briefs.pipeline.rows import encoded, read_facts, read_spoken
from briefs.pipeline.state import Known, State
from briefs.pipeline.works import Memory, Works, asks, content_of, searches
from briefs.stages.load import is_still, scan, seen_at
from briefs.stages.recall import NAME
from briefs.theme import Theme, assets

if TYPE_CHECKING:
    from briefs.pipeline.linking import Linked
    from briefs.pipeline.searching import Indexed


class Made(Struct, frozen=True):
    """A site made: its files, where their bytes are, and all that was wrong on the way."""

    files: tuple[Artifact | Ready, ...]
    faults: tuple[Diagnostic, ...]
    counts: Counts
    state: State


class Building:
    """One build: each step once, in its order, and those that are not needed not at all."""

    def __init__(self, works: Works, clock: Clock) -> None:
        self._works, self._clock = works, clock
        site = works.site
        with clock("load"):
            self.listing = works.news.listing or scan(site.root, content_of(works))
            self.memory = Memory(site.root, works.before.lock)
            self._files = self.listing.value.files
        with clock("compile"):
            self.collected = Collector(works, self.memory).collect(self.listing.value.units)
        self._faults = (*self.listing.diagnostics, *self.memory.faults, *self.collected.faults)

    @cached_property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the files, each by itself."""
        units = (known for known in self.collected.units.values() if known.faults or known.hung)
        return (*self._faults, *(fault for known in units for fault in self._faults_of(known)))

    def kept(self) -> list[Known]:
        """The units that are not left out."""
        options = self._works.options
        return [known for known in self.collected.units.values() if known.key and not known.is_left_out(options)]

    def outlines(self) -> Iterator[Outline]:
        """Of all units that are not left out."""
        for known in self.kept():
            yield facts_of(self._works, known, self.collected.facts.get(known.listed.origin)).outline

    def texts(self) -> Iterator[Outline]:
        """Of the articles and pages among them."""
        return (outline for outline in self.outlines() if outline.kind != "glossary")

    # ── what changed ─────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def touched(self) -> frozenset[str]:
        """Origins of units of which anything is new."""
        before, units = self._works.before.units, self.collected.units
        other = ((o, known) for o, known in units.items() if before.get(o) is not known)
        return frozenset(o for o, known in other if not _is_same(before.get(o), known))

    @cached_property
    def is_linked(self) -> bool:
        """Whether the rest of the site cannot tell that anything changed: what it may know is as it was.

        Then every View is what it was, and what does not fit together is the same and stands where it stood.
        """
        works, before = self._works, self._works.before
        units = self.collected.units
        if settings_of(works) != before.settings or self._files != before.files or units.keys() != before.units.keys():
            return False
        if self.touched and (works.site.config.plugins or asks(works)):
            return False
        pointed = {span.path for d in before.linked for span in _spans(d)}
        if any({units[o].listed.origin, units[o].listed.sidecar} & pointed for o in self.touched):
            return False
        same = all(_face(before.units[o]) == _face(units[o]) for o in self.touched)
        return same and self._anchors_stand and self._copies_stand

    @property
    def _anchors_stand(self) -> bool:
        """Whether no link leads to a place on a page whose places are others now."""
        before, units, fragments = self._works.before, self.collected.units, self._works.before.fragments
        moved = [origin for origin in self.touched if before.units[origin].anchors != units[origin].anchors]
        for origin in moved if fragments else ():
            outline = read_facts(self.collected.facts[origin]).outline
            if not fragments.isdisjoint((f"file:{origin}", f"article:{outline.slug}")):
                return False
        return True

    @cached_property
    def _copies_stand(self) -> bool:
        root = self._works.site.root
        before = self._works.before
        files = (*(seen for seen, _ in before.copies.values()), *before.withheld)
        return all(is_still(f"{root}/{seen.path}", seen) for seen in files)

    @cached_property
    def linked(self) -> Linked:
        """The site as one."""
        from briefs.pipeline.linking import linked  # with all of the lints' tools

        with self._clock("link"):
            return linked(self._works, self.collected, self._files)

    @cached_property
    def _first(self) -> Checked[tuple[tuple[Output, Page], ...]]:
        return first_pages(self._works, self.linked.index)

    @cached_property
    def _unfit(self) -> tuple[Diagnostic, ...]:
        """What does not fit together, and what plugins could not add to it."""
        return (*self.linked.faults, *(self._first.diagnostics if self._works.theme else ()))

    def linked_faults(self, lost: Collection[str] = ()) -> tuple[Diagnostic, ...]:
        """What does not fit together."""
        return self._works.before.linked if self.is_linked and not lost else self._unfit

    # ── what is made ─────────────────────────────────────────────────────────────────────────────────────────────

    def made(self, stage: str | None, lost: Collection[str] = ()) -> Made:
        """Every file of the site; ``stage`` as a Printer's. ``lost`` are files that must be made whatever is known."""
        known = None if lost or not self.is_linked else self._as_before(stage)
        return known or self._anew(stage, lost)

    def _as_before(self, stage: str | None) -> Made | None:
        """Only the texts' own pages; None where the cache has lost what they are made from."""
        works, before = self._works, self._works.before
        look, deck = (works.cache.get(kind, "", key) for kind, key in (("look", before.look), ("deck", before.deck)))
        own, terms = touched_pages(works, self.collected.units, self.touched), self._term_pages()
        if look is None or deck is None or own is None or terms is None:
            return None
        search = self._reindexed()
        if search is None:
            return None
        due = [*own, *terms]
        with self._clock("render"):
            printer = Printer(works, self.collected, look, read_deck(deck), stage)
            paths = {one.path for one in due}
            printer.keep({path: kept for path, kept in before.pages.items() if path not in paths and kept.digest})
            printing = printer.print(due)
        if any(not kept.digest and path not in paths for path, kept in before.pages.items()):
            return None  # A page that could not be made is tried again.
        rest = self._statics() if self.has_new_statics else _ready(before.statics)
        copies = (Ready(path, Entry(seen.digest, size)) for path, (seen, size) in before.copies.items())
        statics = {one.path: one.entry for one in rest}
        state = structs.replace(before, statics=statics, search=search.key, indexed=len(search.files))
        files = (*rest, *search.files, *copies, *_ready(before.drawn))
        return self._result(printing, files, before.linked, before.counts, state)

    def _term_pages(self) -> list[Due] | None:
        """The pages of terms whose sentences changed in some text; None where what they held is not at hand."""
        changes: list[Change] = []
        for origin in sorted(self.touched):
            known, old = self.collected.units[origin], self._works.before.units[origin]
            if known.said == old.said:
                continue
            if origin not in self.collected.spoken or not self.collected.unsaid.get(origin):
                return None
            facts = facts_of(self._works, known, self.collected.facts.get(origin))
            said = read_spoken(self.collected.unsaid[origin]), read_spoken(self.collected.spoken[origin])
            changes += changes_of(facts.outline.path, *said)
        return respoken_pages(self._works, changes)

    def _anew(self, stage: str | None, lost: Collection[str]) -> Made:
        index, theme = self.linked.index, self._works.theme
        printing, files, state = Printing({}, {}, ()), dict[str, Artifact | Ready](), State()
        search = self._indexed(index)
        with self._clock("render"):
            if theme is not None:
                printing, state = self._printed(index, theme, stage, lost)
                files = {one.path: one for one in self._statics()}
            found = search.files if search else ()
            taken = {*printing.artifacts, *files, *(one.path for one in found)}
            copier, beside = Copier(self._works, stage, lost), tuple(unfit(self.linked.copies, taken))
            copies = copier.copy(index, taken, self.linked.seen)
            drawn = copier.take(self.linked.made, taken)
        state = structs.replace(
            state,
            search=search.key if search else "",
            indexed=len(search.files) if search else 0,
            statics={path: one.entry for path, one in files.items()},
            copies=copies,
            withheld=self.linked.withheld,
            drawn=drawn,
            fragments=self.linked.fragments,
        )
        rest = (*files.values(), *found, *copier.files.values())
        return self._result(printing, rest, (*self._unfit, *beside), _counts(index, self.linked), state)

    def _printed(self, index: Index, theme: Theme, stage: str | None, lost: Collection[str]) -> tuple[Printing, State]:
        """All pages, cut and made where they are not as they were; and by which keys the next build finds the rest."""
        works = self._works
        first = self._first.value
        look = look_of(works, theme, index, {page.path: page.title for _, page in first})
        lifter = Lifter(index.term_cards.values())
        deck = encoded(lifter.deck)
        keys = State(look=digest(look), deck=digest(deck))
        due = due_pages(works, self.collected.units, index, first, lifter, keys.look)
        printer = Printer(works, self.collected, look, lifter.deck, stage)
        printing = printer.print(due, lost, len(first) + len(index.articles) + len(index.pages) + len(index.terms))
        works.cache.put([row("look", "", keys.look, look), row("deck", "", keys.deck, deck)])
        return printing, keys

    def _indexed(self, index: Index) -> Indexed | None:
        """The search index; None where there is to be none."""
        if self._works.theme is None or not searches(self._works):
            return None
        from briefs.pipeline.searching import indexed  # with what looks for words

        with self._clock("index"):
            return indexed(self._works, index, self.collected.units)

    def _reindexed(self) -> Indexed | None:
        """The search index with the words of the texts that changed; None where it must be made of all."""
        from briefs.pipeline.searching import Indexed, reindexed  # with what looks for words

        if not searches(self._works):
            return Indexed()
        with self._clock("index"):
            return reindexed(self._works, self.collected, self.touched)

    @property
    def has_new_statics(self) -> bool:
        """Whether the theme's files are others, though no page can tell."""
        return _theme_of(self._works) != self._works.before.theme

    def _statics(self) -> tuple[Artifact, ...]:
        """The theme's files."""
        theme = self._works.theme
        plain = [Artifact(asset.path, asset.data) for asset in assets(theme)] if theme else []
        return (*plain, Artifact(".nojekyll", b""))

    def _result(
        self,
        printing: Printing,
        rest: tuple[Artifact | Ready, ...],
        linked: tuple[Diagnostic, ...],
        counts: Counts,
        shared: State,
    ) -> Made:
        files = {one.path: one for one in rest} | printing.artifacts
        counts = structs.replace(
            counts,
            pages=sum(path.endswith(".html") for path in files),
            compiled=len(self.collected.compiled),
            matched=len(self.collected.matched),
            rendered=printing.rendered,
        )
        state = structs.replace(
            shared,
            settings=settings_of(self._works),
            theme=_theme_of(self._works),
            units=self.collected.units,
            files=self._files,
            setup=self.collected.setup.key,
            linked=linked,
            counts=counts,
            pages=printing.pages,
        )
        faults = (*self.faults, *linked, *printing.faults)
        return Made(tuple(files[path] for path in sorted(files)), faults, counts, state)

    def _faults_of(self, known: Known) -> Iterator[Diagnostic]:
        yield from known.faults
        if not known.is_left_out(self._works.options):
            yield from known.hung

    # ── what is to be remembered ─────────────────────────────────────────────────────────────────────────────────

    def remembered(self) -> tuple[Remembered, ...] | None:
        """What ``briefs.lock`` is to hold; None where it holds that already."""
        units, options = self.collected.units, self._works.options
        all_there = self.memory.is_as_before and units.keys() == self._works.before.units.keys()
        new = (known for known in units.values() if known.remembered != known.memory)
        if all_there and not any(known.key and not known.is_left_out(options) for known in new):
            return None
        kept = {origin for origin, known in units.items() if known.key and not known.is_left_out(options)}
        found: list[Remembered] = []
        for origin in sorted(units):
            held = self.memory.of(origin)
            if origin in kept and units[origin].remembered != memory_key(held):
                held = facts_of(self._works, units[origin], self.collected.facts.get(origin)).remembered
            if origin in kept or units[origin].key:
                found += held
        return settled(found)

    def settled(self, state: State, published: bool, is_good: bool) -> State:
        """What the next build may rely on; after a good build the lock file says what was found in every text."""
        state = structs.replace(state, published=published)
        if not is_good:
            return structs.replace(state, lock=None)
        options, root = self._works.options, self._works.site.root
        new = ((o, known) for o, known in state.units.items() if known.memory != known.remembered)
        units = state.units | {o: _settled(known) for o, known in new if not known.is_left_out(options)}
        lock = None if self.memory.faults else seen_at(f"{root}/{NAME}", NAME)
        return structs.replace(state, units=units, lock=lock)


def _settled(known: Known) -> Known:
    """With what it remembers, a text would be compiled to the same again: each quote stands where it was found."""
    return structs.replace(known, memory=known.remembered)


def settings_of(works: Works) -> str:
    """All that a site depends on but its content and our own code, as one word."""
    theme, options = _pages_of(works.theme), works.options
    how = options.drafts, options.strict, options.keep_going, options.checking, options.draw
    return digest_of(works.site.config, theme, *how)


def _pages_of(theme: Theme | None) -> tuple[object, ...]:
    """What pages may show of a theme: where static files keep their names, no byte of these."""
    if theme is None or not theme.plain:
        return (theme.digest if theme else "",)
    return theme.templates, theme.words, tuple(name for name, _ in theme.static)


def _theme_of(works: Works) -> str:
    return works.theme.digest if works.theme else ""


def _ready(entries: Mapping[str, Entry]) -> tuple[Ready, ...]:
    return tuple(Ready(path, entry) for path, entry in entries.items())


def _is_same(old: Known | None, known: Known) -> bool:
    """Whether a unit is the same but for the stamps of its files."""
    return old is not None and structs.replace(old, seen=()) == structs.replace(known, seen=())


def _face(known: Known) -> tuple[object, ...]:
    return known.face, known.heard, known.draft, known.hidden, known.terms, bool(known.key), bool(known.said)


def _spans(diagnostic: Diagnostic) -> Iterator[Span]:
    yield from [diagnostic.span] if diagnostic.span else []
    yield from (related.span for related in diagnostic.related)


def _counts(index: Index, made: Linked) -> Counts:
    places = Counter({(u.term, o): u.count for o, used in index.usages.items() for u in used})
    return Counts(
        articles=len(index.articles),
        terms=len(index.terms),
        mentions=sum(places.values()),
        notes=sum(o.notes for o in index.origins.values()),
        backlinks=len(places) + sum(len(o.citations) for o in index.origins.values()),
    )
