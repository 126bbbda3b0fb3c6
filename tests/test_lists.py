"""The lists of a large site: pages of a bounded length that lose nothing, and whose every link leads to its place."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path

import pytest
from support import Element, made, parse_html, write_site

from briefs.outputs import claims, sources, timeline

ARTICLES, EACH = 9, 50


def article(number: int) -> dict[str, str]:
    """An article of as many sentences, each claimed, dated and with a source."""
    claim = {"kind": "claim", "sources": ["wh"]}
    said = [{"by": f"Speaker {n % 7}", "status": claims.STATUSES[n % 5]} for n in range(EACH)]
    notes = [claim | said[n] | {"quote": f"point {number}-{n}."} for n in range(EACH)]
    events = [{"date": f"{1900 + n}-01-{number + 10}", "text": f"Event {number}-{n}."} for n in range(EACH)]
    found = {"notes": notes, "timeline": events, "tags": [f"tag{number}"], "date": f"2022-01-{number + 10}"}
    if not number:
        found["sources"] = [
            {"id": "wh", "title": "A briefing"},
            *({"id": f"s{n}", "title": f"S{n}"} for n in range(400)),
        ]
    text = "\n\n".join(["A headline", *(f"Here is point {number}-{n}." for n in range(EACH))])
    return {f"content/articles/a{number}.txt": text, f"content/articles/a{number}.yaml": json.dumps(found)}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("lists")
    content = {path: text for number in range(ARTICLES) for path, text in article(number).items()}
    write_site(root, {"config.yaml": "title: T\nlints: {note-empty: off}\n", **content})
    made_files, result = made(root)
    assert not [d for d in result.report.diagnostics if d.severity == "error"]
    return made_files


def parts(files: dict[str, bytes], first: str) -> list[Element]:
    """The pages of a list in their order."""
    stem = re.escape(first.removesuffix(".html"))
    paths = sorted((p for p in files if re.fullmatch(rf"{stem}(\.page-\d+)?\.html", p)), key=lambda p: (len(p), p))
    return [parse_html(files[path]) for path in paths]


@pytest.mark.parametrize(
    ("first", "tag", "css", "most", "total"),
    [
        ("claims.html", "blockquote", "", claims.MOST, ARTICLES * EACH),
        ("timeline.html", "p", "date", timeline.MOST, ARTICLES * EACH),
        ("sources/index.html", "cite", "", sources.MOST, 401),
    ],
)
def test_a_long_list_goes_on_over_pages_of_bounded_length(
    files: dict[str, bytes], first: str, tag: str, css: str, most: int, total: int
) -> None:
    lengths = [len(list(page.find("main").all(tag, css))) for page in parts(files, first)]
    assert len(lengths) == -(-total // most)
    assert max(lengths) <= most
    assert sum(lengths) >= total
    assert max(len(files[p]) for p in files if p.startswith(first.removesuffix(".html"))) < 400_000


def test_every_claim_is_there_once_and_leads_to_its_words(files: dict[str, bytes]) -> None:
    links = [a for page in parts(files, "claims.html") for q in page.all("blockquote") for a in q.all("a")]
    assert sorted(a.text() for a in links) == sorted(f"point {i}-{n}." for i in range(ARTICLES) for n in range(EACH))
    for link in links:
        path, _, place = str(link.attributes["href"]).partition("#")
        assert parse_html(files[path]).find("mark", id=place).text() == link.text()


def test_the_counts_of_a_status_are_those_of_the_page(files: dict[str, bytes]) -> None:
    for page in parts(files, "claims.html"):
        marks = [str(e.attributes["data-f"]) for e in page.all("li") if "data-f" in e.attributes]
        for number, label in enumerate(list(page.find("fieldset").all("label"))[1:], 1):
            assert label.text().split()[-1] == str(marks.count(str(number)))


def test_a_year_leads_to_the_page_where_it_begins(files: dict[str, bytes]) -> None:
    years = list(parts(files, "timeline.html")[0].find("nav", "years").all("a"))
    assert len(years) <= 40
    assert [a.text() for a in years] == ["1900", "1910", "1920", "1930", "1940"]
    for link in years:
        path, _, place = str(link.attributes["href"]).partition("#")
        parse_html(files[path]).find("section", id=place)


def test_what_rests_on_a_source_leads_to_each_note(files: dict[str, bytes]) -> None:
    page = parts(files, "sources/index.html")
    rests = [li for one in page for li in one.all("li", id="s-wh")]
    places = [str(a.attributes["href"]) for li in rests for a in li.all("a")]
    noted = [place for place in places if "#n-" in place]
    assert len(noted) == len(set(noted)) == ARTICLES * EACH
    for place in noted[:: EACH // 2]:
        path, _, fragment = posixpath.normpath(posixpath.join("sources", place)).partition("#")
        parse_html(files[path]).find("aside", id=fragment)


def test_a_site_without_claims_has_no_page_of_them_and_no_entry_in_its_bar(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/articles/a.txt": "A headline\n\nSome words."})
    few, _ = made(tmp_path)
    assert "claims.html" not in few
    assert "claims.html" not in few["index.html"].decode()


def test_a_claim_in_another_language_says_which(tmp_path: Path) -> None:
    notes = json.dumps({"language": "fa", "notes": [{"quote": "سلام", "kind": "claim", "by": "X"}]})
    write_site(tmp_path, {"content/articles/a.txt": "A headline\n\nسلام دنیا.", "content/articles/a.yaml": notes})
    page = parse_html(made(tmp_path)[0]["claims.html"])
    assert page.find("blockquote").attributes["lang"] == "fa"
