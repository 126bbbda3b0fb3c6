"""Previews taken out of pages: what comes back is the page, and each preview is held once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefs.core.model import ArticleView, BriefCard, EmptyView, Page, Rich, TermCard, Update
from briefs.pipeline.deck import Deck, Lifter, Shelf, with_loose
from briefs.pipeline.rows import encoded, read_leaf

UPDATE = Update("2026-01-02", Rich(("It moved.",)))
KNOWN = [TermCard(f"t{n}", f"Term {n}", "", "", Rich((f"Definition {n}.",)), "2025") for n in range(6)]
DATED = [TermCard(c.id, c.term, c.abbreviation, c.kind, c.definition, c.as_of, (UPDATE,)) for c in KNOWN]
cards = st.lists(st.sampled_from(KNOWN + DATED), max_size=6, unique=True).map(tuple)
briefs = st.builds(BriefCard, st.just("articles/a.html"), st.sampled_from(["A", "B"]), st.just("2026"), terms=cards)
pages = st.builds(
    lambda found, related: Page("articles/x.html", "article.html", ArticleView(found, related=related), "X"),
    cards,
    st.lists(briefs, max_size=3).map(tuple),
)


@given(pages, st.booleans())
def test_a_page_comes_back_as_it_was_with_the_deck_or_without(page: Page, far: bool) -> None:
    lifter = Lifter(KNOWN)
    leaf = read_leaf(encoded(lifter.leaf(page)))
    if far:
        assert Shelf(Deck()).page(with_loose(leaf, lifter.deck)) == page
    assert Shelf(lifter.deck).page(leaf) == page


@given(pages)
def test_what_a_page_says_decides_what_it_is_encoded_to(page: Page) -> None:
    assert encoded(Lifter(KNOWN).leaf(page)) == encoded(Lifter(reversed(KNOWN)).leaf(page))


def test_a_preview_that_says_something_else_makes_another_page() -> None:
    old, new = KNOWN[0], TermCard("t0", "Term 0", "", "", Rich(("Another definition.",)), "2025")
    one, other = (Page("articles/x.html", "article.html", ArticleView((card,))) for card in (old, new))
    assert encoded(Lifter([old]).leaf(one)) != encoded(Lifter([new]).leaf(other))


def test_previews_of_a_site_are_not_in_its_pages() -> None:
    page = Page("articles/x.html", "article.html", ArticleView(tuple(KNOWN)))
    assert b"Definition" not in encoded(Lifter(KNOWN).leaf(page))
    assert b"It moved" in encoded(Lifter(KNOWN).leaf(Page("a.html", "article.html", ArticleView((DATED[0],)))))


def test_a_page_without_previews_is_left_as_it_is() -> None:
    page = Page("404.html", "404.html", EmptyView())
    assert Shelf(Deck()).page(read_leaf(encoded(Lifter(KNOWN).leaf(page)))) is not None
    assert Lifter(KNOWN).leaf(page).page is page
