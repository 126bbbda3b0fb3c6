"""Reasons and the examples that they hold for go in, their table in README.md comes out, or is compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

README = Path(__file__).with_name("README.md")


def drawn(found: Iterable[tuple[str, str]]) -> str:
    """The table of pairs of an example and the reason why ours differs."""
    kinds = defaultdict[str, list[str]](list)
    for example, reason in found:
        kinds[reason].append(example)
    rows = [f"| {why} | {len(which)} | {_named(which)} |" for why, which in sorted(kinds.items())]
    return "\n".join(["| what is so | examples | which |", "|---|--:|---|", *rows]) + "\n"


def held(name: str, table: str, update: bool) -> str:
    """The table of that name as it stands in README.md; with ``--update``, this one from now on."""
    text, place = README.read_text("utf-8"), re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- end -->)", re.DOTALL)
    if update:
        text = place.sub(lambda old: old[1] + table + old[3], text)
        README.write_text(text, "utf-8")
    found = place.search(text)
    assert found is not None, f"README.md has no table {name}"
    return found[2]


def _named(which: list[str]) -> str:
    return " ".join(which) if len(which) <= 60 else "the others"
