"""A note that says who contests the words, and how."""

from __future__ import annotations

from briefs.kinds.kind import Kind

KIND = Kind("dispute")
