"""What takes too long, or never answers, is given up, named, and does not stop the rest (FAULTS A21, B13, B14)."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from support import briefs, site_of, write_site
from test_plugins import FILES, HEAD, extending, with_plugin

from briefs import limits, pool
from briefs.core.model import Matched, Plain
from briefs.limits import answered
from briefs.pipeline import Options, build
from briefs.report import as_text
from briefs.runner import Lost, Runner
from briefs.stages.match import Matcher

FOREVER = "def forever():\n    while True:\n        pass\n"
SLOW = FOREVER + (
    "def check(note, span):\n    if note.text.plain == 'slow':\n        forever()\n    return ()\n"
    "def write(page, *_):\n    if page.path == 'slow.txt':\n        forever()\n    return b'quick'\n"
    "def pages(_):\n    return [Page('slow.txt', '', OwnView({})), Page('quick.txt', '', OwnView({}))]\n"
)
TOLD = """\
error[too-slow]: it takes more than 10 seconds to make `slow.txt`
  hint: split it up; if it is not long, a plugin, the theme or Briefs is at fault: please report it

content/articles/other.txt:1:1: error[too-slow]: it takes more than 10 seconds to read `content/articles/other.txt`
  hint: split it up; if it is not long, a plugin, the theme or Briefs is at fault: please report it
"""


def spinning(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Computes over an item that says so, and does not let itself be told to stop."""
    while b"spin" in items:
        try:
            while True:
                pass
        except Exception:
            continue
    return items


def asleep(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Waits over an item that says so, as for a server that does not answer."""
    if b"sleep" in items:
        time.sleep(600)
    return items


def waiting(shared: bytes, items: list[bytes]) -> list[bytes]:
    time.sleep(0.5)
    return items


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has ten seconds; a process that is forked has no more, one that is begun anew has them."""
    monkeypatch.setattr(limits, "SECONDS", 0.3)


def numbered(word: bytes, *where: int) -> list[bytes]:
    return [word if n in where else str(n).encode() for n in range(30)]


@pytest.mark.parametrize(("jobs", "size", "where"), [(1, 4, (3, 17)), (2, 1, (3,))])
def test_an_item_that_takes_too_long_is_named_and_the_others_are_done(
    jobs: int, size: int, where: tuple[int, ...], hurry: None
) -> None:
    items = numbered(b"spin", *where)
    with Runner(jobs) as runner:
        found = list(runner.run(spinning, b"", items, size))
    assert found == [Lost(item, is_slow=True) if item == b"spin" else item for item in items]


def test_a_process_that_gives_no_answer_is_ended_and_what_it_was_about_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "SILENT", 4.0)  # a process that is begun anew on a busy machine is silent for a while
    items = numbered(b"sleep", 3)
    with Runner(2) as runner:
        found = list(runner.run(asleep, b"", items, 4))
        again = list(runner.run(asleep, b"", numbered(b""), 4))
    assert found == [Lost(item, is_slow=True) if item == b"sleep" else item for item in items]
    assert again == numbered(b"")


def test_what_is_quick_enough_is_not_disturbed_later(hurry: None) -> None:
    assert answered(asleep, b"", [b"a"]) == [b"a"]
    until = time.process_time() + 0.5
    while time.process_time() < until:
        pass


def test_time_spent_waiting_is_not_counted(hurry: None) -> None:
    assert answered(waiting, b"", [b"a"]) == [b"a"]


def test_a_text_and_a_page_that_take_too_long_are_told_together_and_nothing_is_published(
    tmp_path: Path, hurry: None
) -> None:
    entries = extending(kinds="Kind('own', check)", outputs="Output('x', pages, write)")
    root = with_plugin(tmp_path, HEAD + SLOW + entries)
    (root / "content/articles/other.txt").write_text("Other\n\nWords.\n", "utf-8")
    sidecar = "notes: [{quote: Words, kind: own, text: slow}]\n"
    (root / "content/articles/other.yaml").write_text(sidecar, "utf-8")
    report = build(site_of(root), Options(sync=False))
    assert not report.published
    assert not (root / "site").exists()
    assert as_text(report.diagnostics, lambda path, line: "") == TOLD


def test_texts_over_which_a_process_dies_are_told_with_the_others(tmp_path: Path) -> None:
    dies = "import os\ndef check(note, span):\n    os.kill(os.getpid(), 9)\n    return ()\n"
    root = with_plugin(tmp_path, HEAD + dies + extending(kinds="Kind('own', check)"))
    for name in "ab":
        (root / f"content/articles/{name}.txt").write_text(f"{name}\n\nWords.\n", "utf-8")
    sidecar = "notes: [{quote: Words, kind: own, text: x}]\n"
    (root / "content/articles/a.yaml").write_text(sidecar, "utf-8")
    (root / "content/articles/b.yaml").write_text("notes: [{quote: Verbs, text: x}]\n", "utf-8")
    report = build(site_of(root), Options(jobs=2, sync=False))
    assert [(d.code, d.span.path if d.span else "") for d in report.diagnostics] == [
        ("worker-died", "content/articles/a.txt"),
        ("quote-not-found", "content/articles/b.yaml"),
    ]
    for name in "ab":
        (root / f"content/articles/{name}.yaml").unlink()
    assert build(site_of(root), Options(jobs=2, sync=False)).ok


def test_a_text_whose_terms_take_too_long_to_find_is_told_once_and_not_tried_without_a_limit(
    tmp_path: Path, hurry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site(tmp_path, FILES | {"config.yaml": "title: Test\n", "content/articles/harbour.yaml": ""})
    assert build(site_of(root), Options(sync=False)).ok
    write_site(root, {"content/glossary/pier.yaml": "{term: Pier, definition: Of wood.}\n"})  # fmt: skip
    match = Matcher.match

    def slow(self: Matcher, plain: Plain, *more: Any) -> Matched:
        while "lighthouse" in plain.text:
            pass
        return match(self, plain, *more)

    with monkeypatch.context() as patch:
        patch.setattr(Matcher, "match", slow)
        for _ in range(2):
            report = build(site_of(root), Options(sync=False, keep_going=True))
            assert [d.code for d in report.diagnostics] == ["no-url", "too-slow", "term-unused"]
            assert report.published
            assert "lighthouse" in (root / "site/articles/harbour.html").read_text("utf-8")
    report = build(site_of(root), Options(sync=False))
    assert (report.ok, report.counts.mentions) == (True, 1)


def test_the_build_after_one_that_gave_something_up_is_as_one_from_nothing(tmp_path: Path, hurry: None) -> None:
    lines = FOREVER + "def write(*_):\n    forever()\ndef pages(_):\n    return [Page('x.txt', '', OwnView({}))]\n"
    root = with_plugin(tmp_path, HEAD + lines + extending(outputs="Output('x', pages, write)"))
    report = build(site_of(root), Options(sync=False, keep_going=True))
    assert ([d.code for d in report.diagnostics], report.published) == (["no-url", "too-slow"], True)
    assert not (root / "site/x.txt").exists()
    plugin = root / "plugins/own.py"
    plugin.write_text(plugin.read_text("utf-8").replace("    forever()\n", "    return b'x'\n"), "utf-8")
    assert briefs(root, "build").returncode == 0
    assert (root / "site/x.txt").read_bytes() == b"x"
