"""An article's ledger goes in, a table for a terminal comes out; prints nothing itself."""

from __future__ import annotations

from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from briefs.core.model.entry import WHY
from briefs.explain import Explained
from briefs.report import count, visible


def as_table(explained: Explained, width: int, colour: bool, phrase: str = "") -> str:
    """Which lines were taken for what, then every name in order of place: linked, or why not.

    ``phrase`` is what the names were narrowed to.
    """
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, color_system="auto" if colour else None)
    console.print(f"{visible(explained.origin)} ({explained.slug})", highlight=False, markup=False)
    if explained.guesses:
        console.print(_guesses(explained))
    console.print(_names(explained) if explained.entries else Text(_nothing(phrase)))
    linked = sum(entry.outcome == "linked" for entry in explained.entries)
    console.print(f"{count(linked, 'link')}, {len(explained.entries) - linked} not linked", highlight=False)
    return out.getvalue().rstrip("\n")


def _nothing(phrase: str) -> str:
    if not phrase:
        return "No name of the glossary stands in it."
    return f"No name of the glossary that stands in it has to do with “{visible(phrase)}”."


def _guesses(explained: Explained) -> Table:
    table = Table("taken for", "line", "why", box=box.SIMPLE_HEAD)
    for guess in explained.guesses:
        table.add_row(guess.role, Text(visible(guess.text[:100])), Text(WHY[guess.why]))
    return table


def _names(explained: Explained) -> Table:
    table = Table("line", "¶", "words", "term", "link", "found as", box=box.SIMPLE_HEAD)
    for entry in explained.entries:
        style = "bold" if entry.outcome == "linked" else "dim"
        paragraph = str(entry.paragraph or "–")
        words = visible(" ".join(entry.surface.split()))
        cells = (f"{entry.line}:{entry.column}", paragraph, words, entry.term, entry.outcome, entry.rule)
        table.add_row(*(Text(cell, style=style) for cell in cells))
    return table
