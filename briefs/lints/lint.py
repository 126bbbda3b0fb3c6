"""What a lint is: a code, how grave it is unless the site says otherwise, and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from briefs.core.diagnostics import Checked, Diagnostic, Related
from briefs.core.foreign import all_of, attempted
from briefs.core.model import Annotation, Index, Linking, Outline, Places, Plain, Skip, Stranger
from briefs.core.pointing import point
from briefs.core.source import Span
from briefs.kinds import KINDS, Kind

Level = Literal["error", "warning", "off"]


class Found(Struct, frozen=True):
    """One thing that a lint finds."""

    message: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = ()


def _no_text(origin: str) -> tuple[Plain, Places]:
    raise KeyError(origin)


class Evidence(Struct, frozen=True):
    """What a lint is shown. Mappings are by origin; they may be empty where nothing of the kind was asked for."""

    outlines: tuple[Outline, ...]
    """By origin."""
    places: Mapping[str, Places]
    """Without blocks and text."""
    index: Index
    annotations: Mapping[str, tuple[Annotation, ...]] = MappingProxyType({})
    """What sidecars hang on the texts."""
    texts: Callable[[str], tuple[Plain, Places]] = _no_text
    """A text by its origin, with all its places; it may have to be fetched, so only what is told of asks for it."""
    skipped: Mapping[str, tuple[Skip, ...]] = MappingProxyType({})
    """The ledger of every text, for lints that ask for it."""
    strangers: Mapping[str, tuple[Stranger, ...]] = MappingProxyType({})
    """Names and acronyms without an entry, for lints that ask for the ledger."""
    active: Mapping[str, str] = MappingProxyType({})
    """By key of a target: why its file would do something where it is published."""
    linking: Mapping[str, Linking] = MappingProxyType({})
    """Each text's own way with links; its density is the site's where it has none."""
    kinds: tuple[Kind, ...] = KINDS
    today: str = ""
    """An ISO date, in the command ``check`` alone: no build depends on the clock."""
    recheck_months: int = 12

    def point(self, origin: str, start: int, end: int) -> Span:
        """Where ``text[start:end]`` of an article stands in its file."""
        plain, places = self.texts(origin)
        return point(places, plain, start, end)


class Lint(Struct, frozen=True):
    """One thing that is legal but probably not meant. Its module says what, why, an example, and what to do instead."""

    code: str
    find: Callable[[Evidence], Iterable[Found]]
    build: Level = "warning"
    check: Level = "warning"
    asks: bool = False
    """Whether it asks for the ledger of every text, and for the names in it that no term has."""
    plugin: str = ""
    """Name of the plugin that brought it; the toolkit notes it."""

    def level(self, levels: Mapping[str, Level], checking: bool) -> Level:
        """As grave as the site or else the lint says. ``checking`` is the command ``check``."""
        return levels.get(self.code, self.check if checking else self.build)


def lint(
    lints: Iterable[Lint], levels: Mapping[str, Level], evidence: Evidence, checking: bool
) -> Iterator[Diagnostic]:
    """What the lints find that are not off."""
    for one in lints:
        level = one.level(levels, checking)
        if level != "off":
            found = _found(one, evidence)
            yield from found.diagnostics
            for it in found.value or ():
                yield Diagnostic(one.code, level, it.message, it.span, it.hint, it.related)


def _found(one: Lint, evidence: Evidence) -> Checked[tuple[Found, ...] | None]:
    return attempted(one.plugin, f"the lint `{one.code}`", lambda: all_of(one.find(evidence), Found))
