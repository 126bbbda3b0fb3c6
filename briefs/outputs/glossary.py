"""The linked site goes in, the A–Z comes out."""

from __future__ import annotations

from collections.abc import Iterator

from briefs.core.model import GlossaryRow, GlossaryView, Index, Letter, Page
from briefs.outputs.cut import card_riches, targets, term_card
from briefs.stages.link.alphabet import alphabet, letter_of


def pages(index: Index) -> Iterator[Page]:
    """The one page of the glossary."""
    rows = glossary_rows(index)
    letters = {row.card.id: letter_of(row.card.term) for row in rows}
    view = GlossaryView(
        letters=tuple(
            Letter(letter, letter_id(letter), tuple(r for r in rows if letters[r.card.id] == letter))
            for letter in alphabet(letters.values())
        ),
        total=len(rows),
        targets=targets(index, *card_riches(r.card for r in rows)),
    )
    yield Page("glossary/index.html", "glossary.html", view, "Glossary", "glossary")


def letter_id(letter: str) -> str:
    """The id of a letter's section."""
    return "letter-" + ("sign" if letter == "#" else letter)


def glossary_rows(index: Index) -> tuple[GlossaryRow, ...]:
    """Every term with its mentions and the texts that mention it, in the order of the A–Z."""
    return tuple(GlossaryRow(term_card(index, t), *index.totals.get(t.id, (0, 0))) for t in index.terms.values())
