from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from support import folded, parse_html

from briefs.core.model import Close, Open, Piece, Raw, Run
from briefs.weave import HOLE, Aside, Mark, _Loom, weave

WORDS = st.text(st.sampled_from("ab <&>\"' éش界\u200d"), min_size=1, max_size=12)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, list[Piece]]:
    """A plain text and pieces of well-formed markup around its runs."""
    text, pieces = "", list[Piece]()
    for block in range(draw(st.integers(1, 4))):
        text += "\n\n" if block else ""
        pieces.append(Raw("<p>"))
        text = _inline(draw, text, pieces, 0)
        pieces.append(Raw("</p>\n", top=True))
    return text, pieces


def _inline(draw: st.DrawFn, text: str, pieces: list[Piece], depth: int) -> str:
    for _ in range(draw(st.integers(1, 3))):
        what = draw(st.sampled_from(["words", "words", "element", "link", "break"]))
        if what == "break":
            text += "\n"
            pieces.append(Raw("<br>\n", block=False))
        elif what == "words" or depth > 2:
            words = draw(WORDS)
            pieces.append(Run(len(text), len(text) + len(words)))
            text += words
        else:
            link = what == "link" and not any(isinstance(p, Open) and p.link for p in pieces[-6:])
            at = len(pieces)
            text = _inline(draw, text, pieces, 9 if link else depth + 1)
            tag = "a" if link else "em"
            pieces.insert(at, Open(f"<{tag}>", len(text), "", link))
            pieces.append(Close(f"</{tag}>"))
    return text


@st.composite
def woven(draw: st.DrawFn) -> tuple[str, list[Piece], list[Mark], list[Aside]]:
    text, pieces = draw(bodies())
    links = _spans(pieces)
    marks, asides, taken = list[Mark](), list[Aside](), list[tuple[int, int]]()
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        free = not any(s < end and start < e for s, e in taken) and not any(s <= end and start <= e for s, e in links)
        if draw(st.booleans()) and free:
            taken.append((start, end))
            marks.append(Mark(start, end, f'<a id="m{number}">', "<a>", "</a>", link=True))
        else:
            after = f'<a class="ref" data-added>{number}</a>'
            marks.append(Mark(start, end, f'<mark id="q{number}">', "<mark>", "</mark>", after=after))
            asides.append(Aside(end, f'<aside id="n{number}" data-added>note</aside>'))
    return text, pieces, marks, asides


def _spans(pieces: list[Piece]) -> list[tuple[int, int]]:
    spans = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, Open) and piece.link:
            start = next((p.start for p in pieces[at:] if isinstance(p, Run)), piece.end)
            spans.append((min(start, piece.end), piece.end))
    return spans


@given(woven())
def test_any_marks_over_any_body_lose_no_character_and_nest_properly(
    case: tuple[str, list[Piece], list[Mark], list[Aside]],
) -> None:
    text, pieces, marks, asides = case
    page = parse_html(weave(text, pieces, marks, asides))
    runs = "".join(text[p.start : p.end] for p in pieces if isinstance(p, Run))
    assert page.text(added=False).replace("\n", "") == runs.replace("\n", "")


@given(woven())
def test_every_mark_covers_exactly_its_words_and_every_aside_stands_once(
    case: tuple[str, list[Piece], list[Mark], list[Aside]],
) -> None:
    text, pieces, marks, asides = case
    page = parse_html(weave(text, pieces, marks, asides))
    runs = [(p.start, p.end) for p in pieces if isinstance(p, Run)]
    for tag in ("a", "mark"):
        mine = [m for m in marks if m.first.startswith(f"<{tag} ")]
        covered = "".join(text[at] for s, e in runs for at in range(s, e) if any(m.start <= at < m.end for m in mine))
        outer = [e for e in page.all(tag) if "data-added" not in e.attributes and not _inside(e, tag)]
        if tag == "mark" or not _spans(pieces):
            assert folded("".join(e.text(added=False) for e in outer)) == folded(covered)
    shown = [m for m in marks if any(m.start < e and s < m.end for s, e in runs)]
    ids = [e.attributes["id"] for e in page if "id" in e.attributes and e.tag != "aside"]
    assert sorted(ids, key=str) == sorted(m.first.split('"')[1] for m in shown)
    assert len(list(page.all("aside"))) == len(asides)


