"""Nothing goes in, the day that it is comes out: that of SOURCE_DATE_EPOCH where it is set, else the clock's."""

from __future__ import annotations

import os

import click


def today() -> str:
    """A day as ISO text. No build asks for it: only what is written for an author to correct, and ``check``."""
    from datetime import UTC, date, datetime

    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return date.today().isoformat()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is `{seconds}`, which is no number of seconds since 1970") from None
