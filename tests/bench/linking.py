"""A file of articles with links that editors placed by hand goes in, how many of them Briefs places alike comes out.

    python tests/bench/linking.py FILE [--misses]

FILE is JSON: ``glossary`` ({headword: [names]}; the headwords alone are used, as an author would type them) and
``articles`` ([{path, markdown, links: [{start, end, term}]}], offsets in the Markdown). Marked-up HTML in the Markdown
is taken as markup, not as text: the pages are those of a site that writes so.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from briefs.core.model import Block, Matched, Plain, Term, TermRule, Zone
from briefs.core.slugs import slug_of
from briefs.stages.lexicon import lexicon
from briefs.stages.match import Matcher

FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
HIDDEN = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>]*>|\{\{.*?\}\}|\{%.*?%\}|(?<=\])\([^()\n]*\)|(?<=\])\[[^\]]*\]|[*_]{1,3}",
    re.DOTALL,
)
"""Markup: what a reader does not see, and what no name may run into."""
CLOSED = (
    ("heading", re.compile(r"^#{1,6} [^\n]*|<h[1-6][^>]*>.*?</h[1-6]>|<title>.*?</title>", re.MULTILINE | re.DOTALL)),
    ("code", re.compile(r"```.*?```|`[^`\n]*`|<(?:code|pre|script|style)\b.*?</(?:code|pre|script|style)>", re.DOTALL)),
    ("link", re.compile(r"!?\[[^\[\]]*\](?=[\[(])|<(a|custom-link|button)\b.*?</\1>", re.DOTALL)),
)
PARAGRAPHS = re.compile(r"\S(?:(?!\n[ \t]*\n).)*", re.DOTALL)
EDGES = "\"'“”‘’ \n"
WORD = re.compile(r"[^\W_]+")


class Link(NamedTuple):
    """A link as an editor placed it."""

    start: int
    end: int
    term: str


def plain_of(markdown: str) -> Plain:
    """The article with its markup blanked out, so that the editors' offsets stay true.

    A tag in the flow of words becomes ignored characters, one at a line's edge a space.
    """
    text = FRONT.sub(lambda m: " " * len(m.group()), markdown)
    zones = [Zone(*m.span(), kind) for kind, pattern in CLOSED for m in pattern.finditer(text)]  # type: ignore[arg-type]
    text = HIDDEN.sub(lambda m: _blank(m.group()), text)
    headings = {z.start for z in zones if z.kind == "heading"}
    blocks = tuple(
        Block(*m.span(), "heading" if m.start() in headings else "paragraph", n)
        for n, m in enumerate(PARAGRAPHS.finditer(text), 1)
    )
    return Plain(text, blocks, tuple(sorted(zones, key=lambda z: (z.start, z.end))))


def _blank(markup: str) -> str:
    """As long as the markup: a word joiner is dropped for comparison, a space parts words."""
    block = re.match(r"</?(?:p|li|ul|ol|div|section|td|th|tr|table|main|br|h\d|process\S*)\b", markup)
    return (" " if block else "\u2060") * len(markup)


def terms_of(glossary: dict[str, list[str]]) -> list[Term]:
    return [Term(id=slug_of(headword), term=headword) for headword in glossary]


def matched(
    articles: list[dict[str, Any]], terms: list[Term], density: str
) -> Iterator[tuple[dict[str, Any], Matched]]:
    matcher = Matcher(lexicon(terms), [TermRule(t.id) for t in terms], density)
    for article in articles:
        yield article, matcher.match(plain_of(article["markdown"]))


def verdict(link: Link, text: str, found: Matched) -> str:
    """How our mentions stand to a link.

    ``right``: the same characters to the same term; ``edge``: the same but for quotation marks or spaces that the
    editors' link takes in; ``span``: other words; ``wrong``: another term; ``missed``.
    """
    over = [m for m in found.mentions if m.start < link.end and link.start < m.end]
    mine = [m for m in over if m.term == link.term]
    if any((m.start, m.end) == (link.start, link.end) for m in mine):
        return "right"
    words = text[link.start : link.end].strip(EDGES)
    if any(m.surface == words for m in mine):
        return "edge"
    return "span" if mine else "wrong" if over else "missed"


def main(path: str, show: bool) -> None:
    data = json.loads(Path(path).read_text("utf-8"))
    terms = terms_of(data["glossary"])
    verdicts: Counter[str] = Counter()
    for article, found in matched(data["articles"], terms, "every"):
        for placed in article["links"]:
            link = Link(placed["start"], placed["end"], slug_of(placed["term"]))
            verdicts[said := verdict(link, article["markdown"], found)] += 1
            if show and said != "right":
                _show(article, link, said, found)
    total = verdicts.total()
    print(f"{len(data['articles'])} articles, {len(terms)} terms, {total} links placed by hand")
    for said in ("right", "edge", "span", "wrong", "missed"):
        print(f"  {said:7} {verdicts[said]:4}  {verdicts[said] / total:6.1%}")
    for density in ("first", "section", "every"):
        _print_density(data["articles"], terms, density)


def _print_density(articles: list[dict[str, Any]], terms: list[Term], density: str) -> None:
    results = list(matched(articles, terms, density))
    words = sum(len(WORD.findall(plain_of(a["markdown"]).text)) for a in articles)
    links = sum(m.linked for _, found in results for m in found.mentions)
    clashes = sum(len(found.clashes) for _, found in results)
    print(f"  density {density:8} {links:5} links, {1000 * links / words:5.1f} per 1,000 words, {clashes} ambiguous")


def _show(article: dict[str, Any], link: Link, said: str, found: Matched) -> None:
    text = article["markdown"]
    near = [(m.term, m.surface) for m in found.mentions if m.start < link.end and link.start < m.end]
    context = text[max(0, link.start - 30) : link.end + 30].replace("\n", "¶")
    print(f"{said:7} {link.term}: {text[link.start : link.end]!r} ours {near} in {article['path']}: …{context}…")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], "--misses" in sys.argv)
