"""What a request gets and an open page is told, without a socket."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shows import listed

from briefs.preview.errors import ErrorView
from briefs.preview.shown import MANY, Shown, locate

SITE = {"index.html": b"home", "glossary/index.html": b"glossary", "404.html": b"nothing", "a.css": b"css"}
BEFORE = Shown("run").after(*listed(SITE))
paths = st.sampled_from(["index.html", "a.css", "b/c.css", "b/d.html", "e.png"])
sites = st.dictionaries(paths, st.sampled_from([b"one", b"two"]))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_legal_name_is_found_again_and_any_other_is_refused(name: str) -> None:
    shown = Shown("run").after(*listed({name: b"found"}))
    located = locate("/" + quote(name))
    segments = name.split("/")
    illegal = any(ord(c) < 32 or c in "\x7f\\" for c in name) or "." in segments or ".." in segments
    assert located == (None if illegal else (name, ""))
    if not illegal and name and not name.endswith("/"):
        assert shown.answer(name).body.startswith(b"found")


@given(st.text(st.characters(max_codepoint=255), max_size=40))
def test_no_request_target_raises_or_leaves_the_site(target: str) -> None:
    located = locate(target)
    if located is not None:
        answer = BEFORE.answer(located[0])
        body = answer.body.split(b"<script")[0]
        assert body in SITE.values()
        assert answer.status == (404 if body == b"nothing" and located[0] != "404.html" else 200)


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        (b"<head><title>A</title></HEAD ><body>", (b"<head><title>A</title>", b"</HEAD ><body>")),
        (b"<p>no head", (b"<p>no head", b"")),
    ],
)
def test_the_script_ends_the_head_or_else_the_page_and_names_the_build(page: bytes, parts: tuple[bytes, bytes]) -> None:
    body = Shown("run", 6).after(*listed({"index.html": page})).answer("").body
    before, after = parts
    assert body == before + b'<script src="/__live.js" data-build="run.7" defer></script>' + after


@given(st.lists(st.tuples(st.booleans(), sites), min_size=1, max_size=6), st.integers(0, 5))
def test_a_page_of_any_earlier_build_is_told_of_every_file_changed_since_and_of_no_other(
    steps: list[tuple[bool, dict[str, bytes]]], start: int
) -> None:
    shown, now, history = Shown("run"), dict[str, bytes](), []
    for is_ahead, files in steps:
        shown = shown.ahead(files) if is_ahead else shown.after(*listed(files))
        now = {**now, **files} if is_ahead else files
        assert {path: shown.answer(path).body.split(b"<script")[0] for path in shown.files} == now
        history.append((shown.build, now))
    start %= len(history)
    changed = set()
    for (_, old), (_, new) in zip(history[start:], history[start + 1 :], strict=False):
        changed |= {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    assert set(told(shown, history[start][0])) == changed


def test_errors_alone_are_news_but_no_new_build() -> None:
    mistake = ErrorView("yaml-syntax", "this is not YAML")
    after = BEFORE.after(*listed(SITE), [mistake])
    assert after.build == BEFORE.build
    assert after.news(BEFORE.build) == [("errors", {"build": "run.1", "errors": (mistake,)})]


def test_a_shown_build_does_not_follow_what_its_maker_does_to_the_list_of_files() -> None:
    files, read = listed(SITE)
    shown = BEFORE.after(files, read)
    files["index.html"] = "changed behind its back"
    assert shown.files["index.html"] == BEFORE.files["index.html"]


def test_only_a_listed_path_is_read_and_by_that_very_name() -> None:
    asked: list[str] = []

    def read(path: str) -> bytes:
        asked.append(path)
        return b"bytes"

    shown = Shown("run").after({"a.html": "1", "b/index.html": "2"}, read)
    for path in ("a.html", "b/", "a.htm", "A.html", "", "b", "b/../a.html", "/a.html", "__ledger/a.html"):
        shown.answer(path)
    assert asked == ["a.html", "b/index.html"]


def test_what_cannot_be_read_just_now_is_answered_503_with_a_page_that_asks_again() -> None:
    answer = Shown("run").after({"a.html": "1"}, lambda _: None).answer("a.html")
    assert answer.status == 503
    assert b'http-equiv="refresh"' in answer.body
    assert b"__live" not in answer.body


def test_a_build_without_files_or_reader_keeps_both() -> None:
    assert BEFORE.after(None).answer("a.css") == BEFORE.answer("a.css")
    assert BEFORE.after(BEFORE.files).answer("a.css") == BEFORE.answer("a.css")


# --- Ahead of the build -----------------------------------------------------------------------------------------------


def told(shown: Shown, build: str) -> list[str]:
    return [path for _, data in shown.news(build) for path in data.get("paths", ())]


def test_a_page_ahead_is_shown_over_the_last_site_and_its_tabs_are_told() -> None:
    early = BEFORE.ahead({"index.html": b"soon", "new.html": b"new"})
    assert early.answer("").body.startswith(b"soon")
    assert early.answer("new.html").status == 200
    assert early.answer("a.css") == BEFORE.answer("a.css")
    assert told(early, BEFORE.build) == ["index.html", "new.html"]


def test_a_page_ahead_that_is_as_it_was_is_no_news() -> None:
    assert BEFORE.ahead({"index.html": SITE["index.html"]}).build == BEFORE.build


@pytest.mark.parametrize(("built", "news"), [(b"soon", []), (b"late", ["index.html"]), (b"home", ["index.html"])])
def test_the_build_tells_of_a_page_ahead_again_only_if_it_is_another(built: bytes, news: list[str]) -> None:
    early = BEFORE.ahead({"index.html": b"soon"})
    after = early.after(*listed({**SITE, "index.html": built}))
    assert told(after, early.build) == news
    assert after.answer("").body.startswith(built)
    assert after.early == {}


def test_a_page_ahead_that_the_build_does_not_have_is_gone_and_its_tabs_are_told() -> None:
    early = BEFORE.ahead({"new.html": b"new"})
    after = early.after(*listed(SITE))
    assert after.answer("new.html").status == 404
    assert told(after, early.build) == ["new.html"]


def test_a_failed_build_keeps_what_was_shown_ahead_of_it() -> None:
    early = BEFORE.ahead({"index.html": b"soon"}).ahead({"new.html": b"new"})
    failed = early.after(None, errors=[ErrorView("yaml-syntax", "this is not YAML")])
    assert failed.answer("").body.startswith(b"soon")
    assert failed.answer("new.html").body.startswith(b"new")


# --- Pages that moved -------------------------------------------------------------------------------------------------


def moves(shown: Shown, build: str) -> dict[str, str]:
    return next((data["pages"] for name, data in shown.news(build) if name == "moved"), {})


def site(*paths: str) -> tuple[dict[str, str], None]:
    return dict.fromkeys(paths, "1"), None


def test_a_page_that_moved_leads_its_tabs_to_the_new_one_and_is_not_among_the_reloads() -> None:
    before = Shown("run").after(*site("a.html", "c.html"))
    after = before.after(*site("b.html", "c.html"), moved={"a.html": "b.html"})
    assert after.news(before.build) == [
        ("moved", {"build": "run.2", "pages": {"a.html": "b.html"}}),
        ("reload", {"build": "run.2", "paths": ["b.html"]}),
        ("ok", {"build": "run.2"}),
    ]


def test_a_tab_that_slept_through_two_moves_is_led_to_the_last_place() -> None:
    before = Shown("run").after(*site("a.html"))
    between = before.after(*site("b.html"), moved={"a.html": "b.html"})
    after = between.after(*site("c.html"), moved={"b.html": "c.html"}).after(*site("c.html", "d.html"))
    assert moves(after, before.build) == {"a.html": "c.html", "b.html": "c.html"}
    assert moves(after, between.build) == {"b.html": "c.html"}
    assert moves(after, after.build) == {}


def test_a_move_that_is_told_again_is_no_news() -> None:
    before = Shown("run").after(*site("a.html"))
    after = before.after(*site("b.html"), moved={"a.html": "b.html"})
    assert after.after(*site("b.html"), moved={"a.html": "b.html"}).build == after.build


def test_a_move_that_is_known_only_after_its_build_is_news_all_the_same() -> None:
    before = Shown("run").after(*site("a.html")).after(*site("b.html"))
    after = before.after(None, moved={"a.html": "b.html"})
    assert moves(after, before.build) == {"a.html": "b.html"}


@pytest.mark.parametrize("there", [("a.html", "b.html"), ()])
def test_a_move_back_or_to_nowhere_leads_no_tab(there: tuple[str, ...]) -> None:
    before = Shown("run").after(*site("a.html"))
    moved = before.after(*site("b.html"), moved={"a.html": "b.html"})
    assert moves(moved.after(*site(*there)), before.build) == {}
    assert moves(before.after(*site(*there), moved={"a.html": "b.html"}), before.build) == {}


def test_the_ledger_of_a_page_that_moved_moves_with_it() -> None:
    before = Shown("run").after(*site("a.html"))
    after = before.after(*site("b.html"), ledgers={"b.html": bytes}, moved={"a.html": "b.html"})
    assert moves(after, before.build) == {"a.html": "b.html", "__ledger/a.html": "__ledger/b.html"}


# --- Large sites ------------------------------------------------------------------------------------------------------


def test_more_changes_than_are_worth_a_list_are_told_as_any() -> None:
    pages = [f"{number}.html" for number in range(MANY + 1)]
    before = Shown("run").after(*site("a.css"))
    assert told(before.after(*site("a.css", *pages[1:])), before.build) == sorted(pages[1:])
    many = before.after({"a.css": "2", **dict.fromkeys(pages, "1")})
    assert [(name, data.get("paths")) for name, data in many.news(before.build)][:2] == [
        ("css", ["a.css"]),
        ("reload", None),
    ]


def test_of_ledgers_only_the_opened_are_news() -> None:
    ledgers = dict.fromkeys(("a.html", "b.html"), bytes)
    before = Shown("run").after(*site("a.html", "b.html"), ledgers=ledgers)
    after = before.after(*site("a.html", "b.html", "c.html"), opened=("b.html", "gone.html"))
    assert told(after, before.build) == ["__ledger/b.html", "c.html"]


# --- Tags -------------------------------------------------------------------------------------------------------------


def test_the_tag_of_a_file_is_its_digest_and_that_of_a_page_covers_its_script() -> None:
    assert BEFORE.answer("a.css").tag == BEFORE.files["a.css"]
    tags = {
        shown.answer("").tag
        for shown in (
            BEFORE,
            BEFORE.after(*listed({**SITE, "index.html": b"other"})),
            BEFORE.after(*listed({**SITE, "a.css": b"other"})),
            BEFORE.after(None, ledgers={"index.html": bytes}),
        )
    }
    assert len(tags) == 4
    assert BEFORE.after(*listed(SITE)).answer("").tag in tags


def test_the_answer_for_nothing_has_no_tag() -> None:
    assert BEFORE.answer("nothing").tag == Shown("run").answer("").tag == ""
