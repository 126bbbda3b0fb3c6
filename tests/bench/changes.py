"""A site's folder goes in, one edit of each sort that an author makes comes out; knows no build.

No edit is ever made twice alike: a build may remember what it has once made, and would then be measured remembering.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple, TypeAlias

Rewrite: TypeAlias = Callable[[str, int], str]
"""(text as it was, how many edits there were before) to the text as it is to be."""
PHRASE = re.compile(r"(?<![\w“])[a-z]+(?: [a-z]+){4}(?!\w)")
_made = count()


class Change(NamedTuple):
    """An edit of one file, which there may not be yet."""

    name: str
    path: Path
    rewrite: Rewrite


def changes(site: Path) -> list[Change]:
    """One of each sort that the site has a file for."""
    articles = sorted(p for p in (site / "content" / "articles").rglob("*") if p.suffix in (".md", ".txt"))
    middle = articles[len(articles) // 2]
    sidecar = middle.with_suffix(".yaml")
    phrases = _phrases(middle.read_text("utf-8"))
    found = [Change("body", middle, _longer), Change("title", sidecar, _titled)]
    if phrases:
        found.append(Change("sidecar note", sidecar, lambda text, n: _noted(text, n, phrases[0])))
    for path in sorted((site / "content" / "glossary").rglob("*.yaml")):
        text = path.read_text("utf-8")
        if "definition: " in text and "aliases: [" in text:
            found.append(Change("term definition", path, _defined))
            found.append(Change("new alias", path, lambda text, n: _aliased(text, n, phrases)))
            break
    foot = site / "themes" / "default" / "templates" / "parts" / "foot.html"
    found.append(Change("template", foot, lambda text, n: f"<footer>Another foot, number {n}</footer>\n"))
    return found


@contextmanager
def made(change: Change) -> Iterator[None]:
    """The site while it is edited; then the file is as it was."""
    before = change.path.read_text("utf-8") if change.path.exists() else None
    change.path.parent.mkdir(parents=True, exist_ok=True)
    change.path.write_text(change.rewrite(before or "", next(_made)), "utf-8")
    try:
        yield
    finally:
        if before is None:
            change.path.unlink()
        else:
            change.path.write_text(before, "utf-8")


def _phrases(text: str) -> list[str]:
    """Runs of five plain words that stand in the text once, from its middle on, for quotes and names."""
    runs = PHRASE.findall(text, len(text) // 2)
    return [run for run in dict.fromkeys(runs) if text.count(run) == 1]


def _longer(text: str, number: int) -> str:
    return f"{text.rstrip()}\n\nOne more sentence stands here, which is number {number}.\n"


def _titled(text: str, number: int) -> str:
    rest = re.sub(r"(?m)^title:.*\n(?:[ \t]+.*\n)*", "", text)
    return f"title: Another title, number {number}\n{rest}"


def _noted(text: str, number: int, quote: str) -> str:
    """One note more, at the head of those there are."""
    note = f"  - {{quote: {json.dumps(quote)}, kind: context, text: Note number {number}.}}\n"
    head, key, rest = text.partition("notes:\n")
    return f"{head}{key}{note}{rest}" if key else f"{text}notes:\n{note}"


def _defined(text: str, number: int) -> str:
    return re.sub(r'definition: ("?)', rf"definition: \g<1>Anew, and for time number {number}, ", text, count=1)


def _aliased(text: str, number: int, phrases: list[str]) -> str:
    """Words of an article become a name of the first term that has a list of them, beside one that no text has."""
    alias = ", ".join([*phrases[-1:], f"Name number {number}"])
    return re.sub(r"aliases: \[(\]?)", lambda m: f"aliases: [{alias}{m[1] or ', '}", text, count=1)
