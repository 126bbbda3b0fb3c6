"""What the preview shows of a build beside its pages: errors in a page's words, and what each editor should see to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from support import parse_html, site_of, write_site

from briefs.cli.said import lines
from briefs.core.diagnostics import Diagnostic, Related, error, note, warning
from briefs.core.source import Span
from briefs.mistakes import by_file, error_views, place_view
from briefs.panel import of_text
from briefs.panels import STATE, Build, Makers, panels
from briefs.pipeline import Options
from briefs.pipeline.sitting import Audience, Sitting
from briefs.preview.editors import EDITORS, Editor

EDITOR = Editor(EDITORS["vscode"], "/site")
SITE = {
    "config.yaml": "title: Site\nlints: {acronym-undefined: warning}\n",
    "content/articles/trucks.md": "# Trucks\n\nThe WFP sent 12 trucks, as the EU's Ursula Meier said.\n",
    "content/articles/trucks.yaml": "draft: true\nsummary: short\nglosary: []\n",
    "content/articles/ships.md": "# Ships\n\nNo ship came to the harbour.\n",
    "content/glossary/eu.yaml": "term: European Union\nabbreviation: EU\ndefinition: A union.\n",
}


def line(path: str, number: int) -> str:
    return {1: "the quick brown fox", 2: "x" * 300}.get(number, "")


def made(root: Path, files: Mapping[str, str], drafts: bool = True) -> Makers:
    site = site_of(write_site(root, files))
    with Sitting(root) as sitting:
        proof = sitting.build(site, Options(drafts=drafts), None, Audience())
    assert proof.read is not None
    texts, told = tuple(proof.origins.items()), proof.report.diagnostics
    build = Build(texts, proof.read, proof.defining, told, lines(site.root), "en", proof.drafts)
    return panels(build, EDITOR)


def test_every_error_is_shown_and_the_warnings_are_counted() -> None:
    found = [error("a", "one"), warning("b", "two"), error("c", "three"), warning("d", "four"), note("e", "five")]
    shown = error_views(found, line, EDITOR)
    assert [(v.severity, v.message) for v in shown] == [("error", "one"), ("error", "three"), ("warning", "2 warnings")]


def test_warnings_alone_stand_over_no_page() -> None:
    assert error_views([warning("b", "two")], line, EDITOR) == ()


def test_an_error_has_its_excerpt_its_hint_and_an_address_for_each_of_its_places() -> None:
    span, other = Span("a.yaml", 1, 5, 1, 10), Span("a.md", 1, 11, 1, 16)
    (view,) = error_views([error("a", "m\x1b", span, "h", (Related("the nearest words", other),))], line, EDITOR)
    assert view.message == "m<U+001B>"
    assert view.excerpt == "  1 | the quick brown fox\n    |     ^^^^^"
    assert view.href == "vscode://file/site/a.yaml:1:5"
    (place,) = view.related
    assert (place.before, place.words, place.after) == ("the quick ", "brown", " fox")
    assert place.href == "vscode://file/site/a.md:1:11"


@pytest.mark.parametrize(
    ("span", "apart"),
    [
        (Span("a", 1, 1, 1, 4), ("", "the", " quick brown fox")),
        (Span("a", 1, 11, 3, 2), ("the quick ", "brown fox", "")),
        (Span("a", 1, 19, 1, 19), ("the quick brown fo", "x", "")),
        (Span("a", 9, 2, 9, 4), ("", "", "")),
        (Span("a"), ("", "", "")),
        (Span("a", 2, 151, 2, 153), ("…" + "x" * 90, "xx", "x" * 90 + "…")),
    ],
)
def test_the_words_meant_stand_apart_from_their_line(span: Span, apart: tuple[str, str, str]) -> None:
    view = place_view(span, "m", line, EDITOR)
    assert (view.before, view.words, view.after) == apart


def test_what_is_said_of_a_text_is_said_of_its_sidecar_too() -> None:
    paths = ("content/a.md", "content/a.yaml", "content/b.md")
    found: list[Diagnostic] = [warning("w", path, Span(path)) for path in paths]
    assert [d.message for d in of_text(by_file([*found, error("e", "nowhere")]), "content/a.md")] == [*paths[:2]]


def test_the_state_names_drafts_and_texts_with_something_to_see_to_and_no_others(tmp_path: Path) -> None:
    assert json.loads(made(tmp_path, SITE)[STATE]()) == {"articles/trucks.html": {"draft": 1, "told": 2}}
    assert json.loads(made(tmp_path, SITE, drafts=False)[STATE]()) == {}


def test_the_page_opens_with_what_to_see_to_and_the_names_to_define(tmp_path: Path) -> None:
    desk = parse_html(made(tmp_path, SITE)["articles/trucks.html"]()).find("section", "desk")
    assert [c.text() for c in desk.find("ul", "told").all("code")] == [
        "warning[acronym-undefined]",
        "error[unknown-key]",
    ]
    assert [m.text() for m in desk.find("ul", "told").all("mark")] == ["WFP", "glosary"]
    links = [a.attributes["href"] for a in desk.find("ul", "told").all("a")]
    assert links[0] == "vscode://file/site/content/articles/trucks.md:3:5"
    assert [pre.text() for pre in desk.find("ul", "names").all("pre")] == [
        "- term: WFP\n  definition:",
        "- term: Ursula Meier\n  definition:",
    ]
    assert "Draft" in desk.find("b", "draft").text()


def test_a_text_with_nothing_to_see_to_says_so(tmp_path: Path) -> None:
    desk = parse_html(made(tmp_path, SITE)["articles/ships.html"]()).find("section", "desk")
    assert [p.text() for p in desk.all("p", "nothing")] == [
        "Nothing: the last build has nothing to say of this text.",
        "Every name in it has its entry.",
    ]


def test_an_entry_never_takes_an_id_that_is_there(tmp_path: Path) -> None:
    terms = {"content/glossary/wfp.yaml": "id: wfp\nterm: Grain for all\ndefinition: A slogan.\n"}
    desk = parse_html(made(tmp_path, SITE | terms)["articles/trucks.html"]()).find("section", "desk")
    assert next(desk.find("ul", "names").all("pre")).text() == "- id: wfp-2\n  term: WFP\n  definition:"


def test_what_an_author_writes_cannot_break_the_section(tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script>'
    text = f"# A {evil}\n\nThe WFP {evil} Ursula Meier.\n"
    sidecar = json.dumps({"notes": [{"quote": f"no such {evil}", "text": "T."}], evil: 1})
    page = made(tmp_path, {"content/articles/a.md": text, "content/articles/a.yaml": sidecar})["articles/a.html"]()
    assert b"<script" not in page
    parse_html(page)
