"""Hostile words in every field of a site, in a real browser, with and without the pages' own policy.

What runs sets ``hit``, opens a dialog or asks another address; what changes a page's structure gives it elements or
attributes that the same page does not have when the words at the same places are harmless.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hostile import INPUTS, Author, governed, harmless, text_fields
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, BrowserContext, Dialog, expect
from support import parse_html, site_of, write_site

from briefs.config import Written, read_config
from briefs.core.authored import Sidecar, TermEntry
from briefs.pipeline import Options, build, check

READ = """html => {
    const told = [], root = new DOMParser().parseFromString(html, 'text/html');
    const walk = (node, depth) => {
        told.push(depth + node.localName + " " + node.getAttributeNames().sort().join(" "));
        for (const child of (node.localName == 'template' ? node.content : node).children) walk(child, depth + 1);
    };
    walk(root.documentElement, 0);
    return [told, [...root.querySelectorAll('script[type="application/ld+json"]')].map(s => s.textContent)];
}"""


def made(root: Path, author: Author) -> Path:
    """The site as an author wrote it, published; nothing in it is an error."""
    files = author.files()
    write_site(root, {path: data for path, data in files.items() if isinstance(data, str)})
    for path, data in files.items():
        if isinstance(data, bytes):
            (root / path).write_bytes(data)
    report = build(site_of(root), Options(sync=False, jobs=1))
    assert [str(one) for one in report.diagnostics if one.severity == "error"] == []
    assert report.published
    return root / "site"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the hostile site and of the harmless one."""
    return (
        made(tmp_path_factory.mktemp("hostile"), Author(str)),
        made(tmp_path_factory.mktemp("harmless"), Author(harmless)),
    )


def pairs(both: tuple[Path, Path], suffix: str) -> Iterator[tuple[Path, Path]]:
    """Each file of one sort with its like; names that come of words begin alike."""
    one, other = (sorted(folder.rglob("[!.]*" + suffix)) for folder in both)
    assert len(one) == len(other) > 0
    yield from zip(one, other, strict=True)


def some(files: Iterable[tuple[Path, Path]]) -> Iterator[tuple[Path, Path]]:
    """The files of all articles, and of every other sort two: the rest say the same words in the same places."""
    seen: Counter[tuple[str, bool]] = Counter()
    for one, other in files:
        seen[one.parent.name, "." in one.stem] += 1
        if one.parent.name in ("articles", "site") or seen[one.parent.name, "." in one.stem] <= 2:
            yield one, other