@given(woven())
def test_the_quick_way_gives_what_the_plain_way_gives(
    case: tuple[str, list[Piece], list[Mark], list[Aside]],
) -> None:
    with patch.object(_Loom, "_alone", lambda loom, at, end: at):
        plain = weave(*case)
    assert weave(*case) == plain


@given(woven())
def test_no_mark_is_opened_for_nothing_and_what_follows_it_stands_once_behind_it_in_no_link(
    case: tuple[str, list[Piece], list[Mark], list[Aside]],
) -> None:
    html = weave(*case)
    assert not re.search(r"<(mark|a)\b[^>]*></\1>", html)
    shown = [mark for mark in case[2] if mark.after and mark.first in html]
    assert html.count("data-added>") == len(shown) + len(case[3])
    assert all(html.index(mark.after) > html.index(mark.first) for mark in shown)
    added = [e for e in parse_html(html).all("a") if "data-added" in e.attributes]
    assert [e for e in added if _inside(e, "a")] == []


@given(woven())
def test_an_aside_follows_the_block_in_which_its_words_end(
    case: tuple[str, list[Piece], list[Mark], list[Aside]],
) -> None:
    text, pieces, _, asides = case
    ends, at = list[int](), 0
    for piece in pieces:
        at = piece.end if isinstance(piece, Run) else at
        ends += [at] if isinstance(piece, Raw) and piece.top else []
    due = ["".join(a.html for a in sorted(asides, key=lambda a: a.end) if s < a.end <= e)
           for s, e in zip([-1, *ends[:-1]], [*ends[:-1], len(text)], strict=True)]  # fmt: skip
    assert re.findall(r"</p>\n((?:<aside.*?</aside>)*)", weave(*case)) == due


def test_the_address_of_a_piece_is_set_where_its_hole_is() -> None:
    pieces: list[Piece] = [
        Raw(f'<p data-x="{HOLE}">', target="block"),
        Open(f'<a href="{HOLE}">', 3, "link", True),
        Run(0, 3),
        Close("</a>"),
        Raw(f"<img src={HOLE}>", block=False, target="a<b"),
        Raw("</p>"),
    ]
    asked = list[str]()

    def address(target: str) -> str:
        asked.append(target)
        return f"[{target}]"

    woven = weave("one", pieces, address=address)
    assert asked == ["block", "link", "a<b"]
    assert woven == '<p data-x="[block]"><a href="[link]">one</a><img src=[a<b]></p>'
    assert weave("one", pieces).count("#") == 3


def _inside(element: object, tag: str) -> bool:
    parent = getattr(element, "parent", None)
    while parent is not None:
        if parent.tag == tag:
            return True
        parent = parent.parent
    return False


def test_a_link_is_never_split_by_a_note() -> None:
    text = "one two three four"
    pieces: list[Piece] = [Raw("<p>"), Run(0, 18), Raw("</p>", top=True)]
    note = Mark(4, 10, "<mark id=q>", "<mark>", "</mark>", after="<sup data-added>1</sup>")
    link = Mark(8, 18, "<a id=m>", "<a>", "</a>", link=True)
    html = weave(text, pieces, [note, link])
    assert html.count("<a ") == 1
    assert html == ("<p>one <mark id=q>two </mark><a id=m><mark>th</mark>ree four</a><sup data-added>1</sup></p>")


def test_a_mark_over_whole_emphasis_goes_around_it() -> None:
    text = "a bold b"
    pieces: list[Piece] = [
        Raw("<p>"),
        Run(0, 2),
        Open("<strong>", 6),
        Run(2, 6),
        Close("</strong>"),
        Run(6, 8),
        Raw("</p>"),
    ]
    assert weave(text, pieces, [Mark(2, 6, "<mark>", "<mark>", "</mark>")]) == (
        "<p>a <mark><strong>bold</strong></mark> b</p>"
    )


