"""Words as they stand in a text go in, the same on one line come out; knows no text."""

from __future__ import annotations

import re

_ODD = re.compile(r"[^\S ]|  ")
"""White space that is no single space."""


def flat(words: str) -> str:
    """Words on one line; a space at an edge stays, so that the parts of a sentence join as they stood."""
    if not _ODD.search(words):
        return words if words != " " else ""
    joined = " ".join(words.split())
    return (" " if words[:1].isspace() and joined else "") + joined + (" " if words[-1:].isspace() and joined else "")


def cut(words: str, most: int) -> str:
    """Words as they are, or their first ``most`` characters as far as they are whole words, and an ellipsis."""
    if len(words) <= most:
        return words
    return (words[:most].rpartition(" ")[0].rstrip(" ,;:–—-") or words[:most]) + " …"
