"""A language tag goes in, how its pages say dates and numbers, and which way they run, comes out; knows no words.

All of it is CLDR's, by Babel, but for plain ``en``: a site in English needs no Babel, and its dates have the order that
English has outside the United States. ``en-US`` has its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as calendar
from functools import cache
from typing import TYPE_CHECKING

from briefs.core import dates

if TYPE_CHECKING:
    from babel import Locale

_RIGHT_TO_LEFT = frozenset("Arab Hebr Thaa Syrc Nkoo Adlm Rohg ar fa he ur ps sd ckb ug yi dv arc syr".split())
"""Scripts, and languages written in one of them where the tag does not say."""
_ZEROS = {
    "adlm": 0x1E950, "arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "cakm": 0x11136, "deva": 0x966, "hmnp": 0x1E140,
    "mtei": 0xABF0, "mymr": 0x1040, "nkoo": 0x7C0, "olck": 0x1C50, "rohg": 0x10D30, "tibt": 0xF20,
}  # fmt: skip
"""The zero of each way to write numbers that is some language's own (CLDR, numberingSystems)."""


def chain(tag: str) -> Iterator[str]:
    """A tag and what it is a kind of: ``de-AT``, ``de``. Letters as BCP 47 has them: only the first part is small."""
    parts = tag.replace("_", "-").split("-")
    parts[0] = parts[0].lower()
    for end in range(len(parts), 0, -1):
        yield "-".join(parts[:end])


def base(tag: str) -> str:
    """The language without script and region."""
    return tag.replace("_", "-").split("-")[0].lower()


def direction(tag: str) -> str:
    """``rtl`` or ``ltr``: a script that the tag names goes before the language's own."""
    parts = tag.replace("_", "-").split("-")
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    return "rtl" if (script or parts[0].lower()) in _RIGHT_TO_LEFT else "ltr"


def plural_categories(tag: str) -> tuple[str, ...]:
    """The categories that words with a number have in a language, in CLDR's order; ``other`` comes last."""
    locale = _locale(tag) if tag != "en" else None
    found = locale.plural_form.tags if locale else {"one"}
    return (*(one for one in ("zero", "one", "two", "few", "many") if one in found), "other")


class Language:
    """One language; what it has said of a date it does not work out again."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.direction = direction(tag)
        self._locale = None if tag == "en" else _locale(tag)
        self._digits = _digits(self._locale)
        self._days: dict[tuple[str, bool], str] = {}

    @property
    def has_digits(self) -> bool:
        """Whether it writes other digits than ours."""
        return bool(self._digits)

    def day(self, date: str, short: bool = False) -> str:
        """An ISO date as precise as it is given, without its time of day."""
        found = self._days.get((date, short))
        if found is None:
            found = self._days[date, short] = self._day(date, short)
        return found

    def count(self, number: int) -> str:
        """How many, in the language's digits, its thousands apart."""
        if self._locale is None:
            return f"{number:,}"
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale, numbering_system="default").translate(self._digits)

    def digits(self, number: int | str) -> str:
        """The number of a thing: digits alone."""
        return str(number).translate(self._digits) if self._digits else str(number)

    def plural(self, number: int) -> str:
        """The CLDR category of a number."""
        if self._locale is None:
            return "one" if number == 1 else "other"
        return str(self._locale.plural_form(number))

    def _day(self, date: str, short: bool) -> str:
        if self._locale is None:
            return dates.short_day(date) if short else dates.day(date)
        from babel.dates import format_date, format_skeleton

        parts = [int(part) for part in date[:10].split("-")]
        when = calendar(*parts, *[1] * (3 - len(parts)))
        if len(parts) == 3 and not short:
            said = format_date(when, "long", self._locale)
        else:
            month = "MMM" if short else "MMMM"
            said = format_skeleton(("y", f"y{month}", f"y{month}d")[len(parts) - 1], when, locale=self._locale)
        return said.translate(self._digits)


def _digits(locale: Locale | None) -> dict[int, int]:
    """From ours to the language's own, for ``str.translate``."""
    zero = _ZEROS.get(str(locale.default_numbering_system)) if locale else None
    return {ord("0") + n: zero + n for n in range(10)} if zero else {}


@cache
def _locale(tag: str) -> Locale | None:
    """What CLDR knows of a language, or of the one it is a kind of; None where it knows neither."""
    from babel import Locale, UnknownLocaleError

    for one in chain(tag):
        try:
            return Locale.parse(one, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