class Watched:
    """A page of a browser in which nothing may happen but what the site does itself."""

    def __init__(self, context: BrowserContext, folders: tuple[Path, Path]) -> None:
        self.faults: list[str] = []
        self.page = context.new_page()
        self._files = {str(file) for folder in folders for file in folder.rglob("*")}
        self.page.on("dialog", self._opened)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.on("popup", lambda popup: self.faults.append(f"window: {popup.url}"))
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)

    def _opened(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if unquote(re.split("[?#]", url)[0]).removeprefix("file://") not in self._files:
            self.faults.append(f"asked for: {url}")

    def look(self, where: str = "") -> None:
        if self.page.evaluate("typeof hit") != "undefined":
            self.faults.append("a script ran")
        assert self.faults == [], where or self.page.url


@pytest.fixture
def watched(browser: Browser, both: tuple[Path, Path]) -> Iterator[Watched]:
    """Without the pages' policy, so that nothing but what we write keeps a script from running."""
    with browser.new_context(bypass_csp=True) as context:
        yield Watched(context, both)


# ── structure ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_field_of_text_is_left_out() -> None:
    author = Author(str)
    author.files()
    fields = {key for type_ in (Sidecar, TermEntry, Written) for key in text_fields(type_)}
    assert {key for key in fields - author.filled if not governed(key)} == set()
    assert len(author.filled) >= 30
    assert len(INPUTS) >= 200


def shape(value: object) -> object:
    """What JSON is made of, but for its words."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else type(value).__name__


def test_every_page_has_the_elements_that_harmless_words_give_it(browser: Browser, both: tuple[Path, Path]) -> None:
    page = browser.new_page()
    for one, other in pairs(both, ".html"):
        (tree, data), (like, other_data) = (page.evaluate(READ, file.read_text()) for file in (one, other))
        assert tree == like, one
        assert [shape(json.loads(text)) for text in data] == [shape(json.loads(text)) for text in other_data], one
    page.close()


def test_every_feed_has_the_elements_that_harmless_words_give_it(both: tuple[Path, Path]) -> None:
    for one, other in pairs(both, ".xml"):
        tree, like = (ElementTree.parse(file).getroot() for file in (one, other))
        assert [(e.tag, *e.attrib) for e in tree.iter()] == [(e.tag, *e.attrib) for e in like.iter()], one


@pytest.mark.parametrize("suffix", [".json", ".jsonld"])
def test_data_has_the_keys_that_harmless_words_give_it(both: tuple[Path, Path], suffix: str) -> None:
    for one, other in pairs(both, suffix):
        assert shape(json.loads(one.read_text())) == shape(json.loads(other.read_text())), one


def test_a_twin_says_hostile_words_as_words(both: tuple[Path, Path]) -> None:
    """Read by a program that takes HTML in Markdown for HTML."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for one, other in some(pairs(both, ".md")):
        assert kinds(reader, one) == kinds(reader, other), one


def kinds(reader: MarkdownIt, file: Path) -> list[str]:
    """The sorts of what a Markdown file is made of, but for text and its breaks; no HTML but marks of places."""
    found: list[str] = []
    for token in reader.parse(file.read_text()):
        for inner in token.children or [token]:
            if inner.type not in ("text", "softbreak", "text_special"):
                found.append(inner.content if inner.type.startswith("html") else inner.type)
    return found


def test_the_pieces_of_the_search_index_are_calls_with_data(both: tuple[Path, Path]) -> None:
    for file in (both[0] / "search").rglob("*.js"):
        call = re.fullmatch(r"briefs\((.*)\)\n", file.read_text())
        assert call, file
        assert isinstance(json.loads(f"[{call[1]}]"), list)
        assert not set("<\u2028\u2029") & set(call[1])


# ── what runs ────────────────────────────────────────────────────────────────────────────────────────────────────


def visit(watched: Watched, pages: Iterable[Path]) -> int:
    """How many pages were opened; each is looked at, and must have done nothing."""
    opened = 0
    for one in pages:
        if one.name == "404.html":  # its addresses begin at a server's root
            continue
        watched.page.goto(one.as_uri())
        if "old" in one.parts:  # it leads on to an article
            watched.page.wait_for_url("**/articles/*")
        watched.look()
        opened += 1
    return opened


def test_no_page_runs_what_its_words_say(watched: Watched, both: tuple[Path, Path]) -> None:
    assert visit(watched, (one for one, _ in some(pairs(both, ".html")))) > 20


def test_no_page_says_what_its_policy_forbids(browser: Browser, both: tuple[Path, Path]) -> None:
    """The policy complains on the console, and all sorts of pages are among every third."""
    with browser.new_context() as context:
        assert visit(Watched(context, both), [one for one, _ in some(pairs(both, ".html"))][::3]) > 6


def test_the_preview_of_a_term_stays_words(watched: Watched, both: tuple[Path, Path]) -> None:
    trees = []
    for folder in both:
        watched.page.goto((folder / "articles" / "t0.html").as_uri())
        watched.page.locator("a.term[data-def]").first.hover()
        expect(watched.page.locator("#card")).to_be_visible()
        trees.append(
            watched.page.locator("#card").evaluate("card => [...card.querySelectorAll('*')].map(e => e.localName)")
        )
        watched.look()
    assert trees[0] == trees[1]


QUERIES = ["script onerror", "constructor", "proto", "tostring", "hasownproperty", "<img src=x onerror=hit=1>",
           "\"><svg/onload=hit=1>", "{{ 7*7 }}", "__proto__", "'-hit()-' \\", "[x](javascript:hit=1)"]  # fmt: skip


def test_what_is_searched_and_found_stays_words(watched: Watched, both: tuple[Path, Path]) -> None:
    page = watched.page
    for query in QUERIES:
        page.goto((both[0] / "search.html").as_uri() + "?q=" + quote(query))
        expect(page.locator("#found li").first).to_be_visible()
        names = page.locator("#found").evaluate(
            "list => [...new Set([...list.querySelectorAll('*')].map(e => e.localName))]"
        )
        assert set(names) <= {"li", "div", "h2", "a", "p", "mark"}
        watched.look(query)
    assert page.evaluate("Object.prototype.hit") is None


# ── what an author may not write ─────────────────────────────────────────────────────────────────────────────────

SCHEMES = """
javascript:hit=1
JAVASCRIPT:hit=1
JaVaScRiPt:hit=1
javascript://e.example/%0ahit=1
javascript:%68it=1
javascript&colon;hit=1
javascript&#58;hit=1
javascript&#x3a;hit=1
javascript&#0000058;hit=1
&#106;avascript:hit=1
&#x6A;avascript:hit=1
&#0000106avascript:hit=1
java&Tab;script:hit=1
java&NewLine;script:hit=1
java&#9;script:hit=1
java&#10;script:hit=1
java&#13;script:hit=1
&#32;javascript:hit=1
&#1;javascript:hit=1
&#x1f;javascript:hit=1
&nbsp;javascript:hit=1
&#x200b;javascript:hit=1
&#xfeff;javascript:hit=1
&#8232;javascript:hit=1
java&#x200d;script:hit=1
java\\script:hit=1
javascript\\:hit=1
javascript%3ahit=1
%6aavascript:hit=1
java%0ascript:hit=1
\u017favascript:hit=1
javaſcript:hit=1
javascript：hit=1
jav\u00adascript:hit=1
vbscript:msgbox
livescript:hit=1
mocha:hit=1
data:text/html,x
data:image/svg+xml,x
DATA:text/html;base64,eA==
blob:https://evil.invalid/x
filesystem:https://evil.invalid/x
view-source:https://evil.invalid/
file:///etc/passwd
about:blank
chrome://settings/
intent://evil.invalid/
ms-msdt:/id
jar:https://evil.invalid/!x
ws://evil.invalid/
ftp://evil.invalid/
tel:1
feed:javascript:hit=1
https:
https:///x
http:javascript:hit=1
//evil.invalid/x
///evil.invalid/x
/etc/passwd
\\\\evil.invalid\\x
/\\evil.invalid/x
../../../../etc/passwd
..%2f..%2f..%2f..%2fetc/passwd
""".split()


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, set[int]]]:
    """A site with every address in every place for one, built as far as it goes, and the lines with errors by file."""
    root = tmp_path_factory.mktemp("refused")
    files = {"content/articles/fine.txt": "Fine\n\nIt is fine.\n", "config.yaml": "title: Refused\n"}
    for at, address in enumerate(SCHEMES):
        plain = json.dumps(unescape(address), ensure_ascii=True)
        value = json.dumps(f"[x](<{address}>)", ensure_ascii=True)
        files[f"content/articles/a{at}.md"] = f"[x](<{address}>)\n\n![x](<{address}>)\n\n[x][r]\n\n[r]: <{address}>\n"
        files[f"content/articles/b{at}.txt"] = "Title\n\nWords.\n"
        files[f"content/articles/b{at}.yaml"] = (
            f"sources: [{{title: t, id: s{at}, url: {plain}}}]\nsource: {{url: {plain}}}\n"
            f"summary: {value}\nimage: {{alt: x, file: {plain}}}\n"
            f"glossary: [{{id: t{at}, term: T{at}, definition: {value}, same_as: [{plain}]}}]\n"
        )
    report = build(site_of(write_site(root, files)), Options(sync=False, jobs=1, keep_going=True))
    lines: dict[str, set[int]] = {}
    for one in report.diagnostics:
        if one.severity == "error" and one.span:
            lines.setdefault(one.span.path, set()).add(one.span.line)
    return root / "site", lines


