"""The linked site goes in, the A–Z comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefs.core.alphabetical import order_of
from briefs.core.collation import SIGN
from briefs.core.model import Choice, GlossaryRow, GlossaryView, Index, Letter, Page, Script, Term
from briefs.outputs.choices import choices, marks, together
from briefs.outputs.cut import card_riches, targets, term_card


def pages(index: Index) -> Iterator[Page]:
    """The one page of the glossary."""
    offered = choices((term.kind,) for term in index.terms.values())
    rows = [_row(index, term, offered) for term in index.terms.values()]
    view = GlossaryView(
        scripts=_scripts(index, rows),
        total=len(rows),
        choices=offered,
        targets=targets(index, *card_riches(r.card for r in rows)),
    )
    yield Page("glossary/index.html", "glossary.html", view, "Glossary", "glossary")


def letter_id(letter: str) -> str:
    """The id of a letter's section."""
    return "letter-" + ("sign" if letter == SIGN else letter)


def glossary_rows(index: Index) -> tuple[GlossaryRow, ...]:
    """Every term with its mentions and the texts that mention it, in the order of the A–Z."""
    return tuple(_row(index, term) for term in index.terms.values())


def _row(index: Index, term: Term, offered: Sequence[Choice] = ()) -> GlossaryRow:
    return GlossaryRow(term_card(index, term), *index.totals.get(term.id, (0, 0)), marks((term.kind,), offered))


def _scripts(index: Index, rows: Sequence[GlossaryRow]) -> tuple[Script, ...]:
    """The rows by letter and script, with those letters of the language that have none; digits and signs come first."""
    found: dict[str, dict[str, list[GlossaryRow]]] = {}
    for row in rows:
        letter, script = index.letters[row.card.id]
        found.setdefault(script, {}).setdefault(letter, []).append(row)
    signs, letters = found.pop("", {}), order_of(index.language).letters
    scripts = [_script(name, {c: by.get(c, []) for c in (*letters(name), *by)}) for name, by in found.items()]
    if not signs:
        return tuple(scripts)
    first = scripts[0] if scripts else Script("", ())
    return (Script(first.name, (*_script("", signs).letters, *first.letters)), *scripts[1:])


def _script(name: str, by_letter: Mapping[str, Sequence[GlossaryRow]]) -> Script:
    made = (Letter(c, letter_id(c), tuple(rows), together(r.marks for r in rows)) for c, rows in by_letter.items())
    return Script(name, tuple(made))
