"""The parts of the preview's script go in, one classic script comes out; knows nothing of what they do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PARTS: Final = ("page", "place", "errors", "panel", "renewal", "news")
"""Files of ``live/`` in the order in which they need one another; each sees the names of those before it."""


def script() -> bytes:
    """What each page loads as it is served. One closure holds all parts, so that the site's own script meets none."""
    folder = Path(__file__).with_name("live")
    parts = "\n".join((folder / f"{name}.js").read_text("utf-8") for name in PARTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'.encode()
