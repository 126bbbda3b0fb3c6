"""A run of capitalised words goes in, the names in it come out, without titles, articles and dates; knows no site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefs.core.vocabulary import (
    ARTICLES,
    CALENDAR,
    GIVEN_NAMES_TOO,
    HEADS,
    NATION_WORDS,
    NOT_AFTER_A_TITLE,
    TITLE_PARTS,
    TITLES,
)
from briefs.stages.gather.acronyms import is_roman
from briefs.stages.gather.tokens import Token

Run = list[Token]
_OF = ("of", "for", "on")
_STATES = frozenset("U.S. U.N. U.K. E.U. U.A.E. U.S.A. U.S.S.R. D.C. Η.Π.Α. Ο.Η.Ε.".split())
"""Acronyms with dots before which a name may stand at once; other letters with dots are a person's: J.K. Rowling."""
NO_NAMES = ARTICLES | CALENDAR | TITLES | TITLE_PARTS
"""Words that alone are no name."""


def is_initials(token: Token, following: Token | None) -> bool:
    """Whether letters with dots are the initials of the name behind them."""
    if token.text[-1] != "." or token.text in _STATES:
        return False
    return len(token.text) == 2 or (following is not None and not following.small)


def names(run: Run, begins: bool, starts: Callable[[str], bool]) -> Iterator[Run]:
    """The names in a run without acronyms.

    ``begins``: whether the run's place alone may explain its first capital; ``starts`` tells of a word whether it
    begins sentences, and is no part of a name there.
    """
    if all(t.text not in NO_NAMES and t.text.isalpha() and len(t.text) > 1 and not t.small for t in run):
        yield _after_start(run, starts) if begins else run
        return
    for part in _without_dates(run):
        first = part is run or (part and part[0] is run[0])
        if first and begins:
            part = _after_start(part, starts)
        for name in _without_titles(part):
            yield from _linked(_trimmed(name), begins and bool(name) and name[0] is run[0])


def _without_dates(run: Run) -> Iterator[Run]:
    """The parts of a run between months and weekdays; Theresa May is a person."""
    part: Run = []
    for token, following in zip(run, (*run[1:], None), strict=True):
        ends = bool(part) and (following is None or following.small)
        if token.text in CALENDAR and not (ends and token.text in GIVEN_NAMES_TOO):
            yield part
            part = []
        else:
            part.append(token)
    yield part if len(part) < len(run) else run


def _after_start(run: Run, starts: Callable[[str], bool]) -> Run:
    """Without the word that begins the sentence, if it is one that does."""
    return run[1:] if run and starts(run[0].text) else run


def _without_titles(run: Run) -> Iterator[Run]:
    """The parts of a run before and behind a title: Air Force | Brigadier General | Pat Ryder."""
    at = 0
    while at < len(run):
        if run[at].text not in TITLES or _is_in_name(run, at):
            at += 1
            continue
        yield _without_tail(run[:at])
        run, at = _behind_title(run[at + 1 :]), 0
    yield run


def _is_in_name(run: Run, at: int) -> bool:
    """Whether a title is a part of a name: General Assembly, Human Rights Commissioner, High Commissioner for X."""
    following = run[at + 1].text if at + 1 < len(run) else ""
    if following in NOT_AFTER_A_TITLE:
        return True
    return following in ("for", "on") or (at > 0 and run[at - 1].text in (*_OF, "the"))


def _without_tail(run: Run) -> Run:
    """Without what belongs to the title behind it: British | Foreign Secretary."""
    while run and (run[-1].text in TITLE_PARTS or run[-1].small):
        run = run[:-1]
    return run


def _behind_title(run: Run) -> Run:
    """Secretary *of State* Antony Blinken, Minister *of Defence*; of "President of Russia" Russia stays."""
    while run and (run[0].small or run[0].text in TITLE_PARTS):
        run = run[1:]
    return run


def _trimmed(run: Run) -> Run:
    """Without articles, particles and initials at its ends, and parts of titles that stand alone."""
    while run and (run[0].text in ARTICLES or (run[0].small and "-" not in run[0].text)):
        run = run[1:]
    while run and (run[-1].small or run[-1].text[-1] == "." or (run[-1].text == "I")):
        run = run[:-1]
    if run and (all(t.text in NO_NAMES or t.small for t in run) or (len(run) == 1 and is_roman(run[0].text))):
        return []
    return run if any(len(t.text) > 1 and t.text[-1] != "." for t in run) else []


def _linked(run: Run, begins: bool) -> Iterator[Run]:
    """The run, parted where an English "of", "for", "on" or "and" joins two names instead of the words of one.

    "and", "for" and "on" belong to the name of a body: Ministry of Trade and Industry, Institute for the Study of War;
    an "of" also joins one word to another (Strait of Hormuz), unless its place explains the capital (Hundreds of
    Iranians) or a nation follows (Macron of France).
    """
    start = 0
    for at, token in enumerate(run):
        if token.text not in (*_OF, "and", "y", "e", "et"):
            continue
        before = [t.text for t in run[start:at]]
        if not before or run[at - 1].small:
            continue
        headed = not HEADS.isdisjoint(before) or not TITLES.isdisjoint(before)
        joins = headed if token.text in _OF[1:] else "of" in before and headed
        if token.text == "of":
            nation = at + 1 < len(run) and run[at + 1].text.casefold() in NATION_WORDS
            joins = headed or (len(before) == 1 and not nation and not (begins and at == 1))
        if not joins:
            yield _trimmed(run[start:at])
            start = at + 1
    yield _trimmed(run[start:])
