"""Markdown articles: what is read as what, where it stands, and that no word is lost."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import folded, parse_html

from briefs.core.diagnostics import Diagnostic
from briefs.core.model import Block, Close, Open, Parsed, Raw, Reference, Run, Unit
from briefs.core.source import Source, Span
from briefs.stages.parse import parse
from briefs.weave import weave

PATH = "content/articles/x.md"


def read_all(text: str, sidecar: str = "") -> tuple[Parsed, tuple[Diagnostic, ...]]:
    beside = Source("content/articles/x.yaml", sidecar, "s") if sidecar else None
    checked = parse(Unit("article", Source(PATH, text, "d"), beside))
    return checked.value, checked.diagnostics


def read(text: str, sidecar: str = "") -> Parsed:
    parsed, faults = read_all(text, sidecar)
    assert faults == ()
    return parsed


def html(text: str) -> str:
    parsed = read(text)
    return weave(parsed.plain.text, parsed.body.pieces, address=lambda target: f"<{target}>")


def faults(text: str) -> list[tuple[str, str, str]]:
    """(severity, code, the characters pointed at)"""
    source = Source(PATH, text, "d")
    return [(d.severity, d.code, _at(source, d.span)) for d in read_all(text)[1]]


def references(text: str) -> list[tuple[str, str, str]]:
    """(kind, target, the characters pointed at)"""
    source = Source(PATH, text, "d")
    parsed, _ = read_all(text)
    pairs = zip(parsed.outline.references, parsed.places.references, strict=True)
    return [(r.kind, r.target, _at(source, span)) for r, span in pairs]


def _at(source: Source, span: Span | None) -> str:
    assert span is not None
    assert span.path == source.path
    starts = source.line_starts
    return source.text[starts[span.line - 1] + span.column - 1 : starts[span.end_line - 1] + span.end_column - 1]


# ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_heading_of_the_first_level_is_the_title_and_leaves_the_body() -> None:
    parsed = read("Intro.\n\n# The *title* here\n\nText.\n")
    assert parsed.outline.title == "The title here"
    assert parsed.plain.text == "Intro.\n\nText."
    assert [(g.role, g.text) for g in parsed.guesses] == [("title", "The title here")]


def test_a_title_of_the_sidecar_leaves_the_heading_where_it_is() -> None:
    parsed = read("# Heading\n\nText.\n", "title: Given\n")
    assert parsed.outline.title == "Given"
    assert parsed.plain.text == "Heading\n\nText."


def test_headings_begin_at_the_second_level_and_have_ids_of_their_own() -> None:
    assert html("# T\n\n# A b\n\n## A b\n\n### Deep *er*\n\nSetext\n---\n") == (
        '<h2 id="s-a-b">A b</h2>\n<h2 id="s-a-b-2">A b</h2>\n'
        '<h3 id="s-deep-er">Deep <em>er</em></h3>\n<h2 id="s-setext">Setext</h2>'
    )


def test_paragraphs_and_tight_items_are_numbered_and_nothing_else_is() -> None:
    text = (
        "One.\n\n## H\n\n- two\n- three\n\n> four\n\n1. five\n\n   six\n\n"
        "```\ncode\n```\n\n| a |\n|---|\n| b |\n\nseven\n"
    )
    parsed = read(text)
    assert [(b.kind, b.paragraph, parsed.plain.text[b.start : b.end]) for b in parsed.plain.blocks] == [
        ("paragraph", 1, "One."),
        ("heading", 1, "H"),
        ("item", 2, "two"),
        ("item", 3, "three"),
        ("paragraph", 4, "four"),
        ("paragraph", 5, "five"),
        ("paragraph", 6, "six"),
        ("code", 6, "code"),
        ("cell", 6, "a"),
        ("cell", 6, "b"),
        ("paragraph", 7, "seven"),
    ]
    page = parse_html(html(text))
    assert [(e.tag, e.attributes["id"]) for e in page if (e.attributes.get("id") or "").startswith("p")] == [
        ("p", "p1"), ("li", "p2"), ("li", "p3"), ("p", "p4"), ("p", "p5"), ("p", "p6"), ("p", "p7"),
    ]  # fmt: skip


def test_a_tight_list_inside_a_tight_item_keeps_its_place() -> None:
    assert html("- a\n  - b\n- c\n") == ('<ul><li id="p1">a<ul><li id="p2">b</li></ul></li><li id="p3">c</li></ul>')


def test_a_first_level_block_ends_with_its_last_tag() -> None:
    pieces = read("a\n\n- b\n\n  c\n\n---\n\n```\nd\n```\n").body.pieces
    tops = [p.html for p in pieces if isinstance(p, Raw) and p.top]
    assert tops == ["</p>", "</p></li></ul>", "\n<hr>", "</code></pre>"]
    blocks = [(a, b) for a, b in pairwise(pieces) if isinstance(a, Raw) and isinstance(b, Raw) and a.block and b.block]
    assert all(a.top for a, _ in blocks)


def test_table_alignment_is_a_class_and_never_a_style() -> None:
    page = html("| a | b | c | d |\n|:-|-:|:-:|---|\n| 1 | 2 | | 4 |\n")
    assert "style" not in page
    assert '<th class="al-left" scope="col">a</th>' in page
    assert '<th class="al-right" scope="col">b</th>' in page
    assert '<td class="al-center"></td><td>4</td>' in page


def test_cells_beyond_the_header_are_a_warning_at_their_place() -> None:
    assert faults("| a |\n|---|\n| 1 | 2 | 3 |\n| 1 |  |\n| x \\| y |\n> | a |\n> |---|\n> | 1 | z\n") == [
        ("warning", "table-cells", "2 | 3"),
        ("warning", "table-cells", "z"),
    ]


def test_code_is_kept_with_its_lines_and_its_language_is_escaped() -> None:
    parsed = read('```a"<b\nx  < y\n\n  z\n```\n\n    indented\n')
    assert parsed.plain.text == "x  < y\n\n  z\n\nindented"
    assert [z.kind for z in parsed.plain.zones] == ["code", "code"]
    page = weave(parsed.plain.text, parsed.body.pieces)
    assert page.startswith('<pre><code class="language-a&quot;&lt;b">x  &lt; y\n\n  z</code></pre>')


@pytest.mark.parametrize("about", ["a <b>.py", 'title="a <b>.py"', "title='a <b>.py'"])
def test_words_after_a_fence_s_language_are_its_title(about: str) -> None:
    page = '<figure class="code"><figcaption data-added>a &lt;b&gt;.py</figcaption>'
    assert html(f"```py {about}\nx\n```\n") == f'{page}<pre><code class="language-py">x</code></pre></figure>'
    assert faults(f"```py {about}\nx\n```\n") == []


@pytest.mark.parametrize("about", ["{.numbered}", 'hl_lines="2 3"', 'title="a" hl_lines="2"', 'title=""y""'])
def test_signs_for_another_tool_after_a_fence_s_language_are_said_not_to_be_shown(about: str) -> None:
    assert faults(f"```py {about}\nx\n```\n") == [("warning", "fence-info", f"```py {about}")]


def test_a_definition_list_has_its_own_elements() -> None:
    page = '<dl><dt>Term</dt><dd><p id="p1">One.</p></dd><dd><p id="p2">Two.</p></dd></dl>'
    assert html("Term\n: One.\n\n: Two.\n") == page


def test_an_ordered_list_begins_where_the_author_began() -> None:
    assert html("3. a\n4. b\n").startswith('<ol start="3"><li id="p1">')


def test_zones_say_where_headings_code_links_and_quotations_are() -> None:
    parsed = read("## A *h*\n\n> q `c` and\n> [[term:irgc|the Corps]]\n\nend\n")
    found = [(z.kind, parsed.plain.text[z.start : z.end], z.target) for z in parsed.plain.zones]
    assert found == [
        ("heading", "A h", ""),
        ("quotation", "q c and the Corps", ""),
        ("code", "c", ""),
        ("link", "the Corps", "term:irgc"),
    ]


@pytest.mark.parametrize("depth", [19, 21, 60, 300])
def test_where_nesting_would_lose_text_it_is_kept_and_an_error(depth: int) -> None:
    text = "".join("  " * level + f"- word{level}\n" for level in range(depth))
    parsed, found = read_all(text)
    assert [d.code for d in found] == (["markdown-nesting"] if depth > 20 else [])
    assert all(f"word{level}" in parsed.plain.text for level in range(depth))


def test_quotations_nested_too_deep_are_an_error_at_their_line() -> None:
    (fault,) = read_all("a\n\n" + ">" * 50 + " deep\n")[1]
    assert fault.code == "markdown-nesting"
    assert fault.span is not None
    assert fault.span.line == 3
    assert read_all("a\n\n" + ">" * 39 + " deep\n")[1] == ()


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_soft_break_is_a_space_and_a_hard_break_a_line_end_outside_the_runs() -> None:
    parsed = read("a\nb  \nc\\\nd\n")
    assert parsed.plain.text == "a b\nc\nd"
    assert parsed.body.pieces == (
        Raw('<p id="p1">'),
        Run(0, 3),
        Raw("<br>", False),
        Run(4, 5),
        Raw("<br>", False),
        Run(6, 7),
        Raw("</p>", top=True),
    )


def test_inline_elements_say_where_they_close() -> None:
    parsed = read("a *b **c*** ~~d~~\n")
    assert parsed.body.pieces == (
        Raw('<p id="p1">'),
        Run(0, 2),
        Open("<em>", 5),
        Run(2, 4),
        Open("<strong>", 5),
        Run(4, 5),
        Close("</strong>"),
        Close("</em>"),
        Run(5, 6),
        Open("<s>", 7),
        Run(6, 7),
        Close("</s>"),
        Raw("</p>", top=True),
    )


def test_raw_html_is_shown_as_text() -> None:
    text = "<script>alert(1)</script>\n\na <b onclick=x>b</b> <!-- c -->\n"
    parsed = read(text)
    assert parsed.plain.text == "<script>alert(1)</script>\n\na <b onclick=x>b</b> <!-- c -->"
    assert "<script" not in html(text)


def test_no_typography_is_done_and_no_address_becomes_a_link() -> None:
    words = "\"quotes\" -- (c) ... www.example.com https://example.com/x ?????? 'a'"
    parsed = read(words)
    assert parsed.plain.text == words
    assert len(parsed.body.pieces) == 3


def test_character_references_are_the_characters_they_stand_for() -> None:
    assert read("a&nbsp;b &amp; &#10;&#10; \\* &#0;c\n").plain.text == "a\xa0b &    * \ufffdc"


def test_a_paragraph_without_words_is_no_block_and_has_no_number() -> None:
    text = "![alt](a.png)\n\ntext\n"
    parsed = read(text)
    assert parsed.plain.blocks == (Block(0, 4, "paragraph", 1),)
    image = '<img <image:content/articles/a.png> alt="alt">'
    assert html(text) == f'<p class="wordless">{image}</p>\n<p id="p1">text</p>'


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_links_to_articles_and_terms_stand_where_they_are_written() -> None:
    text = "# T\n\nSee [[other-one]], [[other-one|the *other*]]\nand [[term:irgc]] or [[term:irgc|Corps]].\n"
    assert references(text) == [
        ("article", "other-one", "[[other-one]]"),
        ("article", "other-one", "[[other-one|the *other*]]"),
        ("term", "irgc", "[[term:irgc]]"),
        ("term", "irgc", "[[term:irgc|Corps]]"),
    ]
    assert read(text).plain.text == "See other-one, the other and irgc or Corps."
    assert '<a href="<term:irgc>">Corps</a>' in html(text)


@pytest.mark.parametrize("text", ["[[a", "[[]]", "[[a]", "[[ ]]", "[[a|]]", "\\[[a]]", "`[[a]]`", "[[a\nb]]"])
def test_what_only_resembles_a_double_bracket_is_text(text: str) -> None:
    assert references(text) == []


def test_a_double_bracket_before_a_parenthesis_is_an_ordinary_link() -> None:
    assert references("[[1]](other.md)") == [("file", "content/articles/other.md", "other.md")]


@pytest.mark.parametrize(
    ("address", "kind", "target"),
    [
        ("other.md", "file", "content/articles/other.md"),
        ("./sub/../other.txt", "file", "content/articles/other.txt"),
        ("../pages/about.md#who", "file", "content/pages/about.md#who"),
        ("a%20b.md", "file", "content/articles/a b.md"),
        ("<a b.md>", "file", "content/articles/a b.md"),
        ("../files/report.pdf", "asset", "content/files/report.pdf"),
        ("report.pdf#page=3", "asset", "content/articles/report.pdf"),
    ],
)
def test_relative_links_are_paths_from_the_site_s_root(address: str, kind: str, target: str) -> None:
    text = f'Words before [link]({address} "title").\n'
    assert references(text) == [(kind, target, address.strip("<>"))]
    (piece,) = [p for p in read(text).body.pieces if isinstance(p, Open)]
    fragment = "#page=3" if "#page" in address else ""
    assert piece == Open(f'<a href="\0{fragment}" title="title">', 17, f"{kind}:{target}", True)


def test_a_link_out_of_the_site_s_folder_is_an_error() -> None:
    assert faults("[a](../../../b.md) [c](/d.md) [e]()\n") == [
        ("error", "link-outside", "../../../b.md"),
        ("error", "link-outside", "/d.md"),
        ("error", "link-empty", "[e]()"),
    ]


def test_links_to_the_web_are_kept_and_marked() -> None:
    page = html('[a](https://example.com/?a=1&b="2") <mailto:a@b.org> <https://x.org/%20>\n')
    assert '<a href="https://example.com/?a=1&amp;b=%222%22" rel="noopener external">a</a>' in page
    assert '<a href="mailto:a@b.org" rel="noopener external">mailto:a@b.org</a>' in page
    assert ">https://x.org/%20</a>" in page


@pytest.mark.parametrize(
    "address",
    "javascript:alert(1) JAVASCRIPT:x data:text/html,x vbscript:x file:///etc/passwd blob:x intent:x ms-msdt:x "
    "view-source:x filesystem:x chrome:x ftp://x //x.org/y http:x https:// &#106;avascript:x".split(),
)
def test_an_unlisted_scheme_is_an_error_and_only_the_words_stay(address: str) -> None:
    parsed, found = read_all(f"a [words]({address}) b\n")
    assert [d.code for d in found] == ["link-scheme"]
    assert parsed.body.pieces == (Raw('<p id="p1">'), Run(0, 9), Raw("</p>", top=True))


def test_a_host_in_other_letters_is_a_warning_that_shows_it_in_ascii() -> None:
    (fault,) = read_all("[a](https://\u0430pple.com/)\n")[1]
    assert (fault.severity, fault.code) == ("warning", "link-host")
    assert "xn--pple-43d.com" in fault.message


def test_places_in_the_same_text_may_be_named_by_their_heading() -> None:
    page = html("# T\n\n## Two parts\n\n[a](#two-parts) [b](#s-two-parts) [c](#p1) [d](#m-irgc-1)\n")
    addresses = [e.attributes["href"] for e in parse_html(page).all("a")]
    assert addresses == ["#s-two-parts", "#s-two-parts", "#p1", "#m-irgc-1"]
    assert references("[a](#nowhere)\n") == [("file", "content/articles/x.md#nowhere", "#nowhere")]


def test_the_same_link_twice_points_at_each_place() -> None:
    text = "# T\n\n- [[a]] [[a]]\n\n> | x | [[a]] |\n> |---|---|\n> | [[a]] | [[a]] |\n"
    spans = read(text).places.references
    assert [(s.line, s.column) for s in spans] == [(3, 3), (3, 9), (5, 9), (7, 5), (7, 13)]


def test_links_by_reference_point_at_where_they_are_used() -> None:
    assert references("See [it][r] and [r].\n\n[r]: other.md\n") == [
        ("file", "content/articles/other.md", "[it][r]"),
        ("file", "content/articles/other.md", "[r]"),
    ]


@pytest.mark.parametrize(
    "written", ["[a[^1]](b.md)", "[a [b](c.md) d](e.md)", "[a [[b]] c](d.md)", "[see[^1] *it*](b.md#x)"]
)
def test_a_link_that_is_lost_to_what_stands_in_its_words_is_a_warning(written: str) -> None:
    text = f"See {written} now.[^1]\n\n[^1]: Note.\n"
    assert faults(text) == [("warning", "link-nested", written)]


def test_an_address_in_the_words_of_a_link_is_text_and_no_second_link() -> None:
    text = "See [a <https://b.org/> c](https://d.org/) and [[x|<https://e.org/>]].\n"
    assert faults(text) == [
        ("warning", "link-nested", "<https://b.org/>"),
        ("warning", "link-nested", "<https://e.org/>"),
    ]
    parsed = read_all(text)[0]
    assert parsed.plain.text == "See a <https://b.org/> c and <https://e.org/>."
    links = parse_html(weave(parsed.plain.text, parsed.body.pieces)).all("a")
    assert [link.text() for link in links] == ["a <https://b.org/> c", "<https://e.org/>"]


@pytest.mark.parametrize(
    "written", ["\\[a[^1]](b.md)", "`[a[^1]](b.md)`", "[a][^1] (b.md)", "[[^1]]", "![a](b.png) [c](d.md)"]
)
def test_what_was_not_meant_as_a_link_is_no_lost_one(written: str) -> None:
    assert faults(f"See {written} now.[^1]\n\n[^1]: Note.\n") == []


def test_a_term_may_stand_behind_a_space_but_must_be_named() -> None:
    assert references("See [[term: irgc]] and [[term: irgc |it]].\n") == [
        ("term", "irgc", "[[term: irgc]]"),
        ("term", "irgc", "[[term: irgc |it]]"),
    ]
    assert faults("See [[term:]] and [[term: |x]].\n") == [
        ("error", "link-empty", "[[term:]]"),
        ("error", "link-empty", "[[term: |x]]"),
    ]
    assert read_all("See [[term:]].\n")[0].plain.text == "See [[term:]]."


# ── images ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_image_is_a_file_of_the_site_with_a_hole_for_its_address() -> None:
    parsed = read('a ![a *map* "x"](../img/m.png "T") b\n')
    image = Raw('<img \0 alt="a map &quot;x&quot;" title="T">', False, False, "image:content/img/m.png")
    assert image in parsed.body.pieces
    assert parsed.plain.text == "a  b"
    assert parsed.outline.references == (Reference("image", "content/img/m.png"),)


def test_a_picture_alone_with_a_title_has_a_caption_that_all_can_read() -> None:
    figure = '<figure class="image"><img <image:content/articles/a.png> alt="a quay"><figcaption data-added>'
    assert html('![a quay](a.png "On <Monday>")\n') == f"{figure}On &lt;Monday&gt;</figcaption></figure>"
    assert read('![a quay](a.png "On Monday")\n').plain.text == ""


def test_two_quotation_marks_say_that_a_picture_shows_nothing() -> None:
    assert html('![""](a.png)\n') == '<p class="wordless"><img <image:content/articles/a.png> alt=""></p>'
    assert faults('![""](a.png)\n') == []


def test_an_image_from_elsewhere_is_an_error_and_one_without_description_a_warning() -> None:
    assert faults("![a](https://x.org/a.png) ![b](data:image/png;x) ![](a.png) ![c](x.md)\n") == [
        ("error", "image-outside", "https://x.org/a.png"),
        ("error", "image-outside", "data:image/png;x"),
        ("warning", "image-alt", "a.png"),
        ("error", "image-outside", "x.md"),
    ]


# ── footnotes ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_footnotes_stand_at_the_end_in_the_order_of_their_use() -> None:
    text = "a[^b] c[^a] d[^b] e^[in *place*]\n\n[^a]: A note.\n\n[^b]: B one.\n\n    B two.\n"
    parsed = read(text)
    assert parsed.plain.text == "a c d e\n\nB one.\n\nB two.\n\nA note.\n\nin place"
    assert [b.paragraph for b in parsed.plain.blocks] == [1, 2, 3, 4, 5]
    page = parse_html(html(text))
    assert [e.text() for e in page.all("sup", "fnref")] == ["1", "2", "1", "3"]
    assert all("data-added" in e.attributes for e in page.all("sup", "fnref"))
    assert [e.attributes["id"] for e in page.find("section", "footnotes").all("li")] == ["fn-1", "fn-2", "fn-3"]
    ids = {e.attributes["id"] for e in page if e.attributes.get("id")}
    assert {(e.attributes["href"] or "")[1:] for e in page.all("a")} <= ids
    assert folded(page.text(added=False)) == folded(parsed.plain.text)


def test_a_footnote_without_use_or_without_text_is_a_warning_and_loses_no_word() -> None:
    text = "a[^x] b[^x] \\[^y]\n\n[^u]: Unused.\n\n[^u]: Again.\n"
    assert faults(text) == [
        ("warning", "footnote-duplicate", "[^u]: Again."),
        ("warning", "footnote-undefined", "[^x]"),
        ("warning", "footnote-unused", "[^u]: Unused."),
    ]
    assert read_all(text)[0].plain.text == "a[^x] b[^x] [^y]\n\nUnused.\n\nAgain."


@pytest.mark.parametrize("text", ["a\n\n[^1]:^[d]\n", "a[^1]\n\n[^1]: b\n\n[^1]: c ^[d]\n", "a\n\n[^1]: b[^1]^[d]\n"])
def test_a_note_inside_a_footnote_that_nothing_refers_to_is_not_lost(text: str) -> None:
    parsed = read_all(text)[0]
    page = parse_html(weave(parsed.plain.text, parsed.body.pieces))
    assert parsed.plain.text.endswith("\n\nd")
    ids = [e.attributes["id"] for e in page if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert {(e.attributes["href"] or "")[1:] for e in page.all("a")} <= set(ids)


def test_a_thousand_headings_of_one_name_are_numbered_in_their_order() -> None:
    page = parse_html(html("# T\n\n" + "## a\n\n## a-7\n\n" * 500))
    ids = [e.attributes["id"] for e in page.all("h2")]
    assert ids[:6] == ["s-a", "s-a-7", "s-a-2", "s-a-7-2", "s-a-3", "s-a-7-3"]
    assert len(set(ids)) == 1_000


CLOBBERING = "getElementById body cookie forms location __proto__ constructor m-1 n-1 q-1 p1 s-p1 main 1 x'><i> 日本 é"


def test_no_heading_has_an_id_that_a_script_or_page_knows_by_itself() -> None:
    """A browser makes a variable of an element's id; one with a hyphen hides nothing that a script asks for."""
    names = CLOBBERING.split(" ")
    page = parse_html(html("# T\n\n" + "".join(f"## {name}\n\n## {name}\n\n" for name in names)))
    ids = [str(e.attributes["id"]) for e in page.all("h2")]
    assert len(ids) == 2 * len(names)
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"s-[\w-]+", one) for one in ids), ids


