"""What a build is asked for and what it answers: records only, and the clock of its stages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Literal, Protocol

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, has_errors
from briefs.core.manifest import Artifact
from briefs.core.memory import Remembered
from briefs.core.model import Brief, Matched, Outline, Places, Plain, Stranger


class Counts(Struct, frozen=True):
    """How much there is, and what was done to the output folder."""

    articles: int = 0
    pages: int = 0
    terms: int = 0
    mentions: int = 0
    notes: int = 0
    backlinks: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    compiled: int = 0
    """Texts and files of terms that were read and compiled; the rest was known."""
    matched: int = 0
    """Texts in which terms were looked for."""
    rendered: int = 0
    """Pages and other files that were made."""


class Report(Struct, frozen=True):
    """What a build did. ``seconds`` are by stage, in the order of the stages, with the ``total`` last."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Counts = Counts()
    seconds: tuple[tuple[str, float], ...] = ()
    published: bool = False
    cache_was_damaged: bool = False
    """Whether what builds keep could not be read or written, so that all was made anew; no fault of the content."""

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not has_errors(self.diagnostics)


class Made(Struct, frozen=True):
    """A site made but not written. Where something is wrong, ``artifacts`` is what can be shown all the same."""

    artifacts: tuple[Artifact, ...]
    report: Report
    remembered: tuple[Remembered, ...] = ()
    """What ``briefs.lock`` is to hold after a good build."""


class Unknown(Struct, frozen=True):
    """There is no such article; these are the slugs of those there are."""

    slugs: tuple[str, ...]


class Read(Struct, frozen=True):
    """One text with its mentions and its ledger."""

    brief: Brief
    matched: Matched
    places: Places


class Survey(Struct, frozen=True):
    """All texts of a site with their ledgers, by origin, and the names in them that no term has."""

    outlines: tuple[Outline, ...]
    plains: dict[str, Plain]
    matched: dict[str, Matched]
    strangers: dict[str, tuple[Stranger, ...]]


class Options(Struct, frozen=True):
    """What one build may do otherwise than the next."""

    drafts: bool = False
    strict: bool = False
    keep_going: bool = False
    verify: bool = False
    locked: bool = False
    """Fail where ``briefs.lock`` would change."""
    sync: bool = True
    cache: bool = True
    """Whether what earlier builds made is used, and what this one makes is kept."""
    jobs: int | Literal["auto", ""] = ""
    """Processes; empty for what the site's config says."""
    checking: bool = False
    draw: bool = True
    """Whether pictures are made where Pillow is installed: what only an editor sees needs none."""
    today: str = ""
    """An ISO date, for ``check`` alone."""


class Say(Protocol):
    """Receives the name of each stage as it begins, and how far it is."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """``done`` of about ``total`` things; 0 where they are not counted."""


def quiet(stage: str, done: int = 0, total: int = 0) -> None:
    """Says nothing."""


class Clock:
    """Measures the stages. Its readings go into the report alone, never into an artifact."""

    def __init__(self, say: Say = quiet) -> None:
        self.say = say
        self._seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Measure what is done inside."""
        self.say(stage)
        start = perf_counter()
        yield
        self._seconds[stage] = self._seconds.get(stage, 0.0) + perf_counter() - start

    def seconds(self) -> tuple[tuple[str, float], ...]:
        """(stage, seconds), then the total."""
        return (*self._seconds.items(), ("total", sum(self._seconds.values())))
