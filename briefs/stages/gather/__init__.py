"""A plain text goes in, the names and acronyms in it that no term has come out; knows no glossary.

What is a name is told by capitals alone, so by the scripts that have them; what may be one only because of its place
(a sentence's beginning, a heading) says so. Rules: LINKING "Boundary" and "Case, per term", and tests/stages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from briefs.core.model import Block, Plain, Stranger
from briefs.core.names import bounded
from briefs.core.sentences import openers, sentences
from briefs.core.text import UNSPACED, script_of
from briefs.core.vocabulary import ARTICLES, STARTERS
from briefs.stages.gather.acronyms import acronym_end, expansion, is_roman, parts
from briefs.stages.gather.names import NO_NAMES, Run, is_initials, names
from briefs.stages.gather.tokens import HIDDEN, Token, runs

__all__ = ["gather"]

Range = tuple[int, int]
REACH = 1_000
"""Characters of a sentence kept on each side, as of a mention."""
_SKIPPED = frozenset({"code", "link"})
_NOUNS_IN_CAPITALS = frozenset({"de", "lb", "nds"})
"""Languages in which one capitalised word is only a noun."""
_OPENING = re.compile(r"[\W_]*(?:\d{1,3}[.)]\s+)?[\W_]*")
_ENUMERATOR = 8
_AFTER_OPENING = re.compile("(?:^|[\\s(\\[\0-])[\"'“„‘«‹「『»]\\s?\\Z|[:•·]\\s+\\Z")
_DATELINE = re.compile(r"(?:, [^.\n]{1,40})? (?:\([^()\n]{1,30}\) )?[-–—] ")
_APART = ("", " ", "\n")
_SHOUTED_WORDS = 2
_LOUD = 4
"""Letters of a word in capitals that beside another such word is a word, no acronym."""


def gather(plain: Plain, known: Iterable[Range], language: str = "en") -> tuple[Stranger, ...]:
    """The names and acronyms of a text, in order of place, without overlaps.

    ``known`` are the ranges ``(start, end)`` of mentions and of names in the ledger, in code points: what stands there
    is no stranger, and no name crosses it. Code and links are passed over; so are lines wholly in capitals, which do
    not tell an acronym from a word. ``language`` is a BCP 47 tag.
    """
    return tuple(_Reader(plain, known, language.lower()).strangers())


class _Reader:
    """One text while its strangers are collected, with the block and the sentence that it stands at."""

    def __init__(self, plain: Plain, known: Iterable[Range], language: str) -> None:
        self._plain = plain
        self._text = plain.text
        self._language = re.split("[-_]", language)[0]
        self._seen = _hidden(plain, known)
        self._openers = _starters(self._language)
        self._ordinal, self._block = 0, Block(0, 0, "paragraph", 0)
        self._first = self._last = 0
        self._starts: dict[str, bool] = {}
        self._line_end, self._line_shouted = 0, False

    def strangers(self) -> Iterator[Stranger]:
        """Sentence by sentence: a name crosses none."""
        for ordinal, block in enumerate(self._plain.blocks):
            self._ordinal, self._block = ordinal, block
            for first, last in sentences(self._text[block.start : block.end], self._language):
                self._first, self._last = block.start + first, block.start + last
                for run in runs(self._seen, self._language, self._first, self._last):
                    yield from self._of_run(run)

    def _of_run(self, run: Run) -> Iterator[Stranger]:
        first = run[0]
        if self._is_shouted(first.start):
            return
        if len(run) == 1 and first.text[1:].islower() and first.text.isalpha():
            yield from self._lone(first)
        else:
            yield from self._of_several(run)

    def _lone(self, token: Token) -> Iterator[Stranger]:
        """One plain word: what most runs are, taken without the detours of the others."""
        word = token.text
        if word in NO_NAMES or self._language in _NOUNS_IN_CAPITALS:
            return
        begins = self._begins(token.start)
        if not (begins and self._is_starter(word)):
            yield from self._stranger("name", token.start, token.end, not begins)

    def _of_several(self, run: Run) -> Iterator[Stranger]:
        """The acronyms of a run, and the names before, between and behind them."""
        if all(token.text.isalpha() and token.text[1:].islower() for token in run):
            yield from self._names(run)
            return
        loud = _is_loud(run) or self._is_dateline(run[0])
        name: Run = []
        for token, following in zip(run, (*run[1:], None), strict=True):
            for part in parts(token):
                end = 0 if loud or is_initials(part, following) else acronym_end(part.text)
                whole = part is token
                if not end and whole:
                    name.append(part)
                    continue
                yield from self._names(name)
                name = []
                if end:
                    yield from self._stranger("acronym", part.start, part.start + end, True)
                else:
                    yield from self._names([part])
        yield from self._names(name, loud)

    def _names(self, run: Run, loud: bool = False) -> Iterator[Stranger]:
        if not run:
            return
        first = run[0]
        begins = self._begins(first.start)
        run = self._without_elision(run) if begins else run
        for name in names(run, begins, self._is_starter):
            if not name or (len(name) == 1 and self._language in _NOUNS_IN_CAPITALS and name[0].text.isalpha()):
                continue
            explained = begins and name[0].start <= run[0].start and len(name) == 1 and not _is_marked(name[0].text)
            yield from self._stranger("name", name[0].start, _end(name[-1]), not (explained or loud))

    def _is_starter(self, word: str) -> bool:
        """Whether a word begins sentences: by the lists, or because it stands in small letters in this text."""
        if word not in self._starts:
            self._starts[word] = word in self._openers or (word.isalpha() and self._stands(word.lower()))
        return self._starts[word]

    def _stands(self, word: str) -> bool:
        """Whether a word stands in the text exactly so; a search by ``find``, which is ten times a pattern's speed."""
        text, at = self._text, self._text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
                return True
            at = text.find(word, end)
        return False

    def _without_elision(self, run: Run) -> Run:
        """L'Iran begins a French sentence; inside one the capital L belongs to the name: L'Oréal."""
        elided = _ELISION.match(run[0].text) if self._language in ("fr", "it", "ca") else None
        if not elided:
            return run
        first = run[0]
        return [Token(first.start + elided.end(), first.end, first.text[elided.end() :]), *run[1:]]

    def _stranger(self, kind: Literal["acronym", "name"], start: int, end: int, firm: bool) -> Iterator[Stranger]:
        """The stranger at a place, unless it is no word of its own there, as in an address."""
        if not self._is_bounded(start, end) or _is_short(self._text[start:end]) or self._is_joined(start, end):
            return
        surface = self._text[start:end]
        full = expansion(self._text, start, end, self._language == "en") if kind == "acronym" else ""
        heading = self._block.kind == "heading"
        before = self._text[max(self._first, start - REACH) : start]
        after = self._text[end : min(self._last, end + REACH)]
        where = (start, end, self._block.paragraph, self._ordinal)
        yield Stranger(surface, kind, *where, before, after, full, firm and not heading, heading)

    def _is_joined(self, start: int, end: int) -> bool:
        """Whether an ampersand without spaces makes it a part of a name: AT&T."""
        before, after = self._text[max(0, start - 2) : start], self._text[end : end + 2]
        return (before[1:] == "&" and before[0].isalnum()) or (after[:1] == "&" and after[1:].isalnum())

    def _is_bounded(self, start: int, end: int) -> bool:
        """Whether the name is a word of its own there; between spaces and commas that need not be asked."""
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        return (before in _APART and after in _APART) or bounded(self._text, start, end) > 0

    def _begins(self, start: int) -> bool:
        """Whether a place explains a capital: a sentence begins there, a quotation or what follows a colon."""
        before = self._text[start - 2 : start]
        if before[-1:] == " " and before[:1].isalnum() and start - self._first > _ENUMERATOR:
            return False  # the plainest place: behind a word and a space
        if start - self._first < REACH and _OPENING.fullmatch(self._text, self._first, start):
            return True
        return _AFTER_OPENING.search(self._text, max(0, start - 4), start) is not None

    def _is_dateline(self, token: Token) -> bool:
        """Whether a paragraph opens with a town in capitals: "KYIV, Ukraine (AP) — "."""
        opens = token.start == self._block.start and token.text.isupper()
        return opens and _DATELINE.match(self._text, token.end) is not None

    def _is_shouted(self, at: int) -> bool:
        """Whether the line at a place is wholly in capitals; each line is looked at once."""
        if at < self._line_end:
            return self._line_shouted
        if not self._text[at : at + 2].isupper():
            return False
        start = max(self._block.start, self._text.rfind("\n", self._block.start, at) + 1)
        end = self._text.find("\n", at, self._block.end)
        self._line_end = end if end >= 0 else self._block.end
        self._line_shouted = _is_capitals(self._text[start : self._line_end])
        return self._line_shouted


