"""What the last build knew of the site, as one record: what is unchanged need not be read, compiled or made again.

It is kept in parts, each a row of its own, so that an edit writes those that changed. The row of the whole names the
digest of every part: parts of two builds are never taken for one state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from operator import itemgetter
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from briefs.cache import Cache, row
from briefs.core.diagnostics import Diagnostic
from briefs.core.manifest import Entry
from briefs.core.model import Listed, Seen
from briefs.core.source import digest
from briefs.pipeline.records import Counts, Options
from briefs.pipeline.rows import Reader, encoded

T = TypeVar("T")

_TOGETHER = 256
"""Records in a part."""


class Known(Struct, frozen=True, array_like=True, gc=False):
    """A unit as it was compiled."""

    listed: Listed
    key: str = ""
    """Of its rows "facts", "text" and "folded"; empty where it could not be read."""
    files: str = ""
    """Digest of its files."""
    memory: str = ""
    """What ``briefs.lock`` said of its quotes, as one word; it would be compiled to the same again."""
    remembered: str = ""
    """What ``briefs.lock`` is to say, as one word."""
    seen: tuple[Seen, ...] = ()
    """Its files; one that is missing here is read again."""
    face: str = ""
    """Digest of all that the rest of the site and its lints may know of it, but for places and for its terms."""
    anchors: str = ""
    """Digest of the places on its page to which links may lead."""
    said: str = ""
    """Key of its rows "mentions" and "spoken"; empty where its terms were not looked for."""
    heard: str = ""
    """Digest of the terms it mentions and how often, without the sentences."""
    draft: bool = False
    hidden: bool = False
    """Whether a mistake may have hidden that it is a draft."""
    terms: str = ""
    """Digest of the names that the terms it defines go by, and of when; empty where it defines none."""
    faults: tuple[Diagnostic, ...] = ()
    hung: tuple[Diagnostic, ...] = ()
    """Of its notes and quotes, which do not matter while it is left out."""
    held: bool = False
    """Whether its rows are of an earlier time, when it had no error; its stamps and diagnostics are of now."""

    @property
    def is_text(self) -> bool:
        """Whether terms are looked for in it."""
        return self.listed.kind != "glossary"

    def is_left_out(self, options: Options) -> bool:
        """Drafts, unless they are asked for; and what may be one, when a site is published in spite of errors."""
        return not options.drafts and (self.draft or (options.keep_going and self.hidden))


class Kept(Struct, frozen=True, array_like=True, gc=False):
    """A file of the site as it was made."""

    key: str
    """Digest of all that it was made from."""
    digest: str
    size: int
    origin: str = ""
    """Of the text that it shows; empty for none."""
    page: str = ""
    """Key of its row "page"; empty where it has none."""
    output: str = ""


class State(Struct, frozen=True, array_like=True):
    """A site as it was built."""

    settings: str = ""
    """Digest of config, options, theme, toolkit: all but the content."""
    units: dict[str, Known] = {}
    """By origin."""
    files: tuple[str, ...] = ()
    setup: str = ""
    """Digest of what matching every text must know of the site; key of the row "setup"."""
    lock: Seen | None = None
    """``briefs.lock`` as the build left it; None where it must be read."""
    fragments: frozenset[str] = frozenset()
    """Keys of the pages into which some link leads to a place, or means to."""
    linked: tuple[Diagnostic, ...] = ()
    """What does not fit together."""
    published: bool = False
    """Whether the output was made to hold the pages; those of a build with errors are known and not published."""
    counts: Counts = Counts()
    look: str = ""
    """Key of the row "look": what all pages share."""
    deck: str = ""
    """Key of the row "deck": the previews of terms."""
    pages: dict[str, Kept] = {}
    """By path: the pages of the outputs."""
    copies: dict[str, tuple[Seen, int]] = {}
    """By path: the files of the content that are published as they are, with their sizes."""
    withheld: tuple[Seen, ...] = ()
    """The files of the content that are named and not published, for what they would do."""
    drawn: dict[str, Entry] = {}
    """By path: the pictures that were made of others, and of headlines."""
    search: str = ""
    """Key of the row "catalogue": how the search index was made; empty where there is none."""
    indexed: int = 0
    """Its files."""
    statics: dict[str, Entry] = {}
    """By path: the theme's files."""
    theme: str = ""
    """Digest of the theme that they are of."""
    unit_parts: tuple[str, ...] = ()
    page_parts: tuple[str, ...] = ()
    """As it was read: the keys of the rows that hold ``units`` and ``pages``."""


def read_state(cache: Cache) -> State:
    """The state; an empty one where there is none, or where a part of it is missing."""
    with suppress(msgspec.DecodeError):
        state = _read_state(cache.get("state", "", "") or b"")
        units = [_read_units(part) for part in _parts(cache, "units", state.unit_parts)]
        pages = [_read_pages(part) for part in _parts(cache, "pages", state.page_parts)]
        if len(units) == len(state.unit_parts) and len(pages) == len(state.page_parts):
            return structs.replace(state, units=_joined(units), pages=_joined(pages))
    return State()


def keep_state(cache: Cache, before: State, state: State) -> State:
    """Put the state in the place of ``before``, which was read from the cache; returns it as it would be read."""
    state = structs.replace(
        state,
        unit_parts=_put(cache, "units", before.unit_parts, before.units, state.units),
        page_parts=_put(cache, "pages", before.page_parts, before.pages, state.pages),
    )
    cache.put([row("state", "", "", encoded(structs.replace(state, units={}, pages={})))])
    return state


def _parts(cache: Cache, kind: str, keys: Sequence[str]) -> list[bytes]:
    """The values of those parts that have these keys, in their order."""
    found = {(one.name, one.key): one.value for one in cache.many(kind, [str(at) for at in range(len(keys))])}
    asked = ((str(at), key) for at, key in enumerate(keys))
    return [found[one] for one in asked if one in found]


def _put(
    cache: Cache, kind: str, keys: Sequence[str], before: Mapping[str, T], records: Mapping[str, T]
) -> tuple[str, ...]:
    """Keep the parts that are not as they were; returns the keys of all. ``keys`` are of those that hold ``before``."""
    parts = zip(keys, _split(before), strict=True)
    new = _split(records)
    same = {at: key for at, (key, part) in enumerate(parts) if new[at : at + 1] == [part]}
    made = {at: encoded(dict(part)) for at, part in enumerate(new) if at not in same}
    cache.put([row(kind, str(at), digest(value), value) for at, value in made.items()])
    cache.drop(kind, [str(at) for at in range(len(new), len(keys))])
    return tuple(same.get(at) or digest(made[at]) for at in range(len(new)))


def _split(records: Mapping[str, T]) -> list[list[tuple[str, T]]]:
    """By name, some together."""
    each = sorted(records.items(), key=itemgetter(0))
    return [each[at : at + _TOGETHER] for at in range(0, len(each), _TOGETHER)]


def _joined(parts: Sequence[dict[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for part in parts:
        found.update(part)
    return found


_read_state = Reader(State)
_read_units = Reader(dict[str, Known])
_read_pages = Reader(dict[str, Kept])
