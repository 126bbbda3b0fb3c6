"""A build's texts and what is wrong with them go in, what makes each editor's page comes out; makes none before."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial

import msgspec
from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.model import Outline
from briefs.explain import explained
from briefs.ledger_page import as_page
from briefs.mistakes import by_file
from briefs.panel import of_text, panel_of
from briefs.pipeline import Read
from briefs.preview.editors import Editor
from briefs.report import Lines

STATE = "state.json"
"""Beside the editors' pages: by the path of its page, what is to be said of each text before its page is asked for."""

Makers = dict[str, Callable[[], bytes]]


class Build(Struct, frozen=True):
    """What the editors' pages are made from, as one build left it."""

    texts: Sequence[tuple[str, str]]
    """(path of the page, origin) of every text."""
    read: Callable[[str], Read]
    """Gives the text of an origin with its ledger."""
    defining: Sequence[Outline]
    """The Outlines that define terms."""
    diagnostics: Sequence[Diagnostic]
    lines: Lines
    language: str
    """The site's."""
    drafts: Container[str] = ()
    """Origins of the texts that are drafts."""


def panels(build: Build, editor: Editor) -> Makers:
    """What makes each text's editor's page, by the path of its page, and beside them ``STATE``."""
    found = by_file(build.diagnostics)
    made: Makers = {
        page: partial(_page, build, page, origin, of_text(found, origin), editor) for page, origin in build.texts
    }

    def states() -> bytes:
        return msgspec.json.encode(states_of(build.texts, found, build.drafts))

    return {**made, STATE: states}


def states_of(
    texts: Iterable[tuple[str, str]], found: Mapping[str, Sequence[Diagnostic]], drafts: Container[str]
) -> dict[str, dict[str, int]]:
    """By page: whether the text is a draft, and how many warnings and notes it has; texts without any are left out."""
    states = {}
    for page, origin in texts:
        state = {"draft": int(origin in drafts), "told": len(of_text(found, origin))}
        if any(state.values()):
            states[page] = state
    return states


def _page(
    build: Build,
    page: str,
    origin: str,
    found: Sequence[Diagnostic],
    editor: Editor,
) -> bytes:
    read = build.read(origin)
    language = read.brief.outline.language or build.language
    panel = panel_of(read, found, build.defining, build.language, editor, build.lines)
    return as_page(explained(read), read.brief.plain, page, language, panel)
