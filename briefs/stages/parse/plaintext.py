"""A received text goes in, its prose comes out apart from its headline, caption and page furniture; knows no sidecar.

Nothing is lost: each paragraph that is not prose is a Guess that says what it was taken for and why. The prose is word
for word what was received; only the joints of hard-wrapped lines become single spaces (FORMAT, "Plain-text articles").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic
from briefs.core.fields import Text
from briefs.core.model import Guess
from briefs.core.source import Source
from briefs.stages.parse.furniture import byline, closes, credits_photo, is_furniture
from briefs.stages.parse.overrides import fold, named
from briefs.stages.parse.published import stated
from briefs.stages.parse.reading import Reading, Wishes
from briefs.stages.parse.sheet import Sheet

_SPACE = " \t\r\f\v"
_PARAGRAPH = re.compile(r"(?:^[^\S\n]*\S.*\n?)+", re.MULTILINE)


class Found(Struct, frozen=True):
    """A paragraph: its words with the lines joined, and where they stand in the file."""

    words: str
    start: int
    end: int


class Plaintext(Struct, frozen=True):
    """What a received text was understood as, and which of the author's wishes it does not fulfil."""

    reading: Reading
    diagnostics: tuple[Diagnostic, ...] = ()


def paragraphs(text: str) -> tuple[Found, ...]:
    """The paragraphs, parted by blank lines."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        lines = match.group().rstrip("\n").split("\n")
        start = match.start() + len(lines[0]) - len(lines[0].lstrip(_SPACE))
        end = match.start() + len(match.group().rstrip(_SPACE + "\n"))
        found.append(Found(" ".join(line.strip(_SPACE) for line in lines), start, end))
    return tuple(found)


def read_plain(source: Source, wishes: Wishes) -> Plaintext:
    """The text as an article: prose in numbered paragraphs, captions in their places, the rest in ``guesses``."""
    found = paragraphs(source.text)
    sorter = _Sorter([p.words for p in found])
    sorter.obey(wishes)
    sorter.guess(wishes)
    sheet = Sheet()
    for paragraph, role in zip(found, sorter.roles, strict=True):
        if role in ("", "caption"):
            _write(sheet, paragraph, source, role == "caption")
    plain, body, blocks = sheet.done()
    return Plaintext(
        Reading(
            plain,
            body,
            blocks,
            sorter.text_of("headline"),
            sorter.text_of("kicker"),
            sorter.published or sorter.updated,
            sorter.updated if sorter.published else "",
            sorter.byline,
            sorter.guesses(),
        ),
        tuple(sorter.faults),
    )


def _write(sheet: Sheet, paragraph: Found, source: Source, caption: bool) -> None:
    sheet.block('<figure class="cap"><figcaption>' if caption else f"<p{sheet.number()}>")
    line_end = source.text.find("\n", paragraph.start, paragraph.end)
    span = source.span(paragraph.start, line_end if line_end >= 0 else paragraph.end)
    sheet.begin("caption" if caption else "paragraph", span)
    sheet.words(paragraph.words)
    sheet.end()
    sheet.block("</figcaption></figure>" if caption else "</p>", top=True)


class _Sorter:
    """Gives each paragraph a role, the author's wishes before any guess; an empty role is prose."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.roles = [""] * len(texts)
        self._why = [""] * len(texts)
        self._kept: set[int] = set()
        self.published = self.updated = self.byline = ""
        self.faults: list[Diagnostic] = []

    def obey(self, wishes: Wishes) -> None:
        """What the author says of a paragraph holds. A title or kicker need not be one, `omit` and `caption` must."""
        for wanted in wishes.omit:
            self._name(wanted, "omitted", "omitted", "omit-not-found", every=True)
        if wishes.caption is not None and fold(wishes.caption.value):
            self._name(wishes.caption, "caption", "caption", "caption-not-found")
        for words, role in ((wishes.title, "headline"), (wishes.kicker, "kicker")):
            at = next((i for i, t in enumerate(self._texts) if words and fold(t) == fold(words)), -1)
            if at >= 0 and not self.roles[at]:
                self._set(at, role, "sidecar")

    def guess(self, wishes: Wishes) -> None:
        """What a paragraph looks like, and where it stands."""
        for at, text in enumerate(self._texts):
            if not self.roles[at] and is_furniture(text):
                self._set(at, "omitted", "page")
            elif not self.roles[at] and wishes.caption is None and credits_photo(text):
                self._set(at, "caption", "credit")
        self._head(wishes)
        for at in reversed(range(len(self._texts))):
            if self.roles[at] not in ("omitted", "caption") and not self._dates(at):
                break

    def text_of(self, role: str) -> str:
        """The words of the first paragraph of a role."""
        return next((t for t, r in zip(self._texts, self.roles, strict=True) if r == role), "")

    def guesses(self) -> tuple[Guess, ...]:
        """What each paragraph was taken for that is not prose, in their order."""
        rows = zip(self.roles, self._texts, self._why, strict=True)
        return tuple(Guess(role, text, why) for role, text, why in rows if role)  # type: ignore[arg-type]

    def _name(self, wanted: Text, role: str, why: str, code: str, every: bool = False) -> None:
        found = named(self._texts, wanted, code)
        self.faults += found.diagnostics
        for at in found.value if every else found.value[:1]:
            self._set(at, role, why)

    def _set(self, at: int, role: str, why: str) -> None:
        self.roles[at], self._why[at] = role, why

    def _head(self, wishes: Wishes) -> None:
        """Before the prose: dates, a byline, and lines that do not end like a sentence."""
        lines: list[int] = []
        for at, text in enumerate(self._texts):
            if self.roles[at] in ("omitted", "caption") or self._dates(at) or self._bylines(at):
                continue
            if self.roles[at] in ("headline", "kicker"):
                continue
            if closes(text):
                break
            lines.append(at)
        self._headline(lines, wishes)

    def _headline(self, lines: list[int], wishes: Wishes) -> None:
        """Of the leading lines one is the headline; of two, the shorter first is the kicker."""
        wanted = "headline" not in self.roles
        refused = wishes.kicker is not None and not wishes.kicker.strip()
        kicker = wanted and not refused and "kicker" not in self.roles and len(lines) > 1
        if kicker and len(self._texts[lines[0]]) < len(self._texts[lines[1]]):
            self._set(lines.pop(0), "kicker", "shorter")
        if wanted and lines:
            self._set(lines[0], "headline", "first")

    def _dates(self, at: int) -> bool:
        """Whether a paragraph states a date and nothing else; the first statement of each kind counts."""
        if self.roles[at]:
            return self.roles[at] == "date"
        date = stated(self._texts[at])
        if date is None:
            return False
        self.published = self.published or date.published
        self.updated = self.updated or date.updated
        self._set(at, "date", "date")
        return True

    def _bylines(self, at: int) -> bool:
        name = "" if self.roles[at] else byline(self._texts[at])
        if name:
            self.byline = self.byline or name
            self._set(at, "omitted", "byline")
        return bool(name)
