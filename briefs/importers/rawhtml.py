"""Words of a Markdown text with HTML among them go in, the same as Markdown alone comes out; words between tags stay.

Here HTML in an article is shown as the text it is, so what other tools let through must become Markdown or go.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

Told = Callable[[str, int], None]
"""Is told of what is lost, and how many line ends stand before it."""

_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->|%%.*?%%", re.DOTALL)
_WHOLE = re.compile(
    r"<(script|style|iframe|object|embed|audio|video|svg|canvas|form|noscript)\b[^<>]*(?:/>|>(?:(?!<\1\b).)*?</\1\s*>)",
    re.DOTALL | re.IGNORECASE,
)
"""Elements that go with what is in them."""
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>a|abbr|b|blockquote|big|br|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|"
    r"h[1-6]|hr|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q|s|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|"
    r"tfoot|th|thead|tr|tt|u|ul|video|iframe|audio|source)(?P<rest>\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INSIDE = frozenset("a abbr big cite code font ins kbd mark nobr q samp small span sub sup tt u".split())
"""Tags that part no words; every other stands for at least a space."""
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "del": "~~", "s": "~~", "strike": "~~"}
_ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]++)\s*+=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_GOES_ON = re.compile(r"[ \t]*\n[ \t]*[^\s<]")
_LINK = re.compile(r"<a\s(?P<rest>[^<>]*)>(?P<words>[^<>\n\[\]]+)</a\s*>", re.IGNORECASE)


def without_html(words: str, told: Told) -> str:
    """The words without HTML. Lines stay lines, so that places in the file stay what they are."""

    def gone(found: re.Match[str]) -> str:
        what = "comment" if found[0][:1] + found[0][1:2] in ("<!", "%%") else f"HTML element `<{found[1].lower()}>`"
        told(
            f"a {what} was left out" if what == "comment" else f"the {what} was left out with what is in it",
            rows_before(found),
        )
        return "\n" * found[0].count("\n")

    def link(found: re.Match[str]) -> str:
        href = attributes(found["rest"]).get("href", "")
        return f"[{found['words']}](<{href}>)" if href and not re.search(r"[<>\n]", href) else found["words"]

    def tag(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if name == "img" and (drawn := _picture(found["rest"] or "")):
            return drawn
        if name not in _MARKS and name != "br":
            told(f"the HTML tag `<{name}>` was left out; the words in it stay", rows_before(found))
        return _MARKS.get(name, _break(found) if name == "br" else "" if name in _INSIDE else " ")

    # Two passes over the whole first, since an element may go over several lines.
    words = _WHOLE.sub(gone, _COMMENT.sub(gone, words)) if "<" in words or "%%" in words else words
    words = _LINK.sub(link, words) if "<" in words else words
    return _TAG.sub(tag, words) if "<" in words else words


def rows_before(found: re.Match[str]) -> int:
    """How many line ends stand before a place."""
    return found.string.count("\n", 0, found.start())


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, or of a shortcode."""
    return {key.lower(): unescape(one or two or three) for key, one, two, three in _ATTRIBUTE.findall(written)}


def _picture(written: str) -> str:
    """An ``img`` as a picture of Markdown; empty where it names none."""
    found = attributes(written)
    source, alt = found.get("src", ""), re.sub(r"[\[\]\\]", "", found.get("alt", ""))
    return f"![{alt}](<{source}>)" if source and not re.search(r"[<>\n]", source) else ""


def _break(found: re.Match[str]) -> str:
    """A line's end as one of Markdown, where a line ends there and another follows; else a space."""
    words = found.string
    row = words[words.rfind("\n", 0, found.start()) + 1 : found.start()]
    inside = row.strip() and not row.lstrip().startswith("|") and _GOES_ON.match(words, found.end())
    return "\\" if inside else " "
