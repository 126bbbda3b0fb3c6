"""What a request gets and an open page is told, without a socket."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.preview.errors import ErrorView
from briefs.preview.shown import Shown, locate

SITE = {"index.html": b"home", "glossary/index.html": b"glossary", "404.html": b"nothing", "a.css": b"css"}
BEFORE = Shown("run").after(SITE, ())
paths = st.sampled_from(["index.html", "a.css", "b/c.css", "b/d.html", "e.png"])
sites = st.dictionaries(paths, st.sampled_from([b"one", b"two"]))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_legal_name_is_found_again_and_any_other_is_refused(name: str) -> None:
    shown = Shown("run", files={name: b"found"})
    located = locate("/" + quote(name))
    segments = name.split("/")
    illegal = any(ord(c) < 32 or c in "\x7f\\" for c in name) or "." in segments or ".." in segments
    assert located == (None if illegal else (name, ""))
    if not illegal and name and not name.endswith("/"):
        assert shown.answer(name)[2].startswith(b"found")


@given(st.text(st.characters(max_codepoint=255), max_size=40))
def test_no_request_target_raises_or_leaves_the_site(target: str) -> None:
    located = locate(target)
    if located is not None:
        code, _, body = BEFORE.answer(located[0])
        body = body.split(b"<script")[0]
        assert body in SITE.values()
        assert code == (404 if body == b"nothing" and located[0] != "404.html" else 200)


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        (b"<head><title>A</title></HEAD ><body>", (b"<head><title>A</title>", b"</HEAD ><body>")),
        (b"<p>no head", (b"<p>no head", b"")),
    ],
)
def test_the_script_ends_the_head_or_else_the_page_and_names_the_build(page: bytes, parts: tuple[bytes, bytes]) -> None:
    body = Shown("run", 7, {"index.html": page}).answer("")[2]
    before, after = parts
    assert body == before + b'<script src="/__live.js" data-build="run.7" defer></script>' + after


@given(st.lists(sites, min_size=1, max_size=5), st.integers(0, 4))
def test_a_page_of_any_earlier_build_is_told_of_every_file_changed_since_and_of_no_other(
    builds: list[dict[str, bytes]], start: int
) -> None:
    shown, history = Shown("run"), []
    for files in builds:
        shown = shown.after(files, ())
        history.append((shown.build, files))
    start %= len(history)
    told = {path for _, data in shown.news(history[start][0])[:-1] for path in data["paths"]}
    changed = set()
    for (_, old), (_, new) in zip(history[start:], history[start + 1 :], strict=False):
        changed |= {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    assert told == changed


def test_errors_alone_are_news_but_no_new_build() -> None:
    mistake = ErrorView("yaml-syntax", "this is not YAML")
    after = BEFORE.after(SITE, [mistake])
    assert after.build == BEFORE.build
    assert after.news(BEFORE.build) == [("errors", {"build": "run.1", "errors": (mistake,)})]


def test_a_shown_build_does_not_follow_what_its_maker_does_to_the_files() -> None:
    files = dict(SITE)
    shown = BEFORE.after(files, ())
    files["index.html"] = b"changed behind its back"
    assert shown.files["index.html"] == b"home"
