"""The map of a site, and the small one on a term's page: what is on them, and when they change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support import made, parse_html, site_of, write_site

from briefs.core import model as m
from briefs.outputs import map as output
from briefs.pipeline import build
from briefs.stages.render.around import MOST, around
from briefs.stages.render.chart import chart

SITE = {
    "content/glossary/crimea.yaml": "{term: Crimea, definition: A peninsula., see_also: [odesa]}\n",
    "content/glossary/odesa.yaml": "{term: Odesa, definition: A port.}\n",
    "content/articles/a.md": "# First\n\nThe harbour of Odesa. Crimea.\n",
    "content/articles/b.md": "# Second\n\nCrimea.\n",
}


def index_of(mentions: dict[str, dict[str, int]], related: Mapping[str, tuple[str, ...]]) -> m.Index:
    """A site of articles with how often each mentions which terms, and of terms with those that they name."""
    outlines = tuple(m.Outline("article", f"{a}.md", a, f"articles/{a}.html", title=a) for a in mentions)
    said = {f"{a}.md": tuple(m.Usage(t, n, b"") for t, n in terms.items()) for a, terms in mentions.items()}
    terms = {t: m.Term(t, t.upper(), see_also=named) for t, named in related.items()}
    return m.Index(outlines, (), terms, {}, said, {}, {o.origin: o for o in outlines})


def view_of(mentions: dict[str, dict[str, int]], related: Mapping[str, tuple[str, ...]]) -> m.MapView | None:
    for page in output.pages(index_of(mentions, related)):
        assert isinstance(page.view, m.MapView)
        return page.view
    return None


def lines_of(view: m.MapView) -> set[tuple[str, str]]:
    said = {(view.articles[a].title, view.terms[t].title) for a, t in view.mentions}
    return said | {(view.terms[a].title, view.terms[b].title) for a, b in view.relations}


def test_an_article_is_joined_to_its_terms_and_a_term_to_those_that_it_names() -> None:
    view = view_of({"a": {"x": 1, "y": 2}, "b": {"x": 1}}, {"x": ("y", "z", "x", "gone"), "y": ("x",), "z": ()})
    assert view is not None
    assert lines_of(view) == {("a", "X"), ("a", "Y"), ("b", "X"), ("X", "Y"), ("X", "Z")}
    assert len(view.relations) == 2
    assert view.is_whole


def test_what_is_joined_to_nothing_is_left_out_and_the_page_says_so() -> None:
    view = view_of({"a": {"x": 1}, "b": {}}, {"x": (), "alone": ()})
    assert view is not None
    assert ([n.title for n in view.articles], [n.title for n in view.terms]) == (["a"], ["X"])
    assert not view.is_whole


def test_without_a_line_there_is_no_map() -> None:
    assert view_of({}, {}) is None
    assert view_of({"a": {}}, {"x": (), "y": ()}) is None


def test_of_a_large_site_only_the_most_connected_are_on_the_map() -> None:
    terms = {f"t{n:03}": () for n in range(400)}
    mentions = {f"a{n:04}": {f"t{(n + k) ** 2 % 400:03}": k + 1 for k in range(n % 30)} for n in range(1_000)}
    view = view_of(mentions, terms)
    assert view is not None
    assert len(view.articles) == output.ARTICLES
    assert 0 < len(view.terms) <= output.TERMS
    assert len(view.mentions) <= output.LINES
    assert not view.is_whole
    least = min(len(mentions[node.title]) for node in view.articles)
    assert sum(len(said) > least for said in mentions.values()) < output.ARTICLES


def test_an_article_of_many_terms_keeps_the_lines_to_those_that_it_mentions_most() -> None:
    many = {f"t{n:03}": n for n in range(1, output.LINES + 11)}
    view = view_of({"a": many}, dict.fromkeys(many, ()))
    assert view is not None
    assert len(view.mentions) == output.TERMS
    assert "T010" not in [node.title for node in view.terms]


def test_an_edit_that_joins_nothing_makes_no_new_map(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    assert build(site_of(tmp_path)).ok
    page = tmp_path / "site" / "map.html"
    before = page.stat().st_mtime_ns, page.read_bytes()
    write_site(
        tmp_path,
        {
            "content/articles/b.md": "# Second\n\nOne more word of Crimea.\n\nCrimea, and Crimea again.\n",
            "content/glossary/odesa.yaml": "{term: Odesa, definition: A large port.}\n",
        },
    )
    assert build(site_of(tmp_path)).counts.written
    assert (page.stat().st_mtime_ns, page.read_bytes()) == before
    write_site(tmp_path, {"content/articles/b.md": "# Second\n\nCrimea, Odesa.\n"})
    assert build(site_of(tmp_path)).ok
    assert page.read_bytes() != before[1]


def test_the_map_stands_in_the_foot_of_every_page_where_there_is_one(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    files, _ = made(tmp_path)
    foot = parse_html(files["articles/a.html"]).find("footer")
    assert [a.attributes["href"] for a in foot.all("a")] == ["../map.html"]
    write_site(tmp_path, {"config.yaml": "title: Map\noutputs: [timeline]\n"})
    files, _ = made(tmp_path)
    assert "map.html" not in files
    assert not any(b"map.html" in data for data in files.values())


# ── the drawing ──────────────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def views(draw: st.DrawFn) -> m.MapView:
    title = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
    nodes = st.lists(title.map(lambda t: m.MapNode("x.html", t)), min_size=1, max_size=12)
    articles, terms = draw(nodes), draw(nodes)
    a, t = st.integers(0, len(articles) - 1), st.integers(0, len(terms) - 1)
    mentions, relations = draw(st.sets(st.tuples(a, t))), draw(st.sets(st.tuples(t, t).filter(lambda p: p[0] < p[1])))
    return m.MapView(tuple(articles), tuple(terms), tuple(sorted(mentions)), tuple(sorted(relations)))


@given(views())
def test_every_mark_and_name_stands_in_the_picture_in_whole_units(view: m.MapView) -> None:
    drawn = chart(view)
    marks = (*drawn.articles, *drawn.terms)
    assert [mark.node for mark in marks] == [*view.articles, *view.terms]
    assert len({(mark.x, mark.y) for mark in marks}) == len(marks)
    for mark in marks:
        assert mark.half <= mark.x <= drawn.width - mark.half
        assert mark.half <= mark.y <= drawn.height - mark.half
        assert all(mark.y < y <= drawn.height for y, _ in mark.name)
    numbers = re.sub(r"[MLQ ]", " ", drawn.mentions + drawn.relations).split()
    assert all(re.fullmatch(r"-?\d+", number) for number in numbers)
    assert drawn.mentions.count("M") <= len(view.mentions)
    assert chart(view) == drawn


@given(views())
def test_the_list_has_every_line_of_the_picture(view: m.MapView) -> None:
    drawn = chart(view)
    assert sum(len(mark.joined) for mark in drawn.articles) == len(view.mentions)
    assert sum(len(mark.joined) for mark in drawn.terms) == len(view.mentions)
    assert sum(len(mark.related) for mark in drawn.terms) == 2 * len(view.relations)


# ── a term's page ────────────────────────────────────────────────────────────────────────────────────────────────


def term_view(terms: int, articles: int) -> m.TermView:
    cards = tuple(m.TermCard(f"t{n}", f"Term {n}", "", "", m.Rich(), "") for n in range(terms))
    line = m.Line("", 1, "", "", "", "")
    groups = tuple(m.Group(m.BriefCard(f"a{n}.html", f"Article {n}", ""), (line,) * (n + 1)) for n in range(articles))
    return m.TermView(m.Term("t", "T"), groups, broader=cards[:1], see_also=cards)


def test_around_a_term_stand_the_terms_that_it_names_and_the_articles_that_mention_it_most() -> None:
    spokes = around(term_view(2, 3), False).spokes
    assert [spoke.title for spoke in spokes] == ["Term 0", "Term 1", "Article 2", "Article 1", "Article 0"]
    assert [spoke.is_term for spoke in spokes] == [True, True, False, False, False]


def test_around_a_term_nothing_stands_where_it_is_alone() -> None:
    assert around(m.TermView(m.Term("t", "T")), False).spokes == ()


@given(st.integers(0, 30), st.integers(0, 30), st.booleans())
def test_no_more_stand_around_a_term_than_have_room(terms: int, articles: int, to_left: bool) -> None:
    wheel = around(term_view(terms, articles), to_left)
    assert len(wheel.spokes) == min(MOST, terms + articles)
    assert sum(spoke.is_term for spoke in wheel.spokes) >= min(terms, MOST // 2)
    for one, other in zip(wheel.spokes, wheel.spokes[1:], strict=False):
        assert other.y - one.y >= 24
    for spoke in wheel.spokes:
        assert 0 < spoke.x < wheel.width
        assert 0 < spoke.y < wheel.height


def test_where_one_reads_to_the_left_the_wheel_opens_to_the_left() -> None:
    right, left = around(term_view(2, 2), False), around(term_view(2, 2), True)
    assert [s.x for s in left.spokes] == [right.width - s.x for s in right.spokes]
    assert left.x == right.width - right.x
