"""Words or Markdown of another tool go in, CommonMark that means the same in a sidecar comes out; knows no format.

What only means something on the page where it was written is shown as it was written: wiki links, and links to places
beside that page. A picture becomes a link, since a site shows only pictures of its own.
"""

from __future__ import annotations

import re

_WIKI = re.compile(r"(?<!\\)\[(?=\[)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(\s*<?([^()\s<>]+)>?[^()\n]*\)")
_NEAR = re.compile(r"\]\((?!\s*<?(?:https?:|mailto:))", re.IGNORECASE)
_REFERENCE = re.compile(r"(?m)^( {0,3})\[(?=[^\]\n]+\]:)")
_MARKUP = re.compile(r"\\(?=[!-/:-@\[-`{-~\n])|[`*\[\]]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|~(?=~)|&(?=#?\w+;)")
"""Characters that would be markup where they stand."""
_LEADING = re.compile(r"(?m)^(?=#{1,6}(?:[ \t]|$)|[>|:]|\+(?:[ \t]|$)|-(?:[ \t:|-]|$)|=+[ \t]*$)")
"""Beginnings of lines that would be headings, lists, tables and rules."""
_NUMBERED = re.compile(r"(?m)^(\d{1,9})([.)])(?=\s|$)")


def own_markdown(text: str) -> str:
    """Markdown as a value of ours: no link in it leads to where there is nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    text = _IMAGE.sub(lambda image: f"[{image[1]}]({image[2]})" if image[1].strip() else f"<{image[2]}>", text)
    return _REFERENCE.sub(r"\1\\[", _NEAR.sub(r"]\\(", _WIKI.sub(r"\\[", text)))


def own_words(text: str) -> str:
    """Words in which nothing is markup, as they are written inside a line where something might be."""
    return _MARKUP.sub(r"\\\g<0>", text)


def own_lines(text: str) -> str:
    """A block of lines written by ``own_words``, none of which begins anything but a paragraph."""
    return _NUMBERED.sub(r"\1\\\2", _LEADING.sub(r"\\", text))


def own_text(text: str) -> str:
    """The same for a text of several lines, whose white space says nothing but where a paragraph ends."""
    parts = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "\n\n".join(own_lines(own_words(" ".join(part.split()))) for part in parts if part.strip())


def code_span(words: str) -> str:
    """Words as code, in as many marks as they need."""
    longest = max(map(len, re.findall("`+", words)), default=0)
    marks, space = "`" * (longest + 1), " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{marks}{space}{words}{space}{marks}"
