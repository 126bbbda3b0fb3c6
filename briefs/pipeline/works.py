"""What the rooms of a build share: the site, its toolkit and theme, where rows are kept, and who does the work."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from briefs.cache import Cache
from briefs.config import Site
from briefs.core.diagnostics import Checked, Diagnostic
from briefs.core.memory import Remembered
from briefs.core.model import Quote, Seen
from briefs.pipeline.records import Options, Say
from briefs.pipeline.state import State
from briefs.runner import Runner
from briefs.stages.load import is_still
from briefs.stages.recall import NAME, recall
from briefs.theme import Theme
from briefs.toolkit import Toolkit


class Works(Struct, frozen=True):
    """One build at work."""

    site: Site
    options: Options
    kit: Toolkit
    theme: Theme | None
    cache: Cache
    runner: Runner
    say: Say
    before: State
    """The last build; empty where nothing is known of one, or where all is to be made anew."""


def content_of(works: Works) -> str:
    """The content folder's path from the site's root."""
    return works.site.content.relative_to(works.site.root).as_posix()


def asks(works: Works) -> bool:
    """Whether a lint that is on asks for the ledger of every text."""
    levels = dict(works.site.config.lints)
    return any(one.asks and one.level(levels, works.options.checking) != "off" for one in works.kit.lints)


class Memory:
    """What ``briefs.lock`` holds, by origin; read when it is first asked for."""

    def __init__(self, root: Path, before: Seen | None) -> None:
        """``before`` is the file as the last build left it."""
        self._root = root
        self.is_as_before = before is not None and is_still(f"{root}/{NAME}", before)
        """Whether what each unit was compiled with stands there still."""

    @cached_property
    def _read(self) -> Checked[tuple[Remembered, ...]]:
        return recall(self._root)

    @cached_property
    def _by_origin(self) -> dict[str, list[Remembered]]:
        found: dict[str, list[Remembered]] = {}
        for entry in self._read.value:
            found.setdefault(entry.article, []).append(entry)
        return found

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What of it cannot be read."""
        return () if self.is_as_before else self._read.diagnostics

    @property
    def origins(self) -> Iterable[str]:
        """The texts of whose quotes something is remembered."""
        return self._by_origin

    def of(self, origin: str) -> tuple[Remembered, ...]:
        """What is remembered of one text's quotes."""
        return tuple(self._by_origin.get(origin, ()))


def by_article(memory: tuple[Remembered, ...]) -> dict[str, dict[Quote, Remembered]]:
    """What is remembered, by article and selector."""
    found: dict[str, dict[Quote, Remembered]] = {}
    for entry in memory:
        article, quote = entry.key
        found.setdefault(article, {})[quote] = entry
    return found
