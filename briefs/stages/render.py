"""A page, the Brief it shows and a theme go in, the finished file comes out; knows no other page and no disk.

The only room that knows both an article's own words and what the site says of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from traceback import walk_tb
from urllib.parse import quote as percent

from jinja2 import Environment, TemplateError, pass_context
from markupsafe import Markup

from briefs.core.dates import day, short_day
from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.model import (
    ArticleView,
    Brief,
    Document,
    Face,
    Hole,
    Mention,
    Note,
    Page,
    Rich,
    Target,
)
from briefs.theme import Theme, asset_paths, environment, stylesheet
from briefs.weave import Aside, Mark, weave

_WORDS_A_MINUTE = 220
_BRACKETED = re.compile(r" \([^()\s]{2,12}\)$")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ckb", "ug", "yi", "dv"})
_LABELS = {
    "primary": "Primary document",
    "official": "Official statement",
    "press": "Reporting",
    "analysis": "Analysis",
}


class Renderer:
    """A theme and the site's face made ready; make it once for a site and process. It renders one page at a time."""

    def __init__(self, theme: Theme, face: Face) -> None:
        self._env: Environment = environment(theme)
        self._assets = asset_paths(theme)
        self._names = frozenset(name for name, _ in theme.templates)
        self._sheet = _Sheet("", (), self._assets)
        # Bound once, for imported macros keep the filters they were first compiled with: what changes is the sheet.
        # As filters of a context, for Jinja would work out `"index.html"|href` when it compiles a template.
        self._env.filters.update(
            day=day,
            shortday=short_day,
            label=label,
            href=pass_context(lambda _, path: self._sheet.href(path)),
            rich=pass_context(lambda _, value: self._sheet.rich(value)),
        )
        self._env.globals.update(asset=lambda name: self._sheet.asset(name))
        self._face = face

    def render(self, page: Page, brief: Brief | None = None, mentions: Sequence[Mention] = ()) -> Checked[bytes | None]:
        """The page as UTF-8 HTML. ``brief`` and ``mentions`` are of the text that it shows, if any.

        None, and ``template-error``, where a template asks for what there is not: a theme is an author's work too.
        """
        self._sheet = _Sheet(page.path, page.view.targets, self._assets)
        try:
            return Checked(self._page(page, brief, mentions).encode())
        except Exception as fault:
            lines = list(self._lines_of(fault))
            if not lines and not isinstance(fault, TemplateError | RecursionError):
                raise
            return Checked(None, (_template_fault(page, fault, lines),))

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
        previews = {card.id: number for number, card in enumerate(view.cards, 1)}
        numbers = {document.id: number for number, document in enumerate(view.documents, 1)}
        beside = _expansions(view, mentions, brief.plain.text) if self._face.expand else {}
        marks = [
            _mention_mark(m, previews, self._sheet.href, beside.get(m.anchor, ""))
            for m in mentions
            if m.term in previews
        ]
        asides = []
        for number, note in enumerate(brief.notes, 1):
            cites = tuple((numbers[s], view.documents[numbers[s] - 1]) for s in note.sources if s in numbers)
            marks.append(_note_mark(note, number))
            asides.append(Aside(note.end, self._note(note, number, cites)))
        return weave(brief.plain.text, brief.body.pieces, marks, asides, self._sheet.address)

    def _note(self, note: Note, number: int, cites: tuple[tuple[int, Document], ...]) -> str:
        template = self._env.select_template([f"parts/note-{note.kind}.html", "parts/note.html"])
        return template.render(note=note, number=number, cites=cites, site=self._face)


def _template_fault(page: Page, fault: Exception, lines: Sequence[str]) -> Diagnostic:
    """Which template went wrong, and in which line: the innermost of the templates that were at work."""
    where = lines[-1] if lines else f"`{page.template}`"
    message = f"template {where}: {str(fault) or type(fault).__name__}"
    hint = f"this keeps `{page.path}` from being made; docs/themes.md has the names"
    return error("template-error", message, None, hint)


