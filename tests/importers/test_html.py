"""Saved web pages: what comes over, what is told of, and that no word of the article is lost or added."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from importing import faults, imported, needs_import, texts, told
from support import folded, made, parse_html, words_of, write_site

from briefs.importers import Article, Asked, Standing

pytestmark = needs_import

FILES = Path(__file__).parent / "files"
STORY = "".join(
    f"<p>Paragraph {number} says at some length what happened in the harbour on that day, and who was there.</p>"
    for number in range(1, 6)
)
HEAD = """
<html lang="en"><head><title>Harbour reopens | Harbour News</title>
<link rel="canonical" href="https://news.example.org/2026/harbour">
<meta property="og:site_name" content="Harbour News"><meta property="og:image" content="/crane.jpg">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Harbour reopens &amp; ships sail",
 "author": [{"@type": "Person", "name": "Mara Lind"}, {"name": "Ana Reyes"}],
 "datePublished": "2026-11-02T10:00:00+0100", "license": "https://creativecommons.org/licenses/by/4.0/"}</script>
</head><body><nav><a href="/">Home</a></nav><article>"""


def page(body: str) -> str:
    return f"{HEAD}{body}</article><footer>All rights reserved.</footer></body></html>"


def article(html: str, **asked: str) -> str:
    """The one article that comes of a page."""
    found = imported({"harbour.html": html}, "html", Asked(**asked))
    assert faults(found) == []
    return next(text for path, text in texts(found).items() if not path.endswith(".yaml"))


def test_what_a_page_says_of_itself_stands_in_the_sidecar() -> None:
    found = imported({"harbour.html": page(STORY)}, "html", Asked(retrieved="2026-11-03"))
    assert texts(found)["articles/harbour.yaml"] == (
        "title: Harbour reopens & ships sail\nbyline: Mara Lind, Ana Reyes\ndate: 2026-11-02T10:00:00+01:00\n"
        "source:\n  name: Harbour News\n  url: https://news.example.org/2026/harbour\n"
        "  published: 2026-11-02T10:00:00+01:00\n  retrieved: 2026-11-03\n"
        "  licence: https://creativecommons.org/licenses/by/4.0/\n"
    )
    assert "https://news.example.org/crane.jpg is no file here" in told(found, "import-left-out")[0]


def test_a_page_of_paragraphs_alone_is_plain_text_and_one_with_structure_markdown() -> None:
    plain = imported({"harbour.html": page(STORY)}, "html")
    assert texts(plain)["articles/harbour.txt"].count("\n\n") == 4
    rich = imported({"harbour.html": page(STORY + "<h2>Why</h2><ul><li>Wind</li><li>Rain</li></ul>" + STORY)}, "html")
    assert "\n\n## Why\n\n- Wind\n- Rain\n\n" in texts(rich)["articles/harbour.md"]


def test_a_line_that_plain_text_would_take_for_page_furniture_makes_the_article_markdown() -> None:
    found = imported({"harbour.html": page("<p>Give Your Comments</p>" + STORY)}, "html")
    assert texts(found)["articles/harbour.md"].startswith("Give Your Comments\n\nParagraph 1")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<a href="/notice?a=1&amp;b=2">the notice</a>', "[the notice](https://news.example.org/notice?a=1&b=2)"),
        ('<a href="#top">up</a>', "up"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ('<a href="data:text/html,x">press</a>', "press"),
        ("<strong>most</strong> of <em>all</em>", "**most** of *all*"),
        ("<b>a*b*c</b> and [d](e) and _f_", "**a\\*b\\*c** and \\[d\\](e) and \\_f\\_"),
        ("<i>so</i> snake_case stays", "*so* snake_case stays"),
    ],
)
def test_inline_markup_comes_over(html: str, markdown: str) -> None:
    text = article(page(f"<p>In the first place {html} is what the harbour's people said about it.</p>" + STORY))
    assert f"In the first place {markdown} is what" in text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<style>p {display: none}</style>",
        "<iframe src='https://evil.example'></iframe>",
        "<svg onload=alert(1)></svg>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_nothing_active_remains(hostile: str, tmp_path: Path) -> None:
    html = page(f"<h2>One</h2><p>Before {hostile} after that we say a few words more.</p>" + STORY)
    found = imported({"harbour.html": html}, "html")
    write_site(tmp_path, {f"content/{path}": text for path, text in texts(found).items()})
    files, result = made(tmp_path)
    assert [d for d in result.report.diagnostics if d.severity == "error"] == []
    body = parse_html(files["articles/harbour.html"]).find("div", "article-body")
    assert not [one.tag for one in body if one.tag in ("script", "style", "iframe", "svg", "img")]
    assert not [name for one in body for name in one.attributes if name.startswith("on")]


def test_a_picture_of_a_saved_page_that_lies_in_the_folder_comes_with_it() -> None:
    html = page('<h2>One</h2><p><img src="harbour_files/crane.png" alt="A red crane"></p>' + STORY)
    found = imported({"harbour.html": html, "harbour_files/crane.png": b"x"}, "html")
    assert "![A red crane](harbour/crane.png)" in texts(found)["articles/harbour.md"]
    assert texts(found)["articles/harbour/crane.png"] == "= harbour_files/crane.png"


def test_what_is_not_taken_for_the_article_is_told_with_its_line() -> None:
    aside = (
        "<aside class='related-links'><p>"
        + "Read more of our stories about ports and their people here. " * 3
        + "</p></aside>"
    )
    found = imported({"harbour.html": page(STORY).replace("<footer>", f"\n{aside}\n<footer>")}, "html")
    lost = [line for line in told(found, "import-left-out") if "a paragraph was not taken" in line]
    words = "Read more of our stories about ports and their people here. …"
    assert lost == [f"harbour.html:10: a paragraph was not taken for the article's: “{words}”"]


def test_a_page_in_another_encoding_is_read_as_it_says() -> None:
    html = page("<p>Le café de Noël était fermé ce jour-là, dit-on dans le port.</p>" + STORY)
    stated = html.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252")
    assert "Le café de Noël était" in texts(imported({"harbour.html": stated}, "html"))["articles/harbour.txt"]
    silent = imported({"harbour.html": html.encode("cp1252")}, "html")
    assert "is read as Windows-1252" in told(silent, "import-guessed")[0]


def test_an_article_of_that_name_is_never_overwritten() -> None:
    site = Standing(articles=(Article("harbour", "content/articles/2022/harbour.txt"),))
    found = imported({"harbour.html": page(STORY)}, "html", site=site)
    assert [d.code for d in faults(found)] == ["import-exists"]


_ODD = page("<table><tr><td>a&#xfffe;<p>b&#0;&#1;&#xd800;</p></td><td>c</td></tr></table>" + STORY)


@pytest.mark.parametrize(
    "html", ["", "   ", "<html></html>", "plain words", "\0\0\0", "<" * 4000, "<div>" * 3000, _ODD]
)
def test_no_page_at_all_is_an_error_or_an_article_but_no_fault(html: str) -> None:
    found = imported({"x.html": html}, "html")
    assert [d.code for d in faults(found)] in ([], ["import-format"])


# ── a page of Wikipedia ──────────────────────────────────────────────────────────────────────────────────────────


def words_of_wikipedia(html: str) -> str:
    """Another reading of the saved page: its article's words without boxes, marks of footnotes, and their list."""
    from lxml.html import document_fromstring

    content = document_fromstring(html).get_element_by_id("mw-content-text")
    apart = ["infobox", "navbox", "toc", "editsection", "mw-editsection", "metadata", "reference", "references"]
    apart += ["mw-jump-link", "noprint", "printfooter", "shortdescription"]
    for name in apart:
        for one in content.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"):
            if one.getparent() is not None:
                one.drop_tree()
    for one in content.xpath(".//style | .//script"):
        one.drop_tree()
    return str(content.text_content())