@pytest.mark.parametrize("at", range(len(SCHEMES)), ids=SCHEMES)
def test_an_address_that_leads_into_the_page_or_nowhere_is_an_error(
    refused: tuple[Path, dict[str, set[int]]], at: int
) -> None:
    _, lines = refused
    # The third line says it in Markdown, which is not read where YAML refuses a sign of the other lines.
    assert lines.get(f"content/articles/b{at}.yaml", set()) | {3} == {1, 2, 3, 4, 5}
    assert {1, 3} <= lines.get(f"content/articles/a{at}.md", set())


def test_what_is_published_all_the_same_has_no_address_but_of_the_web(
    refused: tuple[Path, dict[str, set[int]]],
) -> None:
    for file in refused[0].rglob("*.html"):
        for element in parse_html(file.read_text()):
            for name in ("href", "src", "action", "formaction", "content"):
                value = element.attributes.get(name) or ""
                assert not re.match(r"[\x00-\x20]*(?!https?:|mailto:)[a-z+.-]+:", value, re.IGNORECASE), (file, value)


@pytest.mark.parametrize("key", ["url", "language", "timezone", "theme", "plugins", "outputs", "jobs"])
@pytest.mark.parametrize("words", ['"><script>hit=1</script>', "javascript:hit=1", "$(hit)"])
def test_a_setting_that_may_not_say_this_is_an_error(tmp_path: Path, key: str, words: str) -> None:
    value = [words] if key in ("plugins", "outputs") else words
    (tmp_path / "config.yaml").write_text(json.dumps({key: value}))
    assert [one.severity for one in read_config(tmp_path / "config.yaml").diagnostics] == ["error"]


