"""What the rooms of a build share: the site, its toolkit and theme, where rows are kept, and who does the work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, structs

from briefs.cache import Cache, Row
from briefs.config import Site
from briefs.core.diagnostics import Checked, Diagnostic, order
from briefs.core.memory import Remembered
from briefs.core.model import Quote, Seen
from briefs.edition import edition
from briefs.pipeline.records import Options, Say
from briefs.pipeline.state import Known, State
from briefs.runner import Runner
from briefs.stages.load import Listing, is_still
from briefs.stages.recall import NAME, recall
from briefs.theme import Theme, load_theme
from briefs.toolkit import Toolkit, toolkit, unknown_names


class News(Struct, frozen=True):
    """What is known beforehand, by one who watches the files, of what is new since the last build."""

    changed: frozenset[str] | None = None
    """Paths from the site's root of all files that may be others; None where any may."""
    listing: Checked[Listing] | None = None
    """What there is in the content folder; None where that may be other than before."""
    early: Callable[[Mapping[str, Known], Row], None] | None = None
    """Told of the units and the setup when all that changed is compiled, before the rest is matched and linked."""
    holds: bool = False
    """Whether a unit with an error stays as it was when it had none, so that what is shown of it stays good."""


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
    news: News = News()


def works_for(
    site: Site, options: Options, cache: Cache, runner: Runner, before: State, say: Say
) -> tuple[Works, tuple[Diagnostic, ...]]:
    """What a build works with, and what is wrong with it."""
    kit = toolkit(site.config.plugins, str(site.root))
    theme = load_theme(site.config.theme, site.root, kit.value.themes)
    unknown = unknown_names(kit.value, site.config) if kit.value.plugins == site.config.plugins else ()
    faults = (*site.notices, *kit.diagnostics, *theme.diagnostics, *unknown)
    return Works(site, options, kit.value, theme.value, cache, runner, say, before), faults


def edition_of(site: Site) -> str:
    """What the rows of a site are kept for: our own code, and that of the plugins that can be used."""
    return edition(toolkit(site.config.plugins, str(site.root)).value.plugins, str(site.root))


def graded(faults: tuple[Diagnostic, ...], site: Site, options: Options) -> tuple[Diagnostic, ...]:
    """In their order; with ``strict`` a warning is an error."""
    found = order(faults)
    if not (options.strict or site.config.strict):
        return found
    return tuple(structs.replace(d, severity="error") if d.severity == "warning" else d for d in found)


def content_of(works: Works) -> str:
    """The content folder's path from the site's root."""
    return works.site.content.relative_to(works.site.root).as_posix()


def asks(works: Works) -> bool:
    """Whether a lint that is on asks for the ledger of every text."""
    levels = dict(works.site.config.lints)
    return any(one.asks and one.level(levels, works.options.checking) != "off" for one in works.kit.lints)


def searches(works: Works) -> bool:
    """Whether the site is to be searched."""
    return "search" in works.site.config.outputs and any(one.name == "search" for one in works.kit.outputs)


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
