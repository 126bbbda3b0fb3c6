"""A date in any of the usual spellings goes in, the same as ISO 8601 comes out, or nothing; knows no clock."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?",
    re.IGNORECASE,
)
_COARSE = re.compile(r"\d{4}(?:-\d{2})?")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


def iso(written: str) -> str:
    """The date, with its time where it has one; empty where it is no date that a sidecar can hold.

    Understood are ISO 8601 with its common slips, ``2022/10/21``, and the dates of mail and HTTP.
    """
    text = written.strip()
    if _COARSE.fullmatch(text):
        return text if text[5:7] in ("", *(f"{month:02}" for month in range(1, 13))) else ""
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        text = f"{slashed[1]}-{int(slashed[2]):02}-{int(slashed[3]):02}"
    found = _ISO.fullmatch(text)
    return _joined(found) if found else _of_mail(text)


def _joined(found: re.Match[str]) -> str:
    day, hour, minute, second, zone = found.groups()
    try:
        date.fromisoformat(day)
    except ValueError:
        return ""
    if hour is None or int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return day
    return f"{day}T{int(hour):02}:{minute}" + (f":{second}" if second else "") + _zone(zone or "")


def _zone(written: str) -> str:
    if written.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    digits = written[1:].replace(":", "").ljust(4, "0") if written else ""
    known = digits and int(digits[:2]) <= 14 and int(digits[2:]) <= 59
    return f"{written[0]}{digits[:2]}:{digits[2:]}" if known else ""


def _of_mail(text: str) -> str:
    """``Fri, 21 Oct 2022 09:47:00 GMT``."""
    from email.utils import parsedate_tz

    parts = parsedate_tz(text)
    if parts is None or not 1000 <= parts[0] <= 9999:
        return ""
    try:
        day = date(*parts[:3]).isoformat()
    except ValueError:
        return ""
    if not re.search(r"\d:\d\d", text):
        return day
    hour, minute, second, offset = *parts[3:6], parts[9]
    zone = "" if offset is None else f"{'-' if offset < 0 else '+'}{abs(offset) // 3600:02}:{abs(offset) // 60 % 60:02}"
    clock = f"{hour:02}:{minute:02}:{second:02}"
    return f"{day}T{clock}{zone}" if hour < 24 and minute < 60 and second < 60 else day
