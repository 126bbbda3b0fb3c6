"""A site goes in, its files and what is wrong with it come out: the commands' way to build, check and read a site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from msgspec import structs

from briefs.cache import Cache
from briefs.config import Site
from briefs.core.diagnostics import Checked, Diagnostic, error, has_errors, order
from briefs.core.manifest import Artifact
from briefs.core.model import Index, Outline
from briefs.lock import build_lock, folder_lock
from briefs.outputs.web_annotations import ENDING as ANNOTATIONS
from briefs.pipeline.building import Building
from briefs.pipeline.building import Made as Finished
from briefs.pipeline.records import Clock, Counts, Made, Options, Read, Report, Say, Survey, Unknown, quiet
from briefs.pipeline.rows import ROWS
from briefs.pipeline.state import State, keep_state, read_state
from briefs.pipeline.works import edition_of, graded, works_for
from briefs.runner import Runner, calm
from briefs.stages.publish import AS_IT_WAS, Published, Stage, guard, publish, untouched
from briefs.stages.recall import differs, retain
from briefs.toolkit import check_far, unaddressed

__all__ = [
    "Counts",
    "Made",
    "Options",
    "Read",
    "Report",
    "Say",
    "Survey",
    "Unknown",
    "annotated",
    "build",
    "check",
    "linked_site",
    "make",
    "match_one",
    "survey",
]


def build(site: Site, options: Options = Options(), say: Say = quiet, executor: Executor | None = None) -> Report:
    """Make the site and publish it, unless it has errors. Raises ``Busy`` and ``CannotWrite``.

    ``executor`` does the work in the place of processes of this machine; what it is given can be pickled. Then
    ``NoCluster`` is raised where its workers cannot use a plugin.
    """
    if executor is not None:
        check_far(site)
    jobs = options.jobs or site.config.jobs
    lock = build_lock(site.root / ".briefs" / "lock")
    with lock, folder_lock(site.output), calm(), Runner(jobs, executor) as runner, _cache(site, options) as cache:
        report = _Press(site, options, Clock(say), runner, cache).run()
        report = structs.replace(report, cache_was_damaged=cache.was_damaged)
    left_out = unaddressed(site) if report.published else ()
    return structs.replace(report, diagnostics=(*left_out, *report.diagnostics)) if left_out else report


def check(site: Site, options: Options = Options(checking=True), say: Say = quiet) -> Report:
    """Everything but writing."""
    return make(site, options, say).report


def make(site: Site, options: Options = Options(), say: Say = quiet) -> Made:
    """Every file of the site, from its content and nothing else, held in memory."""
    clock = Clock(say)
    works, faults = works_for(site, options, Cache(None, ""), Runner(1), State(), say)
    building = Building(works, clock)
    made = building.made("")
    diagnostics = graded((*faults, *made.faults), site, options)
    files = tuple(one for one in made.files if isinstance(one, Artifact))
    return Made(files, Report(diagnostics, made.counts, clock.seconds()), building.remembered() or ())


def survey(site: Site, options: Options = Options()) -> Survey:
    """Every text with its ledger, and what stands in it without an entry."""
    works, _ = works_for(site, options, Cache(None, ""), Runner(1), State(), quiet)
    building = Building(works, Clock())
    setup = building.collected.setup.value
    from briefs.pipeline.ledgers import surveyed  # with the matcher

    return surveyed(works, setup, building.kept(), tuple(building.outlines()))


def match_one(site: Site, wanted: Callable[[Outline], bool], options: Options) -> Read | Unknown:
    """One text with its ledger, chosen by its Outline; where none fits, the slugs of all."""
    works, _ = works_for(site, options, Cache(None, ""), Runner(1), State(), quiet)
    building = Building(works, Clock())
    found = next((outline for outline in building.texts() if wanted(outline)), None)
    if found is None:
        return Unknown(tuple(sorted(outline.slug for outline in building.texts())))
    setup = building.collected.setup.value
    from briefs.pipeline.ledgers import read  # with the matcher

    return read(works, setup, building.collected.units[found.origin])


def linked_site(site: Site, options: Options = Options()) -> Checked[Index]:
    """The site as one, of which no page is made, and what is wrong with it."""
    works, faults = works_for(site, options, Cache(None, ""), Runner(1), State(), quiet)
    building = Building(works, Clock())
    return Checked(building.linked.index, graded((*faults, *building.faults, *building.linked.faults), site, options))


def annotated(site: Site, options: Options = Options()) -> Checked[tuple[bytes, ...]]:
    """The annotations of each article, in the order of their files' paths, whatever outputs the site asks for."""
    alone = structs.replace(site, config=structs.replace(site.config, outputs=("annotations",)))
    made = make(alone, options)
    files = tuple(one.data for one in made.artifacts if one.path.endswith(ANNOTATIONS))
    return Checked(files, made.report.diagnostics)