def test_a_footnote_defined_twice_shows_both_places() -> None:
    _, (fault,) = read_all("Said.[^1]\n\n[^1]: One.\n\n[^1]: Two.\n")
    assert (fault.span, fault.hint) == (Span(PATH, 5, 1, 5, 11), "give one of them another label")
    assert [r.span for r in fault.related] == [Span(PATH, 3, 1, 3, 11)]


def test_footnotes_inside_footnotes_keep_all_their_words() -> None:
    parsed = read("a[^1]\n\n[^1]: One.[^2]\n\n    [^2]: Two.\n\n    More of one.\n")
    assert parsed.plain.text == "a\n\nOne.\n\nMore of one.\n\nTwo."


def test_links_in_a_footnote_stand_where_they_are_written() -> None:
    text = "a ^[see\n  [[x]]] b[^1]\n\n[^1]: and [[y]]\n"
    assert references(text) == [("article", "x", "[[x]]"), ("article", "y", "[[y]]")]


# ── front matter ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_front_matter_holds_metadata_and_lines_below_it_keep_their_numbers() -> None:
    text = "---\ntitle: From the front\ntags: [a, b]\ndate: 2022-10-21\n---\n# Heading\n\n[[x]]\n"
    parsed = read(text)
    assert (parsed.outline.title, parsed.outline.tags) == ("From the front", ("a", "b"))
    assert parsed.outline.date == "2022-10-21"
    assert parsed.plain.text == "Heading\n\nx"
    assert parsed.places.references == (Span(PATH, 8, 1, 8, 6),)