def test_a_mark_that_ends_inside_emphasis_is_split_at_its_edge() -> None:
    text = "a bold b"
    pieces: list[Piece] = [
        Raw("<p>"),
        Run(0, 2),
        Open("<strong>", 6),
        Run(2, 6),
        Close("</strong>"),
        Run(6, 8),
        Raw("</p>"),
    ]
    assert weave(text, pieces, [Mark(0, 4, "<mark id=q>", "<mark>", "</mark>")]) == (
        "<p><mark id=q>a </mark><strong><mark>bo</mark>ld</strong> b</p>"
    )


def woven_words(text: str, marks: list[Mark], asides: list[Aside] = []) -> str:  # noqa: B006
    return weave(text, [Raw("<p>"), Run(0, len(text)), Raw("</p>", top=True)], marks, asides)


def note(start: int, end: int, number: int = 0) -> Mark:
    return Mark(start, end, f"<mark id=q{number}>", "<mark>", "</mark>", after=f"<sup>{number}</sup>")


def link(start: int, end: int) -> Mark:
    return Mark(start, end, "<a id=m>", "<a>", "</a>", link=True)


def test_a_note_that_ends_with_a_link_in_it_goes_on_around_it() -> None:
    assert woven_words("one two three", [note(0, 7), link(4, 7)]) == (
        "<p><mark id=q0>one <a id=m>two</a></mark><sup>0</sup> three</p>"
    )
    assert woven_words("one two three", [note(0, 7), link(0, 7)]) == (
        "<p><a id=m><mark id=q0>one two</mark></a><sup>0</sup> three</p>"
    )


def test_the_number_of_a_note_follows_at_once_and_that_of_one_in_a_link_follows_the_link() -> None:
    assert woven_words("one two three", [note(0, 3), link(4, 7)]) == (
        "<p><mark id=q0>one</mark><sup>0</sup> <a id=m>two</a> three</p>"
    )
    assert woven_words("one two three", [note(4, 5), link(4, 7)]) == (
        "<p>one <a id=m><mark id=q0>t</mark>wo</a><sup>0</sup> three</p>"
    )


def test_notes_that_overlap_and_touch_are_each_cut_as_little_as_may_be() -> None:
    assert woven_words("abcdef", [note(0, 4, 1), note(2, 6, 2)]) == (
        "<p><mark id=q1>ab<mark id=q2>cd</mark></mark><sup>1</sup><mark>ef</mark><sup>2</sup></p>"
    )
    assert woven_words("abcdef", [note(0, 2, 1), note(2, 4, 2)]) == (
        "<p><mark id=q1>ab</mark><sup>1</sup><mark id=q2>cd</mark><sup>2</sup>ef</p>"
    )
    assert woven_words("ab", [note(0, 1, 1), note(1, 2, 2)], [Aside(2, "<i>2</i>"), Aside(1, "<i>1</i>")]) == (
        "<p><mark id=q1>a</mark><sup>1</sup><mark id=q2>b</mark><sup>2</sup></p><i>1</i><i>2</i>"
    )


def test_a_block_and_an_anchor_interrupt_marks_and_each_goes_on_behind_them() -> None:
    pieces: list[Piece] = [Raw("<p>"), Run(0, 2), Raw("<hr>"), Run(2, 4), Raw("</p>")]
    assert weave("abcd", pieces, [note(1, 3)]) == ("<p>a<mark id=q0>b</mark><hr><mark>c</mark><sup>0</sup>d</p>")
    pieces = [Run(0, 2), Raw("<a href=x></a>", block=False), Run(2, 4)]
    assert weave("abcd", pieces, [link(1, 3)]) == "a<a id=m>b</a><a href=x></a><a>c</a>d"
    assert weave("abcd", pieces, [note(1, 3)]) == "a<mark id=q0>b<a href=x></a>c</mark><sup>0</sup>d"
    pieces = [Run(0, 2), Raw("<br>", block=False), Run(2, 4)]
    assert weave("abcd", pieces, [link(1, 3)]) == "a<a id=m>b<br>c</a>d"


def test_a_link_of_the_author_stands_inside_a_note_around_it() -> None:
    pieces: list[Piece] = [Run(0, 2), Open("<a href=x>", 4, "", True), Run(2, 4), Close("</a>"), Run(4, 6)]
    assert weave("abcdef", pieces, [note(1, 5)]) == ("a<mark id=q0>b<a href=x>cd</a>e</mark><sup>0</sup>f")


