"""HTML to Markdown: what our own parser reads of it is what the page's elements say, for any words and any nesting."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from importing import needs_import
from support import folded

from briefs.core.model import Open, Raw, Unit
from briefs.core.source import Source

pytestmark = needs_import

_SIGNS = "aB9é中 \t\n*_`[]()<>#+-=~:|!\\&;.^\"'{}$%@/x1"
_WORDS = [
    *"1. 2) # ## > - + * --- === *** ___ ``` ~~~ : ~ | [^1] ^[a] ![a](b) [a](b) [[a]] [[a|b]] <b> &amp; &lt;".split(),
    "\\",
    "\\\\",
    *(
        "a_b_c",
        "**a**",
        "a  b",
        "# x #",
        "| a | b |",
        "[a]: b",
        "[^1]: c",
        "http://a.b/c",
        "<http://a.b>",
        "- [ ] x",
        "~~a~~",
    ),
    *(
        "\u00a0",
        "\u2028",
        "\u200b",
        "e\u0301",
        "\ufeff",
        "\u00ad",
        "🙂",
        "    x",
        "1986. A year",
        "-- By",
        "* * *",
        "C#",
    ),
]
TEXTS = st.text(_SIGNS, max_size=14) | st.sampled_from(_WORDS) | st.text(max_size=8)
ADDRESSES = st.sampled_from(
    ["https://example.org/a_(b)?c=*d*&e", "https://example.org/[x]", "", "#note", "javascript:x", "mailto:a@b.c"]
)


def element(tag: str, *children: str, **attributes: str) -> str:
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def written(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


INLINES = st.recursive(
    TEXTS.map(written) | st.just("<br>"),
    lambda inner: (
        st.builds(
            lambda tag, parts: element(tag, *parts),
            st.sampled_from("em strong b i code a span sup del u kbd".split()),
            st.lists(inner, max_size=3),
        )
        | st.builds(lambda parts, href: element("a", *parts, href=href), st.lists(inner, max_size=2), ADDRESSES)
    ),
    max_leaves=5,
)
LINES = st.lists(INLINES, max_size=4).map("".join)
BLOCKS = st.recursive(
    st.builds(lambda tag, line: element(tag, line), st.sampled_from("p h1 h2 h3 h6 div pre".split()), LINES) | LINES,
    lambda inner: (
        st.builds(
            lambda tag, items: element(tag, *(element("li", item) for item in items)),
            st.sampled_from(["ul", "ol"]),
            st.lists(inner, min_size=1, max_size=3),
        )
        | st.builds(lambda parts: element("blockquote", *parts), st.lists(inner, max_size=2))
        | st.builds(lambda parts: element("div", *parts), st.lists(inner, max_size=3))
        | st.builds(
            lambda rows: element("table", *(element("tr", *(element("td", cell) for cell in row)) for row in rows)),
            st.lists(st.lists(LINES, min_size=2, max_size=3), min_size=1, max_size=3),
        )
    ),
    max_leaves=8,
)


def markdown(html: str) -> str:
    from briefs.importers.blocks import markdown_of
    from briefs.importers.clean import clean_tree
    from briefs.importers.inlines import Turning

    return markdown_of(clean_tree(html), Turning(lambda address: address if ":" in address else "")).text


def shown(html: str) -> str:
    """The words of the page as its elements have them, without white space and what no text may hold."""
    from briefs.importers.clean import clean_tree

    return re.sub(r"[\x00-\x1f\x7f-\x9f\ufeff]", "", folded(clean_tree(html).text_content()))


def read(text: str) -> str:
    from briefs.importers.blocks import read_back

    return folded(read_back(text))


@settings(max_examples=150)
@given(st.lists(BLOCKS, max_size=4).map("".join))
def test_any_words_survive_html_to_markdown_to_our_own_parser(html: str) -> None:
    assert read(markdown(html)) == shown(html)


@settings(max_examples=150)
@given(TEXTS, TEXTS, TEXTS)
def test_no_markup_comes_of_words(one: str, two: str, three: str) -> None:
    from briefs.stages.parse import parse

    html = "".join(element("p", written(words)) for words in (one, two, three))
    made = parse(Unit("article", Source("a.md", markdown(html), ""), Source("a.yaml", "title: T\n", "")))
    assert made.diagnostics == () or {d.code for d in made.diagnostics} <= {"bidi-control"}
    opened = [
        p.html for p in made.value.body.pieces if isinstance(p, (Open, Raw)) and not re.match(r"\s*</?p\b|<br", p.html)
    ]
    assert opened == []