def test_the_words_of_a_wikipedia_page_are_those_of_the_page_that_is_built(tmp_path: Path) -> None:
    html = (FILES / "wikipedia.html").read_text("utf-8")
    found = imported({"wikipedia.html": html}, "html")
    write_site(tmp_path, {f"content/{path}": text for path, text in texts(found).items()})
    files, result = made(tmp_path)
    assert [d for d in result.report.diagnostics if d.severity == "error"] == []
    body = words_of(files["articles/wikipedia.html"])
    notes = parse_html(files["articles/wikipedia.html"]).find("section", "footnotes").text(added=False)
    assert folded(body.replace(notes, "")) == folded(words_of_wikipedia(html))


def test_the_footnotes_of_a_wikipedia_page_are_footnotes_and_its_infobox_is_told_of() -> None:
    found = imported({"wikipedia.html": (FILES / "wikipedia.html").read_bytes()}, "html")
    text = texts(found)["articles/wikipedia.md"]
    assert re.findall(r"^\[\^(\d)\]: ", text, re.MULTILINE) == list("12345678")
    assert told(found, "import-left-out") == ["wikipedia.html:61: the infobox was left out"]
    assert "licence: Creative Commons Attribution-ShareAlike License" in texts(found)["articles/wikipedia.yaml"]
