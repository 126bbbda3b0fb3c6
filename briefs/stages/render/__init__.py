"""A page, the Brief it shows and a theme go in, the finished file comes out; knows no other page and no disk.

The only room that knows both an article's own words and what the site says of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from traceback import walk_tb
from typing import TYPE_CHECKING

from jinja2 import Environment, Template, TemplateError, TemplateNotFound
from markupsafe import Markup

from briefs.core.alphabetical import order_of
from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.margin import is_crowded
from briefs.core.model import (
    ArticleView,
    Brief,
    Document,
    Face,
    MapView,
    Mention,
    Note,
    Page,
    TermCard,
    TermView,
)
from briefs.core.paging import nth_page
from briefs.stages.render.contents import contents
from briefs.stages.render.graph import graph
from briefs.stages.render.marks import Pen, expansions, note_mark
from briefs.stages.render.sheet import Sheet
from briefs.stages.render.speech import Speech
from briefs.stages.render.templates import environment
from briefs.theme import Theme, asset_paths, stylesheet
from briefs.weave import Aside, weave

if TYPE_CHECKING:
    from briefs.stages.render.around import Wheel
    from briefs.stages.render.chart import Chart
    from briefs.stages.render.twin.desk import Desk

_WORDS_A_MINUTE = 220
_NOTE = "parts/note.html"


class Renderer:
    """A theme and the site's face made ready; make it once for a site and process. It renders one page at a time."""

    def __init__(self, theme: Theme, face: Face, paths: Mapping[str, str] | None = None) -> None:
        """``paths`` are those of the theme's static files by name, where the theme comes without them."""
        self._env: Environment = environment(theme)
        self._names = frozenset(name for name, _ in theme.templates)
        self._parts: dict[tuple[str, str], dict[str, dict[object, Markup]]] = {}
        self._here: dict[str, dict[object, Markup]] = {}
        self._note_of: dict[str, Template] = {}
        self._no_notes = dict(theme.templates).get(_NOTE) == ""
        # Bound once, for imported macros keep the filters they were first compiled with: what changes is the sheet
        # and the language of what is said.
        self._sheet = Sheet(asset_paths(theme) if paths is None else paths)
        self._speech = Speech(theme.words, face)
        self._env.filters.update(
            day=self._speech.day,
            shortday=self._speech.short_day,
            label=self._speech.label,
            number=self._speech.count,
            isolated=self._speech.isolated,
            digits=self._speech.digits,
            alphabetical=self._alphabetical,
            nth=nth_page,
            href=self._sheet.href,
            rich=self._sheet.rich,
            image=self._sheet.image,
            part=self._part,
            chart=charted,
            contents=contents,
            around=surroundings,
        )
        self._env.globals.update(asset=self._sheet.asset, t=self._speech.words, foreign=self._speech.foreign)
        self._face = face
        self._writing: Desk | None = None
        self._place = order_of(face.language).place

    def render(self, page: Page, brief: Brief | None = None, mentions: Sequence[Mention] = ()) -> Checked[bytes | None]:
        """The page as UTF-8 HTML. ``brief`` and ``mentions`` are of the text that it shows, if any.

        None, and ``template-error``, where a template asks for what there is not: a theme is an author's work too.
        """
        self._sheet.turn(page.path, page.view.targets)
        self._speech.turn(brief.outline.language if brief else "")
        self._here = self._parts.setdefault((self._sheet.folder, self._speech.language.tag), {})
        try:
            return Checked(self._page(page, brief, mentions).encode())
        except Exception as fault:
            lines = list(self._lines_of(fault))
            if not lines and not isinstance(fault, TemplateError | RecursionError):
                raise
            return Checked(None, (_template_fault(page, fault, lines),))

    def twin(self, page: Page, brief: Brief | None = None, mentions: Sequence[Mention] = ()) -> bytes:
        """The same page as Markdown: no template has a part in it."""
        from briefs.stages.render.twin import twin  # only where twins are made

        self._sheet.turn(page.path, page.view.targets)
        self._speech.turn(brief.outline.language if brief else "")
        return twin(page, brief, mentions, self._desk(page.path)).encode()

    def _desk(self, path: str) -> Desk:
        from briefs.stages.render.twin.desk import Desk

        if self._writing is None:
            self._writing = Desk(self._sheet, self._speech)
        self._writing.turn(path)
        return self._writing

    def _alphabetical(self, cards: Iterable[TermCard]) -> list[TermCard]:
        """Terms by their names, as in the A–Z."""
        return sorted(cards, key=lambda card: (self._place(card.term, "", card.kind == "person").key, card.id))

    def _part(self, value: object, name: str) -> Markup:
        """What a template makes of a record or text, once for all pages of a folder and language.

        It is given ``it`` and ``site``.
        """
        made = self._here.get(name)
        if made is None:
            made = self._here[name] = {}
        found = made.get(value)
        if found is None:
            said = self._env.get_template(name).render(it=value, site=self._speech.face)
            found = made[value] = Markup(said)  # noqa: S704
        return found

    def _lines_of(self, fault: Exception) -> Iterator[str]:
        """The templates at work when something went wrong, outermost first; none if the fault is in our own code."""
        frames = list(walk_tb(fault.__traceback__))
        innermost = frames[-1][0].f_code.co_filename
        if innermost in self._names or isinstance(fault, TemplateError | RecursionError):
            for frame, line in frames:
                if frame.f_code.co_filename in self._names:
                    yield f"`{frame.f_code.co_filename}`, line {line}"

    def _page(self, page: Page, brief: Brief | None, mentions: Sequence[Mention]) -> str:
        template = self._env.get_template(page.template)
        language = self._speech.language
        context = {
            "site": self._speech.face,
            "page": page,
            "view": page.view,
            "brief": brief,
            "body": Markup(self._body(page, brief, mentions)) if brief else "",  # noqa: S704 (woven, escaped)
            "minutes": max(1, round(len(brief.plain.text.split()) / _WORDS_A_MINUTE)) if brief else 0,
            "crowded": brief is not None and bool(brief.notes) and is_crowded(brief),
            "cited": _cited(brief.notes if brief else ()),
            "stylesheet": stylesheet(_need(page, brief)),
            "graph": Markup(graph(page, brief, self._speech.face)),  # noqa: S704 (escaped for a script)
            "links": tuple(("alternate", *link) for link in dict.fromkeys((*page.twins, *self._face.feeds))),
            "lang": language.tag,
            "dir": language.direction,
        }
        return template.render(context)

    def _body(self, page: Page, brief: Brief, mentions: Sequence[Mention]) -> str:
        """The article's words with its terms and notes woven in."""
        view = page.view
        assert isinstance(view, ArticleView)
        numbers = {document.id: number for number, document in enumerate(view.documents, 1)}
        beside = expansions(view, mentions, brief.plain.text) if self._face.expand else {}
        marks = Pen(view.cards, self._sheet.href, self._speech.foreign()).marks(mentions, beside)
        asides = []
        for number, note in enumerate(brief.notes, 1):
            cites = tuple((numbers[s], view.documents[numbers[s] - 1]) for s in note.sources if s in numbers)
            name = self._speech.words("note", number=number)
            marks.append(note_mark(note, number, name, str(self._speech.digits(number))))
            asides.append(Aside(note.end, self._note(note, number, cites)))
        return weave(
            brief.plain.text, brief.body.pieces, marks, asides, self._sheet.body(late=brief.outline.image is not None)
        )

    def _note(self, note: Note, number: int, cites: tuple[tuple[int, Document], ...]) -> str:
        template = self._note_of.get(note.kind)
        if template is None:
            # A theme that shows no notes in the text shows none of a kind that has a part of its own either.
            own = [] if self._no_notes else [f"parts/note-{note.kind}.html"]
            template = self._env.select_template([*own, _NOTE])
            self._note_of[note.kind] = template
        return template.render(note=note, number=number, cites=cites, site=self._speech.face)


