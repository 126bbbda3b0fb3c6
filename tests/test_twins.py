"""What stands beside the pages: their twins in Markdown, annotations, and what a host is told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from gates.hard import hard
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from support import folded, made, parse_html, write_site

from briefs.core.commonmark.inline import destination
from briefs.outputs.hosting import POLICY

ROOT = Path(__file__).parent.parent
READER = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
FILES = {
    "config.yaml": "title: Notes\nauthor: Ann\n",
    "content/articles/a.md": (
        "# The *harbour* reopens\n\nThe IRGC came, [she said](#more).\n\n## More\n\nAnd ![a crane](crane.png) went.\n"
    ),
    "content/articles/a.yaml": (
        "date: 2022-07-01\ntags: [port]\nredirect_from: [old/a b.html, old.html]\nstandfirst: It reopens.\n"
        "sources: [{id: one, title: Report, url: 'https://example.org/r'}]\n"
        "notes: [{quote: came, kind: claim, by: Ann, status: disputed, text: 'See [[term:irgc]].', sources: [one]}]\n"
        "timeline: [{date: 2022-06-01, text: It closed., sources: [one]}]\n"
        "glossary: [{term: IRGC, definition: 'A *force*.', updates: [{date: 2023-01-01, text: More.}]}]\n"
    ),
    "content/articles/crane.png": "no picture",
    "content/articles/b.txt": "Ще одна\n\nIRGC.\n",
    "content/articles/b.yaml": "language: uk\ndate: 2022-01-01\n",
    "content/pages/about.md": "# About\n\nThe IRGC, and [the harbour](../articles/a.md).\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(write_site(tmp_path_factory.mktemp("twins"), FILES))[0]


def text(site: dict[str, bytes], path: str) -> str:
    return site[path].decode()


def test_every_page_with_words_has_a_twin_and_says_so(site: dict[str, bytes]) -> None:
    alone = {"404.html", "search.html", "old.html", "old/a b.html"}
    pages = {path for path in site if path.endswith(".html")} - alone
    assert {path.removesuffix(".html") + ".md" for path in pages} == {path for path in site if path.endswith(".md")}
    for path in pages:
        links = [e.attributes for e in parse_html(site[path]).all("link", rel="alternate")]
        twins = [link["href"] for link in links if link.get("type") == "text/markdown"]
        assert twins == [path.rpartition("/")[2].removesuffix(".html") + ".md"]


def test_an_article_s_twin_has_its_words_with_links_and_its_notes_with_who_says_them(site: dict[str, bytes]) -> None:
    said = text(site, "articles/a.md")
    assert said.startswith("# The harbour reopens\n\nIt reopens.\n\nPublished 1 July 2022\n")
    assert (
        "## Text\n\nThe [IRGC](../glossary/irgc.md) came[^n-1], [she said](a.html#s-more).\n\n### More\n\n"
        "And ![a crane](crane.png) went.\n"
    ) in said
    assert "[^n-1]: **Claim** · by Ann · disputed: See [IRGC](../glossary/irgc.md). \\[1\\]\n" in said
    assert "- **1 June 2022**: It closed. \\[1\\]\n" in said
    assert "- **[IRGC](../glossary/irgc.md)**: A *force*.\n\n  - Since then, 1 January 2023: More.\n" in said
    assert "1. [Report](https://example.org/r), Reporting\n" in said


def test_a_twin_speaks_the_language_of_its_page(site: dict[str, bytes]) -> None:
    assert "## Текст\n" in text(site, "articles/b.md")
    assert "## Text\n" in text(site, "articles/a.md")


def test_the_lists_have_twins_that_lead_to_twins_and_to_places_on_pages(site: dict[str, bytes]) -> None:
    assert "- [The harbour reopens](articles/a.md) · 1 July 2022 · [IRGC](glossary/irgc.md)" in text(site, "index.md")
    assert "- **[IRGC](irgc.md)**: A *force*." in text(site, "glossary/index.md")
    assert "## In context (3 mentions)" in text(site, "glossary/irgc.md")
    assert "- The **IRGC** came, she said. ([¶ 1](../articles/a.html#m-irgc-1))" in text(site, "glossary/irgc.md")
    assert "disputed: “came” ([The harbour reopens, 1](articles/a.html#n-1), 1 July 2022): See" in text(
        site, "claims.md"
    )
    assert "[The harbour reopens](../articles/a.html#s-1)" in text(site, "sources/index.md")
    assert "- **1 June 2022** ([The harbour reopens](articles/a.html#e-1)): It closed." in text(site, "timeline.md")
    assert "# port\n\n1 brief\n" in text(site, "tags/port.md")
    assert "- [The harbour reopens](articles/a.md): [IRGC](glossary/irgc.md)" in text(site, "map.md")
    assert "[the harbour](articles/a.md)" in text(site, "about.md")


@pytest.mark.parametrize("files", [hard(), FILES], ids=["hard", "small"])
def test_a_twin_has_every_word_of_its_text_and_each_of_its_links_leads_to_a_file(
    files: dict[str, str], tmp_path: Path
) -> None:
    found = made(write_site(tmp_path, files))[0]
    for path in (path for path in found if path.endswith(".md")):
        tokens = READER.parse(found[path].decode())
        children = [child for token in tokens for child in token.children or ()]
        for link in children:
            href = str(link.attrs.get("href", link.attrs.get("src", "")))
            if href and not re.match(r"[a-z]+:|#", href):
                where = (Path("/") / path).parent / href.partition("#")[0]
                assert unquote(str(where.resolve())[1:]) in found, (path, href)
        if path.startswith("articles/"):
            words = json.loads(found[path.replace(".md", ".json")])["text"]
            seen = "".join(c.content for c in children if c.type in ("text", "code_inline"))
            seen += "".join(t.content for t in tokens if t.type in ("fence", "code_block"))
            for block in words.split("\n\n"):
                assert folded(block) in folded(seen) or block in seen, (path, block)


def test_an_address_cannot_end_its_link() -> None:
    assert destination("a(b) c<d>&copy;&x=1") == "a%28b%29%20c%3Cd%3E&amp;copy;&x=1"
    assert destination(destination("a(b)&copy;")) == destination("a(b)&copy;")


def test_without_an_address_annotations_are_relative_to_their_file(site: dict[str, bytes]) -> None:
    page = json.loads(site["articles/a.annotations.json"])
    note, mention = page["items"]
    assert page["id"] == "a.annotations.json"
    assert (note["id"], mention["id"]) == ("a.annotations.json#n-1", "a.annotations.json#m-irgc-1")
    assert note["target"]["source"] == "a.html"
    assert note["motivation"] == "assessing"
    assert [(b["type"], b["purpose"], b.get("value", b.get("source"))) for b in note["body"]] == [
        ("TextualBody", "assessing", 'See <a href="../glossary/irgc.html">IRGC</a>.'),
        ("TextualBody", "classifying", "claim"),
        ("TextualBody", "identifying", "Ann"),
        ("TextualBody", "assessing", "disputed"),
        ("SpecificResource", "linking", "https://example.org/r"),
    ]
    assert mention["body"] == [
        {"type": "SpecificResource", "source": "../glossary/irgc.html", "purpose": "identifying"}
    ]
    assert note["target"]["selector"][1:] == [
        {"type": "TextQuoteSelector", "exact": "came", "prefix": "The IRGC ", "suffix": ", she said."},
        {"type": "TextPositionSelector", "start": 9, "end": 13},
    ]


def test_a_host_is_told_what_the_pages_say_of_themselves_and_where_pages_have_moved(site: dict[str, bytes]) -> None:
    base = (ROOT / "themes/default/templates/base.html").read_text("utf-8")
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in base
    headers = text(site, "_headers")
    assert headers.startswith("/*\n  Content-Security-Policy: " + POLICY + "; frame-ancestors 'none'\n")
    assert "/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" in headers
    assert text(site, "_redirects") == "/old.html /articles/a.html 301\n/old/a%20b.html /articles/a.html 301\n"
    assert 'content="noindex"' in text(site, "old.html")


def test_paths_for_a_host_start_where_the_site_does_and_files_of_authors_are_not_kept_for_ever(tmp_path: Path) -> None:
    mine = {
        "config.yaml": "url: https://example.org/some/sub/\n",
        "content/assets/logo.png": "x",
        "content/articles/a.md": "# T\n\n![A logo](../assets/logo.png)\n",
        "content/articles/a.yaml": "redirect_from: [b.html]\n",
    }
    found = made(write_site(tmp_path, mine))[0]
    assert text(found, "_headers").startswith("/some/sub/*\n")
    assert "Cache-Control" not in text(found, "_headers")
    assert text(found, "_redirects") == "/some/sub/b.html /some/sub/articles/a.html 301\n"
