"""Words go in, the Markdown that reads as these words comes out; knows no element.

Only what our own parser would take for markup is escaped, so that the text stays readable (tests hold it against that
parser, for any words).
"""

from __future__ import annotations

import re

_ALWAYS = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w)|~(?=~)|(?<=~)~")
"""What may begin markup wherever it stands; an underscore inside a word begins none."""
_START = re.compile(
    r"(?P<mark>#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=]+\s*$|[:~](?=\s|$)|-(?=[-\s]*$)|\|)|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
"""What begins a heading, a quotation, a list, a rule, a definition or a table at the beginning of a line."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
"""Characters that no text here may hold; no reader ever saw them."""
_SPACE = re.compile(r"[ \t\r\n]+")


def spaced(text: str) -> str:
    """The text with each run of white space as one space, as a browser shows it, without what no text may hold."""
    return _SPACE.sub(" ", without_controls(text))


def without_controls(text: str) -> str:
    """The text without what no text may hold; the end of a page is white space."""
    return _NO_TEXT.sub("", text.replace("\x0c", " "))


def escaped(text: str) -> str:
    """Words inside a line."""
    return _ALWAYS.sub(r"\\\g<0>", text)


def line_start(line: str) -> str:
    """A line of escaped words, safe at the beginning of a line too."""
    found = _START.match(line)
    if found is None:
        return line
    if found["number"]:
        return f"{found['number']}\\{line[found.end() :]}"
    return f"\\{line}"


def heading_end(line: str) -> str:
    """A heading's words, of which a last ``#`` is one and does not close it."""
    return re.sub(r"(?<=\s)#(?=#*\s*$)", r"\\#", line)


def cell(line: str) -> str:
    """A table cell's words, in which a bar parts no cells."""
    return line.replace("|", "\\|")


def all_escaped(text: str) -> str:
    """Words with every sign escaped that can be: what is left where nothing nicer reads as the words."""
    return re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", text)


def code(text: str) -> str:
    """Words as code inside a line: in as many backticks as none of its own runs has."""
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fence(text: str) -> str:
    """The line that opens and closes a block of code of this text."""
    return "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)


def target(address: str) -> str:
    """An address between the parentheses of a link."""
    return "".join(f"%{ord(c):02X}" if c in " <>()\\\"'`*_[]|&" and c not in "_&" else c for c in address)
