"""What machines may know of a page."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.core.model import (
    ArticleView,
    Body,
    Brief,
    Document,
    Face,
    GlossaryView,
    HomeView,
    Origin,
    Outline,
    Page,
    Plain,
    Rich,
    TagView,
    Term,
    TermCard,
    TermView,
    View,
)
from briefs.stages.render.graph import graph

FACE = Face("The briefs", "What was said.", "https://example.org/sub/", "en", "The editors")


def nodes(
    view: View, path: str, brief: Brief | None = None, face: Face = FACE, section: str = ""
) -> list[dict[str, Any]]:
    text = graph(Page(path, "x.html", view, "Glossary", section, "a" if brief else ""), brief, face)
    return json.loads(text)["@graph"] if text else []


def brief(**given: Any) -> Brief:
    outline = Outline("article", "a", "a", "articles/a.html", "Drones", date="2022-10-21T09:47:00", **given)
    return Brief(outline, Plain("", ()), Body(()), source=Origin("Daily", "https://daily.example/1", "2022-10-21"))


def test_a_page_of_the_site_s_own_that_is_the_front_is_the_site() -> None:
    (node,) = nodes(ArticleView(), "index.html", brief(), section="index")
    assert (node["@type"], node["@id"]) == ("WebSite", "https://example.org/sub/")


def test_a_brief_is_an_article_based_on_the_text_as_received() -> None:
    card = TermCard("irgc", "Guard Corps", "IRGC", "", Rich(), "")
    view = ArticleView(cards=(card,), documents=(Document("d", "A report", url="javascript:alert(1)"),))
    (node,) = nodes(view, "articles/a.html", brief(tags=("iran",)), section="briefs")
    assert node == {
        "@type": "Article",
        "@id": "https://example.org/sub/articles/a.html",
        "headline": "Drones",
        "inLanguage": "en",
        "datePublished": "2022-10-21T09:47:00",
        "author": {"@type": "Organization", "name": "The editors"},
        "isPartOf": {
            "@type": "WebSite",
            "@id": "https://example.org/sub/",
            "url": "https://example.org/sub/",
            "name": "The briefs",
        },
        "isBasedOn": {
            "@type": "CreativeWork",
            "name": "Daily",
            "url": "https://daily.example/1",
            "datePublished": "2022-10-21",
        },
        "keywords": ["iran"],
        "mentions": [{"@id": "https://example.org/sub/glossary/irgc.html"}],
        "citation": ["A report"],
    }


def test_a_term_has_its_names_its_meaning_and_its_place_in_the_glossary() -> None:
    term = Term(
        "irgc", "Guard Corps", "IRGC", ("the Guards",), (("fa", "سپاه"),), definition=Rich(("A force.",), "A force.")
    )
    node, crumbs = nodes(TermView(term), "glossary/irgc.html")
    assert (node["name"], node["termCode"], node["description"]) == ("Guard Corps", "IRGC", "A force.")
    assert node["alternateName"] == ["the Guards", "سپاه"]
    assert node["inDefinedTermSet"] == nodes(GlossaryView((), 1), "glossary/index.html")[0]["@id"]
    assert [(item["position"], item["name"]) for item in crumbs["itemListElement"]] == [
        (1, "The briefs"),
        (2, "Glossary"),
        (3, "Guard Corps"),
    ]


@pytest.mark.parametrize(
    "view", [TermView(Term("t", "T"), page=2, pages=2), HomeView(None, (), (), page=2), TagView("x", "x", (), 0)]
)
def test_further_pages_and_lists_are_no_subjects(view: View) -> None:
    assert nodes(view, "p.html") == []


def test_without_an_address_of_the_site_there_is_none() -> None:
    assert nodes(HomeView(None, (), ()), "index.html", face=Face("The briefs")) == []
    assert nodes(HomeView(None, (), ()), "index.html") != []


@given(st.text())
def test_no_words_end_the_script_and_all_come_back(words: str) -> None:
    term = Term("t", words, definition=Rich((words,), words))
    text = graph(Page("glossary/t.html", "term.html", TermView(term)), None, FACE)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text)["@graph"][0].get("name", "") == words
