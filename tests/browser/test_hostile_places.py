"""Hostile file names, and hostile words where readers and editors click: lists, the map, the preview; in Persian.

The site is made with both themes. What runs sets ``hit``, opens a dialog or asks another address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hostile import INPUTS, escaped, yaml
from playwright.sync_api import Browser, Dialog, Page, expect
from support import site_of, write_site

from briefs.cli.said import lines
from briefs.mistakes import error_views
from briefs.panels import Build, panels
from briefs.pipeline import Options, build
from briefs.pipeline.sitting import Audience, Sitting
from briefs.preview.editors import EDITORS, Editor
from briefs.preview.folder import folder_reader
from briefs.preview.serve import Preview

NAMES = (
    *('"><svg onload=hit=1>', "'><img src=x onerror=hit=1>", 'it\'s "so"', "a#b?c%d&e", "%3Cscript%3Ehit=1"),
    *("two  blanks", "-dash", "سپاه پاسداران", "משמרות", "🛩️ drone", "{{7*7}}", "javascript:hit=1", "[x](y)"),
    *("__proto__", "constructor", "a`${hit}`", "end.", "&lt;b&gt;", "a\u200db", "\u200fmark"),
)
"""Of files; a slash, a control character or one that turns a line round no file of a site may have in its name."""
WORDS = " ".join(INPUTS[:8])
SAID = escaped(WORDS)


def hostile(theme: str, language: str) -> dict[str, str]:
    """A site of hostile names and words, each article linked to the next by its file."""
    files = {"config.yaml": yaml({"title": WORDS, "language": language, "theme": theme, "author": WORDS})}
    for at, name in enumerate(NAMES):
        following = NAMES[(at + 1) % len(NAMES)]
        folder = "content/articles"
        address = re.sub(r"[^\w.-]", lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), following)
        files[f"{folder}/{name}.md"] = (
            f"The Zq{at} came with [{SAID}]({address}.md) and Term.\n\n## {SAID}\n\nWords of Zq{at}.\n"
        )
        files[f"{folder}/{name}.yaml"] = yaml(
            {
                "title": f"{SAID} {INPUTS[at * 7]}" if "`" not in INPUTS[at * 7] else SAID,
                "date": f"2026-01-{at + 1:02}",
                "tags": [f"zq{at} {INPUTS[at]}"],
                "notes": [
                    {"quote": f"Words of Zq{at}", "kind": "claim", "by": WORDS, "status": "disputed", "text": SAID},
                ],
                "timeline": [{"date": f"2025-01-{at + 1:02}", "text": SAID}],
                "glossary": [
                    {
                        "id": f"zq{at}",
                        "term": f"Zq{at}",
                        "kind": f"k{at % 3} {INPUTS[at]}",
                        "definition": f"{SAID} {at}",
                    }
                ],
            }
        )
    files["content/glossary/t.yaml"] = yaml({"term": "Term", "aliases": [WORDS], "definition": SAID})
    return files


class Quiet:
    """A page in which nothing may happen but what is the site's own."""

    def __init__(self, page: Page, beginning: str) -> None:
        self.page, self.faults = page, list[str]()
        page.on("dialog", self._opened)
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("request", lambda r: self.faults.append(r.url) if not r.url.startswith((beginning, "data:")) else None)
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" and "404" not in m.text else None)

    def _opened(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def look(self) -> None:
        if self.page.evaluate("typeof hit") != "undefined":
            self.faults.append("a script ran")
        assert self.faults == [], self.page.url


@pytest.fixture(scope="module", params=[("default", "fa"), ("plain", "ar")], ids=["default", "plain"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_site(tmp_path_factory.mktemp("places"), hostile(*request.param))
    report = build(site_of(root), Options(sync=False, jobs=1))
    assert [str(one) for one in report.diagnostics if one.severity == "error"] == []
    assert report.published
    return root / "site"


@pytest.fixture
def quiet(browser: Browser, folder: Path) -> Iterator[Quiet]:
    """Without the pages' policy, so that nothing but what we write keeps a script from running."""
    with browser.new_context(bypass_csp=True) as context:
        context.set_default_timeout(10_000)
        yield Quiet(context.new_page(), folder.as_uri())


def test_each_article_is_reached_by_links_from_file_to_file_whatever_it_is_called(quiet: Quiet, folder: Path) -> None:
    pages = {path.resolve().as_uri() for path in (folder / "articles").glob("*.html") if path.name != "index.html"}
    assert len(pages) == len(NAMES)
    quiet.page.goto(sorted(pages)[0])
    seen = set()
    for _ in NAMES:
        seen.add(quiet.page.evaluate("new URL(location.href.split('#')[0]).href"))
        quiet.look()
        with quiet.page.expect_navigation():
            quiet.page.locator(".article-body > p a:not(.term)").first.dispatch_event("click")
    assert {address.replace("'", "%27") for address in seen} == {address.replace("'", "%27") for address in pages}
    assert quiet.page.evaluate("document.documentElement.dir") == "rtl"


@pytest.mark.parametrize("path", ["glossary/index.html", "claims.html", "timeline.html", "map.html", "index.html"])
def test_what_is_picked_followed_and_pointed_at_in_lists_and_on_the_map_runs_nothing(
    quiet: Quiet, folder: Path, path: str
) -> None:
    page = quiet.page
    page.goto((folder / path).as_uri())
    for label in reversed(page.locator(".pick label").all()[:2]):  # the first shows all again
        label.click()
        quiet.look()
    links = page.locator("main a[href]:visible, svg.map a")
    count = links.count()
    assert count > 5
    for at in (0, count - 1):
        links.nth(at).dispatch_event("mouseover")
        with page.expect_navigation():
            links.nth(at).dispatch_event("click")
        quiet.look()
        page.goto((folder / path).as_uri())


# ── the preview ──────────────────────────────────────────────────────────────────────────────────────────────────


def shown(preview: Preview, root: Path, files: dict[str, str]) -> None:
    """As `watch --drafts` does."""
    site = site_of(write_site(root, files))
    with Sitting(root) as sitting:
        proof = sitting.build(site, Options(drafts=True), None, Audience())
        editor, told = Editor(EDITORS["vscode"], site.root.as_posix()), proof.report.diagnostics
        errors, makers = error_views(told, lines(site.root), editor), None
        if proof.read:
            texts = tuple(proof.origins.items())
            makers = panels(
                Build(texts, proof.read, proof.defining, told, lines(site.root), "fa", proof.drafts), editor
            )
        preview.show(proof.files or None, folder_reader(sitting.site), errors, makers)


@pytest.fixture
def site(tmp_path: Path) -> dict[str, str]:
    """The hostile site, with as little as makes its panels full."""
    files = hostile("default", "fa")
    kept = {path: text for path, text in files.items() if any(f"/{name}." in path for name in NAMES[:3])}
    for path in [path for path in kept if path.endswith(".md")]:
        kept[path] = re.sub(r"\[.*\]\(\S+\)", SAID, kept[path]) + "\nThe <b>HIT</b> said so, and HIT.\n"
    return {
        **kept,
        "config.yaml": files["config.yaml"].replace('"theme"', '"lints": {"acronym-undefined": "warning"}, "theme"'),
    }


def test_panels_and_errors_of_hostile_words_are_words(
    browser: Browser, preview: Preview, url: str, tmp_path: Path, site: dict[str, str]
) -> None:
    with browser.new_context(bypass_csp=True) as context:
        context.set_default_timeout(10_000)
        quiet = Quiet(context.new_page(), url)
        page = quiet.page
        shown(preview, tmp_path, site)
        for path in sorted(preview.shown.ledgers)[:4]:
            page.goto(url + "__ledger/" + quote(path))
            quiet.look()
        page.goto(url + "articles/svg-onload-hit-1.html")
        page.locator(".ledger").click()
        expect(page.get_by_role("complementary", name="For the editor")).to_be_visible()
        quiet.look()
        key = '"><img src=x onerror=hit=1>'
        name = f"content/articles/{NAMES[0]}.yaml"
        broken = json.loads(site[name])
        broken["notes"].append({"quote": f"{key} nowhere", "text": SAID})
        broken[key] = key
        broken["related"] = ["<script>hit=1</script>"]
        shown(
            preview,
            tmp_path,
            {**site, name: yaml(broken), "content/articles/<svg onload=hit=1>.md": "[x](<javascript:hit=1>)\n"},
        )
        overlay = page.get_by_role("alertdialog")
        expect(overlay).to_be_visible()
        assert key in overlay.inner_text()
        assert NAMES[0] in overlay.inner_text()
        assert overlay.locator("svg, img, script, iframe").count() == 0
        quiet.look()
