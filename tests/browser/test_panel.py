"""The panel of a text's editor, on a real site: what to see to, names to define, and the mark of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from previews import MISTAKE
from support import site_of, write_site

from briefs.cli.said import lines
from briefs.mistakes import error_views
from briefs.panels import Build, panels
from briefs.pipeline import Options, make
from briefs.pipeline.sitting import Audience, Sitting
from briefs.preview.editors import EDITORS, Editor
from briefs.preview.folder import folder_reader
from briefs.preview.serve import Preview

SITE = {
    "config.yaml": "title: Site\nlints: {acronym-undefined: warning}\n",
    "content/articles/trucks.md": "# Trucks\n\nThe WFP sent 12 trucks. Ursula Meier <b>counted</b> them for the WFP.\n",
    "content/articles/trucks.yaml": "date: 2026-01-02\ndraft: true\n",
    "content/articles/ships.md": "# Ships\n\nNo ship came to the harbour, people said on Friday.\n",
    "content/articles/ships.yaml": "date: 2026-01-01\n",
}


def build(preview: Preview, root: Path, files: Mapping[str, str]) -> None:
    """Makes the site and shows it with its editors' pages, as `watch --drafts` does."""
    site = site_of(write_site(root, files))
    with Sitting(root) as sitting:
        proof = sitting.build(site, Options(drafts=True), None, Audience())
    assert proof.read is not None
    editor = Editor(EDITORS["vscode"], site.root.as_posix())
    texts, told = tuple(proof.origins.items()), proof.report.diagnostics
    build = Build(texts, proof.read, proof.defining, told, lines(site.root), "en", proof.drafts)
    errors = error_views(told, lines(site.root), editor)
    preview.show(proof.files, folder_reader(sitting.site), errors, panels(build, editor))


@pytest.fixture
def trucks(tmp_path: Path, context: BrowserContext, preview: Preview, url: str) -> Page:
    build(preview, tmp_path, SITE)
    page = context.new_page()
    page.goto(url + "articles/trucks.html")
    return page


def test_the_panel_shows_the_lint_with_its_place_and_the_name_with_its_entry(trucks: Page, tmp_path: Path) -> None:
    trucks.get_by_role("link", name="Ledger · 1").click()
    panel = trucks.get_by_role("complementary", name="For the editor")
    expect(panel.get_by_text("warning[acronym-undefined]")).to_be_visible()
    place = panel.get_by_role("link", name="trucks.md:3:5")
    expect(place).to_have_attribute("href", f"vscode://file{tmp_path.resolve()}/content/articles/trucks.md:3:5")
    expect(panel.locator(".told mark")).to_have_text("WFP")
    expect(panel.locator(".names pre")).to_have_text(
        ["- term: WFP\n  definition:", "- term: Ursula Meier\n  definition:"]
    )
    assert trucks.evaluate("document.querySelectorAll('[style], style').length") == 0


def test_an_entry_is_copied_to_paste_into_the_glossary(trucks: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    trucks.get_by_role("link", name="Ledger").click()
    trucks.get_by_role("button", name="Copy").first.click()
    expect(trucks.get_by_role("button", name="Copied")).to_be_visible()
    assert trucks.evaluate("navigator.clipboard.readText()") == "- term: WFP\n  definition:"


def test_the_panel_stays_open_over_a_build_and_says_what_is_so_now(
    trucks: Page, preview: Preview, tmp_path: Path
) -> None:
    trucks.get_by_role("link", name="Ledger · 1").click()
    panel = trucks.get_by_role("complementary", name="For the editor")
    expect(panel.locator(".told")).to_be_visible()
    build(preview, tmp_path, {**SITE, "content/glossary/wfp.yaml": "term: WFP\ndefinition: A programme.\n"})
    expect(trucks.get_by_role("link", name="Ledger", exact=True)).to_be_visible()
    expect(panel.locator(".names pre")).to_have_text(["- term: Ursula Meier\n  definition:"])
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    expect(trucks.locator("briefs-ledger .ledger")).to_be_focused()
    trucks.reload()
    expect(trucks.get_by_role("link", name="Ledger")).to_be_visible()
    assert panel.count() == 0


def test_a_draft_is_marked_in_the_preview_and_no_other_text_is(trucks: Page, url: str) -> None:
    mark = trucks.locator("briefs-ledger").get_by_text("Draft", exact=True)
    expect(mark).to_be_visible()
    trucks.emulate_media(media="print")
    expect(mark).to_be_hidden()
    trucks.emulate_media(media="screen")
    trucks.goto(url + "articles/ships.html")
    expect(trucks.get_by_role("link", name="Ledger", exact=True)).to_be_visible()
    assert mark.count() == 0


def test_the_mark_of_a_draft_is_in_no_file(tmp_path: Path) -> None:
    site = site_of(write_site(tmp_path, SITE))
    pages = {a.path: a.data for a in make(site, Options(drafts=True)).artifacts}
    assert b"briefs-ledger" not in pages["articles/trucks.html"]
    assert b">Draft<" not in pages["articles/trucks.html"]


def test_the_whole_ledger_is_a_page_with_the_same_section(trucks: Page) -> None:
    trucks.get_by_role("link", name="Ledger").click()
    trucks.get_by_role("link", name="The whole ledger").click()
    expect(trucks.get_by_role("heading", name="Trucks")).to_be_visible()
    expect(trucks.get_by_text("warning[acronym-undefined]")).to_be_visible()
    expect(trucks.get_by_text("It is left out of the site until")).to_be_visible()
    assert trucks.url.endswith("/__ledger/articles/trucks.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_panel_is_a_sheet_below_and_nothing_moves_sideways(trucks: Page, scheme: str) -> None:
    trucks.set_viewport_size({"width": 390, "height": 800})
    trucks.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    trucks.get_by_role("link", name="Ledger").click()
    panel = trucks.get_by_role("complementary", name="For the editor")
    expect(panel.locator(".names")).to_be_visible()
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 100
    assert trucks.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert panel.locator(".body").evaluate("(it) => it.scrollWidth - it.clientWidth") <= 0


def test_a_page_without_a_ledger_has_no_way_to_one(trucks: Page, url: str) -> None:
    trucks.goto(url + "index.html")
    expect(trucks.locator("h1")).to_be_attached()
    assert trucks.locator("briefs-ledger .ledger").count() == 0


def test_errors_over_an_open_panel_give_the_focus_back_to_it(trucks: Page, preview: Preview, tmp_path: Path) -> None:
    trucks.get_by_role("link", name="Ledger · 1").click()
    close = trucks.get_by_role("button", name="Close")
    expect(close).to_be_focused()
    preview.show(None, errors=[MISTAKE])
    expect(trucks.get_by_role("alertdialog")).to_be_focused()
    trucks.keyboard.press("Escape")
    expect(close).to_be_focused()
    assert trucks.get_by_role("alertdialog").count() == 0
