"""Names of files that an address, another system or a terminal has trouble with (FAULTS A30-A35)."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import briefs, made, parse_html, write_site

from briefs.core.manifest import collisions, is_output_path
from briefs.core.slugs import reserved

TEXT = "A headline\n\nHe said so.\n"
ODD = [
    "a b",
    "#x",
    "%41",
    "q?&=",
    'it\'s "<b>"',
    ";z",
    "-lead",
    "trail. x",
    "{{ 7 }}",
    "🛩️",
    "سپاه",
    "e\u0301té",
    "a" * 240,
]


@pytest.mark.skipif(os.name == "nt", reason="there no file has these names")
def test_a_text_and_a_file_of_any_name_are_reached_at_an_address_that_says_it(tmp_path: Path) -> None:
    """A page has a name of letters, digits, hyphens and underscores; a file keeps its own, and links encode it."""
    for number, name in enumerate(ODD):
        for file in (f"{name}.txt", f"{name}.csv"):
            path = tmp_path / "content/articles" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"Headline {number}\n\nHe said so.\n" if file.endswith("txt") else "1\n", "utf-8")
    linked = [name for name in ODD if "#" not in name]  # after which an address names a place: an error
    links = "\n\n".join(f"[file](<{re.sub(r'([%#?<>{}])', _encoded, name)}.csv>)" for name in linked)
    write_site(tmp_path, {"content/articles/all.md": f"# All\n\n{links}\n"})
    files, result = made(tmp_path)
    assert not result.report.diagnostics
    slugs = [p.removeprefix("articles/")[:-5] for p in files if p.startswith("articles/") and p.endswith(".html")]
    assert len(slugs) == len(ODD) + 1
    assert all(len(s.encode()) <= 80 and not re.search(r"[^\w\u0300-\u036f\ufe0f-]", s) for s in slugs), slugs
    wanted = {f"articles/{slug}.html" for slug in slugs if slug != "all"}
    assert wanted <= _led_to("index.html", files["index.html"])
    assert {f"articles/{name}.csv" for name in linked} <= _led_to("articles/all.html", files["articles/all.html"])
    for page, data in files.items():
        if page.endswith(".html"):
            assert {p for p in _led_to(page, data) if not p.endswith((".xml", "/"))} <= files.keys(), page


def _encoded(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _led_to(path: str, page: bytes) -> set[str]:
    """The files that the links of a page name."""
    hrefs = [str(a.attributes["href"]) for a in parse_html(page).all("a") if a.attributes.get("href")]
    assert all(href.isascii() and not re.search(r"[\s\"<>{}]", href) for href in hrefs if ":" not in href), hrefs
    inside = (unquote(urlsplit(href).path) for href in hrefs if not urlsplit(href).scheme)
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in inside if name}


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="there no file has these names")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_name_of_any_bytes_is_printed_on_any_terminal(encoding: str, tmp_path: Path) -> None:
    write_site(tmp_path, {"content/articles/a.txt": TEXT})
    for name in (b"caf\xe9.txt", b"new\nline.txt", b"\x1b[31mred.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path / "content/articles") + b"/" + name)).write_text(TEXT, "utf-8")
    done = briefs(tmp_path, "build", PYTHONIOENCODING=encoding)
    assert (done.returncode, "Traceback" in done.stderr, "\x1b" in done.stderr) == (1, False, False)
    for shown in (r"caf\xe9.txt", r"new\nline.txt", r"\x1b[31mred.txt"):
        assert f"error[file-name]: the name `content/articles/{shown}` holds" in done.stderr
    assert "3 errors; nothing was published." in done.stderr


LETTERS = ["a", "A", "ß", "ss", "SS", "é", "e\u0301", "É", "ς", "σ", "Σ", "ı", "İ", "i", "con", "NUL", "x.", "index"]
name = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=2).map("".join)
places = st.sampled_from(["text", "text below", "page", "slug", "tag", "redirect", "term", "file"])


def _files(asked: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A site that asks for each name in one way."""
    made: dict[str, str] = {"content/articles/base.txt": TEXT, "content/articles/links.md": "Words."}
    for number, (place, called) in enumerate(asked):
        own = f"content/articles/own-{number}"
        if place == "text":
            made[f"content/articles/{called}.txt"] = TEXT
        elif place == "text below":
            made[f"content/articles/{number}/{called}.txt"] = TEXT
        elif place == "page":
            made[f"content/pages/{called}.md"] = "Words."
        elif place == "file":
            made[f"content/articles/{called}.html"] = "x"
            made["content/articles/links.md"] += f" [x](<{called}.html>)"
        elif place == "term":
            made[f"content/glossary/own-{number}.yaml"] = f'{{term: "{called}", definition: x}}\n'
        else:
            key = {"slug": f'slug: "{called}"', "tag": f'tags: ["{called}"]'}.get(place)
            made |= {f"{own}.txt": TEXT, f"{own}.yaml": key or f'redirect_from: ["articles/{called}.html"]'}
    return made


@pytest.mark.skipif(os.name == "nt", reason="there no file has these names")
@settings(max_examples=40)
@given(st.lists(st.tuples(places, name), min_size=2, max_size=4, unique=True))
def test_whatever_names_are_asked_for_a_site_without_an_error_can_stand_on_any_system(
    asked: list[tuple[str, str]],
) -> None:
    """And of those that cannot, the error says where each is written."""
    with TemporaryDirectory() as folder:
        root = write_site(Path(folder), _files(asked))
        if len(list(root.rglob("content/*/*"))) < len(_files(asked)) - sum("below" in p for p, _ in asked):
            return  # This system takes two of the names for one.
        files, result = made(root)
    found = [d for d in result.report.diagnostics if d.severity == "error"]
    for diagnostic in found:
        assert diagnostic.span is not None, diagnostic
        assert diagnostic.hint, diagnostic
        if diagnostic.code.startswith("duplicate-") and "take it out" not in diagnostic.hint:
            assert diagnostic.related or "would go to" in diagnostic.message, diagnostic
    if not found:
        assert not collisions(files)
        assert all(map(is_output_path, files))
        parts = [part for path in files for part in path.split("/")]
        assert not [p for p in parts if reserved(p) or p.endswith((".", " "))]
