"""A text as the last build read it goes in, what its editor should see to comes out; makes no page of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.model import Outline
from briefs.pipeline import Read
from briefs.pipeline.ledgers import strangers
from briefs.preview.editors import Editor
from briefs.report import Lines
from briefs.suggest import Suggestion, suggest


class Panel(Struct, frozen=True):
    """What an editor should see to in one text."""

    draft: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    """Of the text and of its sidecar."""
    suggestions: tuple[Suggestion, ...] = ()
    """The names and acronyms in it that no term has."""
    taken: tuple[str, ...] = ()
    """The ids of the terms there are."""
    editor: Editor = Editor()
    lines: Lines = lambda path, line: ""


def panel_of(
    read: Read, found: Sequence[Diagnostic], outlines: Iterable[Outline], language: str, editor: Editor, lines: Lines
) -> Panel:
    """The panel of a text. ``found`` is of its files, ``outlines`` give the terms, ``language`` is the site's."""
    known = [outline for outline in outlines if outline.terms]
    taken = tuple(term.id for outline in known for term in outline.terms)
    return Panel(read.brief.outline.draft, tuple(found), lacking(read, known, language), taken, editor, lines)


def lacking(read: Read, outlines: Iterable[Outline], language: str) -> tuple[Suggestion, ...]:
    """What the glossary lacks for this one text: a name that stands there once is said too."""
    origin, matched = read.brief.outline.origin, read.matched
    odd = strangers(read.brief, matched, language)
    mentions, plains = {origin: matched.mentions}, {origin: read.brief.plain}
    return suggest({origin: odd}, {origin: matched.skipped}, mentions, outlines, plains, language, least=1)


def of_text(found: Mapping[str, Sequence[Diagnostic]], origin: str) -> tuple[Diagnostic, ...]:
    """What is said of a text and of its sidecar, by the text's path."""
    sidecar = origin[: origin.rindex(".")] + ".yaml" if "." in origin else origin
    return (*found.get(origin, ()), *(found.get(sidecar, ()) if sidecar != origin else ()))
