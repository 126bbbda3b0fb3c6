"""The words are the source's: whatever an article, its annotations and the glossary are (DESIGN, rule 6)."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support import folded, parse_html, words_of

from briefs.core.diagnostics import has_errors
from briefs.core.model import ArticleView, Brief, Face, Matched, Page, Term, TermCard, TermRule, Unit
from briefs.core.source import Source
from briefs.stages.anchor import anchor
from briefs.stages.lexicon import lexicon
from briefs.stages.match import Matcher
from briefs.stages.parse import parse
from briefs.stages.render import Renderer
from briefs.theme import load_theme

NAMES = ["IRGC", "Shahed", "Shahed drone", "Crimea", "power station", "résumé", "سپاه", "伊朗", "U.S.", "a b"]
WORDS = st.sampled_from(
    [*NAMES, "the", "of", "drones", "said", "“quoted”", '"straight"', "&", "<b>", "&amp;", "1 < 2", "co\u00adop",
     "e\u0301", "👩\u200d🚀", "—", "…", "don't", "x_y_z", "a*b", "\u200fRTL\u200f", "नमस्ते", "ไทย"]
)  # fmt: skip
PHRASES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
WRAPS = st.sampled_from(["{}", "{}", "*{}*", "**{}**", "`{}`", "~~{}~~", "[{}](https://example.org/)", "{}  \n{}"])


@st.composite
def inline(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        wrap, words = draw(WRAPS), draw(PHRASES)
        parts.append(wrap.replace("{}", words.replace("`", "")))
    return draw(st.sampled_from([" ", "\n", ""])).join(parts)


@st.composite
def markdown(draw: st.DrawFn) -> str:
    blocks = []
    for _ in range(draw(st.integers(1, 5))):
        words = draw(inline())
        sort = draw(st.sampled_from(["p", "p", "p", "h", "ul", "ol", "quote", "code", "table"]))
        flat = words.replace("\n", " ")
        blocks.append(
            {
                "p": words,
                "h": f"## {flat}",
                "ul": f"- {flat}\n- {draw(PHRASES)}",
                "ol": f"1. {flat}\n\n   {draw(PHRASES)}\n2. b",
                "quote": f"> {flat}\n>\n> {draw(PHRASES)}",
                "code": f"```text\n{flat}\n```",
                "table": f"| {draw(PHRASES)} | b |\n|:--|--:|\n| {draw(PHRASES)} | d |",
            }[sort]
        )
    return "\n\n".join(["plain start.", *blocks, "plain end."]) + "\n"


@st.composite
def plain_text(draw: st.DrawFn) -> str:
    paragraphs = [draw(PHRASES).replace(" ", draw(st.sampled_from([" ", "\n", "  "]))) + "." for _ in range(4)]
    return "\n\n".join(["It began like this, he said.", *paragraphs, "And so it ended."]) + "\n"


@st.composite
def sites(draw: st.DrawFn) -> tuple[Brief, Matched, Page]:
    """An article with quotes cut at random from its own text, and terms of random names."""
    name, text = draw(st.one_of(markdown().map(lambda t: ("x.md", t)), plain_text().map(lambda t: ("x.txt", t))))
    path = f"content/articles/{name}"
    bare = parse(Unit("article", Source(path, text, "0"))).value
    notes = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, max(0, len(bare.plain.text) - 2)))
        end = draw(st.integers(start + 1, min(len(bare.plain.text), start + 80)))
        notes.append({"quote": bare.plain.text[start:end], "occurrence": "1", "kind": "context", "text": "A note."})
    sidecar = json.dumps({"notes": notes}, ensure_ascii=True).replace("\\u2028", " ")
    terms = draw(st.lists(st.sampled_from(NAMES), max_size=6, unique=True))
    glossary = json.dumps([{"term": n, "id": f"t{i}", "definition": "D."} for i, n in enumerate(terms)])
    unit = Unit("article", Source(path, text, "0"), Source("content/articles/x.yaml", sidecar, "0"))
    brief = anchor(parse(unit).value).value.brief
    entries = parse(Unit("glossary", Source("content/glossary/g.yaml", glossary, "0"))).value.outline.terms
    density = draw(st.sampled_from(["first", "every"]))
    found = Matcher(lexicon(entries), [TermRule(t.id) for t in entries], density).match(brief.plain, brief.pins)
    page = Page("articles/x.html", "article.html", ArticleView(cards_of(entries)), "X", "briefs")
    return brief, found, page


def cards_of(terms: tuple[Term, ...]) -> tuple[TermCard, ...]:
    return tuple(TermCard(t.id, t.term, t.abbreviation, t.kind, t.definition, t.as_of) for t in terms)


def renderer() -> Renderer:
    theme = load_theme("default", Path(__file__).parent / "nowhere").value
    assert theme is not None
    return Renderer(theme, Face("Test"))


RENDERER = renderer()


@settings(max_examples=150)
@given(sites())
def test_no_character_is_lost_doubled_or_moved_and_elements_nest(case: tuple[Brief, Matched, Page]) -> None:
    brief, found, page = case
    html = RENDERER.render(page, brief, found.mentions).value
    assert html is not None
    tree = parse_html(html)
    assert folded(words_of(html)) == folded(brief.plain.text)
    ids = [e.attributes["id"] for e in tree if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for mention in found.mentions:
        element = next(tree.all(id=mention.anchor))
        assert folded(mention.surface).startswith(folded(element.text(added=False)))
    for number in range(1, len(brief.notes) + 1):
        assert len(list(tree.all("aside", id=f"n-{number}"))) == 1
        assert len(list(tree.all(id=f"r-{number}"))) == 1


@settings(max_examples=150)
@given(markdown())
def test_the_text_of_a_markdown_article_is_what_commonmark_says_it_is(text: str) -> None:
    parsed = parse(Unit("article", Source("content/articles/x.md", text, "0")))
    assert not has_errors(parsed.diagnostics), parsed.diagnostics
    reference = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(text)
    assert folded(parsed.value.plain.text) == folded(parse_html(reference).text())


@settings(max_examples=150)
@given(plain_text())
def test_the_text_of_a_plain_article_is_its_paragraphs_with_lines_joined(text: str) -> None:
    parsed = parse(Unit("article", Source("content/articles/x.txt", text, "0"))).value
    joined = [p.replace("\n", " ") for p in text.strip("\n").split("\n\n")]
    assert parsed.plain.text == "\n\n".join(p.strip(" ") for p in joined)


def test_a_term_is_not_laid_over_a_link_that_holds_an_image_alone() -> None:
    text = "A Shahed [![wreck](w.png)](https://example.org/) drone fell.\n"
    brief = anchor(parse(Unit("article", Source("content/articles/x.md", text, "0"))).value).value.brief
    entries = parse(Unit("glossary", Source("g.yaml", "term: Shahed drone", "0"))).value.outline.terms
    assert Matcher(lexicon(entries), [TermRule(t.id) for t in entries]).match(brief.plain).mentions == ()
