"""A note that says what the words leave open."""

from __future__ import annotations

from briefs.kinds.kind import Kind

KIND = Kind("question", needs_source=False)
