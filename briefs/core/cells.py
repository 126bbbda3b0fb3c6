"""A text goes in, as it may stand in a cell of a spreadsheet comes out, and back; knows no table.

A program that opens a table takes a cell for a formula by its first sign, and a formula can fetch and run things
(OWASP, "CSV Injection"). An apostrophe before it makes it a text; one more is put before those that stand there.
"""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""How a cell begins that would be a formula, or one that is guarded; the last four are the signs' wide forms."""


def guarded(text: str) -> str:
    """The text as a cell that no program takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that a cell stands for, guarded by us or by another program that knows of this."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
