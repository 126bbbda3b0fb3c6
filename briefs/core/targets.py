"""What a reference names goes in, its name and the place on its page come out; knows no site."""

from __future__ import annotations

import re
from typing import Final

_TEXT: Final = re.compile(r"(.*?\.(?:md|txt))(?:#(.*))?", re.IGNORECASE | re.DOTALL)
"""A text's path, which may have the sign in its own name, and what follows it."""


def parted(kind: str, target: str) -> tuple[str, str]:
    """The name and the place, empty where none is named; files that are no texts have no places."""
    if kind in ("asset", "image"):
        return target, ""
    found = _TEXT.fullmatch(target) if kind == "file" else None
    name, _, place = target.partition("#")
    return (found[1], found[2] or "") if found else (name, place)