def test_the_sidecar_wins_over_front_matter_key_by_key() -> None:
    parsed = read("---\ntitle: Front\nbyline: A\ndraft: true\n---\ntext\n", "title: Side\ndraft: false\n")
    assert (parsed.outline.title, parsed.outline.byline, parsed.outline.draft) == ("Side", "A", False)


def test_front_matter_without_an_end_is_an_error_on_the_first_line() -> None:
    assert faults("---\ntitle: x\n\ntext\n") == [("error", "front-matter", "---")]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("title: [a]", "wrong-type", 8),
        ("date: tomorrow", "wrong-type", 7),
        ("draft: maybe", "wrong-type", 8),
        ("slug: a/b", "slug", 7),
        ("language: klingon!", "language", 11),
        ("notes: []", "unknown-key", 1),
        ("redirect_from: [../x.html]", "redirect-path", 17),
    ],
)
def test_a_mistake_in_front_matter_is_shown_at_its_value(line: str, code: str, column: int) -> None:
    (fault,) = read_all(f"---\nkicker: k\n{line}\n---\ntext\n")[1]
    assert fault.span is not None
    assert (fault.severity, fault.code, fault.span.line, fault.span.column) == ("error", code, 3, column)


@pytest.mark.parametrize(
    ("front", "message", "hint"),
    [
        (
            "notes: []",
            "the front matter has no key `notes`",
            "it holds metadata only: write `notes:` in the sidecar, content/articles/x.yaml",
        ),
        (
            "omit: [a]",
            "the front matter has no key `omit`",
            "it holds metadata only: write `omit:` in the sidecar, content/articles/x.yaml",
        ),
        ("titel: x", "the front matter has no key `titel`", "did you mean `title`?"),
        ("- title", "the front matter must be a group of keys", "write each as `key: value`, without `- `"),
        ("title", "the front matter must be a group of keys", "write its keys below, each as `key: value`"),
    ],
)
def test_a_mistake_in_front_matter_calls_it_that(front: str, message: str, hint: str) -> None:
    (fault,) = read_all(f"---\n{front}\n---\ntext\n")[1]
    assert fault.message.startswith(message)
    assert fault.hint.startswith(hint)


