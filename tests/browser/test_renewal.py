"""A page that changed is renewed in its place: what the reader opened, selected or scrolled to stays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from previews import page_of, site
from shows import listed
from support import site_of, write_site

from briefs.pipeline import Options
from briefs.pipeline.sitting import Audience, Sitting
from briefs.preview.folder import folder_reader
from briefs.preview.serve import Preview

TEXT = "\n\n".join(f"Paragraph {n} has a few words in it, and it has more of them here." for n in range(40))
SITE = {
    "content/articles/a.md": f"# First\n\nThe IRGC sent drones to Crimea.\n\n{TEXT}\n\nThe end of it.\n",
    "content/articles/b.md": "# Second\n\nNobody in Crimea knew of the IRGC.\n",
    "content/glossary/g.yaml": (
        "- {term: Revolutionary Guard, abbreviation: IRGC, definition: A force of Iran.}\n"
        "- {term: Crimea, definition: A peninsula.}\n"
    ),
}


class Desk:
    """Somebody who saves files, with a browser at one page."""

    def __init__(self, root: Path, preview: Preview, page: Page, url: str) -> None:
        self.page, self._root, self._preview = page, root, preview
        self._sitting = Sitting(write_site(root, SITE))
        self.save({})
        loaded(page, f"{url}articles/a.html")

    def save(self, changes: Mapping[str, str]) -> None:
        for path, text in changes.items():
            (self._root / path).write_text(text, "utf-8")
        proof = self._sitting.build(site_of(self._root), Options(), None, Audience())
        self._preview.show(proof.files, folder_reader(self._sitting.site), moved=proof.moved)

    def renamed(self, old: str, new: str) -> None:
        (self._root / old).rename(self._root / new)
        self.save({})

    @property
    def was_reloaded(self) -> bool:
        return self.page.evaluate("window.kept") is None


def loaded(page: Page, address: str) -> None:
    """Goes there, and waits for the source with which the page will compare its next one."""
    with page.expect_event("requestfinished", lambda it: it.resource_type == "fetch" and it.url == address):
        page.goto(address)
    page.evaluate("window.kept = true")


@pytest.fixture
def desk(tmp_path: Path, preview: Preview, context: BrowserContext, url: str) -> Desk:
    return Desk(tmp_path, preview, context.new_page(), url)


def test_new_words_stand_in_the_page_without_a_reload(desk: Desk) -> None:
    desk.save({"content/articles/a.md": SITE["content/articles/a.md"].replace("The end", "The very end")})
    expect(desk.page.get_by_text("The very end of it.")).to_be_attached()
    assert not desk.was_reloaded
    for number in range(3):
        text = f"# Title {number}\n\nIRGC and Crimea, {number}.\n\n{TEXT}\n"
        desk.save({"content/articles/a.md": text})
        expect(desk.page.locator("h1")).to_have_text(f"Title {number}")
        expect(desk.page).to_have_title(f"Title {number} · Test")
    assert not desk.was_reloaded


def test_the_page_is_in_the_end_as_if_it_had_been_loaded(desk: Desk) -> None:
    desk.save({"content/articles/a.md": f"# First\n\nIn Crimea, the IRGC said.\n\nA new one.\n\n{TEXT}\n"})
    expect(desk.page.get_by_text("A new one.")).to_be_attached()
    renewed = desk.page.evaluate("document.body.innerHTML")
    assert not desk.was_reloaded
    desk.page.reload()
    assert renewed == desk.page.evaluate("document.body.innerHTML")


def test_an_open_preview_and_a_fold_stay_open_and_the_text_stays_where_it_was(desk: Desk) -> None:
    page = desk.page
    page.get_by_text("Paragraph 30 ").scroll_into_view_if_needed()
    page.evaluate(
        "document.querySelector('.term').dispatchEvent("
        "new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }))"
    )
    expect(page.locator("[popover]:popover-open")).to_have_count(1)
    before = page.get_by_text("Paragraph 30 ").bounding_box()
    desk.save(
        {"content/articles/a.md": SITE["content/articles/a.md"].replace("\n\nParagraph 3 ", "\n\nNew.\n\nParagraph 3 ")}
    )
    expect(page.get_by_text("New.", exact=True)).to_be_attached()
    after = page.get_by_text("Paragraph 30 ").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 3
    expect(page.locator("[popover]:popover-open")).to_have_count(1)
    assert not desk.was_reloaded


def test_a_new_terms_preview_opens_as_any_other(desk: Desk) -> None:
    glossary = SITE["content/glossary/g.yaml"] + "- {term: drone, definition: A thing that flies.}\n"
    desk.save({"content/glossary/g.yaml": glossary})
    term = desk.page.get_by_role("link", name="drones")
    expect(term).to_be_visible()
    term.hover()
    expect(desk.page.locator("[popover]:popover-open")).to_contain_text("A thing that flies.")
    assert not desk.was_reloaded


def test_what_the_browser_showed_of_a_term_is_of_now(desk: Desk) -> None:
    desk.save({"content/glossary/g.yaml": SITE["content/glossary/g.yaml"].replace("A force", "An army")})
    expect(desk.page.locator("#terms")).to_contain_text("An army of Iran.")
    desk.page.get_by_role("link", name="IRGC").first.hover()
    expect(desk.page.locator("[popover]:popover-open")).to_contain_text("An army of Iran.")
    assert not desk.was_reloaded


def test_the_page_of_a_renamed_file_goes_to_its_new_address(desk: Desk, url: str) -> None:
    desk.renamed("content/articles/a.md", "content/articles/first.md")
    desk.page.wait_for_url(f"{url}articles/first.html")
    expect(desk.page.locator("h1")).to_have_text("First")
    assert desk.page.url == f"{url}articles/first.html"


def test_a_page_whose_script_does_not_say_so_is_loaded_again(
    preview: Preview, url: str, context: BrowserContext
) -> None:
    script = '<script src="/own.js"></script></head>'
    files = site() | {"index.html": page_of("old").replace(b"</head>", script.encode()), "own.js": b"window.own = 1;"}
    preview.show(*listed(files))
    page = context.new_page()
    loaded(page, url)
    preview.show(*listed(files | {"index.html": files["index.html"].replace(b"old", b"new")}))
    expect(page.locator("h1")).to_have_text("new")
    assert page.evaluate("window.kept") is None
    assert page.evaluate("window.own") == 1


def test_a_new_policy_or_script_is_read_by_loading_the_page(desk: Desk, tmp_path: Path) -> None:
    built_in, templates = Path(__file__).parents[2], "themes/default/templates"
    (tmp_path / templates / "parts").mkdir(parents=True)
    base = (built_in / templates / "base.html").read_text("utf-8").replace("<body>", '<body class="mine">')
    scripts = (built_in / templates / "parts/scripts.html").read_text("utf-8")
    mine = scripts.replace("></script>", " data-mine></script>")
    desk.save({f"{templates}/base.html": base, f"{templates}/parts/scripts.html": mine})
    expect(desk.page.locator("body.mine")).to_have_count(1)
    assert desk.was_reloaded
