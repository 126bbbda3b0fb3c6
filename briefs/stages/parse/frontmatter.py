"""A Markdown file goes in, its front matter as Meta and the text without it come out; of a sidecar knows the name."""

from __future__ import annotations

import posixpath
import re

from msgspec import Struct

from briefs.core.authored import Meta
from briefs.core.diagnostics import Diagnostic, error
from briefs.core.fields import convert
from briefs.core.source import Source
from briefs.core.yaml import read_yaml
from briefs.stages.parse.wording import front_matter

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


class Split(Struct, frozen=True):
    """A file in two. ``text`` has blank lines for the front matter, so that its lines are the file's."""

    meta: Meta | None
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def split(source: Source) -> Split:
    """Front matter between two ``---`` at the very beginning; None for ``meta`` where there is none."""
    begin = _FENCE.match(source.text)
    if begin is None:
        return Split(None, source.text)
    end = _END.search(source.text, begin.end())
    if end is None:
        hint = "close it with a line `---`; for a rule at the beginning of a text write `***`"
        message = "the front matter that begins here never ends"
        return Split(None, source.text, (error("front-matter", message, source.span(0, 3), hint),))
    yaml = Source(source.path, "\n" + source.text[begin.end() : end.start()], source.digest)
    tree = read_yaml(yaml)
    meta = convert(tree.value, Meta, yaml, front_matter(posixpath.splitext(source.path)[0] + ".yaml"))
    lines = source.text.count("\n", 0, end.end())
    return Split(meta.value, "\n" * lines + source.text[end.end() :], tree.diagnostics + meta.diagnostics)
