"""A note that says what the words rest on."""

from __future__ import annotations

from briefs.kinds.kind import Kind

KIND = Kind("source")
