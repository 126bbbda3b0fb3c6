"""Words or Markdown of another tool go in, CommonMark that means the same in a sidecar comes out; knows no format.

What only means something on the page where it was written is shown as it was written: wiki links, and links to places
beside that page. A picture becomes a link, since a site shows only pictures of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefs.importers.escapes import escaped, line_start

_LONGEST = 100_000
"""Characters of a text in which code is looked for: backticks without a counterpart cost more than their number."""
_CODE = re.compile(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)|^(~{3,}).*?^\2~*$", re.DOTALL | re.MULTILINE)
_WIKI = re.compile(r"(?<!\\)\[(?=\[)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(\s*<?([^()\s<>]+)>?[^()\n]*\)")
_NEAR = re.compile(r"\]\((?!\s*<?(?:https?:|mailto:))", re.IGNORECASE)
_REFERENCE = re.compile(r"(?m)^( {0,3})\[(?=[^\]\n]+\]:)")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with its parts changed that are no code."""
    parts, at = list[str](), 0
    for found in _CODE.finditer(text) if len(text) <= _LONGEST else ():
        parts += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join((*parts, change(text[at:])))


def own_markdown(text: str) -> str:
    """Markdown as a value of ours: no link in it leads to where there is nothing."""
    return outside_code(text.replace("\r\n", "\n").replace("\r", "\n").strip(), _own_words)


def _own_words(text: str) -> str:
    text = _IMAGE.sub(lambda image: f"[{image[1]}]({image[2]})" if image[1].strip() else f"<{image[2]}>", text)
    return _REFERENCE.sub(r"\1\\[", _NEAR.sub(r"]\\(", _WIKI.sub(r"\\[", text)))


def own_text(text: str) -> str:
    """The same for a text of several lines, whose white space says nothing but where a paragraph ends."""
    parts = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "\n\n".join(line_start(escaped(" ".join(part.split()))) for part in parts if part.strip())
