"""The names to look for, and the terms found in a text."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from briefs.core.model.entry import When


class Mention(Struct, frozen=True, array_like=True, gc=False):
    """A term found in a text, with its sentence around it."""

    term: str
    start: int
    end: int
    linked: bool
    paragraph: int
    ordinal: int
    """Among this term's mentions in the text, from 1: its anchor is ``m-TERM-ORDINAL``."""
    block: str
    before: str
    surface: str
    after: str
    rule: str = ""
    """Which name or pin matched, for the ledger."""

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return f"m-{self.term}-{self.ordinal}"


class Name(Struct, frozen=True, array_like=True):
    """One name to look for."""

    key: str
    """In compare form: normalised, case folded, hyphens as spaces. Of a Cyrillic name that declines, its stem."""
    term: str
    fixed: tuple[tuple[int, str], ...]
    """(offset, letters) that must stand letter for letter, hyphens as spaces; empty when case is free."""
    rule: str
    """Where the name comes from, for the ledger; ``not`` is a phrase inside which the term is not meant."""
    form: str = ""
    """Of a Cyrillic name that declines, the whole name: folded, but for the words whose case is fixed."""


class Lexicon(Struct, frozen=True):
    """All names of all terms, sorted."""

    names: tuple[Name, ...]


class TermRule(Struct, frozen=True, array_like=True):
    """What matching must know of a term besides its names."""

    term: str
    link: str = ""
    """``first``, ``section``, ``every`` or ``none``; empty for the site's density."""
    when: When | None = None


class Clash(Struct, frozen=True):
    """A name that several terms claim and nothing decides."""

    start: int
    end: int
    surface: str
    terms: tuple[str, ...]


class Skip(Struct, frozen=True, array_like=True, gc=False):
    """A name of a term that stands in a text and is no link, and why, for the ledger."""

    term: str
    start: int
    end: int
    surface: str
    reason: str
    """``heading``, ``code``, ``link``, ``boundary``, ``case``, ``ambiguous``, ``opted out``, ``already linked``,
    ``quotation``, ``line in capitals``, ``surname before full name``, ``surname of several``, ``other phrase``
    (``match.not``), ``pinned`` or ``inside longer name``."""
    rule: str
    """Which name it is, as in a Mention."""


class Matched(Struct, frozen=True):
    """What matching one text gives."""

    mentions: tuple[Mention, ...] = ()
    """In order of place; they do not overlap."""
    clashes: tuple[Clash, ...] = ()
    skipped: tuple[Skip, ...] = ()
    """In order of place; only where the ledger was asked for. Every mention that is not linked is here too."""


class Stranger(Struct, frozen=True, array_like=True, gc=False):
    """A name or an acronym that stands in a text and that no term has, with its sentence around it."""

    surface: str
    kind: Literal["acronym", "name"]
    start: int
    end: int
    paragraph: int
    """As a Mention's: that of its block."""
    block: int
    """Ordinal of the leaf block."""
    before: str
    after: str
    expansion: str = ""
    """Of an acronym: the full name, where the text gives it beside the acronym."""
    firm: bool = True
    """False where its place alone may explain the capital: a sentence's beginning, a heading, a quotation's opening."""
    heading: bool = False
    """Whether it stands in a heading, where no term is looked for."""
