"""Pages on paper: printed by a real browser, and read back from the PDF."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page
from support import folded, parse_html, site_of, write_site

from briefs.config import read_site
from briefs.pipeline import Options, build

ROOT = Path(__file__).parent.parent.parent
SEED = "articles/us-officials-iranian-troops-crimea.html"
KINDS = [
    SEED, "index.html", "glossary/index.html", "glossary/irgc.html", "timeline.html", "sources/index.html",
    "tags/drones.html", "about.html",
]  # fmt: skip
CONTROLS = {"Skip to the text", "IN THIS BRIEF", "Full entry", "Previous", "Next", "SHOW", "Glossary / I", "×"}
"""Lines that the screen shows, and paper does not."""


@pytest.fixture(scope="module", autouse=True)
def poppler() -> None:
    """The tools that read a PDF. Without them the tests are skipped, but in CI they fail."""
    if shutil.which("pdftotext") is None or shutil.which("pdfinfo") is None:
        if "CI" in os.environ:
            pytest.fail("no pdftotext found, and in CI the tests of print must run")
        pytest.skip("no pdftotext found: apt-get install poppler-utils, and the tests of print run")


def own_site(place: Path, theme: str) -> Path:
    """The project's own site in a theme, with an address."""
    site = read_site(ROOT / "config.yaml", place / "site", "https://example.org/briefs/").value
    assert site is not None
    site = replace(site, config=replace(site.config, theme=theme), theme=ROOT / "themes" / theme)
    assert build(site, Options(sync=False, cache=False)).published
    return place / "site"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_site(tmp_path_factory.mktemp("print"), "default")


@pytest.fixture(scope="module")
def paper(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Path]]:
    """A page's file goes in, its PDF comes out, as a reader in the dark theme prints it."""
    place = tmp_path_factory.mktemp("pdf")
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()

    def printed(file: Path, size: str = "A4") -> Path:
        page.goto(file.as_uri())
        target = place / f"{file.stem}-{size}.pdf"
        page.pdf(path=str(target), prefer_css_page_size=True, tagged=True, outline=True, format=size)
        return target

    yield printed
    context.close()


class Word(NamedTuple):
    """A word of a PDF and its place, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


INVISIBLE = ("\u200c", "\u200d", "\u2060")
"""Signs that only join or part others; some fonts make words of them."""
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def sheets(pdf: Path) -> list[tuple[float, float, list[Word]]]:
    """Each sheet's width, height and words."""
    out = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for head, body in re.findall(r"<page (.*?)>(.*?)</page>", out, re.DOTALL):
        width, height = (float(x) for x in re.findall(r'"([\d.]+)"', head))
        words = [
            Word(float(a), float(b), float(c), float(d), unescape(text))
            for a, b, c, d, text in WORD.findall(body)
            if text not in INVISIBLE
        ]
        found.append((width, height, words))
    return found


def text_of(pdf: Path) -> str:
    """All words as they follow each other, without white space: an address goes on in the next line.

    In the order of the file, for by their places those of a note and of the text beside it would mix.
    """
    out = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return "".join(out.split())


def collide(one: Word, other: Word) -> bool:
    """Whether two words stand on each other: their boxes, without the leading, share ground."""
    lead, rest = (one.bottom - one.top) * 0.35, (other.bottom - other.top) * 0.35
    apart = one.bottom - lead <= other.top + rest or other.bottom - rest <= one.top + lead
    return not (apart or one.right - 2 <= other.left or other.right - 2 <= one.left)


def assert_nothing_collides(pdf: Path) -> None:
    for number, (width, height, words) in enumerate(sheets(pdf), 1):
        assert words, f"sheet {number} is blank"
        for at, word in enumerate(words):
            assert word.left > 20, (number, word)
            assert word.right < width - 20, (number, word)
            assert word.bottom < height - 10, (number, word)
            assert not [other for other in words[at + 1 :] if collide(word, other)], (number, word)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_has_no_controls_and_says_where_it_is_from(folder: Path, paper: Callable[..., Path], kind: str) -> None:
    pdf = paper(folder / kind)
    lines = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert CONTROLS.intersection(lines) == set()
    own = kind if kind != "index.html" else "23Nov"  # The front page's address is the site's own, then comes its date.
    assert f"https://example.org/briefs/{own}" in text_of(pdf)
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged: +yes", info)
    assert len(sheets(pdf)) < 16
    assert_nothing_collides(pdf)


def test_an_article_has_its_notes_terms_and_sources_with_their_addresses(
    folder: Path, paper: Callable[..., Path]
) -> None:
    text = text_of(paper(folder / SEED))
    page = parse_html((folder / SEED).read_bytes())
    notes = [folded(note.find("div", "rich").text()) for note in page.all("aside", "note")]
    terms = [folded(term.text()) for entry in page.find(id="terms").all("dl") for term in entry.all("dt")]
    links = [str(a.attributes["href"]) for a in page.find(id="sources").all("a")]
    addresses = [link for link in links if link.startswith("http")]
    assert (len(notes), len(terms), len(addresses) > 35) == (20, 27, True)
    # A note's last words are followed by the numbers of its sources, which paper sets in brackets.
    assert [note for note in notes if note.split("\u2060")[0][-60:] not in text] == []
    assert [term for term in terms if term not in text] == []
    assert [address for address in addresses if address not in text] == []
    assert json.loads((folder / SEED).with_suffix(".json").read_bytes())["text"].split()[-1] in text
    assert text.index("https://example.org/briefs/articles/") < text.index("Timeline") < text.index("Provenance")


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_stands_alone_at_the_foot_of_a_sheet(folder: Path, paper: Callable[..., Path], kind: str) -> None:
    page = parse_html((folder / kind).read_bytes())
    headings = {folded(element.text()) for tag in ("h1", "h2", "h3", "dt") for element in page.all(tag)}
    for _, height, words in sheets(paper(folder / kind)):
        body = [word for word in words if word.bottom < height - 20 / 25.4 * 72]
        last = max(word.bottom for word in body)
        foot = "".join(word.text for word in sorted(body) if last - word.bottom < 3)
        assert foot not in headings