def test_omit_and_caption_name_paragraphs_of_a_markdown_article() -> None:
    parsed = read("One *line*.\n\nA picture\nof it.\n\nGo away.\n", "omit: [Go away.]\ncaption: A picture of it.\n")
    assert parsed.plain.text == "One line.\n\nA picture of it."
    assert [(b.kind, b.paragraph) for b in parsed.plain.blocks] == [("paragraph", 1), ("caption", 1)]
    assert [(g.role, g.text) for g in parsed.guesses] == [("caption", "A picture of it."), ("omitted", "Go away.")]
    _, found = read_all("One line.\n", "omit: [One lime.]\n")
    assert [d.code for d in found] == ["omit-not-found"]


# ── what always holds ────────────────────────────────────────────────────────────────────────────────────────────

_MARKS = "* ** _ ` `` ~~ [ ] [[ ]] ]( ) ( ![ < > \\ | \\| &amp; &#10; &lt; #a javascript: http://a / .. <script> <!--"
_SAMPLES = "[[slug]] [[term:irgc|the_Corps]] [a](b.md) ![x](y.png) <https://a.b> ^[ [^ [^1] ]: \" ' a word é \u0641 0"
_LINES = (
    *("\n", "\n\n", "  \n", "\\\n", "# ", "## ", "> ", "- ", "+ ", "1. ", "    ", "\t", "```\n", "~~~x y\n", "---\n"),
    *("===\n", ": ", "~ ", "| a | b |\n|---|:-:|\n", "| c | d | e |\n", " ", "\xa0", "\u2028", "\u200b", "[^1]: "),
)
_PIECES = st.sampled_from((*_MARKS.split(), *_SAMPLES.split(), *_LINES))
MARKDOWN = st.lists(_PIECES, max_size=40).map("".join)


