"""Feeds and the sitemap of whole sites, read by other readers than our own."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import made, write_site

from briefs.core.dates import instant
from briefs.core.model import Face, FeedEntry, FeedView, Page
from briefs.outputs import feeds, sitemap

URL = "https://example.org/sub/"
FILES = {
    "config.yaml": f"title: Notes & <more>\nurl: {URL}\nauthor: Ann\ntimezone: Europe/Paris\n",
    "content/articles/a.txt": "The harbour reopens\n\nThe IRGC came.\n\nThe IRGC went.\n",
    "content/articles/a.yaml": "date: 2022-07-01T09:30:00\nstandfirst: It *reopens*.\ntags: [port]\n"
    "glossary: [{term: IRGC, definition: A force.}, {term: Unseen, definition: Nowhere.}]\n",
    "content/articles/b.txt": "The harbour closes\n\nThe IRGC left.\n",
    "content/articles/b.yaml": "date: 2022-01\nupdated: 2023-05-06\n",
    "content/articles/c.txt": "Undated\n\nThe IRGC, some day.\n",
}


@pytest.fixture
def site(tmp_path: Path) -> dict[str, bytes]:
    write_site(tmp_path, FILES)
    return made(tmp_path)[0]


def test_every_feed_is_one_that_a_reader_takes(site: dict[str, bytes]) -> None:
    found = sorted(path for path in site if path.endswith("feed.xml"))
    assert found == ["feed.xml", "glossary/irgc.feed.xml", "tags/port.feed.xml"]
    for path in found:
        read = feedparser.parse(site[path])
        assert not read.bozo, path
        assert read.version == "atom10"
        assert read.feed.links[0].href == URL + path
        other = json.loads(site[path.replace(".xml", ".json")])
        assert other["version"] == "https://jsonfeed.org/version/1.1"
        assert [item["id"] for item in other["items"]] == [entry.id for entry in read.entries]
        assert other["title"] == read.feed.title


def test_the_feed_of_the_site_has_its_dated_briefs_with_the_dates_of_their_content(site: dict[str, bytes]) -> None:
    read = feedparser.parse(site["feed.xml"])
    assert read.feed.title == "Notes & <more>"
    assert read.feed.updated == "2023-05-06T00:00:00+02:00"
    assert [(e.title, e.published, e.updated, e.get("summary")) for e in read.entries] == [
        ("The harbour reopens", "2022-07-01T09:30:00+02:00", "2022-07-01T09:30:00+02:00", "It reopens."),
        ("The harbour closes", "2022-01-01T00:00:00+01:00", "2023-05-06T00:00:00+02:00", None),
    ]


def test_a_terms_feed_leads_to_its_first_mention_in_each_brief(site: dict[str, bytes]) -> None:
    read = feedparser.parse(site["glossary/irgc.feed.xml"])
    assert read.feed.title == "IRGC · Notes & <more>"
    assert [entry.link for entry in read.entries] == [
        f"{URL}articles/a.html#m-irgc-1",
        f"{URL}articles/b.html#m-irgc-1",
    ]
    assert 'id="m-irgc-1"' in site["articles/a.html"].decode()
    assert 'href="irgc.feed.xml" title="IRGC"' in site["glossary/irgc.html"].decode()


def test_the_sitemap_lists_every_text_and_term_with_dates_from_content(site: dict[str, bytes]) -> None:
    tree = ElementTree.fromstring(site["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {one.findtext(f"{space}loc"): one.findtext(f"{space}lastmod") for one in tree}
    assert found == {
        URL: "2023-05-06T00:00:00+02:00",
        f"{URL}glossary/index.html": None,
        f"{URL}articles/a.html": "2022-07-01T09:30:00+02:00",
        f"{URL}articles/b.html": "2023-05-06T00:00:00+02:00",
        f"{URL}articles/c.html": None,
        f"{URL}glossary/irgc.html": None,
        f"{URL}glossary/unseen.html": None,
    }
    assert f"Sitemap: {URL}sitemap.xml" in site["robots.txt"].decode()


def test_without_an_address_of_the_site_there_is_none_of_them(tmp_path: Path) -> None:
    write_site(tmp_path, FILES | {"config.yaml": "title: Notes\n"})
    files, _ = made(tmp_path)
    assert "index.html" in files
    assert [path for path in files if "feed" in path or "sitemap" in path] == []


def test_a_sitemap_too_long_for_one_file_goes_on_in_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    write_site(tmp_path, FILES)
    files, _ = made(tmp_path)
    tree = ElementTree.fromstring(files["sitemap.xml"])
    assert [one[0].text for one in tree] == [f"{URL}sitemap-{number}.xml" for number in (1, 2, 3)]
    last = ElementTree.fromstring(files["sitemap-3.xml"])
    assert len(last) == 1


@pytest.mark.parametrize(
    ("date", "zone", "moment"),
    [
        ("2022", "UTC", "2022-01-01T00:00:00+00:00"),
        ("2022-10", "UTC", "2022-10-01T00:00:00+00:00"),
        ("2022-10-21", "Asia/Tehran", "2022-10-21T00:00:00+03:30"),
        ("2022-10-21T09:47", "Europe/Paris", "2022-10-21T09:47:00+02:00"),
        ("2022-10-21T09:47:05Z", "Europe/Paris", "2022-10-21T09:47:05+00:00"),
        ("2022-10-21T09:47:00-03:00", "UTC", "2022-10-21T09:47:00-03:00"),
    ],
)
def test_a_date_of_any_precision_is_a_moment(date: str, zone: str, moment: str) -> None:
    assert instant(date, zone) == moment


@given(st.text(), st.text())
@settings(max_examples=200)
def test_any_words_make_a_feed_that_can_be_read(title: str, summary: str) -> None:
    entry = FeedEntry("articles/a.html", title, "2022", "2022", summary, (title,))
    face, view = Face(title, url=URL), FeedView(title, "tags/a.html", (entry,))
    atom = ElementTree.fromstring(feeds.write(Page("tags/a.feed.xml", "", view), None, (), face))
    assert len(atom.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    read = json.loads(feeds.write(Page("tags/a.feed.json", "", view), None, (), face))
    assert read["items"][0]["title"] == title
