"""The search in a real browser, from disk: what is found, in which order, and where its links lead."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support import site_of, write_site

from briefs.pipeline import Options, build
from briefs.search.scripts import READING
from briefs.search.tokens import tokens

HOSTILE = 'A </script><b>bold</b> \u2028 claim: "it\'s" `${x}` \\ ok, said the quartermaster.'
SITE = {
    "config.yaml": "title: Search\nurl: https://briefs.example/sub/\n",
    "content/articles/port.md": "# The port\n\n"
    + "\n\n".join(f"Paragraph {n} of the port." for n in range(40))
    + "\n\nThe crane operators met drones over Crimea.\n",
    "content/articles/drones.md": "---\ndate: 2022-10-21\n---\n# Drones over the harbour\n\nNobody saw them.\n\n"
    "The Corps said so.\n",
    "content/articles/hostile.md": "# Odd signs\n\n" + re.sub("([<`])", r"\\\1", HOSTILE) + "\n",
    "content/articles/кран-100.md": "# Про кран\n\nПерший абзац.\n\nКран об'єднав порт.\n",
    "content/articles/japan.md": "# 東京の港\n\n昨日、東京タワーの近くで無人機が見つかった。\n",
    "content/articles/iran.txt": "ایران\n\nسپاه پاسداران می‌گوید که پهپادها را نفرستاده است.\n",
    "content/glossary/terms.yaml": (
        "- {term: Islamic Revolutionary Guard Corps, abbreviation: IRGC, aliases: [Pasdaran], "
        "native: {fa: سپاه پاسداران انقلاب اسلامی}, definition: A branch of the armed forces of Iran.}\n"
        "- {term: IRGC Navy, definition: The navy of the IRGC. The IRGC has had it since the IRGC began.}\n"
        "- {term: Crimea, definition: A peninsula.}\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("searched")
    write_site(root, SITE)
    assert build(site_of(root), Options(sync=False)).published
    return root / "site"


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    made = browser.new_page()
    complaints: list[str] = []
    made.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    made.on("pageerror", lambda fault: complaints.append(str(fault)))
    made.goto((folder / "search.html").as_uri())
    yield made
    made.close()
    assert [text for text in complaints if "ERR_FILE_NOT_FOUND" not in text] == []


def asked(page: Page, words: str) -> list[str]:
    """The titles of what is found."""
    page.fill("#q", words)
    page.wait_for_function("words => new URLSearchParams(location.search).get('q') == words", arg=words)
    expect(page.locator("#count")).not_to_be_empty()
    told = page.inner_text("#count").removeprefix("Results: ")
    expect(page.locator("#found li")).to_have_count(min(8, int(told)) if told.isdigit() else 0)
    return page.locator("#found h2").all_inner_texts()


def test_a_result_leads_to_its_paragraph(page: Page) -> None:
    assert asked(page, "crane operators") == ["The port"]
    assert page.inner_text("#count") == "Results: 1"
    assert page.locator("#found mark").all_inner_texts() == ["crane", "operators"]
    page.click("#found a")
    page.wait_for_url("**/articles/port.html#p41")
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    assert "crane operators" in target.inner_text()


def test_an_address_of_any_script_is_reached(page: Page) -> None:
    assert asked(page, "обʼєднав") == ["Про кран"]
    page.click("#found a")
    page.wait_for_url("**#p2")
    assert "порт" in page.locator(":target").inner_text()


def test_all_words_must_be_there_and_the_last_may_go_on(page: Page) -> None:
    assert set(asked(page, "dron")) == {"Drones over the harbour", "The port"}
    assert asked(page, "drones crim") == ["The port"]
    assert asked(page, "dron harbour") == []
    assert page.inner_text("#count") == "Nothing has all of these words."


def test_what_is_in_a_title_comes_first(page: Page) -> None:
    assert asked(page, "drones") == ["Drones over the harbour", "The port"]
    assert page.locator("#found .date").all_inner_texts() == ["21 Oct 2022", ""]


@pytest.mark.parametrize("words", ["corps", "irgc", "pasdaran", "سپاه", "branch", "CORPS"])
def test_terms_come_before_articles_by_any_of_their_names(page: Page, words: str) -> None:
    found = asked(page, words)
    assert found[0] == "Islamic Revolutionary Guard Corps (IRGC)"
    assert page.locator("#found .date").first.inner_text() == "Term"
    assert page.locator("#found a").first.get_attribute("href") == "glossary/irgc.html"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("無人機", "東京の港"),
        ("タワー", "東京の港"),
        ("港", "東京の港"),
        ("پهپادها", "ایران"),
        ("ميگويد", "ایران"),
        ("می‌گوید", "ایران"),
    ],
)
def test_scripts_without_blanks_and_arabic_letters_are_found(page: Page, words: str, title: str) -> None:
    assert title in asked(page, words)


def test_a_run_is_marked_whole(page: Page) -> None:
    asked(page, "無人機")
    assert page.locator("#found mark").all_inner_texts() == ["無人機"]


def test_hostile_words_stay_words(page: Page) -> None:
    assert asked(page, "quartermaster bold") == ["Odd signs"]
    assert "</script>" in page.inner_text("#found")
    assert page.locator("#found b").count() == 0
    assert asked(page, "<img src=x onerror=alert(1)> \\ \" ' ${") == []


def test_an_empty_query_says_nothing(page: Page) -> None:
    asked(page, "port")
    for nothing in ("", "  ", "…", "b"):
        page.fill("#q", nothing)
        expect(page.locator("#found li")).to_have_count(0)
        expect(page.locator("#count")).to_be_empty()
    assert page.inner_text("#found") == ""


def test_the_address_keeps_the_query(page: Page) -> None:
    asked(page, "crimea & ü")
    page.reload()
    assert page.input_value("#q") == "crimea & ü"
    asked(page, "operators")
    page.reload()
    expect(page.locator("#found h2")).to_have_text(["The port"])


def test_a_part_that_is_lost_is_named_and_asked_for_again(page: Page, folder: Path) -> None:
    part = folder / "search" / "text" / "articles" / "port.js"
    kept = part.read_bytes()
    part.unlink()
    page.fill("#q", "operators")
    expect(page.locator("#count")).to_contain_text("could not be loaded: text/articles/port")
    part.write_bytes(kept)
    assert asked(page, "operators ") == ["The port"]


def test_without_javascript_the_page_leads_to_the_lists(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "search.html").as_uri())
    expect(page.locator("noscript a")).to_have_count(3)
    assert page.locator("#q").is_hidden()
    context.close()


def test_both_sides_take_every_letter_apart_alike(page: Page) -> None:
    """All code points that Python's Unicode knows."""
    letters = [
        c for c in map(chr, range(0x20, sys.maxunicode + 1)) if unicodedata.category(c) not in ("Cn", "Cs", "Co")
    ]
    fold = """([letters, M]) => {
        const re = s => RegExp(s, 'gu'), fold = s => s.normalize('NFKD').toLowerCase().replace(re(M.gone), '')
            .replace(re(M.alike), c => M.to[M.from.indexOf(c)]).normalize('NFC');
        const pairs = w => re(M.wide).test(w) ? [...w].map((x, i, all) => x + (all[i + 1] || '')) : [w];
        return letters.map(c => (fold('a' + c + 'b').match(re('[\\\\p{L}\\\\p{N}\\\\p{M}]{1,32}')) || [])
            .flatMap(w => w.match(re(M.runs))).flatMap(pairs).join(' '));
    }"""
    theirs = page.evaluate(fold, [letters, READING])
    ours = [" ".join(tokens(f"a{c}b")) for c in letters]
    assert [(hex(ord(c)), a, b) for c, a, b in zip(letters, ours, theirs, strict=True) if a != b][:20] == []


def test_the_client_is_small(folder: Path) -> None:
    (script,) = (folder / "assets").glob("search.*.js")
    assert len(script.read_bytes()) <= 4096