def _template_fault(page: Page, fault: Exception, lines: Sequence[str]) -> Diagnostic:
    """Which template went wrong, and in which line: the innermost of the templates that were at work."""
    where = lines[-1] if lines else f"`{page.template}`"
    told = "there is none of this name" if isinstance(fault, TemplateNotFound) else str(fault) or type(fault).__name__
    message = f"template {where}: {told}"
    hint = f"this keeps `{page.path}` from being made; the documentation of themes has the names"
    return error("template-error", message, None, hint)


def _cited(notes: Sequence[Note]) -> Mapping[str, Sequence[int]]:
    """By a source's id, the numbers of the notes that rest on it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, note in enumerate(notes, 1):
        for source in dict.fromkeys(note.sources):
            found[source].append(number)
    return found


def _need(page: Page, brief: Brief | None) -> int:
    """How many rules a page needs of its stylesheet: one a note, one a preview."""
    cards = len(page.view.cards) if isinstance(page.view, ArticleView) else 0
    return max(cards, len(brief.notes) if brief else 0)


def charted(view: MapView) -> Chart:
    """The map as it is drawn."""
    from briefs.stages.render.chart import chart  # only where a map is made anew

    return chart(view)


def surroundings(view: TermView, direction: str) -> Wheel:
    """What is nearest to a term, as it is drawn."""
    from briefs.stages.render.around import around

    return around(view, direction == "rtl")
