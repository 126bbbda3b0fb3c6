"""A note that says what a reader must know to understand the words."""

from __future__ import annotations

from briefs.kinds.kind import Kind

KIND = Kind("context")
