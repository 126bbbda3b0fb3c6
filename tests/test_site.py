"""The repository's own site: what must hold on every build of its content."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from msgspec.structs import replace
from support import Element, folded, made, parse_html, words_of, write_site

from briefs.config import read_site
from briefs.pipeline import Made, make

ROOT = Path(__file__).parent.parent
SEED = "us-officials-iranian-troops-crimea"
SEED_SHA256 = "304e08a48807c2a79c24cac67645229100421e649336463d629583cc3e8d599e"


def own_site(theme: str) -> Made:
    """The project's own content in a theme."""
    site = read_site(ROOT / "config.yaml").value
    assert site is not None
    return make(replace(site, config=replace(site.config, theme=theme), theme=ROOT / "themes" / theme))


@pytest.fixture(scope="module", params=["default", "plain"])
def theme(request: pytest.FixtureRequest) -> str:
    """The name of each theme that is built in."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(theme: str) -> Made:
    return own_site(theme)


@pytest.fixture(scope="module")
def files(site: Made) -> dict[str, bytes]:
    return {artifact.path: artifact.data for artifact in site.artifacts}


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, Element]:
    return {path: parse_html(data) for path, data in files.items() if path.endswith(".html")}


def addresses(page: Element) -> Iterator[tuple[Element, str]]:
    for element in page:
        for name in ("href", "src", "action", "poster", "data"):
            value = element.attributes.get(name)
            if value is not None:
                yield element, value


def test_the_content_has_no_error_and_no_warning(site: Made) -> None:
    assert site.report.diagnostics == ()


def test_every_internal_link_and_fragment_resolves(files: dict[str, bytes], pages: dict[str, Element]) -> None:
    ids = {path: {e.attributes["id"] for e in page if "id" in e.attributes} for path, page in pages.items()}
    checked = 0
    for path, page in pages.items():
        for _, address in addresses(page):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            assert target in files, f"{path} links to {address}"
            if parts.fragment:
                assert unquote(parts.fragment) in ids[target], f"{path} links to {address}"
            checked += 1
    assert checked > 1000


def test_no_id_stands_twice_on_a_page(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        ids = [str(e.attributes["id"]) for e in page if "id" in e.attributes]
        assert len(ids) == len(set(ids)), f"{path}: {sorted(i for i in set(ids) if ids.count(i) > 1)}"


def test_no_internal_link_is_absolute_and_each_names_its_file(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for _, address in addresses(page):
            parts = urlsplit(address)
            assert not parts.netloc or parts.scheme in ("http", "https"), f"{path}: {address}"
            assert parts.scheme in ("", "http", "https", "mailto"), f"{path}: {address}"
            assert not parts.path.startswith("/") or parts.netloc, f"{path}: {address}"
            assert parts.netloc or not parts.path.endswith("/"), f"{path}: {address}"


def test_no_page_requests_another_origin(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for element, address in addresses(page):
            loads = element.tag != "a" and not (
                element.tag == "link" and element.attributes.get("rel") in ("canonical", "alternate")
            )
            assert not (loads and urlsplit(address).netloc), f"{path}: <{element.tag}> {address}"


def test_the_seed_article_is_the_file_as_received() -> None:
    data = (ROOT / "content" / "articles" / f"{SEED}.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SEED_SHA256


def test_the_seed_page_says_the_sources_words_and_no_others(files: dict[str, bytes]) -> None:
    data = json.loads(files[f"articles/{SEED}.json"])
    assert folded(words_of(files[f"articles/{SEED}.html"])) == folded(data["text"])
    source = (ROOT / "content" / "articles" / f"{SEED}.txt").read_text("utf-8")
    paragraphs = [" ".join(p.split()) for p in source.split("\n\n")]
    kept = [p for p in paragraphs if p]
    # Kicker and headline stand above the text; the date and the invitation to comment are page furniture.
    assert data["text"].split("\n\n") == kept[2:-2]


def test_every_articles_page_says_its_words_and_no_others(files: dict[str, bytes]) -> None:
    articles = [p for p in files if p.startswith("articles/") and p.endswith(".html")]
    assert len(articles) >= 5
    for path in articles:
        data = json.loads(files[path.removesuffix(".html") + ".json"])
        assert folded(words_of(files[path])) == folded(data["text"]), path


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("irgc", "Iranian Revolutionary Guard Corps"),
        ("unscr-2231", "a 2015 United Nations resolution"),
        ("shahed", "Shahed"),
    ],
)
def test_a_mention_leads_to_its_term_and_the_term_back_to_that_sentence(
    pages: dict[str, Element], term: str, words: str
) -> None:
    article = pages[f"articles/{SEED}.html"].find("div", "article-body")
    mention = article.find("a", "term", id=f"m-{term}-1")
    assert mention.text(added=False) == words
    assert mention.attributes["href"] == f"../glossary/{term}.html"
    page = pages[f"glossary/{term}.html"]
    back = page.find("a", href=f"../articles/{SEED}.html#m-{term}-1")
    sentence = " ".join(back.text().split())
    block: Element | None = mention
    while block is not None and block.tag not in ("p", "figcaption"):
        block = block.parent
    assert block is not None
    assert words in sentence
    assert folded(back.find("mark").text()) == folded(words)
    assert folded(sentence).rstrip("0123456789").removesuffix("¶").removesuffix("caption")[:60] in folded(
        block.text(added=False)
    )


def test_an_article_shows_what_changed_after_its_own_date(pages: dict[str, Element]) -> None:
    assert "Since then" in pages[f"articles/{SEED}.html"].text()


def test_every_term_has_a_page_and_stands_in_the_glossary(files: dict[str, bytes], pages: dict[str, Element]) -> None:
    terms = json.loads(files["data/glossary.json"])
    assert len(terms) >= 15
    listed = {e.attributes["href"] for e in pages["glossary/index.html"].all("a")}
    for term in terms:
        assert f"glossary/{term['id']}.html" in pages
        assert f"{term['id']}.html" in listed


def test_positions_in_an_articles_data_name_its_words(files: dict[str, bytes]) -> None:
    data = json.loads(files[f"articles/{SEED}.json"])
    text = data["text"]
    assert len(data["mentions"]) >= 15
    assert len(data["notes"]) >= 8
    assert len({note["kind"] for note in data["notes"]}) >= 4
    for mention in data["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["surface"]
        assert mention["surface"] in mention["sentence"]
    for note in data["notes"]:
        assert text[note["start"] : note["end"]] == note["exact"]


def test_making_the_site_twice_gives_the_same_bytes(site: Made, theme: str) -> None:
    assert own_site(theme).artifacts == site.artifacts


def test_long_lists_go_on_on_further_pages_and_no_brief_is_left_out(tmp_path: Path) -> None:
    many = {f"content/articles/a{n:03}.md": f"---\ntags: [Iran]\n---\n# Brief {n}\n\nWords.\n" for n in range(205)}
    found = made(write_site(tmp_path, many))[0]
    for first, last in (("index.html", "index.page-3.html"), ("tags/iran.html", "tags/iran.page-3.html")):
        pages = [first, first.replace(".html", ".page-2.html"), last]
        held = [tree.all("article", "item") for tree in (parse_html(found[path].decode()) for path in pages)]
        named = [[next(item.all("a")).attributes["href"] for item in items] for items in held]
        assert [len(items) for items in named] == [100, 100, 5]
        assert len({link for items in named for link in items}) == 205
        every = [link for path in pages for _, link in addresses(parse_html(found[path].decode()))]
        links = [link for link in every if ".page-" in link and link.endswith(".html")]
        assert {posixpath.normpath(posixpath.join(posixpath.dirname(first), link)) for link in links} == {*pages[1:]}
    assert "Iran, page 2" in found["tags/iran.page-2.html"].decode()
    assert "tags/iran.page-4.html" not in found


def test_a_list_that_fits_one_page_has_no_numbers(tmp_path: Path) -> None:
    few = {f"content/articles/a{n}.md": f"# Brief {n}\n\nWords.\n" for n in range(100)}
    found = made(write_site(tmp_path, few))[0]
    assert "index.page-2.html" not in found
    assert b"Pages of" not in found["index.html"]
    assert found["index.html"].count(b'class="item') == 100
