"""A site goes in, again and again as its files change, and its preview comes out in a folder; serves and watches none.

Each build goes on from the last one, which stays in memory, and on the disk for the next sitting. The published site,
``briefs.lock`` and what ``build`` remembers are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from types import TracebackType

from msgspec import Struct, structs

from briefs.cache import Cache, Row
from briefs.config import Site
from briefs.core.diagnostics import Checked, Diagnostic
from briefs.core.manifest import CannotWrite
from briefs.core.model import Outline
from briefs.core.source import digest
from briefs.lock import Busy, build_lock
from briefs.pipeline.building import Building
from briefs.pipeline.building import Made as Finished
from briefs.pipeline.early import Glossary, early_pages
from briefs.pipeline.records import Clock, Options, Read, Report, Say, quiet
from briefs.pipeline.rows import ROWS
from briefs.pipeline.state import Known, State, keep_state, read_state
from briefs.pipeline.works import News, Works, edition_of, graded, works_for
from briefs.preview.home import emptied, is_usable, passing
from briefs.runner import Runner, calm
from briefs.stages.load import Listing, seen_at
from briefs.stages.publish import AS_IT_WAS, Stage, guard, publish, untouched
from briefs.stages.recall import NAME
from briefs.theme import assets


class Audience(Struct, frozen=True):
    """Those who look on while a build goes on."""

    asked: Callable[[], tuple[str, ...]] = tuple
    """Paths of the pages that are looked at."""
    ahead: Callable[[Mapping[str, bytes]], None] = lambda pages: None
    """Shown files before the rest is made, by path."""
    say: Say = quiet
    """Told of the stages; what it raises ends the build, which then leaves everything as it was."""


class Proof(Struct, frozen=True):
    """A site as it can be shown: what has an error is as it was before it had one."""

    report: Report
    files: Mapping[str, str]
    """Path to the digest of its bytes; the same mapping as before where no file is another."""
    origins: Mapping[str, str] = {}
    """Path of each text's page to its origin."""
    moved: Mapping[str, str] = {}
    """Path of a page that is gone to where its text's page is now."""
    defining: tuple[Outline, ...] = ()
    """The Outlines that define terms."""
    drafts: frozenset[str] = frozenset()
    """Origins of the drafts that are shown."""
    read: Callable[[str], Read] | None = None
    """Gives the text of an origin with its ledger."""