@settings(max_examples=400)
@given(MARKDOWN)
@example("- a\\\n![x](y)\\\nb")
@example("> - a\n[^1]: b\n> c[^1]")
@example("[a ![b](c.png) d^[e]](f.md)")
@example("|a|\n|-|\n|[[x|y]]|")
def test_the_runs_of_any_markdown_are_its_text_and_its_html_is_sound(text: str) -> None:
    parsed, found = read_all(text)
    plain, pieces = parsed.plain, parsed.body.pieces
    at = 0
    for run in (p for p in pieces if isinstance(p, Run)):
        assert at <= run.start < run.end
        assert plain.text[at : run.start] in ("", "\n\n", "\n")
        at = run.end
    assert at == len(plain.text)
    assert "\n\n".join(plain.text[b.start : b.end] for b in plain.blocks) == plain.text
    assert all(plain.text[b.start : b.end].strip() for b in plain.blocks)
    assert list(plain.zones) == sorted(plain.zones, key=lambda z: (z.start, -z.end, z.kind, z.target))
    assert all(0 <= z.start < z.end <= len(plain.text) for z in plain.zones)
    page = parse_html(weave(plain.text, pieces))
    assert folded(page.text(added=False)) == folded(plain.text)
    ids = [e.attributes["id"] for e in page if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert not {e.tag for e in page} & {"script", "iframe", "style"}
    lines = Source(PATH, text, "").line_starts
    for span in (*parsed.places.blocks, *parsed.places.references, *(d.span for d in found if d.span)):
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert span.column >= 1
    assert len(parsed.places.blocks) == len(plain.blocks)
    assert len(parsed.places.references) == len(parsed.outline.references)


_WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
_JOINTS = st.sampled_from(
    (" ", "\n", "\n\n", " *x* ", " `x` ", "\n- ", "\n  > ", "\n\n    ", "\n\n# ", "\n1. ", "\n: ", "[^1] ")
)


@given(st.lists(st.tuples(_JOINTS, _WORDS), min_size=1, max_size=12))
def test_every_word_between_markup_is_in_the_text(pairs: list[tuple[str, str]]) -> None:
    parsed = read_all("".join(joint + word for joint, word in pairs))[0]
    text = f"{parsed.plain.text} {parsed.outline.title}"
    assert [word for _, word in pairs if word not in text] == []
