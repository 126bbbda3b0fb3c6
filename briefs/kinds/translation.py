"""A note that says what the words are in another language, or how they were translated."""

from __future__ import annotations

from briefs.kinds.kind import Kind

KIND = Kind("translation", needs_source=False)
