"""Nothing goes in, whether pictures can be made here comes out; the rooms beside it are read only where they can.

Pillow is an extra. Without it no room of this folder but this one is imported, and a build makes no picture.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

_RECIPE = "1"
"""To be counted up when what is made of the same things changes."""


@cache
def pillow() -> str:
    """The version of Pillow, with that of our own way to use it; empty where it is not installed."""
    if find_spec("PIL") is None:
        return ""
    from PIL import __version__

    return f"{__version__}/{_RECIPE}"
