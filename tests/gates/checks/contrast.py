"""A site's stylesheets go in, colours of its table of tokens that are too close to a ground come out."""

from __future__ import annotations

import re

from gates.pages import Site
from gates.records import Fault, Gate, Outcome

GROUNDS = ("paper", "sheet", "wash", "term-wash", "note-wash", "mark")
TEXTS = ("ink", "ink-2", "ink-3", "term", "note")
PARTS = ("rule-2", "focus")
"""Edges of what can be used, and the outline of what has the focus."""
LEAST = {**dict.fromkeys(TEXTS, 7.0), **dict.fromkeys(PARTS, 3.0)}
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*light-dark\(\s*(#[0-9a-f]{3,6})\s*,\s*(#[0-9a-f]{3,6})\s*\)", re.I)
_PLAIN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\s*[;}]", re.I)


def check(site: Site) -> Outcome:
    """Every text on every ground: light, dark, and on paper, where nothing has the focus."""
    sheet = next((p for p in site.files if re.search(r"(^|/)brief-64\b.*\.css$", p)), None)
    if sheet is None:
        return Outcome(0, "pairs", (Fault("assets", "brief-64.css", "there is no such stylesheet"),))
    faults: list[Fault] = []
    count = 0
    for theme, tokens in themes((site.folder / sheet).read_text("utf-8")).items():
        for name, least in LEAST.items():
            if (theme, name) == ("paper", "focus"):
                continue
            for ground in GROUNDS:
                count += 1
                ratio = contrast(tokens[name], tokens[ground]) if {name, ground} <= tokens.keys() else 0.0
                if ratio < least:
                    faults.append(Fault(sheet, f"{theme}, --{name} on --{ground}", f"{ratio:.2f}, not {least:g}"))
    return Outcome(count, "pairs of colours", tuple(faults))


def themes(css: str) -> dict[str, dict[str, str]]:
    """The tokens by theme; those without a theme are for paper."""
    both = _TOKEN.findall(css)
    paper: dict[str, str] = {}
    for name, colour in _PLAIN.findall(css):
        paper.setdefault(name, colour)
    return {"light": {n: a for n, a, _ in both}, "dark": {n: b for n, _, b in both}, "paper": paper}


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:4])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


GATE = Gate("contrast", "text 7:1 and parts 3:1 on every ground, by the table of tokens", (), check)