@contextmanager
def _cache(site: Site, options: Options) -> Iterator[Cache]:
    """What earlier builds made; kept as it was where this one comes to nothing."""
    path = site.root / ".briefs" / "cache" if options.cache else None
    cache = Cache(path, edition_of(site) if path else "")
    try:
        yield cache
    except BaseException:
        cache.close(keep=False)
        raise
    cache.close()


class _Press:
    """One build from the last one's state to the published site."""

    def __init__(self, site: Site, options: Options, clock: Clock, runner: Runner, cache: Cache) -> None:
        self._site, self._options, self._clock, self._runner, self._cache = site, options, clock, runner, cache
        self._before = read_state(cache)
        self._works, self._faults = works_for(site, options, cache, runner, self._before, clock.say)
        self._seen = site.root / ".briefs" / "published"

    def run(self) -> Report:
        """Make what is not as it was, and publish it."""
        building = Building(self._works, self._clock)
        if self._stands(building):
            return self._as_it_was(building)
        with Stage(self._site.output) as stage:
            report, made = self._made(building, stage)
            if (report.ok or self._options.keep_going) and self._works.theme is not None:
                report, made = self._published(building, stage, report, made)
        self._keep(building, made, report)
        if self._options.verify and report.published:
            report = self._verified(made, report)
        return structs.replace(report, seconds=self._clock.seconds())

    # ── nothing changed ──────────────────────────────────────────────────────────────────────────────────────────

    def _stands(self, building: Building) -> bool:
        """Whether the content and the published site are as the last build left them."""
        before, options = self._before, self._options
        whole = before.published and all(kept.digest for kept in before.pages.values())
        same = building.is_linked and not building.touched and not building.has_new_statics
        fresh = not options.verify and same
        if not (whole and fresh and building.remembered() is None):
            return False
        return not has_errors(self._told(building)) and untouched(self._site.output, self._seen)

    def _told(self, building: Building) -> tuple[Diagnostic, ...]:
        return graded((*self._faults, *building.faults, *self._before.linked), self._site, self._options)

    def _as_it_was(self, building: Building) -> Report:
        before = self._before
        if before.units != building.collected.units:  # Files that were touched, or whose stamps told nothing yet.
            keep_state(self._cache, before, structs.replace(before, units=building.collected.units))
        files: tuple[Collection[str], ...] = (before.pages, before.copies, before.drawn, before.statics)
        unchanged = sum(map(len, files)) + before.indexed
        counts = structs.replace(
            before.counts, written=0, removed=0, compiled=0, matched=0, rendered=0, unchanged=unchanged
        )
        return Report(self._told(building), counts, self._clock.seconds(), published=True)

    # ── something changed ────────────────────────────────────────────────────────────────────────────────────────

    def _made(self, building: Building, stage: Stage, lost: tuple[str, ...] = ()) -> tuple[Report, Finished]:
        """The site's files; staged where, as far as is known by then, they will be published."""
        told = graded((*self._faults, *building.faults, *building.linked_faults(lost)), self._site, self._options)
        wanted = self._options.keep_going or not has_errors(told)
        with guard(stage.root, AS_IT_WAS), self._runner.halted():
            made = building.made(stage.open() if wanted and self._works.theme else None, lost)
        diagnostics = graded((*self._faults, *made.faults), self._site, self._options)
        report = Report(diagnostics, made.counts)
        return self._held(building, report), made

    def _held(self, building: Building, report: Report) -> Report:
        """The report; with ``--locked``, with an error where the lock file does not say what this build found."""
        entries = building.remembered() if self._options.locked and report.ok else None
        if entries is None or not differs(self._site.root, entries):
            return report
        message, hint = "briefs.lock is not what this build would write", "build without `--locked`"
        changed = error("lock-changed", message, None, hint)
        return structs.replace(report, diagnostics=order((*report.diagnostics, changed)))

    def _published(self, building: Building, stage: Stage, report: Report, made: Finished) -> tuple[Report, Finished]:
        done, lost = self._publish(stage, made), frozenset[str]()
        while more := frozenset(done.value.missing) - lost:  # Somebody may go on taking files away.
            lost |= more
            report, made = self._made(building, stage, tuple(sorted(lost)))
            if not (report.ok or self._options.keep_going):
                return report, made
            done = self._publish(stage, made)
        published = not has_errors(done.diagnostics)
        unwritten = self._retain(building) if published and report.ok else None
        found = (*done.diagnostics, *([unwritten] if unwritten else []))
        counts = structs.replace(
            report.counts, written=done.value.written, unchanged=done.value.unchanged, removed=done.value.removed
        )
        diagnostics = order((*report.diagnostics, *found))
        return structs.replace(report, diagnostics=diagnostics, counts=counts, published=published), made

    def _publish(self, stage: Stage, made: Finished) -> Checked[Published]:
        options = self._options
        with self._clock("publish"):
            return publish(
                made.files, self._site.output, sync=options.sync, verify=options.verify, state=self._seen, stage=stage
            )

    def _retain(self, building: Building) -> Diagnostic | None:
        entries = building.remembered()
        return retain(self._site.root, entries) if entries is not None else None

    def _verified(self, made: Finished, report: Report) -> Report:
        """The report, with an error where a build from nothing does not come to the same."""
        works, faults = works_for(self._site, self._options, Cache(None, ""), self._runner, State(), quiet)
        again = Building(works, Clock()).made(None)
        diagnostics = graded((*faults, *again.faults), self._site, self._options)
        different = _different(made, again)
        told = [d for d in report.diagnostics if d.code not in _OF_PUBLISHING]
        if not different and told == list(diagnostics):
            return report
        self._cache.clear()
        what = f"`{different[0]}` is" if different else "what is told of the content is"
        more = f", nor are {len(different) - 1:,} others" if len(different) > 1 else ""
        message = f"{what} not what a build from nothing makes{more}"
        found = error("not-reproduced", message, None, "build again, and report it with the edit that came before")
        return structs.replace(report, diagnostics=order((*report.diagnostics, found)))

    # ── what is kept ─────────────────────────────────────────────────────────────────────────────────────────────

    def _keep(self, building: Building, made: Finished, report: Report) -> None:
        """The site as it is now, for the next build."""
        state = building.settled(made.state, report.published, report.published and report.ok)
        gone = self._before.units.keys() - state.units.keys()
        for kind in ROWS:
            self._cache.drop(kind, gone)
        self._cache.drop("page", self._before.pages.keys() - state.pages.keys())
        keep_state(self._cache, self._before, state)


_OF_PUBLISHING = ("manifest-damaged", "lock-unwritten")
"""Diagnostics of the output folder and the lock file, which a build that writes nothing does not have."""


def _different(made: Finished, again: Finished) -> list[str]:
    """Paths of the files that are not the same in both."""
    one, other = ({file.path: file.entry for file in each.files} for each in (made, again))
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
