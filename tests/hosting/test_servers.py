"""The recipes for nginx and Apache, in the servers themselves: every file of a site, below a path, as it should be."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag

import pytest
import servers
from servers import Server
from support import parse_html

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "(text|application)/javascript; charset=utf-8",
    "feed.xml": "application/atom\\+xml(; charset=utf-8)?",
    "feed.json": "application/feed\\+json(; charset=utf-8)?",
    ".json": "application/json(; charset=utf-8)?",
    ".jsonld": "application/ld\\+json(; charset=utf-8)?",
    ".xml": "(text|application)/xml(; charset=utf-8)?",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg\\+xml(; charset=utf-8)?",
    ".png": "image/png",
    ".webp": "image/webp",
}
"""By how a path ends; the last that fits the path best is the longest."""
FOR_EVER = "public, max-age=31536000, immutable"
HASHED = re.compile(r"assets/.+\.[0-9a-f]{8,16}\.[a-z0-9]+")
UNSERVED = ("_headers", "_redirects")


@pytest.fixture(scope="module")
def whole(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with what a larger one may have too."""
    import shutil

    copy = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(site, copy)
    for name, data in (("a.webp", b"RIFF"), ("twin.md", b"# Twin\n"), ("_headers", b"/*\n"), ("_redirects", b"")):
        if not (copy / name).exists():
            (copy / name).write_bytes(data)
    return copy


@pytest.fixture(scope="module", params=["nginx", "apache", "htaccess"])
def server(request: pytest.FixtureRequest, whole: Path) -> Iterator[Server]:
    yield from getattr(servers, request.param)(whole)


def paths(whole: Path) -> list[str]:
    """All files that readers may ask for."""
    found = (path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.startswith(".") and path not in UNSERVED)


def test_every_file_comes_as_it_is_with_its_type_and_headers(server: Server, whole: Path) -> None:
    for path in paths(whole):
        answer = server.get(path)
        assert (answer.status, answer.body) == (200, (whole / path).read_bytes()), path
        ending = max((end for end in TYPES if path.endswith(end)), key=len)
        assert re.fullmatch(TYPES[ending], answer.headers["content-type"], re.IGNORECASE), (path, answer.headers)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
        assert answer.headers["cache-control"] == (FOR_EVER if HASHED.fullmatch(path) else "no-cache"), path
    assert any(HASHED.fullmatch(path) for path in paths(whole))


def test_text_is_compressed_and_pictures_are_not(server: Server, whole: Path) -> None:
    for path in ("index.html", "data/glossary.jsonld", "feed.xml", "articles/harbour.json"):
        answer = server.get(path, Accept_Encoding="gzip")
        assert answer.headers["content-encoding"] == "gzip", path
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert gzip.decompress(answer.body) == (whole / path).read_bytes()
    assert "content-encoding" not in server.get("a.webp", Accept_Encoding="gzip").headers


def test_what_a_browser_has_is_not_sent_again(server: Server) -> None:
    for coding in ("identity", "gzip"):
        first = server.get("index.html", Accept_Encoding=coding)
        again = server.get("index.html", Accept_Encoding=coding, If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b""), coding


def test_every_link_of_every_page_leads_to_a_file_and_to_a_place_on_it(server: Server) -> None:
    """From the front page on, as a crawler goes."""
    pages, open_ = dict[str, set[str]](), ["index.html", "404.html"]
    asked: dict[str, int] = {}
    places: list[tuple[str, str, str]] = []
    while open_:
        path = open_.pop()
        answer = server.get(path)
        assert answer.status == 200, path
        tree = parse_html(answer.body)
        pages[path] = {str(one.attributes["id"]) for one in tree if one.attributes.get("id")}
        for one in tree:
            address = one.attributes.get("href") or one.attributes.get("src")
            if not address or re.match(r"[a-z]+:", address):
                continue
            target, fragment = urldefrag(address)
            target = unquote(target)
            there = target.removeprefix(server.base) if target.startswith("/") else join(dirname(path), target)
            there = normpath(there) if target else path
            if fragment:
                places.append((path, there, unquote(fragment)))
            if there.endswith(".html") and there not in pages:
                pages[there] = set()
                open_.append(there)
            elif there not in asked and not there.endswith(".html"):
                asked[there] = server.get(there).status
    assert {path for path, status in asked.items() if status != 200} == set()
    assert {"articles/harbour.html", "glossary/pa.html", "search.html", "tags/port.html"} <= pages.keys()
    assert [place for place in places if place[1] in pages and place[2] not in pages[place[1]]] == []
    assert len(places) > 5


@pytest.mark.parametrize("path", ["nothing", "articles/nothing.html", "a/b/c/", "assets/x.12345678.css"])
def test_a_wrong_address_has_the_page_for_it_and_its_status(server: Server, whole: Path, path: str) -> None:
    answer = server.get(path)
    assert (answer.status, answer.body) == (404, (whole / "404.html").read_bytes())
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "text/html" in answer.headers["content-type"]


def test_a_wrong_address_of_an_asset_is_asked_for_again(server: Server) -> None:
    assert server.get("nothing.html").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", [".briefs-manifest.json", ".nojekyll", "_headers", "_redirects", ".htaccess"])
def test_what_is_for_the_tool_and_other_hosts_is_not_shown(server: Server, path: str) -> None:
    assert server.get(path).status in (403, 404)


def test_a_folder_is_its_index_or_not_shown(server: Server, whole: Path) -> None:
    assert server.get("").body == (whole / "index.html").read_bytes()
    assert server.get("glossary/").body == (whole / "glossary/index.html").read_bytes()
    listing = server.get("articles/")
    assert listing.status in (403, 404)
    assert listing.body == (whole / "404.html").read_bytes()
    for path, to in (("/briefs", "/briefs/"), ("/briefs/glossary", "/briefs/glossary/")):
        moved = server.get(path)
        assert moved.status == 301
        assert re.sub(r"^https?://[^/]+", "", moved.headers["location"]) == to


def test_an_old_address_leads_on(server: Server) -> None:
    page = server.get("old/harbour.html")
    assert page.status == 200
    assert b"../articles/harbour.html" in page.body


@pytest.mark.parametrize("path", ["/briefs/../main.conf", "/briefs/%2e%2e/%2e%2e/main.conf", "/main.conf", "/"])
def test_nothing_beside_the_site_is_shown(server: Server, path: str) -> None:
    assert server.get(path).status in (400, 403, 404)


def test_nginx_serves_a_site_at_the_root_of_a_domain_too(whole: Path) -> None:
    for server in servers.nginx_at_root(whole):
        for path in paths(whole):
            answer = server.get(path)
            assert (answer.status, answer.body) == (200, (whole / path).read_bytes()), path
        assert server.get("").body == (whole / "index.html").read_bytes()
        assert server.get("feed.xml").headers["content-type"].startswith("application/atom+xml")
        assert (server.get("nothing").status, server.get("nothing").body) == (404, (whole / "404.html").read_bytes())
        assert server.get(".briefs-manifest.json").status == 404
