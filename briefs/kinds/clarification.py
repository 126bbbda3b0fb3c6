"""A note that says what the words mean, where they may be misread."""

from __future__ import annotations

from briefs.kinds.kind import Kind

KIND = Kind("clarification", needs_source=False)