def test_of_notes_on_the_same_words_the_numbers_follow_in_their_order() -> None:
    assert woven_words("abc", [note(0, 2, 1), note(0, 2, 2), note(0, 2, 3)]) == (
        "<p><mark id=q3><mark id=q2><mark id=q1>ab</mark></mark></mark><sup>1</sup><sup>2</sup><sup>3</sup>c</p>"
    )


def test_asides_without_a_block_follow_the_last_words() -> None:
    assert weave("ab", [Run(0, 2)], [], [Aside(2, "<i>2</i>"), Aside(0, "<i>0</i>"), Aside(1, "<i>1</i>")]) == (
        "ab<i>0</i><i>1</i><i>2</i>"
    )


def test_a_mark_that_ends_between_two_runs_is_closed_before_what_stands_there() -> None:
    pieces: list[Piece] = [Run(0, 2), Raw("<br>", block=False), Run(3, 5)]
    assert weave("ab\ncd", pieces, [note(0, 2)]) == "<mark id=q0>ab</mark><sup>0</sup><br>cd"
    assert weave("ab\ncd", pieces, [note(0, 3)]) == "<mark id=q0>ab</mark><sup>0</sup><br>cd"
    assert weave("ab\ncd", pieces, [note(0, 4)]) == "<mark id=q0>ab<br>c</mark><sup>0</sup>d"


def test_a_run_without_words_changes_nothing() -> None:
    pieces: list[Piece] = [Run(0, 2), Run(2, 2), Raw("<img>", block=False), Run(1, 1), Run(2, 4)]
    assert weave("abcd", pieces, [note(1, 2, 1), note(2, 3, 2)]) == (
        "a<mark id=q1>b</mark><sup>1</sup><img><mark id=q2>c</mark><sup>2</sup>d"
    )
    assert weave("abcd", pieces, [note(2, 4, 1), note(2, 4, 2)]) == (
        "ab<img><mark id=q2><mark id=q1>cd</mark></mark><sup>1</sup><sup>2</sup>"
    )


def test_an_element_that_begins_or_ends_with_a_mark_stands_inside_it() -> None:
    strong: list[Piece] = [Run(0, 2), Open("<b>", 4), Run(2, 4), Close("</b>"), Run(4, 6)]
    anchor: list[Piece] = [Run(0, 2), Open("<a href=x>", 4, "", True), Run(2, 4), Close("</a>"), Run(4, 6)]
    assert weave("abcdef", strong, [note(0, 4)]) == "<mark id=q0>ab<b>cd</b></mark><sup>0</sup>ef"
    assert weave("abcdef", strong, [link(2, 4)]) == "ab<a id=m><b>cd</b></a>ef"
    assert weave("abcdef", anchor, [note(2, 5)]) == "ab<mark id=q0><a href=x>cd</a>e</mark><sup>0</sup>f"
    assert weave("abcdef", anchor, [note(0, 4)]) == "<mark id=q0>ab<a href=x>cd</a></mark><sup>0</sup>ef"


def test_no_aside_stands_before_the_words_it_is_about() -> None:
    pieces: list[Piece] = [Raw("<hr>", top=True), Raw("<p>"), Run(0, 1), Raw("</p>", top=True)]
    assert weave("a", pieces, [], [Aside(1, "<i>1</i>")]) == "<hr><p>a</p><i>1</i>"


def test_all_notes_that_end_in_a_link_give_way_to_it() -> None:
    assert woven_words("abcdef", [note(0, 3, 1), note(0, 4, 2), link(2, 6)]) == (
        "<p><mark id=q2><mark id=q1>ab</mark></mark><a id=m><mark><mark>c</mark>d</mark>ef</a>"
        "<sup>1</sup><sup>2</sup></p>"
    )


def test_each_sign_of_html_is_escaped_also_where_it_stands_alone() -> None:
    signs = {"a & b": "a &amp; b", "a < b": "a &lt; b", "a > b": "a &gt; b", "&lt;": "&amp;lt;", "<&>": "&lt;&amp;&gt;"}
    assert {words: weave(words, [Run(0, len(words))]) for words in signs} == signs
    assert weave("\"'", [Run(0, 2)]) == "\"'"
