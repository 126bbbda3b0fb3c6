"""Codes of diagnostics go in, what the documentation says of each comes out; knows no diagnostic."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from briefs.sarif import Rule

_SECTION = re.compile(r"^## ([a-z0-9-]+)\n\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_SEE = re.compile(r" See \[[^\]]+\]\([^)]+\)\.")
_SEVERITY = re.compile(r"(?:Error|Warning|Note|Warning or error)\. ")


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """By code; the links of the documentation lead nowhere from elsewhere, so only their words are left."""
    package = Path(__file__).parent
    inside = package / "diagnostics.md"
    page = inside if inside.is_file() else package.parent / "docs" / "content" / "articles" / "diagnostics.md"
    return {match[1]: _rule(match[2]) for match in _SECTION.finditer(page.read_text("utf-8"))}


def _rule(section: str) -> Rule:
    text = _LINK.sub(r"\1", _SEE.sub("", section)).strip()
    meaning = _SEVERITY.sub("", text.split("\n\n")[0], count=1)
    plain = re.sub(r"^```.*\n?", "", text, flags=re.MULTILINE)
    return Rule(re.split(r"(?<=\.) ", meaning)[0].replace("`", ""), plain.replace("`", ""), text)
