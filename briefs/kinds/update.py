"""A note that says what has happened since the words were written."""

from __future__ import annotations

from briefs.kinds.kind import Kind

KIND = Kind("update")
