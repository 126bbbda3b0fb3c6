"""The ledger of an article: everything that could have been a link, and why it is one or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import made, parse_html, site_of, write_site

from briefs.core.sentences import sentences
from briefs.explain import Explained, explain, explained
from briefs.ledger import as_table
from briefs.ledger_page import as_page
from briefs.pipeline import Options, Read, Unknown, match_one

SITE = {
    "content/articles/a.md": (
        "# A headline\n\n## The IRGC in a heading\n\nThe IRGC sent `IRGC` advisers. The IRGC again, IRGC@example.org.\n"
    ),
    "content/glossary/irgc.yaml": "term: Guard Corps\nabbreviation: IRGC\ndefinition: A force.\n",
}


def read_of(root: Path) -> Read:
    found = match_one(site_of(root), lambda outline: outline.slug == "a", Options())
    assert isinstance(found, Read)
    return found


def ledger(root: Path, phrase: str = "") -> Explained:
    found = explain(site_of(root), "a", phrase)
    assert isinstance(found, Explained)
    return found


def test_every_name_is_there_with_its_outcome(tmp_path: Path) -> None:
    entries = ledger(write_site(tmp_path, SITE)).entries
    assert [(e.surface, e.outcome) for e in entries] == [
        ("IRGC", "heading"),
        ("IRGC", "linked"),
        ("IRGC", "code"),
        ("IRGC", "already linked"),
        ("IRGC", "boundary"),
    ]


def test_what_the_ledger_calls_linked_is_a_link_in_the_page_and_the_reverse(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    files, _ = made(root)
    mentions = json.loads(files["articles/a.json"])["mentions"]
    assert {(e.start, e.end) for e in ledger(root).entries if e.outcome == "linked"} == {
        (m["start"], m["end"]) for m in mentions if m["linked"]
    }
    assert files["articles/a.html"].count(b'<a class="term"') == 1


def test_a_phrase_narrows_it(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert len(ledger(root, "irgc").entries) == 5
    assert ledger(root, "Shahed").entries == ()


def test_a_phrase_that_meets_no_name_does_not_say_that_the_text_has_none(tmp_path: Path) -> None:
    found = ledger(write_site(tmp_path, SITE), "Shahed")
    table = as_table(found, 100, False, "Shahed")
    assert "No name of the glossary that stands in it has to do with “Shahed”." in table


def test_an_article_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert explain(site_of(root), "b") == Unknown(("a",))
    for name in ("a", "a.md", "content/articles/a.md"):
        assert isinstance(explain(site_of(root), name), Explained)


def test_the_table_says_what_lines_were_taken_for_and_counts_the_links(tmp_path: Path) -> None:
    table = as_table(ledger(write_site(tmp_path, SITE)), 100, False)
    assert "title" in table
    assert "already linked" in table
    assert table.endswith("1 link, 4 not linked")
    assert "\x1b" not in table


def test_every_name_has_its_sentence_and_its_place_in_the_file(tmp_path: Path) -> None:
    entries = ledger(write_site(tmp_path, SITE)).entries
    assert [(e.line, e.column) for e in entries] == [(3, 8), (5, 5), (5, 16), (5, 36), (5, 48)]
    assert [e.before + "|" + e.after for e in entries] == [
        "The | in a heading",
        "The | sent IRGC advisers.",
        "The IRGC sent | advisers.",
        "The | again, IRGC@example.org.",
        "The IRGC again, |@example.org.",
    ]


def test_the_editor_s_page_shows_the_text_as_it_is_with_every_name_and_why(tmp_path: Path) -> None:
    read = read_of(write_site(tmp_path, SITE))
    page = parse_html(as_page(explained(read), read.brief.plain, "articles/a.html", "en"))
    text = "\n\n".join(p.text() for p in page.find("section", "text").all("p"))
    assert text == read.brief.plain.text
    assert [a.attributes["title"] for a in page.find("section", "text").all("a")] == [
        "irgc: heading",
        "irgc: linked",
        "irgc: code",
        "irgc: already linked",
        "irgc: boundary",
    ]
    assert [row.attributes["class"] for row in page.find("tbody").all("tr")] == [
        "none",
        "linked",
        "none",
        "mention",
        "none",
    ]


def test_what_an_author_writes_cannot_break_the_editor_s_page(tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script>'
    site = {
        "content/articles/a.md": f"# {evil}\n\nThe IRGC {evil} IRGC.\n",
        "content/articles/a.yaml": json.dumps({"glossary": [{"term": "IRGC", "aliases": [evil], "definition": "D."}]}),
    }
    read = read_of(write_site(tmp_path, site))
    html = as_page(explained(read), read.brief.plain, "articles/a.html", "en")
    assert b"<script" not in html
    parse_html(html)


def test_a_paragraph_of_many_names_is_taken_apart_into_sentences_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = " ".join(f"Sentence {number} names the IRGC." for number in range(50))
    root = write_site(tmp_path, SITE | {"content/articles/a.md": f"{text}\n"})
    calls = list[str]()

    def counted(text: str, language: str) -> tuple[tuple[int, int], ...]:
        calls.append(text)
        return sentences(text, language)

    monkeypatch.setattr("briefs.explain.sentences", counted)
    entries = ledger(root).entries
    assert len(entries) == 50
    assert entries[7].before == "Sentence 7 names the "
    assert calls == [text]
