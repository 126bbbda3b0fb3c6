"""An ISO date of any precision goes in, how a page says it comes out; knows no clock."""

from __future__ import annotations

MONTHS = "January February March April May June July August September October November December".split()


def day(date: str) -> str:
    """``21 October 2022``, ``October 2022`` or ``2022``; a time of day is left out."""
    year, month, number = (*date[:10].split("-"), "", "")[:3]
    return " ".join(part for part in (number.lstrip("0"), MONTHS[int(month) - 1] if month else "", year) if part)


def short_day(date: str) -> str:
    """``21 Oct 2022``, with months in three letters."""
    year, month, number = (*date[:10].split("-"), "", "")[:3]
    return " ".join(part for part in (number.lstrip("0"), MONTHS[int(month) - 1][:3] if month else "", year) if part)


def instant(date: str, timezone: str) -> str:
    """A moment as RFC 3339 writes it: the first of what is not given, in the offset that the timezone then has."""
    from datetime import datetime  # only for feeds
    from zoneinfo import ZoneInfo

    whole = f"{date}-01-01"[:10] if len(date) < 10 else date
    moment = datetime.fromisoformat(whole)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))).isoformat(timespec="seconds")
