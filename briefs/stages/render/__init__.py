"""A page, the Brief it shows and a theme go in, the finished file comes out; knows no other page and no disk.

The only room that knows both an article's own words and what the site says of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from traceback import walk_tb

from jinja2 import Environment, Template, TemplateError
from markupsafe import Markup

from briefs.core.dates import day, short_day
from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.model import (
    ArticleView,
    Brief,
    Document,
    Face,
    Mention,
    Note,
    Page,
    TermCard,
)
from briefs.core.paging import nth_page
from briefs.stages.render.margin import crowded
from briefs.stages.render.marks import Pen, expansions, note_mark
from briefs.stages.render.sheet import Sheet
from briefs.stages.render.templates import environment
from briefs.theme import Theme, asset_paths, stylesheet
from briefs.weave import Aside, weave

_WORDS_A_MINUTE = 220
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ckb", "ug", "yi", "dv"})
_LABELS = {
    "primary": "Primary document",
    "official": "Official statement",
    "press": "Reporting",
    "analysis": "Analysis",
}


class Renderer:
    """A theme and the site's face made ready; make it once for a site and process. It renders one page at a time."""

    def __init__(self, theme: Theme, face: Face, paths: Mapping[str, str] | None = None) -> None:
        """``paths`` are those of the theme's static files by name, where the theme comes without them."""
        self._env: Environment = environment(theme)
        self._names = frozenset(name for name, _ in theme.templates)
        self._parts: dict[tuple[str, str], dict[object, Markup]] = {}
        self._note_of: dict[str, Template] = {}
        # Bound once, for imported macros keep the filters they were first compiled with: what changes is the sheet.
        self._sheet = Sheet(asset_paths(theme) if paths is None else paths)
        self._env.filters.update(
            day=day,
            shortday=short_day,
            label=label,
            counted=counted,
            alphabetical=alphabetical,
            nth=nth_page,
            href=self._sheet.href,
            rich=self._sheet.rich,
            part=self._part,
        )
        self._env.globals.update(asset=self._sheet.asset)
        self._face = face

    def render(self, page: Page, brief: Brief | None = None, mentions: Sequence[Mention] = ()) -> Checked[bytes | None]:
        """The page as UTF-8 HTML. ``brief`` and ``mentions`` are of the text that it shows, if any.

        None, and ``template-error``, where a template asks for what there is not: a theme is an author's work too.
        """
        self._sheet.turn(page.path, page.view.targets)
        try:
            return Checked(self._page(page, brief, mentions).encode())
        except Exception as fault:
            lines = list(self._lines_of(fault))
            if not lines and not isinstance(fault, TemplateError | RecursionError):
                raise
            return Checked(None, (_template_fault(page, fault, lines),))

    def _part(self, value: object, name: str) -> Markup:
        """What a template makes of a record or text, once for all pages of a folder; given ``it`` and ``site``."""
        made = self._parts.get((self._sheet.folder, name))
        if made is None:
            made = self._parts[self._sheet.folder, name] = {}
        found = made.get(value)
        if found is None:
            found = made[value] = Markup(self._env.get_template(name).render(it=value, site=self._face))  # noqa: S704
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
        language = (brief.outline.language if brief else "") or self._face.language
        context = {
            "site": self._face,
            "page": page,
            "view": page.view,
            "brief": brief,
            "body": Markup(self._body(page, brief, mentions)) if brief else "",  # noqa: S704 (woven, escaped)
            "minutes": max(1, round(len(brief.plain.text.split()) / _WORDS_A_MINUTE)) if brief else 0,
            "crowded": brief is not None and crowded(brief),
            "stylesheet": stylesheet(_need(page, brief)),
            "lang": language,
            "dir": "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
            "links": tuple(("alternate", kind, path, name) for kind, path, name in page.twins),
        }
        return template.render(context)

    def _body(self, page: Page, brief: Brief, mentions: Sequence[Mention]) -> str:
        """The article's words with its terms and notes woven in."""
        view = page.view
        assert isinstance(view, ArticleView)
        numbers = {document.id: number for number, document in enumerate(view.documents, 1)}
        beside = expansions(view, mentions, brief.plain.text) if self._face.expand else {}
        marks = Pen(view.cards, self._sheet.href).marks(mentions, beside)
        asides = []
        for number, note in enumerate(brief.notes, 1):
            cites = tuple((numbers[s], view.documents[numbers[s] - 1]) for s in note.sources if s in numbers)
            marks.append(note_mark(note, number))
            asides.append(Aside(note.end, self._note(note, number, cites)))
        return weave(brief.plain.text, brief.body.pieces, marks, asides, self._sheet.address)

    def _note(self, note: Note, number: int, cites: tuple[tuple[int, Document], ...]) -> str:
        template = self._note_of.get(note.kind)
        if template is None:
            template = self._env.select_template([f"parts/note-{note.kind}.html", "parts/note.html"])
            self._note_of[note.kind] = template
        return template.render(note=note, number=number, cites=cites, site=self._face)


def _template_fault(page: Page, fault: Exception, lines: Sequence[str]) -> Diagnostic:
    """Which template went wrong, and in which line: the innermost of the templates that were at work."""
    where = lines[-1] if lines else f"`{page.template}`"
    message = f"template {where}: {str(fault) or type(fault).__name__}"
    hint = f"this keeps `{page.path}` from being made; docs/themes.md has the names"
    return error("template-error", message, None, hint)


def _need(page: Page, brief: Brief | None) -> int:
    """How many rules a page needs of its stylesheet: one a note, one a preview."""
    cards = len(page.view.cards) if isinstance(page.view, ArticleView) else 0
    return max(cards, len(brief.notes) if brief else 0)


def label(kind: str) -> str:
    """A kind in words."""
    return _LABELS.get(kind, kind.replace("-", " ").replace("_", " ").capitalize())


def counted(number: int, word: str) -> str:
    """How many of a thing, in words."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def alphabetical(cards: Iterable[TermCard]) -> list[TermCard]:
    """Terms by their names, capitals or not."""
    return sorted(cards, key=lambda card: card.term.lower())
