"""The second built-in theme: another look of the same site by few templates, with no script and no preview."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from support import Element, contrast, folded, parse_html

from briefs.config import read_site
from briefs.pipeline import make

ROOT = Path(__file__).parent.parent
PLAIN = ROOT / "themes" / "plain"
SEED = "articles/us-officials-iranian-troops-crimea.html"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    site = read_site(ROOT / "config.yaml").value
    assert site is not None
    made = make(replace(site, config=replace(site.config, theme="plain"), theme=PLAIN))
    return {artifact.path: artifact.data for artifact in made.artifacts}


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, Element]:
    return {path: parse_html(data) for path, data in files.items() if path.endswith(".html")}


def test_every_page_is_made_and_none_runs_a_script(pages: dict[str, Element]) -> None:
    assert {path.split("/")[0] for path in pages} >= {
        "articles",
        "glossary",
        "tags",
        "sources",
        "index.html",
        "404.html",
    }
    for path, page in pages.items():
        if path != "search.html":  # nothing can be searched without
            run = [e for e in page.all("script") if e.attributes.get("type") != "application/ld+json"]
            assert run == [], path
            assert [e for e in page if e.tag == "button" or "popover" in e.attributes] == [], path


def test_nothing_of_the_default_theme_is_published_that_the_pages_do_not_use(files: dict[str, bytes]) -> None:
    names = {re.sub(r"\.[0-9a-f]{8}\.", ".", path) for path in files if path.startswith("assets/")}
    assert names >= {"assets/brief-64.css", "assets/icon.svg"}
    assert names & {"assets/brief.js", "assets/theme.js", "assets/indexed.css"} == set()
    css = next(data.decode() for path, data in files.items() if path.startswith("assets/brief-64"))
    assert len(css) < 8 * 1024
    assert not re.search(r"anchor|popover|#q-|#d1", css)


def test_each_note_stands_after_the_text_under_its_number(pages: dict[str, Element]) -> None:
    page = pages[SEED]
    text = page.find("div", "article-body")
    assert list(text.all("aside")) == []
    notes = [item for item in page.find("section", id="notes").all("li") if "id" in item.attributes]
    numbers = list(text.all("a", "ref"))
    assert len(notes) == len(numbers) == 20
    for n, (note, number) in enumerate(zip(notes, sorted(numbers, key=lambda ref: int(ref.text())), strict=True), 1):
        assert (number.attributes["href"], note.attributes["id"]) == (f"#n-{n}", f"n-{n}")
        assert note.find("a", role="doc-backlink").attributes["href"] == f"#{number.attributes['id']}"
    assert folded("relatively small number") in folded(text.text())


def test_the_theme_is_few_templates_and_copies_none() -> None:
    ours = {path.relative_to(PLAIN): path.read_text("utf-8") for path in (PLAIN / "templates").rglob("*.html")}
    assert len(ours) <= 10
    for path, text in ours.items():
        default = ROOT / "themes" / "default" / path
        assert not text or not default.exists() or text != default.read_text("utf-8"), path


def test_what_a_page_brings_with_it_finds_the_default_s_variables() -> None:
    ours, theirs = (
        set(
            re.findall(
                r"(?<![\w(])(--[\w-]+):", (home / "static" / "brief.css").read_text("utf-8").split("\n@media")[0]
            )
        )
        for home in (PLAIN, PLAIN.parent / "default")
    )
    assert theirs - ours <= {"--q", "--at", "--s", "--e"}  # of single elements
    assert {"--paper", "--sans", "--measure", "--focus"} <= theirs


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_has_seven_to_one_on_every_ground_and_rules_three(scheme: int) -> None:
    css = (PLAIN / "static" / "brief.css").read_text("utf-8")
    tokens = {name: pair[scheme] for name, *pair in re.findall(r"--([\w-]+):light-dark\((#\w+),(#\w+)\)", css)}
    assert set(tokens) == {"paper", "ink", "ink-2", "link", "rule", "mark"}
    for ink, least in (("ink", 7), ("ink-2", 7), ("link", 7), ("rule", 3)):
        for ground in ("paper", "mark"):
            assert contrast(tokens[ink], tokens[ground]) >= least, (ink, ground)
