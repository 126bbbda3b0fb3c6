"""What the tool remembers of quotes in ``briefs.lock``: they hold through edits, or fail loudly."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from support import site_of, write_site

from briefs.pipeline import Options, Report, build
from briefs.stages.recall import retain

TEXT = "A headline here\n\nThe harbour opened on Monday. Around 400 dockers returned to work, the union said.\n"
SITE = {
    "config.yaml": "title: Test\nurl: https://example.org/\n",
    "content/articles/a.txt": TEXT,
    "content/articles/a.yaml": "notes:\n  - {quote: Around 400 dockers, kind: context, text: The union counted 250.}\n",
}


def run(root: Path, locked: bool = False) -> Report:
    return build(site_of(root), Options(sync=False, locked=locked))


def edit(root: Path, old: str, new: str) -> None:
    path = root / "content" / "articles" / "a.txt"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def entries(root: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (root / "briefs.lock").read_text("utf-8").splitlines()]


def exact(root: Path) -> str:
    data = json.loads((root / "site" / "articles" / "a.json").read_text("utf-8"))
    return str(data["notes"][0]["exact"])


def test_a_good_build_remembers_each_quote_and_a_second_leaves_the_file_alone(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert run(root).diagnostics == ()
    (entry,) = entries(root)
    assert entry["article"] == "content/articles/a.txt"
    assert (entry["quote"], entry["before"]) == ("Around 400 dockers", "The harbour opened on Monday. ")
    stamp = (root / "briefs.lock").stat().st_mtime_ns
    run(root)
    assert (root / "briefs.lock").stat().st_mtime_ns == stamp


def test_a_quote_holds_when_its_words_are_edited_and_the_next_build_finds_the_same(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    before = (root / "briefs.lock").read_bytes()
    edit(root, "Around 400 dockers", "Around 450 dockers")
    for _ in range(2):
        report = run(root)
        assert [d.code for d in report.diagnostics] == ["quote-changed"]
        assert exact(root) == "Around 450 dockers"
        assert (root / "briefs.lock").read_bytes() == before


def test_a_quote_that_is_deleted_is_an_error_and_nothing_is_forgotten(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    before = (root / "briefs.lock").read_bytes()
    edit(root, " Around 400 dockers returned to work, the union said.", " No ship has left since.")
    assert [d.code for d in run(root).diagnostics] == ["quote-not-found"]
    assert (root / "briefs.lock").read_bytes() == before


def test_a_quote_that_comes_to_stand_twice_keeps_its_place(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    edit(root, "The harbour opened", "Around 400 dockers had gone home in May. The harbour opened")
    assert run(root).diagnostics == ()
    data = json.loads((root / "site" / "articles" / "a.json").read_text("utf-8"))
    assert data["notes"][0]["start"] == data["text"].rindex("Around 400 dockers")


def test_without_the_file_the_same_text_is_ambiguous(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    edit(root, "The harbour opened", "Around 400 dockers had gone home in May. The harbour opened")
    (root / "briefs.lock").unlink()
    assert [d.code for d in run(root).diagnostics] == ["quote-ambiguous"]


def test_locked_fails_where_the_file_would_change_and_publishes_nothing(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    report = run(root, locked=True)
    assert [d.code for d in report.diagnostics] == ["lock-changed"]
    assert not (root / "site").exists()
    run(root)
    assert run(root, locked=True).diagnostics == ()


def test_a_damaged_line_is_a_warning_and_is_written_anew(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    good = (root / "briefs.lock").read_bytes()
    (root / "briefs.lock").write_bytes(b"<<<<<<< ours\n" + good)
    assert [d.code for d in run(root).diagnostics] == ["lock-damaged"]
    assert (root / "briefs.lock").read_bytes() == good


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_the_file_keeps_its_rights(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    lock = root / "briefs.lock"
    lock.write_bytes(b"")
    lock.chmod(0o600)
    run(root)
    assert (lock.stat().st_size > 0, lock.stat().st_mode & 0o777) == (True, 0o600)


def test_a_draft_left_out_is_not_forgotten(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    before = (root / "briefs.lock").read_bytes()
    sidecar = root / "content" / "articles" / "a.yaml"
    sidecar.write_text("draft: true\n" + sidecar.read_text("utf-8"), "utf-8")
    run(root)
    assert (root / "briefs.lock").read_bytes() == before


def test_making_without_publishing_remembers_nothing(tmp_path: Path) -> None:
    from briefs.pipeline import check

    root = write_site(tmp_path, SITE)
    assert check(site_of(root)).ok
    assert not (root / "briefs.lock").exists()


def test_a_file_that_cannot_be_written_is_a_note_and_the_site_is_published(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / ".briefs.lock.new").mkdir()
    report = run(root)
    assert [(d.code, d.severity) for d in report.diagnostics] == [("lock-unwritten", "note")]
    assert report.published


def test_a_deleted_word_does_not_move_to_the_same_word_elsewhere(tmp_path: Path) -> None:
    text = (
        "A headline here\n\nIn May the port was shut by the army for a month.\n\n"
        + "Nobody minded much. " * 12
        + "\n\nOnce every port was shut by the army for a month.\n"
    )
    sidecar = "notes:\n  - {quote: port, occurrence: 1, kind: context, text: Which?}\n"
    root = write_site(
        tmp_path,
        {"config.yaml": SITE["config.yaml"], "content/articles/a.txt": text, "content/articles/a.yaml": sidecar},
    )
    assert run(root).diagnostics == ()
    edit(root, "the port was", "the was")
    (found,) = run(root).diagnostics
    assert found.code == "quote-not-found"
    assert found.message == "the quote “port” stands in the text, but no longer between the words where it stood"
    assert found.hint == (
        "if this is the place meant, quote more words there: it may be one of these:\n"
        "  paragraph 3: “Once every port was shut by the army for a…”\n"
        "  between the words before and after it stands now: nothing\n"
        "if the nearest is meant, `check --fix --review` takes it"
    )


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"{" * 100_000,
        b"\xff\xfe",
        b'{"article":"content/articles/a.txt","quote":"Around 400 dockers","before":"\\ud800"}',
        b'{"article":"content/articles/a.txt","quote":"Around 400 dockers","start":' + b"9" * 5_000 + b"}",
        b'{"article":"content/articles/a.txt","quote":"Around 400","start":-5,"before":"' + b"x " * 99_999 + b'"}',
        b'{"article":"../../a","quote":"","occurrence":-3}',
    ],
    ids=lambda line: repr(line[-20:]),
)
def test_whatever_stands_in_the_file_the_next_good_build_mends_it(tmp_path: Path, line: bytes) -> None:
    root = write_site(tmp_path, SITE)
    run(root)
    good = (root / "briefs.lock").read_bytes()
    (root / "briefs.lock").write_bytes(line + b"\n")
    assert {d.code for d in run(root).diagnostics} <= {"lock-damaged"}
    assert (root / "briefs.lock").read_bytes() == good


def test_of_three_places_with_one_quote_none_moves_to_another_when_two_are_edited(tmp_path: Path) -> None:
    text = "T here\n\nOne said the port is open now. Two said the port is open now. Three said the port is open now.\n"
    quotes = "".join(f"  - {{quote: the port is open, occurrence: {n}, text: x}}\n" for n in (1, 2, 3))
    root = write_site(
        tmp_path,
        {
            "config.yaml": SITE["config.yaml"],
            "content/articles/a.txt": text,
            "content/articles/a.yaml": f"notes:\n{quotes}",
        },
    )
    assert run(root).diagnostics == ()
    edit(root, "Two said the port is", "Two said the port was")
    edit(root, "Three said the port is", "Three said the old port is")
    found = [(d.code, d.span and d.span.line) for d in run(root).diagnostics]
    assert found == [("quote-changed", 3), ("quote-occurrence", 4)]


def test_what_a_build_that_was_killed_left_beside_the_lock_file_goes(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    assert run(root).ok
    before = (root / "briefs.lock").read_bytes()
    (root / ".briefs.lock.new").write_bytes(before[:9])
    (root / "content/articles/b.txt").write_text("Another\n\nIt has no quotes.\n", "utf-8")
    assert run(root).ok
    assert (root / "briefs.lock").read_bytes() == before
    assert not (root / ".briefs.lock.new").exists()


def test_the_lock_file_is_on_the_disk_before_it_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, sizes, fsync = write_site(tmp_path, SITE), list[int](), os.fsync

    def synced(handle: int) -> None:
        sizes.append(os.fstat(handle).st_size)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", synced)
    assert run(root).ok
    assert (root / "briefs.lock").stat().st_size in sizes


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.EROFS])
def test_whatever_call_fails_the_lock_file_is_the_old_one_whole_and_the_build_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    root = write_site(tmp_path, SITE)
    assert run(root).ok
    before = (root / "briefs.lock").read_bytes()

    def failing(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        told = retain(root, ())
    assert told is not None
    assert (told.code, told.message) == ("lock-unwritten", f"`briefs.lock` was not written: {os.strerror(number)}")
    assert (root / "briefs.lock").read_bytes() == before
    assert not (root / ".briefs.lock.new").exists()


def test_a_link_in_the_place_of_the_new_lock_file_is_not_written_through(tmp_path: Path) -> None:
    root, victim = write_site(tmp_path / "site", SITE), tmp_path / "victim"
    victim.write_bytes(b"mine")
    (root / ".briefs.lock.new").symlink_to(victim)
    assert run(root).diagnostics == ()
    assert victim.read_bytes() == b"mine"
    assert not (root / "briefs.lock").is_symlink()
    assert entries(root)
