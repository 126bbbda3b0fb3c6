"""What the last build knew of the site, as one record: what is unchanged need not be read, compiled or made again."""

from __future__ import annotations

from contextlib import suppress

import msgspec
from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.manifest import Entry
from briefs.core.model import Listed, Seen
from briefs.pipeline.records import Counts, Options


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
    terms: bool = False
    """Whether it defines any."""
    faults: tuple[Diagnostic, ...] = ()
    hung: tuple[Diagnostic, ...] = ()
    """Of its notes and quotes, which do not matter while it is left out."""

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
    statics: dict[str, Entry] = {}
    """By path: the theme's files."""


def decoded(data: bytes | None) -> State:
    """The state; an empty one where there is none."""
    with suppress(msgspec.DecodeError):
        return _DECODER.decode(data or b"")
    return State()


_DECODER = msgspec.msgpack.Decoder(State)