class _Sheet:
    """What is said with respect to one page: relative addresses, and texts with their holes filled."""

    def __init__(self, path: str, targets: Sequence[Target], assets: Mapping[str, str]) -> None:
        self._folders = path.split("/")[:-1]
        self._targets = {t.key: t for t in targets}
        self._assets = assets

    def href(self, path: str) -> str:
        """The relative address of a page, percent-encoded; it always names its file."""
        name, hash_, fragment = path.partition("#")
        return percent(_relative(name, self._folders), safe="/~!$&'()*+,;=@") + hash_ + fragment

    def asset(self, name: str) -> str:
        """The relative address of one of the theme's files."""
        return self.href(self._assets[name])

    def address(self, target: str) -> str:
        """What fills a hole for an address, escaped."""
        found = self._targets.get(target)
        return escape(self.href(found.path)) if found else "#"

    def rich(self, value: Rich) -> Markup:
        """A text value as HTML."""
        return Markup("".join(part if isinstance(part, str) else self._fill(part) for part in value.parts))  # noqa: S704

    def _fill(self, hole: Hole) -> str:
        if not hole.title:
            return self.address(hole.target)
        found = self._targets.get(hole.target)
        return escape(found.title if found else hole.target.partition(":")[2])


def _relative(path: str, folders: Sequence[str]) -> str:
    """A path of the output as seen from some folder of it; both are normalised."""
    parts = path.split("/")
    shared = 0
    while shared < min(len(parts) - 1, len(folders)) and parts[shared] == folders[shared]:
        shared += 1
    return "/".join([*[".."] * (len(folders) - shared), *parts[shared:]])


def _expansions(view: ArticleView, mentions: Sequence[Mention], text: str) -> dict[str, str]:
    """By anchor: the full name of each term that a text first names by its abbreviation alone."""
    full = {card.id: _BRACKETED.sub("", card.term) for card in view.cards}
    firsts = {mention.term: mention for mention in reversed(mentions)}
    return {
        first.anchor: full[term]
        for term, first in firsts.items()
        if term in full and first.linked and first.rule.startswith("abbreviation") and not _explained(first, text)
    }


def _explained(mention: Mention, text: str) -> bool:
    """Whether the source itself has brackets there: ``the IRGC (…)``, ``(the IRGC)``."""
    before, after = text[max(0, mention.start - 6) : mention.start], text[mention.end : mention.end + 2]
    return after.lstrip()[:1] in ("(", "[") or "(" in before


def _mention_mark(mention: Mention, previews: dict[str, int], href: Callable[[str], str], name: str = "") -> Mark:
    """A linked mention is a link to the term's page; any other, and one inside a link made by hand, a plain anchor.

    ``name`` stands beside it, outside the source's words.
    """
    anchor = escape(mention.anchor)
    if not mention.linked or mention.rule == "by hand":
        return Mark(
            mention.start, mention.end, f'<span class="mention" id="{anchor}">', '<span class="mention">', "</span>"
        )
    attributes = f'href="{escape(href(f"glossary/{mention.term}.html"))}"'
    preview = f'data-def="d{previews[mention.term]}"'
    return Mark(
        mention.start,
        mention.end,
        f'<a class="term" {attributes} id="{anchor}" {preview}>',
        f'<a class="term" {attributes} {preview}>',
        "</a>",
        link=True,
        after=f'<span class="expansion" data-added> ({escape(name)})</span>' if name else "",
    )


def _note_mark(note: Note, number: int) -> Mark:
    """The words a note speaks of, and its number after them."""
    reference = (
        f'<a class="ref" id="r-{number}" href="#n-{number}" role="doc-noteref" aria-label="Note {number}" data-added>'
        f"{number}</a>"
    )
    return Mark(
        note.start, note.end, f'<mark class="q" id="q-{number}">', '<mark class="q">', "</mark>", after=reference
    )


def _need(page: Page, brief: Brief | None) -> int:
    """How many rules a page needs of its stylesheet: one a note, one a preview."""
    cards = len(page.view.cards) if isinstance(page.view, ArticleView) else 0
    return max(cards, len(brief.notes) if brief else 0)


def label(kind: str) -> str:
    """A kind in words."""
    return _LABELS.get(kind, kind.replace("-", " ").replace("_", " ").capitalize())
