"""A line of a received text goes in, the date it states comes out; knows nothing of the lines around it.

The line must be the statement of a date and nothing else, so that a sentence which holds a date is never taken for it.
"""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct


class Stated(Struct, frozen=True):
    """What a line says of its text: ISO 8601 dates, empty where it says nothing."""

    published: str = ""
    updated: str = ""


_WORDS = (
    r"(?:first\s+|last\s+|originally\s+|article\s+|story\s+)?"
    r"(?P<word>publish(?:ed)?|publication|posted|updated?|modified|edited|issued|created|released|uploaded|dated?)"
    r"(?:\s+(?:date|time|on|at|online))*\s*(?:[:\u2013\u2014-]+|\bon\b)?\s*"
)
_LABEL = re.compile(_WORDS, re.IGNORECASE)
_UPDATE = re.compile(r"updat|modif|edit", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|·•;]\s*|\s*[,(]\s*(?=(?:last\s+)?(?:updated|modified)\b)", re.IGNORECASE)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+" + _MONTH + r",?[\s-]+(?P<year>\d{4})",
        _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})",
    )
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s*\(?(?P<zone>Z\b|[+-]\d{2}:?\d{2}|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{2,4}T)\)?)?",
    re.IGNORECASE,
)
_BEFORE_TIME = re.compile(r"(?:T|\s*(?:,|at|@|[|\u2013\u2014-])?\s*)(?=\d)", re.IGNORECASE)
_AFTER_TIME = re.compile(r"\s*(?:,|on|[|\u2013\u2014-])?\s*", re.IGNORECASE)
_STOP = re.compile(r"(?<![ap]\.m)\.$", re.IGNORECASE)
_ZONES = {
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00",
    "PST": "-08:00", "PDT": "-07:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00",
}  # fmt: skip


_LONGEST = 200
"""Characters of a line that states a date; a longer one is prose, and matching it would cost its square."""


def stated(line: str) -> Stated | None:
    """What the line states, or None if it is not the statement of a date. A bare date counts as published."""
    if len(line) > _LONGEST:
        return None
    published = updated = ""
    for part in _SEPARATOR.split(line.strip().rstrip(")")):
        label = _LABEL.match(part)
        date = _date(part[label.end() :] if label else part)
        if not date:
            return None
        if label and _UPDATE.search(label["word"]):
            updated = updated or date
        else:
            published = published or date
    return Stated(published, updated)


def _date(text: str) -> str:
    """A whole text as ISO 8601, with its time where it gives one; empty if it is no date that exists."""
    text = _STOP.sub("", text.strip())
    time = _TIME.match(text)
    if time:
        gap = _AFTER_TIME.match(text, time.end())
        rest = text[gap.end() if gap else time.end() :]
        found = next((_iso(day, time) for day in (form.fullmatch(rest) for form in _FORMS) if day), "")
        if found:
            return found
    for form in _FORMS:
        day = form.match(text)
        if day and day.end() == len(text):
            return _iso(day, None)
        gap = _BEFORE_TIME.match(text, day.end()) if day else None
        time = _TIME.fullmatch(text, gap.end()) if gap else None
        if day and time:
            return _iso(day, time)
    return ""


def _iso(day: re.Match[str], time: re.Match[str] | None) -> str:
    numbers = _day(day.groupdict())
    try:
        date = datetime(*numbers) if numbers else None
        if date and time:
            date = date.replace(hour=_hour(time), minute=int(time["minute"]), second=int(time["second"] or 0))
    except ValueError:
        return ""
    if date is None:
        return ""
    return date.isoformat(timespec="seconds") + _zone(time["zone"]) if time else date.date().isoformat()


def _day(parts: dict[str, str | None]) -> tuple[int, int, int] | None:
    """Year, month and day; None where day and month cannot be told apart (10/11/2022)."""
    year = int(parts["year"] or 0)
    if parts.get("month"):
        month = str(parts["month"])
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return year, number, int(parts["day"] or 0)
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    if parts["mark"] == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _hour(time: re.Match[str]) -> int:
    hour, half = int(time["hour"]), (time["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError("no such hour")
    return hour % 12 + 12 * half.startswith("p") if half else hour


def _zone(zone: str | None) -> str:
    """An offset from UTC; empty for a name that more than one part of the world uses."""
    zone = (zone or "").upper()
    if zone in ("Z", "UTC", "GMT"):
        return "Z"
    digits = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", zone)
    if digits:
        return f"{digits[1]}{int(digits[2]):02d}:{digits[3] or '00'}"
    return _ZONES.get(zone, "")
