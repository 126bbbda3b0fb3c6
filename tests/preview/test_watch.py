"""Real files and a real observer: what rings the bell, how often, and what leaves it still."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from watchdog.observers import inotify_c

from briefs.preview import watch
from briefs.preview.watch import Bell, scan

SOON = 10.0
"""Seconds within which a ring that is due must come; generous, since no test is about speed."""
STILL = 0.1
"""Seconds without a ring that count as silence; a wait looks at the files as it ends, so nothing is overlooked."""


def rings(bell: Bell) -> int:
    """How often the bell rings for what has been done already."""
    if not bell.wait(SOON):
        return 0
    count = 1
    while bell.wait(STILL):
        count += 1
    return count


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "a.md").write_text("one\n")
    return folder


@pytest.fixture
def article(content: Path) -> Path:
    return content / "articles" / "a.md"


@pytest.fixture
def bell(content: Path, request: pytest.FixtureRequest) -> Iterator[Bell]:
    with Bell([content], say=pytest.fail, poll=getattr(request, "param", "events") == "polling") as made:
        yield made


either = pytest.mark.parametrize("bell", ["events", "polling"], indirect=True)


def in_place(file: Path) -> None:
    file.write_text("two\n")


def temporary_and_rename(file: Path) -> None:
    new = file.with_name("a.md.new")
    new.write_text("two\n")
    new.replace(file)


def as_vim_does(file: Path) -> None:
    probe, backup, swap = file.with_name("4913"), file.with_name("a.md~"), file.with_name(".a.md.swp")
    swap.write_text("swap")
    probe.touch()
    probe.unlink()
    file.rename(backup)
    file.write_text("two\n")
    backup.unlink()
    swap.unlink()


def delete_and_create(file: Path) -> None:
    file.unlink()
    file.write_text("two\n")


def in_chunks(file: Path) -> None:
    with file.open("w") as out:
        for chunk in ("two ", "three ", "four\n"):
            out.write(chunk)
            out.flush()
            time.sleep(0.02)


def with_size_and_time_of_the_old(file: Path) -> None:
    before = file.stat()
    file.write_text("two\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "save",
    [in_place, temporary_and_rename, as_vim_does, delete_and_create, in_chunks, with_size_and_time_of_the_old],
)
def test_a_save_rings_once_however_the_editor_saves(bell: Bell, article: Path, save: Callable[[Path], None]) -> None:
    save(article)
    assert rings(bell) == 1


def remove(content: Path) -> None:
    (content / "articles" / "a.md").unlink()


def rename_the_file(content: Path) -> None:
    (content / "articles" / "a.md").rename(content / "articles" / "b.md")


def rename_the_folder(content: Path) -> None:
    (content / "articles").rename(content / "briefs")


def add_in_new_folders(content: Path) -> None:
    (content / "pages" / "deep").mkdir(parents=True)
    (content / "pages" / "deep" / "about.md").write_text("about\n")


def move_in_from_outside(content: Path) -> None:
    outside = content.parent / "outside.md"
    outside.write_text("from outside\n")
    outside.rename(content / "inside.md")


def check_out_many(content: Path) -> None:
    for number in range(2000):
        (content / "articles" / f"{number}.md").write_text(f"{number}\n")


@pytest.mark.parametrize(
    "change",
    [remove, rename_the_file, rename_the_folder, add_in_new_folders, move_in_from_outside, check_out_many],
)
def test_what_comes_goes_and_moves_rings_once(bell: Bell, content: Path, change: Callable[[Path], None]) -> None:
    change(content)
    assert rings(bell) == 1


def test_reading_and_idling_never_ring(bell: Bell, content: Path, article: Path) -> None:
    for _ in range(50):
        article.read_text()
        os.listdir(content)
    assert not bell.wait(3)


@pytest.mark.parametrize("name", ["4913", "a.md~", ".a.md.swp", ".a.md.swo", ".#a.md", "#a.md#"])
def test_an_editors_temporary_files_never_ring(bell: Bell, article: Path, name: str) -> None:
    article.with_name(name).write_text("unsaved\n")
    assert not bell.wait(STILL)


def test_a_file_named_like_a_temporary_one_but_for_its_ending_rings(bell: Bell, article: Path) -> None:
    article.with_name("4913.md").write_text("a year and a month\n")
    assert rings(bell) == 1


@either
def test_a_change_during_the_build_rings_again(bell: Bell, article: Path) -> None:
    article.write_text("first save\n")
    assert bell.wait(SOON)
    article.write_text("saved while the first is built\n")
    assert rings(bell) == 1


def test_a_change_between_making_the_bell_and_waiting_rings(content: Path, article: Path) -> None:
    with Bell([content], say=pytest.fail) as bell:
        article.write_text("saved during the first build\n")
        assert rings(bell) == 1


def test_builds_that_write_below_the_watched_folder_never_ring_themselves(content: Path, article: Path) -> None:
    output = content / "site"
    with Bell([content], ignored=[output], say=pytest.fail) as bell:
        article.write_text("two\n")
        builds = 0
        while builds < 5 and bell.wait(SOON if not builds else STILL):
            builds += 1
            shutil.rmtree(output, ignore_errors=True)
            output.mkdir()
            (output / "a.html").write_text(article.read_text() * builds)
    assert builds == 1


def test_a_link_to_the_output_or_round_in_a_circle_is_not_entered(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "site"
    output.mkdir()
    (content / "preview").symlink_to(output)
    (content / "articles" / "up").symlink_to(content)
    with Bell([content], say=pytest.fail) as bell:
        (output / "a.html").write_text("built\n")
        assert not bell.wait(STILL)
    assert list(scan([str(content)])) == [str(content / "articles" / "a.md")]


def test_a_burst_that_does_not_end_rings_all_the_same(
    bell: Bell, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "QUIET", 3600.0)  # so that nothing but the longest delay ends the settling
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.wait(0.01):
            number += 1
            article.write_text(f"{number}\n")

    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(bell.wait()), daemon=True)
    writer = threading.Thread(target=write)
    waiting.start()
    writer.start()
    waiting.join(SOON)
    stop.set()
    writer.join()
    assert answers == [True]


def test_while_many_files_change_it_waits_for_their_end(
    bell: Bell, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LONGEST", 0.1)
    monkeypatch.setattr(watch, "QUIET", 0.5)
    found: list[int] = []
    waiting = threading.Thread(target=lambda: found.append(len(scan([str(article.parent)])) if bell.wait() else 0))
    waiting.start()
    for n in range(watch.FEW * 4):
        article.with_name(f"n{n}.md").write_text("checked out\n")
        time.sleep(0.5 / watch.FEW if n > watch.FEW else 0)  # so that the last come long after the longest delay
    waiting.join(SOON)
    assert found == [watch.FEW * 4 + 1]


def test_a_save_that_takes_its_time_rings_once_when_it_is_done(
    bell: Bell, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "QUIET", 0.5)
    monkeypatch.setattr(watch, "LONGEST", 3600.0)
    texts: list[str] = []
    waiting = threading.Thread(target=lambda: texts.append(article.read_text() if bell.wait() else "no ring"))
    waiting.start()
    for text in ("first part", "first and second part", "all of it"):
        article.write_text(text)
        time.sleep(0.1)
    waiting.join(SOON)
    assert texts == ["all of it"]


def test_a_single_file_rings_and_its_neighbours_do_not(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("title: A\n")
    with Bell([config], say=pytest.fail) as bell:
        (tmp_path / "notes.txt").write_text("not part of the site\n")
        assert not bell.wait(STILL)
        config.write_text("title: B\n")
        assert rings(bell) == 1


def test_what_does_not_exist_yet_rings_when_it_comes(tmp_path: Path) -> None:
    with Bell([tmp_path / "themes", tmp_path / "config.yaml"], say=pytest.fail) as bell:
        (tmp_path / "themes").mkdir()
        (tmp_path / "themes" / "page.html").write_text("new\n")
        assert rings(bell) == 1
        (tmp_path / "themes" / "page.html").write_text("newer\n")
        assert rings(bell) == 1
        (tmp_path / "config.yaml").write_text("title: A\n")
        assert rings(bell) == 1


def test_a_folder_that_was_replaced_goes_on_ringing_by_events(
    content: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Bell([content], say=pytest.fail) as bell:
        shutil.rmtree(content)
        article.parent.mkdir(parents=True)
        article.write_text("from another branch\n")
        assert rings(bell) == 1
        monkeypatch.setattr(watch, "RESCAN", 3600.0)
        waiting = threading.Thread(target=bell.wait)
        waiting.start()
        article.write_text("edited there\n")
        waiting.join(SOON)
        assert not waiting.is_alive()  # no rescan was due, so an event ended the wait


def test_lost_events_are_found_by_the_rescan(content: Path, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch._Wake, "on_any_event", lambda self, event: None)
    with Bell([content], say=pytest.fail) as bell:
        article.write_text("two\n")
        assert rings(bell) == 1


def test_without_events_it_polls_and_says_so_in_one_line(
    content: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(watch, "Observer", refuse)
    said: list[str] = []
    with Bell([content], say=said.append) as bell:
        for text in ("two\n", "three\n"):
            article.write_text(text)
            assert rings(bell) == 1
    assert len(said) == 1
    assert "inotify instance limit reached" in said[0]
    assert "\n" not in said[0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has as many watches as folders")
def test_too_few_watches_for_all_folders_are_none_and_said_once(
    content: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "articles" / "deep").mkdir()
    real = inotify_c.InotifyFD._get_or_create_watch

    def scarce(self: inotify_c.InotifyFD, path: bytes, mask: Any) -> Any:
        if path.endswith(b"deep"):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return real(self, path, mask)

    monkeypatch.setattr(inotify_c.InotifyFD, "_get_or_create_watch", scarce)
    said: list[str] = []
    with Bell([content], say=said.append) as bell:
        for name in ("a.md", "deep/b.md"):
            (content / "articles" / name).write_text("two\n")
            assert rings(bell) == 1
    assert [line for line in said if "inotify watch limit reached" in line] == said != []
    assert len(said) == 1


def test_closing_ends_a_wait_and_leaves_no_thread(content: Path) -> None:
    before = set(threading.enumerate())
    bell = Bell([content], say=pytest.fail)
    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(bell.wait()))
    waiting.start()
    bell.close()
    bell.close()
    waiting.join(SOON)
    assert answers == [False]
    assert not bell.wait(0)
    # The library keeps one reader of its own for the whole process; it is no thread of this bell.
    assert {thread for thread in threading.enumerate() if "Inotify" not in type(thread).__name__} <= before


def test_a_save_says_which_file_it_was(bell: Bell, article: Path) -> None:
    for save in (in_place, temporary_and_rename, with_size_and_time_of_the_old):
        article.write_text("one\n")
        assert bell.wait(SOON)
        save(article)
        assert bell.wait(SOON)
        assert bell.changed == frozenset({str(article)})


def test_what_comes_or_goes_may_change_anything(bell: Bell, article: Path) -> None:
    article.with_name("b.md").write_text("new\n")
    assert bell.wait(SOON)
    assert bell.changed is None
    article.unlink()
    assert bell.wait(SOON)
    assert bell.changed is None


def test_after_a_hint_all_files_are_looked_at_without_waiting(
    content: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "RESCAN", 3600.0)
    other = article.with_name("b.md")
    other.write_text("other\n")
    with Bell([content], say=pytest.fail) as bell:
        real = watch._Wake.taken
        monkeypatch.setattr(watch._Wake, "taken", lambda self: (real(self) or set()) - {str(other)})  # an event is lost
        article.write_text("two\n")
        other.write_text("lost\n")
        assert bell.wait(SOON)
        assert bell.changed == frozenset({str(article)})
        assert bell.wait(SOON)
        assert bell.changed == frozenset({str(other)})
        assert not bell.wait(STILL)


def test_many_files_at_once_are_looked_at_together(bell: Bell, article: Path) -> None:
    for n in range(watch.FEW + 40):
        article.with_name(f"n{n}.md").write_text("new\n")
    assert rings(bell) == 1
    for n in range(watch.FEW + 40):
        article.with_name(f"n{n}.md").write_text("changed\n")
    assert bell.wait(SOON)
    assert bell.changed is not None
    assert len(bell.changed) == watch.FEW + 40