class Sitting:
    """One preview of one site, from build to build. Not for two threads at once, but for ``Proof.read``."""

    def __init__(self, root: Path) -> None:
        """``root`` is the site's. Where another preview of it runs, or nothing can be written there, the folder is a
        temporary one. Raises CannotWrite.
        """
        self._stack = ExitStack()
        self.folder = self._folder(root / ".briefs" / "preview")
        self.site = self.folder / "site"
        self._edition = ""
        self._cache = Cache(None, "")
        self._state = State()
        self._proof: Proof | None = None
        self._listing: Checked[Listing] | None = None
        self._glossary = Glossary()

    def __enter__(self) -> Sitting:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cache.close()
        self._stack.close()

    def build(self, site: Site, options: Options, changed: frozenset[str] | None, audience: Audience) -> Proof:
        """The site as it is now. ``changed`` are paths from its root of files that are there still, and no other file
        is another than at the last build; None where that is not known. Raises CannotWrite, and what ``say`` raises.
        """
        is_usable(self.folder)  # A build that gives way would else make and remove it, which rings, without end.
        self._opened(site)
        site, clock = structs.replace(site, output=self.site), Clock(audience.say)
        options = structs.replace(options, draw=False)
        news = News(changed, self._listing if changed is not None else None, holds=True)
        with calm(), Runner(options.jobs or site.config.jobs) as runner:
            works, faults = works_for(site, options, self._cache, runner, self._state, clock.say)
            theme = structs.replace(works.theme, plain=True) if works.theme else None
            works = structs.replace(works, theme=theme, news=news)
            try:
                self._statics_first(works, audience)
                return self._built(_with_early(works, partial(self._early, works, audience)), faults, clock)
            except BaseException:
                self._cache.rollback()
                raise

    # ── what is shown ahead ──────────────────────────────────────────────────────────────────────────────────────

    def _statics_first(self, works: Works, audience: Audience) -> None:
        """Stylesheets and scripts need no build."""
        theme, before = works.theme, self._state
        if theme is not None and before.statics and theme.digest != before.theme:
            changed = {one.path: one.data for one in assets(theme) if one.path in before.statics}
            audience.ahead(
                {path: data for path, data in changed.items() if digest(data) != before.statics[path].digest}
            )

    def _early(self, works: Works, audience: Audience, units: Mapping[str, Known], setup: Row) -> None:
        """The pages that are looked at, where anything of theirs may have changed."""
        if self._proof is None or units == self._state.units:
            return
        terms = self._glossary.terms(works, units)
        audience.ahead(dict(early_pages(works, units, setup, terms, audience.asked())))

    # ── the whole site ───────────────────────────────────────────────────────────────────────────────────────────

    def _built(self, works: Works, faults: tuple[Diagnostic, ...], clock: Clock) -> Proof:
        lock = seen_at(f"{works.site.root}/{NAME}", NAME)
        building = Building(works, clock)
        last = self._proof
        same = building.is_linked and not building.touched and not building.has_new_statics
        if last and same and untouched(self.site, self.folder / "published"):
            told = graded((*faults, *building.faults, *self._state.linked), works.site, works.options)
            return structs.replace(last, report=Report(told, last.report.counts, clock.seconds()))
        made = self._published(works, building, clock)
        proof = self._proof_of(works, building, made, clock, graded((*faults, *made.faults), works.site, works.options))
        if works.theme is not None:
            self._keep(building, structs.replace(made.state, lock=lock))
        self._proof = proof
        return proof

    def _published(self, works: Works, building: Building, clock: Clock) -> Finished:
        """The site's files, in the folder; nothing is published without a theme."""
        lost: tuple[str, ...] = ()
        while True:
            with Stage(self.site) as stage:
                with guard(stage.root, AS_IT_WAS), works.runner.halted():
                    made = building.made(stage.open() if works.theme else None, lost)
                if works.theme is None:
                    return made
                with clock("publish"):
                    done = publish(made.files, self.site, sync=False, state=self.folder / "published", stage=stage)
            if done.diagnostics:  # Somebody was in the folder, which is nobody's but ours.
                emptied(self.site)
                lost = tuple(one.path for one in made.files)
            elif done.value.missing:
                lost = done.value.missing
            else:
                return made

    def _proof_of(
        self, works: Works, building: Building, made: Finished, clock: Clock, told: tuple[Diagnostic, ...]
    ) -> Proof:
        files: Mapping[str, str] = {one.path: one.entry.digest for one in made.files}
        origins = {path: one.origin for path, one in made.state.pages.items() if one.output == "article" and one.origin}
        report = Report(told, made.counts, clock.seconds(), published=works.theme is not None)
        if works.theme is None:
            return Proof(report, self._proof.files if self._proof else {})
        alone = structs.replace(works, cache=Cache(None, ""), runner=Runner(1), before=State(), say=quiet)
        read = partial(_read, alone, building.collected.setup.value, made.state.units)
        if self._proof is not None and self._proof.files == files:
            files = self._proof.files
        units = made.state.units
        drafts = frozenset(o for o, known in units.items() if known.draft and not known.is_left_out(works.options))
        defining = self._glossary.defining(works, units)
        return Proof(report, files, origins, self._moved(made.state, origins), defining, drafts, read)

    def _moved(self, state: State, origins: Mapping[str, str]) -> dict[str, str]:
        """Pages of texts that were renamed: the same words stand in another file now."""
        before = self._state
        if not before.units or before.units.keys() == state.units.keys():
            return {}
        pages = {origin: path for path, origin in origins.items()}
        new = {_words(state.units[o]): o for o in state.units.keys() - before.units.keys() if o in pages}
        gone = {o for o in before.units.keys() - state.units.keys() if _words(before.units[o]) in new}
        olds = ((path, one.origin) for path, one in before.pages.items() if one.output == "article")
        return {path: pages[new[_words(before.units[origin])]] for path, origin in olds if origin in gone}

    # ── what is kept ─────────────────────────────────────────────────────────────────────────────────────────────

    def _keep(self, building: Building, state: State) -> None:
        lock, before = None if building.memory.faults else state.lock, self._state
        state = structs.replace(building.settled(state, True, False), lock=lock)
        gone = before.units.keys() - state.units.keys()
        for kind in ROWS:
            self._cache.drop(kind, gone)
        self._cache.drop("page", before.pages.keys() - state.pages.keys())
        self._state = keep_state(self._cache, before, state)
        self._cache.commit()
        self._listing = building.listing

    def _opened(self, site: Site) -> None:
        """The rows that fit our code and the site's plugins."""
        if (wanted := edition_of(site)) == self._edition:
            return
        self._cache.close()
        self._edition, self._cache = wanted, Cache(self.folder / "cache", wanted)
        self._state = read_state(self._cache)

    def _folder(self, wanted: Path) -> Path:
        with suppress(Busy, CannotWrite):
            self._stack.enter_context(build_lock(wanted / "lock", wait=0))
            if is_usable(wanted):
                return wanted
        return self._stack.enter_context(passing())


def _with_early(works: Works, early: Callable[[Mapping[str, Known], Row], None]) -> Works:
    return structs.replace(works, news=structs.replace(works.news, early=early))


def _words(known: Known) -> str:
    """Digest of a text's file."""
    return next((seen.digest for seen in known.seen if seen.path == known.listed.origin), "")


def _read(works: Works, setup: bytes, units: Mapping[str, Known], origin: str) -> Read:
    from briefs.pipeline.ledgers import read  # with the matcher

    return read(works, setup, units[origin])
