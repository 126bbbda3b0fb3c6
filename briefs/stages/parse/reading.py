"""What both readers of texts hand over: records only; knows neither plain text nor Markdown."""

from __future__ import annotations

from msgspec import Struct

from briefs.core.fields import Text
from briefs.core.model import Body, Guess, Plain
from briefs.core.source import Span


class Wishes(Struct, frozen=True):
    """What a sidecar or front matter says of the text's own paragraphs; None where it says nothing."""

    title: str | None = None
    kicker: str | None = None
    caption: Text | None = None
    omit: tuple[Text, ...] = ()


class Reading(Struct, frozen=True):
    """An article's text as it was understood."""

    plain: Plain = Plain("", ())
    body: Body = Body(())
    blocks: tuple[Span, ...] = ()
    """Where each leaf block begins."""
    title: str = ""
    kicker: str = ""
    date: str = ""
    updated: str = ""
    byline: str = ""
    guesses: tuple[Guess, ...] = ()