@pytest.mark.parametrize("key", ["id", "slug", "language", "redirect_from", "related", "glossary", "kind", "except"])
def test_a_name_that_may_not_say_this_is_an_error(tmp_path: Path, key: str) -> None:
    words = '"><script>hit=1</script>'
    sidecars: dict[str, dict[str, object]] = {
        "id": {"glossary": [{"id": words, "term": "x", "definition": "x"}]},
        "redirect_from": {key: [words + ".html"]},
        "related": {key: [words]},
        "glossary": {key: [{"term": "x", "definition": "x", "see_also": [words]}]},
        "kind": {"notes": [{"quote": "Words", "text": "x", "kind": words}]},
        "except": {"link": {key: [words]}},
    }
    sidecar = json.dumps(sidecars.get(key, {key: words}))
    files = {"content/articles/a.txt": "Title\n\nWords stand here.\n", "content/articles/a.yaml": sidecar}
    report = check(site_of(write_site(tmp_path, files)))
    assert "error" in [one.severity for one in report.diagnostics]


@pytest.mark.parametrize("sign", [*map(chr, (0, 1, 8, 11, 12, 27, 127, 128, 133, 159, 0xFEFF))])
def test_a_character_that_no_text_may_hold_is_an_error(tmp_path: Path, sign: str) -> None:
    files = {
        "content/articles/a.txt": f"Title\n\nWords {sign} here.\n",
        "content/articles/b.txt": "Title\n\nWords stand here.\n",
        "content/articles/b.yaml": "byline: " + json.dumps(f"a {sign} b") + "\n",
    }
    report = check(site_of(write_site(tmp_path, files)))
    found = {one.span.path for one in report.diagnostics if one.severity == "error" and one.span}
    assert found == {"content/articles/a.txt", "content/articles/b.yaml"}
