"""Reasons and the examples that they hold for go in, their table in README.md comes out, or is compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

README = Path(__file__).with_name("README.md")


def compare(name: str, found: Iterable[tuple[str, str]], update: bool) -> None:
    """Pairs of an example and the reason why ours differs, against the table of that name; redrawn by ``--update``."""
    drawn = _table(found)
    text = README.read_text("utf-8")
    place = re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- end -->)", re.DOTALL)
    if update:
        text = place.sub(lambda old: old[1] + drawn + old[3], text)
        README.write_text(text, "utf-8")
    held = place.search(text)
    assert held is not None
    assert held[2] == drawn, "run pytest with --update, and read the diff"


def _table(found: Iterable[tuple[str, str]]) -> str:
    kinds = defaultdict[str, list[str]](list)
    for example, reason in found:
        kinds[reason].append(example)
    rows = [f"| {why} | {len(which)} | {_named(which)} |" for why, which in sorted(kinds.items())]
    return "\n".join(["| what is so | examples | which |", "|---|--:|---|", *rows]) + "\n"


def _named(which: list[str]) -> str:
    return " ".join(which) if len(which) <= 60 else "the others"