def printing(browser: Browser, file: Path, script: str, media: Literal["print", "screen"] = "print") -> object:
    """What a script finds on a page that was set to dark and is printed."""
    with browser.new_context(color_scheme="dark") as context:
        page: Page = context.new_page()
        page.goto(file.as_uri())
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        page.emulate_media(media=media)
        return page.evaluate(script)


def test_the_plain_theme_has_its_notes_and_sources_on_paper_too(tmp_path: Path, paper: Callable[..., Path]) -> None:
    pdf = paper(own_site(tmp_path, "plain") / SEED)
    text = text_of(pdf)
    assert_nothing_collides(pdf)
    assert text.index("Notes") < text.rindex("Terms27") < text.rindex("Sources38") < text.rindex("Provenance")
    assert f"https://example.org/briefs/{SEED}" in text
    assert "Glossary" not in text[:200]


INKS = """() => [...new Set([...document.querySelectorAll('main *')].filter(e => e.checkVisibility()
    && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())).map(e => getComputedStyle(e).color))]"""


@pytest.mark.parametrize("kind", KINDS)
def test_paper_is_white_and_its_ink_dark_whatever_the_screen_shows(browser: Browser, folder: Path, kind: str) -> None:
    grounds = "['html', 'body', 'main'].map(e => getComputedStyle(document.querySelector(e)).backgroundColor)"
    assert printing(browser, folder / kind, grounds) == ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)"]
    inks = printing(browser, folder / kind, INKS)
    assert isinstance(inks, list)
    assert inks
    assert [ink for ink in inks if max(int(n) for n in re.findall(r"\d+", ink)[:3]) > 0x44] == []


@pytest.mark.parametrize("theme", ["default", "plain"])
def test_a_site_s_own_colours_are_of_the_screen(browser: Browser, tmp_path: Path, theme: str) -> None:
    own = ":root{--paper:#123456}:root[data-theme=dark]{--ink:#fedcba}"
    files = {**noted(2), f"themes/{theme}/static/site.css": own}
    files["config.yaml"] += f"theme: {theme}\n"
    assert build(site_of(write_site(tmp_path, files)), Options(sync=False)).published
    look = "[getComputedStyle(document.documentElement)].flatMap(s => [s.backgroundColor, s.color])"
    page = tmp_path / "site" / "articles" / "noted.html"
    assert printing(browser, page, look) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert printing(browser, page, look, "screen") == ["rgb(18, 52, 86)", "rgb(254, 220, 186)"]


def noted(notes: int, language: str = "en") -> dict[str, str]:
    """An article of thirty paragraphs with so many notes."""
    word = "قرارداد" if language == "fa" else "agreement"
    count = iter(range(1, notes + 1))
    paragraphs, entries = [], []
    for _ in range(30):
        words = [word] * 36
        for at in range(5, 36, 12):
            if number := next(count, 0):
                words[at] = f"mark{number}x"
                entries.append(f"- {{quote: mark{number}x, kind: context, text: '{' '.join([word] * 18)}.'}}\n")
        paragraphs.append(" ".join(words) + ".")
    return {
        "config.yaml": f"title: Notes\nlanguage: {language}\n",
        "content/articles/noted.md": "# Notes\n\n" + "\n\n".join(paragraphs) + "\n",
        "content/articles/noted.yaml": "notes:\n" + "".join(entries),
    }


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("size", ["A4", "A5"])
@pytest.mark.parametrize("notes", [12, 80])
def test_however_many_notes_there_are_none_stands_on_other_words(
    tmp_path: Path, paper: Callable[..., Path], notes: int, size: str, language: str
) -> None:
    assert build(site_of(write_site(tmp_path, noted(notes, language))), Options(sync=False)).published
    pdf = paper(tmp_path / "site" / "articles" / "noted.html", size)
    assert_nothing_collides(pdf)
    marks = re.findall(r"mark(\d+)x", text_of(pdf))
    assert sorted({int(mark) for mark in marks}) == [*range(1, notes + 1)]


@pytest.mark.parametrize(("notes", "beside"), [(12, True), (80, False)])
def test_notes_stand_beside_the_text_while_there_is_room_and_else_under_their_paragraphs(
    browser: Browser, tmp_path: Path, notes: int, beside: bool
) -> None:
    assert build(site_of(write_site(tmp_path, noted(notes))), Options(sync=False)).published
    script = """() => [document.querySelector('#p1'), ...document.querySelectorAll('.note')]
        .map(e => e.getBoundingClientRect()).map(r => [r.left, r.right, r.top, r.bottom])"""
    places = printing(browser, tmp_path / "site" / "articles" / "noted.html", script)
    assert isinstance(places, list)
    text, *found = places
    assert len(found) == notes
    assert all((place[0] > text[1]) is beside for place in found)
    assert all(one[3] <= other[2] for one, other in pairwise(found))
