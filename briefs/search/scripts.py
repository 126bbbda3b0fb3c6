"""A value goes in, a script that hands it to ``search.js`` comes out, whatever is in it; knows nothing of the index."""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from briefs.core.manifest import Artifact
from briefs.search.postings import SIGNS
from briefs.search.tokens import FROM, GONE, RUNS, TO, UNSPACED

FOLDER = "search/"
"""Where all these files are."""
READING = {"signs": SIGNS, "gone": GONE, "wide": UNSPACED, "runs": RUNS, "alike": f"[{FROM}]", "from": FROM, "to": TO}
"""How the index is read, and words are folded: told to the browser, so that both do the same."""


def passages_path(path: str) -> str:
    """The script with the passages of the text that has its page there."""
    return f"{FOLDER}text/{path.removesuffix('.html')}.js"


def address(path: str) -> str:
    """What leads to a page from the output's root, without its ending."""
    return quote(path.removesuffix(".html"), safe="/~!$&'()*+,;=@")


def called(name: str, value: object) -> bytes:
    """The script's bytes. JSON is JavaScript but for two line ends; nothing in it ends a script element."""
    data = msgspec.json.encode([name, value])[1:-1]
    data = data.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029").replace(b"<", b"\\u003c")
    return b"briefs(" + data + b")\n"


def script(name: str, value: object) -> Artifact:
    """The file of a piece of the index."""
    return Artifact(f"{FOLDER}{name}.js", called(name, value))
