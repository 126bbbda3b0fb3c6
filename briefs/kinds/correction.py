"""A note that says where the words are wrong, and what is right."""

from __future__ import annotations

from briefs.kinds.kind import Kind

KIND = Kind("correction")
