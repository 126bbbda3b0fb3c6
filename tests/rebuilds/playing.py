"""A seed goes in, a site is edited and built step by step, in place and from nothing; the first difference comes out.

A step's dice depend on the seed and the step alone, so that what an engine does moves no later edit.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, structs

from briefs.config import Site, read_site
from briefs.core.diagnostics import Diagnostic
from briefs.pipeline import Options, Report, build
from rebuilds import mishaps
from rebuilds.comparing import (
    Outcome,
    difference,
    differing_files,
    outcome,
    printed_by,
    said_by,
    snapshot,
    spoken,
    stamped,
)
from rebuilds.desk import Desk, Edit, Step, lay
from rebuilds.kinds import ALL
from rebuilds.menders import give_up, mend
from rebuilds.site import BASE

Builder = Callable[[Site, Options], Report]
Kinds = Sequence[tuple[int, Edit]]
REPOSITORY = Path(__file__).parents[2]
PROCESS = 0.08
"""In what share of the steps the site is built by the command, in a process of its own."""
AGAIN = 0.2
"""After what share of the steps the site is built once more without an edit."""
_OURS = {".briefs", "briefs.lock", "site", "public"}


class Played(Struct, frozen=True):
    """How far a game went."""

    difference: str | None
    steps: int
    published: int
    edits: tuple[str, ...]


def first_difference(
    folder: Path, seed: int, steps: int, builder: Builder | None = None, kinds: Kinds = ALL
) -> str | None:
    """What a rebuild made otherwise than a build from nothing, with all that is needed to see it again."""
    return play(folder, seed, steps, builder, kinds).difference


def play(folder: Path, seed: int, steps: int, builder: Builder | None = None, kinds: Kinds = ALL) -> Played:
    """Edits, builds and compares until something differs. Another ``builder`` is called in place of ``build``."""
    game = Game(folder, seed, builder, kinds)
    for number in range(steps):
        if found := game.play(number):
            return Played(found, number + 1, game.published, tuple(game.done))
    return Played(None, steps, game.published, tuple(game.done))


class Game:
    """One site under one seed."""

    def __init__(self, folder: Path, seed: int, builder: Builder | None, kinds: Kinds) -> None:
        self._folder, self._seed, self._kinds = folder, seed, kinds
        self._builder, self._processes = builder or _build, builder is None
        self._desk = Desk(lay(folder / "site-root", BASE))
        self._errors: tuple[Diagnostic, ...] = ()
        self._tried = False
        self.published = 0
        self.done: list[str] = []

    def play(self, number: int) -> str | None:
        """One step."""
        desk = self._desk
        desk.step, desk.dice = number, random.Random(f"{self._seed}/{number}")
        step = self._step()
        self.done += [f"{number}: {what}" for what in step.done]
        found = self._built(step, "")
        if found is None and not self._errors and desk.often(AGAIN):
            found = self._built(Step((), step.options, False), "built again at once: ")
        return found and self._told(number, step, found)

    # What is done before a build.

    def _step(self) -> Step:
        desk = self._desk
        if desk.step == 0:
            return Step(("the first build",), Options(sync=False), False)
        if self._errors and desk.often(0.75):
            done = [give_up(desk) if self._tried else mend(desk, self._errors)]
            self._tried = not self._tried
            return Step(done, self._options(calm=True), self._processes and desk.often(PROCESS))
        done = [self._edit() for _ in range(desk.dice.choice((1, 1, 1, 2, 4)))]
        return Step(done, self._options(), self._processes and desk.often(PROCESS))

    def _edit(self) -> str:
        weights, edits = zip(*self._kinds, strict=True)
        for _ in range(50):
            edit: Edit = self._desk.dice.choices(edits, weights)[0]
            if what := edit(self._desk):
                return what
        return "nothing"

    def _options(self, calm: bool = False) -> Options:
        """Mostly those of the step before; ``calm`` asks for nothing that makes an error of a warning."""
        desk = self._desk
        desk.drafts ^= desk.often(0.08)
        options = Options(
            drafts=desk.drafts,
            strict=desk.often(0.05) and not calm,
            keep_going=desk.often(0.12),
            verify=desk.often(0.05),
            locked=desk.often(0.02) and not calm,
            sync=False,
        )
        jobs, cache = desk.dice.choice((1, 2)), not desk.often(0.05)
        return structs.replace(options, jobs=jobs, cache=cache)

    # Building and comparing.

    def _built(self, step: Step, how: str) -> str | None:
        """Both builds; what differs between them, and what no build may do."""
        root, clean = self._desk.root, self._copied()
        before, sources = self._outputs(), stamped(root, _OURS)
        try:
            found, report = self._run(step)
        except Exception:
            return f"{how}the rebuild failed\n{traceback.format_exc()}"
        wanted, expected = _clean(clean, step)
        shutil.rmtree(clean)
        self._errors = () if expected.ok else tuple(d for d in expected.diagnostics if d.severity == "error")
        after = self._outputs()
        wrong = difference(found, wanted) if expected.published else _unpublished(found, wanted, before, after)
        wrong = wrong or ("a source was written to" if stamped(root, _OURS) != sources else None)
        if how and expected.published and report is not None:
            wrong = wrong or _idle(report, before, after)
        self._kept(expected)
        self.published += expected.published and not how
        return wrong and how + wrong

    def _run(self, step: Step) -> tuple[Outcome, Report | None]:
        root, foreign = self._desk.root, self._desk.foreign
        site = _site(root)
        if not step.process:
            report = self._builder(site, step.options)
            return outcome(site.output, root, said_by(report), foreign), report
        done = _process(root, step.options)
        return outcome(site.output, root, spoken(*done), foreign), None

    def _copied(self) -> Path:
        """The sources and the lock file in a folder of their own, with other times, without cache or output."""
        clean = self._folder / f"clean-{self._desk.step}-{len(list(self._folder.iterdir()))}"
        for folder in self._desk.root.glob("themes/**/"):  # An empty one is a theme too.
            (clean / self._desk.name(folder)).mkdir(parents=True, exist_ok=True)
        for path in [*self._desk.sources(), *self._desk.files("briefs.lock")]:
            to = clean / self._desk.name(path)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
        return clean

    def _outputs(self) -> dict[str, bytes]:
        """Both folders that the config may name."""
        root = self._desk.root
        return {f"{name}/{path}": data for name in ("site", "public") for path, data in snapshot(root / name).items()}

    def _kept(self, report: Report) -> None:
        """What later edits go back to."""
        desk, lock = self._desk, self._desk.root / "briefs.lock"
        if report.published and report.ok:
            self._tried = False
            desk.good = {desk.name(path): path.read_bytes() for path in desk.sources()}
        if desk.step % 4 == 0:
            desk.caches = [*desk.caches, mishaps.cached(desk.root)][-6:]
            desk.locks += [lock.read_bytes()] if lock.exists() else []

    def _told(self, number: int, step: Step, found: str) -> str:
        how = "by the command" if step.process else "in this process"
        options = {k: v for k, v in structs.asdict(step.options).items() if v not in (False, "")}
        return "\n".join(
            [
                f"seed {self._seed}, step {number}, built {how} with {options}:",
                *(f"  - {what}" for what in step.done),
                "before it:",
                *(f"  - {what}" for what in self.done[: -len(step.done)][-8:]),
                found,
                f"the site stands in {self._desk.root}; to see it again:",
                f"  pytest tests/test_incremental.py -k always --seeds {self._seed} --steps {number + 1}",
            ]
        )


def _build(site: Site, options: Options) -> Report:
    return build(site, options)


def _site(root: Path) -> Site:
    checked = read_site(root / "config.yaml")
    assert checked.value is not None, checked.diagnostics
    return checked.value


def _clean(clean: Path, step: Step) -> tuple[Outcome, Report]:
    """The build from nothing, always in this process; told in the words of the other."""
    options = structs.replace(step.options, jobs=1)
    site = _site(clean)
    report = build(site, options)
    said = printed_by(report) if step.process else said_by(report)
    return outcome(site.output, clean, said, set()), report


def _unpublished(
    found: Outcome, wanted: Outcome, before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> str | None:
    """With errors the published site stays as it was, whatever else is equal."""
    wrong = difference(structs.replace(found, files={}), structs.replace(wanted, files={}))
    changed = differing_files(after, before)
    return wrong or (changed and f"errors, and yet the published site was touched\n{changed}")


def _idle(report: Report, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str | None:
    """A build without an edit writes nothing."""
    if report.counts.written or report.counts.removed or before != after:
        return f"{report.counts.written} written and {report.counts.removed} removed without an edit"
    return None


def _process(root: Path, options: Options) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of the command."""
    flags = [f"--{name.replace('_', '-')}" for name in ("drafts", "strict", "keep_going", "verify", "locked")]
    words = [flag for flag in flags if getattr(options, flag.strip("-").replace("-", "_"))]
    told = structs.asdict(options)
    words += ["--jobs", str(told["jobs"]), *(["--no-cache"] if not told["cache"] else [])]
    done = subprocess.run(
        [sys.executable, "-m", "briefs", "build", "--format", "json", *words],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, done.stdout, done.stderr