def _is_capitals(line: str) -> bool:
    """Whether a line is wholly in capitals, and of more than one word; Japanese has no capitals."""
    if not all(c.isupper() or script_of(c) in UNSPACED for c in line if c.isalpha()):
        return False
    return line.isupper() and len(re.findall(r"[^\W\d_]{2,}", line)) >= _SHOUTED_WORDS


@cache
def _starters(language: str) -> frozenset[str]:
    return openers(language) | STARTERS | ARTICLES


_ELISION = re.compile(r"(?:[LDNSJCMT]|Qu|Dell|All|Nell|Sull|Dall)['’](?=[^\W\d_])")
_LONG_NAME = 120
"""Characters of a name; no body, place or person has a longer one."""


def _hidden(plain: Plain, known: Iterable[Range]) -> str:
    """The text with what is known, code and links put out of sight, each character by another."""
    hidden = sorted((*known, *((z.start, z.end) for z in plain.zones if z.kind in _SKIPPED)))
    pieces: list[str] = []
    done = 0
    for start, end in hidden:
        if end > done:
            start = max(start, done)
            pieces += plain.text[done:start], HIDDEN * (end - start)
            done = end
    return "".join((*pieces, plain.text[done:])) if pieces else plain.text


def _is_loud(run: Run) -> bool:
    """Whether several words in capitals stand together: BREAKING NEWS."""
    loud = [t for t in run if t.text.isupper() and t.text.isalpha() and len(t.text) >= _LOUD]
    return len(loud) > 1 and len(loud) == len(run)


def _end(token: Token) -> int:
    """Where a name ends: before the plural s of a number (Shahed-136s)."""
    numbered = token.text[-1:] == "s" and token.text[-2:-1].isdigit()
    return token.end - 1 if numbered else token.end


def _is_marked(word: str) -> bool:
    """Whether a word shows that it is a name wherever it stands: Shahed-136, YouTube, al-Qaeda, O'Brien."""
    return any(c.isdigit() or c.isupper() for c in word[1:])


def _is_short(surface: str) -> bool:
    """Whether it says too little or too much: one letter, a number of kings, a line that has no end."""
    return len(surface) < 2 or len(surface) > _LONG_NAME or is_roman(surface)
