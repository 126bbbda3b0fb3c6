"""A small site's bytes go in, what the preview is given comes out: the digests and what reads the bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefs.core.source import digest


def listed(site: Mapping[str, bytes]) -> tuple[dict[str, str], Callable[[str], bytes | None]]:
    """``preview.show(*listed(site))``."""
    return {path: digest(data) for path, data in site.items()}, dict(site).get
