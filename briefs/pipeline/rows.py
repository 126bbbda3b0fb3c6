"""What is kept of each text between two builds, and sent between processes: records only, and how they become bytes."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from briefs.cache import Row
from briefs.core.diagnostics import Diagnostic
from briefs.core.memory import Remembered
from briefs.core.model import (
    Annotation,
    Brief,
    Clash,
    Lexicon,
    Linking,
    Listed,
    Mention,
    Outline,
    Places,
    Seen,
    Term,
    TermRule,
    Unit,
    Usage,
)
from briefs.core.source import Span


class Facts(Struct, frozen=True, array_like=True):
    """What a compiled unit tells the rest of the site, and what is wrong with it."""

    outline: Outline
    places: Places
    """Without blocks and text, which only a text's own diagnostics ask for."""
    annotations: tuple[Annotation, ...] = ()
    linking: Linking = Linking()
    faults: tuple[Diagnostic, ...] = ()
    """Of reading it."""
    hung: tuple[Diagnostic, ...] = ()
    """Of its notes and quotes, which do not matter while it is a draft."""
    hidden: bool = False
    """Whether a mistake may have hidden that it is a draft."""
    remembered: tuple[Remembered, ...] = ()


class Text(Struct, frozen=True, array_like=True):
    """What only a text's own page is made from, and its matching."""

    brief: Brief
    blocks: tuple[Span, ...] = ()


class Spoken(Struct, frozen=True, array_like=True):
    """What the rest of the site may know of the terms in a text."""

    usages: tuple[Usage, ...] = ()
    clashes: tuple[Clash, ...] = ()


class Setup(Struct, frozen=True, array_like=True):
    """All that matching a text must know of the site."""

    lexicon: Lexicon
    rules: tuple[TermRule, ...]
    density: str
    quotations: str
    language: str


class Job(Struct, frozen=True, array_like=True):
    """A unit to be compiled: listed, or already read where the worker cannot see the disk."""

    root: str
    listed: Listed
    memory: tuple[Remembered, ...] = ()
    known: str = ""
    """Digest of its files at the last build; if it is the same still, there is nothing to do."""
    unit: Unit | None = None
    faults: tuple[Diagnostic, ...] = ()
    seen: tuple[Seen, ...] = ()


class Match(Struct, frozen=True, array_like=True):
    """How the terms in a text were found."""

    key: str
    """Of its rows."""
    face: str
    """Digest of the terms it mentions and how often, without the sentences."""
    mentions: Row
    """Encoded Mentions, for its own page."""
    spoken: Row
    """Encoded Spoken."""


class New(Struct, frozen=True, array_like=True):
    """A unit compiled anew."""

    face: str
    """Digest of all that others may know of it, but for places in files and on its page."""
    anchors: str
    """Digest of the places on its page to which links may lead."""
    draft: bool
    hidden: bool
    terms: bool
    """Whether it defines any."""
    faults: tuple[Diagnostic, ...]
    hung: tuple[Diagnostic, ...]
    remembered: str
    """What ``briefs.lock`` is to say of its quotes, as one word."""
    facts: Row
    """Encoded Facts."""
    more: tuple[Row, ...]
    """Encoded Text, and Folded."""
    match: Match | None = None


class Done(Struct, frozen=True, array_like=True):
    """A job's answer."""

    key: str
    """Of its rows: the unit's files and what is remembered of its quotes; empty where the text cannot be read."""
    files: str = ""
    """Digest of its files."""
    seen: tuple[Seen, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    """Of its files as such."""
    new: New | None = None
    """None where the unit is as it was, or cannot be read."""


class Folded(Struct, frozen=True, array_like=True):
    """Where names of terms may stand in a text, and the terms that it names."""

    text: str
    terms: tuple[str, ...]


def encoded(record: object) -> bytes:
    """A record as msgpack."""
    return _ENCODER.encode(record)


_ENCODER = msgspec.msgpack.Encoder()


read_facts = msgspec.msgpack.Decoder(Facts).decode
read_text = msgspec.msgpack.Decoder(Text).decode
read_spoken = msgspec.msgpack.Decoder(Spoken).decode
read_mentions = msgspec.msgpack.Decoder(tuple[Mention, ...]).decode
read_terms = msgspec.msgpack.Decoder(tuple[Term, ...]).decode
read_done = msgspec.msgpack.Decoder(Done).decode
read_folded = msgspec.msgpack.Decoder(Folded).decode
read_setup = msgspec.msgpack.Decoder(Setup).decode
read_match = msgspec.msgpack.Decoder(Match).decode
