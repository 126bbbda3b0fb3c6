from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support import folded, parse_html

from briefs.core.model import Close, Open, Piece, Raw, Run
from briefs.weave import Aside, Mark, weave

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
