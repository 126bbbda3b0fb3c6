"""Words or Markdown of another tool go in, CommonMark that means the same in a sidecar comes out; knows no format.

What only means something on the page where it was written is shown as it was written: wiki links, and links to places
beside that page. A picture becomes a link, since a site shows only pictures of its own.
"""

from __future__ import annotations

import re

from briefs.importers.escapes import escaped, line_start

_WIKI = re.compile(r"(?<!\\)\[(?=\[)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(\s*<?([^()\s<>]+)>?[^()\n]*\)")
_NEAR = re.compile(r"\]\((?!\s*<?(?:https?:|mailto:))", re.IGNORECASE)
_REFERENCE = re.compile(r"(?m)^( {0,3})\[(?=[^\]\n]+\]:)")


def own_markdown(text: str) -> str:
    """Markdown as a value of ours: no link in it leads to where there is nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    text = _IMAGE.sub(lambda image: f"[{image[1]}]({image[2]})" if image[1].strip() else f"<{image[2]}>", text)
    return _REFERENCE.sub(r"\1\\[", _NEAR.sub(r"]\\(", _WIKI.sub(r"\\[", text)))


def own_text(text: str) -> str:
    """The same for a text of several lines, whose white space says nothing but where a paragraph ends."""
    parts = re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "\n\n".join(line_start(escaped(" ".join(part.split()))) for part in parts if part.strip())
