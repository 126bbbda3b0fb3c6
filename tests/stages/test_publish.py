"""The output folder: what is written, what is spared, and what is left when a run dies or the disk fails."""

from __future__ import annotations

import ctypes
import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.core.diagnostics import has_errors
from briefs.core.manifest import (
    MANIFEST,
    STAGE,
    Artifact,
    CannotWrite,
    Entry,
    Manifest,
    Ready,
    amended,
    collisions,
    decode,
    encode,
    is_output_path,
)
from briefs.core.source import digest
from briefs.stages import publish as module
from briefs.stages.publish import Published, Stage, disk, publish, seen, stage, write_staged
from briefs.stages.publish.undisturbed import undisturbed

Site = dict[str, bytes]
Tree = dict[str, bytes | None]
REPOSITORY = Path(__file__).parents[2]

OLD: Site = {
    "index.html": b"old home",
    "same.html": b"the same",
    "changed.html": b"old text",
    "gone/deep/page.html": b"to be removed",
    "item": b"a file that becomes a folder",
    "shelf/page.html": b"in a folder that becomes a file",
    "Case.html": b"spelled in another way",
}
NEW: Site = {
    "index.html": b"new home",
    "same.html": b"the same",
    "changed.html": b"new text",
    "added/deep/page.html": b"added",
    "item/index.html": b"in a folder that was a file",
    "shelf": b"a file that was a folder",
    "case.html": b"spelled in another way",
}
FOREIGN: Site = {"CNAME": b"example.org", ".git/HEAD": b"ref", ".well-known/security.txt": b"At", "gone/mine": b"!"}


@pytest.fixture(autouse=True)
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the files brought to disk one by one. It is not really done: no test here cuts the power."""
    sizes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: sizes.append(os.fstat(handle).st_size))
    return sizes


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder that holds OLD and the foreign files."""
    place(FOREIGN, tmp_path / "site")
    put(OLD, tmp_path / "site")
    return tmp_path / "site"


def artifacts(site: Site) -> list[Artifact]:
    return [Artifact(path, data) for path, data in site.items()]


def put(site: Site, output: Path, **options: Any) -> Published:
    checked = publish(artifacts(site), output, **{"sync": False, **options})
    assert checked.diagnostics == ()
    return checked.value


def place(files: Site, folder: Path) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def tree(folder: Path) -> Tree:
    """Everything below a folder: bytes by path, None for a folder."""
    found: Tree = {}
    for place, folders, files in os.walk(folder):
        inside = place[len(str(folder)) + 1 :] + "/" if place != str(folder) else ""
        found |= {inside + name: None for name in folders}
        for name in files:
            with open(os.path.join(place, name), "rb") as file:
                found[inside + name] = file.read()
    return found


def stats(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Inode, mtime and ctime of a folder and of all that is in it: they tell whether anything was touched."""
    found = {str(path): os.lstat(path) for path in [folder, *folder.rglob("*")]}
    return {path: (stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) for path, stat in found.items()}


def clean(site: Site, folder: Path, foreign: Site | None = None) -> Tree:
    """The tree that a build from nothing leaves."""
    rmtree(folder, ignore_errors=True)
    place(foreign or {}, folder)
    put(site, folder)
    return tree(folder)


def errors_of(site: Site, output: Path) -> list[tuple[str, str]]:
    checked = publish(artifacts(site), output, sync=False)
    assert has_errors(checked.diagnostics)
    assert checked.value == Published()
    return [(d.code, d.message) for d in checked.diagnostics]


class Died(BaseException):
    """Stands for the end of the process: nothing after it reaches the disk."""


class System:
    """The module ``os`` with a fault at one call to the disk, and at all later ones when ``sticky``."""

    READS = frozenset(["open", "read", "close", "lstat", "scandir", "listdir", "access", "statvfs"])
    CALLS = READS | {"write", "fsync", "mkdir", "makedirs", "replace", "unlink", "rmdir"}
    OTHERS = frozenset(["fspath", "strerror", "sync"])
    """What is asked of ``os`` and does not fail; whatever is in neither list is a call that was forgotten here."""

    def __init__(self, fault: Callable[[], BaseException], at: int, sticky: bool) -> None:
        self.fault, self.at, self.sticky, self.count = fault, at, sticky, 0
        self.is_asked = False

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in self.CALLS:
            assert not callable(real) or name in System.CALLS | self.OTHERS, (
                f"os.{name} is not among the calls that fail here"
            )
            return real

        def call(*args: Any, **options: Any) -> Any:
            self.is_asked = True
            try:
                return answer(*args, **options)
            finally:
                self.is_asked = False

        def answer(*args: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self.at or (self.sticky and self.count > self.at):
                if name == "write" and self.count == self.at:
                    real(args[0], args[1][: len(args[1]) // 2])
                if name == "close":
                    real(*args)
                raise self.fault()
            return None if name == "fsync" else real(*args, **options)

        return call


class Listener:
    """Hears of every call to the disk that the interpreter knows of, while it listens."""

    KINDS = ("open", "os.", "shutil.", "fcntl.", "glob.", "mmap.", "sqlite3.", "subprocess.", "tempfile.")

    def __init__(self) -> None:
        self.hears: Callable[[str], None] | None = None
        sys.addaudithook(self._heard)  # For ever: there is no way back.

    def _heard(self, event: str, args: tuple[object, ...]) -> None:
        if self.hears and event.startswith(self.KINDS):
            self.hears(f"{event}{args}")


@contextmanager
def on(system: System) -> Iterator[None]:
    """Publishing runs on this system."""
    with pytest.MonkeyPatch.context() as patch:
        in_place_of_os(patch, system)
        yield


def in_place_of_os(patch: pytest.MonkeyPatch, system: object) -> None:
    for room in (module, disk, stage, seen):
        patch.setattr(room, "os", system)


def calls_made(output: Path) -> int:
    """How many calls to the disk it takes to bring ``output`` from OLD to NEW; it holds OLD again afterwards."""
    system = System(OSError, 0, False)
    with on(system):
        put(NEW, output, sync=True)
    put(OLD, output)
    return system.count


def assert_whole(found: Tree) -> None:
    """Each file is its old or its new self, none is missing that both have, and foreign files are untouched."""
    for path in OLD.keys() | NEW.keys():
        if found.get(path) is None:
            assert path not in OLD.keys() & NEW.keys(), path
        else:
            assert found[path] in (OLD.get(path), NEW.get(path)), path
    assert FOREIGN.items() <= found.items()


def assert_manifest_is_true(found: Tree) -> None:
    manifest = decode(found[MANIFEST] or b"")
    assert manifest is not None
    for path, entry in manifest.files.items():
        data = found[path]
        assert data is not None, path
        assert entry == Entry(digest(data), len(data)), path


# What is written and what is spared.


def test_the_output_holds_the_artifacts_and_the_manifest_and_nothing_else(tmp_path: Path) -> None:
    assert put(NEW, tmp_path / "site", sync=True) == Published(len(NEW), 0, 0)
    found = {path: data for path, data in tree(tmp_path / "site").items() if data is not None}
    assert found.pop(MANIFEST)
    assert found == NEW


def test_additions_move_first_then_changes_then_the_home_page_and_the_manifest_last(output: Path) -> None:
    moved = []

    def replace(source: str, target: str) -> None:
        moved.append(os.path.relpath(target, output))
        assert (output / "gone.html").exists() is (target != str(output / MANIFEST))
        os.replace(source, target)

    put({**OLD, "gone.html": b"1"}, output)
    system = System(Died, 0, False)
    system.replace = replace  # type: ignore[attr-defined]
    with on(system):
        put({**OLD, **dict.fromkeys(["index.html", "z.html", "changed.html", "same.html", "added/a"], b"")}, output)
    assert moved == ["added/a", "z.html", "changed.html", "same.html", "index.html", MANIFEST]


def test_a_second_publish_touches_nothing(tmp_path: Path) -> None:
    for state in (None, tmp_path / "state"):
        put(NEW, tmp_path / "site", state=state)
        before = stats(tmp_path)
        assert put(NEW, tmp_path / "site", state=state, sync=True) == Published(0, len(NEW), 0)
        assert put(NEW, tmp_path / "site", state=state, verify=True) == Published(0, len(NEW), 0)
        assert stats(tmp_path) == before


def test_only_what_differs_is_written_and_what_is_gone_is_removed_with_its_folders(tmp_path: Path) -> None:
    put(OLD, tmp_path / "a")
    same = os.stat(tmp_path / "a/same.html")
    assert put(NEW, tmp_path / "a") == Published(written=6, unchanged=1, removed=4)
    assert os.stat(tmp_path / "a/same.html") == same
    assert tree(tmp_path / "a") == clean(NEW, tmp_path / "b")


def test_foreign_files_and_folders_survive_every_change(tmp_path: Path) -> None:
    place(FOREIGN, tmp_path)
    (tmp_path / "added").mkdir()
    for site in (OLD, NEW, OLD, {"index.html": b""}):
        put(site, tmp_path)
        assert {path: (tmp_path / path).read_bytes() for path in FOREIGN} == FOREIGN
    assert tree(tmp_path).keys() - FOREIGN.keys() == {
        "index.html", MANIFEST, ".git", ".well-known", "gone", "added"
    }  # fmt: skip


def test_a_foreign_file_in_the_way_is_named_and_nothing_is_changed(tmp_path: Path) -> None:
    put({"index.html": b"1"}, tmp_path)
    place({"robots.txt": b"mine", "item/notes.txt": b"mine"}, tmp_path)
    before = stats(tmp_path)
    found = errors_of({"index.html": b"2", "robots.txt": b"theirs", "item": b"x"}, tmp_path)
    assert [code for code, _ in found] == ["foreign-file", "foreign-file"]
    assert "item` is a folder" in found[0][1]
    assert "robots.txt` is a file" in found[1][1]
    assert stats(tmp_path) == before


def test_a_foreign_file_where_a_folder_must_go_is_named(tmp_path: Path) -> None:
    put({"index.html": b"1"}, tmp_path)
    place({"articles": b"mine"}, tmp_path)
    ((code, message),) = errors_of({"articles/a/b.html": b"1"}, tmp_path)
    assert code == "foreign-file"
    assert "articles` is a file" in message


def test_a_folder_put_where_our_file_was_is_not_removed(tmp_path: Path) -> None:
    put(OLD, tmp_path)
    (tmp_path / "same.html").unlink()
    place({"same.html/mine": b"mine"}, tmp_path)
    ((code, message),) = errors_of(OLD, tmp_path)
    assert (code, "same.html` is a folder" in message) == ("foreign-file", True)
    put({"index.html": b"1"}, tmp_path)
    assert (tmp_path / "same.html/mine").read_bytes() == b"mine"


def test_a_foreign_file_with_the_very_same_bytes_becomes_ours(tmp_path: Path) -> None:
    place(OLD, tmp_path / "a")
    assert put(OLD, tmp_path / "a") == Published(0, len(OLD), 0)
    assert tree(tmp_path / "a") == clean(OLD, tmp_path / "b")
    put({"index.html": b"1"}, tmp_path / "a")
    assert tree(tmp_path / "a") == clean({"index.html": b"1"}, tmp_path / "b")


def test_a_folder_that_was_never_ours_is_refused_once_with_the_names_in_the_way(tmp_path: Path) -> None:
    place(dict.fromkeys(["a", "b", "c", "d", "CNAME"], b"mine"), tmp_path)
    before = stats(tmp_path)
    ((code, message),) = errors_of({"a": b"1", "b": b"1", "c": b"1", "d": b"1"}, tmp_path)
    assert code == "output-refused"
    assert message.endswith("`a`, `b`, `c` and others")
    assert stats(tmp_path) == before


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"mine")
    ((code, message),) = errors_of(OLD, tmp_path / "site")
    assert (code, "is a file" in message) == ("output-refused", True)
    assert (tmp_path / "site").read_bytes() == b"mine"


def test_a_manifest_that_cannot_be_understood_makes_nothing_ours(tmp_path: Path) -> None:
    put(OLD, tmp_path)
    for harm in (b"", b"{", b'{"version": 99, "files": {}, "folders": []}', b"\xff\xfe", b"[1]"):
        (tmp_path / MANIFEST).write_bytes(harm)
        checked = publish(artifacts({"index.html": b"new"}), tmp_path, sync=False)
        assert [d.code for d in checked.diagnostics] == ["manifest-damaged", "output-refused"]
        assert (tmp_path / "index.html").read_bytes() == OLD["index.html"]
    checked = publish(artifacts(OLD), tmp_path, sync=False)
    assert [d.code for d in checked.diagnostics] == ["manifest-damaged"]
    assert checked.value == Published(0, len(OLD), 0)
    assert put(OLD, tmp_path) == Published(0, len(OLD), 0)


def test_a_manifest_that_names_files_outside_the_output_removes_none(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    site = tmp_path / "site"
    for path in ("../precious", str(tmp_path / "precious"), "a/../../precious"):
        rmtree(site, ignore_errors=True)
        site.mkdir()
        (site / MANIFEST).write_bytes(encode(Manifest({path: Entry(digest(b"mine"), 4)})))
        assert decode((site / MANIFEST).read_bytes()) is None
        publish(artifacts({"index.html": b"1"}), site, sync=False)
        assert (tmp_path / "precious").read_bytes() == b"mine"


@pytest.mark.parametrize("use_state", [True, False])
def test_files_edited_emptied_or_deleted_after_publishing_are_put_right(tmp_path: Path, use_state: bool) -> None:
    state, site = (tmp_path / "state" if use_state else None), tmp_path / "site"
    put(OLD, site, state=state)
    good = tree(site)
    same = os.stat(site / "same.html")
    (site / "same.html").write_bytes(b"THE SAME")
    os.utime(site / "same.html", ns=(same.st_atime_ns, same.st_mtime_ns))
    (site / "changed.html").write_bytes(b"")
    rmtree(site / "gone")
    assert put(OLD, site, state=state) == Published(3, len(OLD) - 3, 0)
    assert tree(site) == good


def test_the_state_file_saves_reading_and_verify_reads_all_the_same(tmp_path: Path) -> None:
    state, site = tmp_path / "deep/state", tmp_path / "site"
    put(OLD, site, state=state)
    (site / "same.html").write_bytes(b"THE SAME")
    found = os.lstat(site / "same.html")
    table = msgspec.msgpack.decode(state.read_bytes())
    table[1]["same.html"][1:] = [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
    state.write_bytes(msgspec.msgpack.encode(table))
    assert put(OLD, site, state=state).written == 0
    assert put(OLD, site, state=state, verify=True).written == 1
    assert (site / "same.html").read_bytes() == OLD["same.html"]


def test_what_another_puts_in_the_place_of_a_file_just_published_is_not_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, state, apply = tmp_path / "site", tmp_path / "state", module._apply

    def overtaken(plan: Any, names: Any) -> int:
        removed = apply(plan, names)
        place({"another": b"its home"}, tmp_path)
        os.replace(tmp_path / "another", output / "index.html")
        return removed

    monkeypatch.setattr(module, "_apply", overtaken)
    put(NEW, output, state=state)
    monkeypatch.undo()
    put(NEW, output, state=state)
    assert (output / "index.html").read_bytes() == b"new home"


def test_a_damaged_or_unwritable_state_file_changes_nothing(tmp_path: Path) -> None:
    state, site = tmp_path / "state", tmp_path / "site"
    put(OLD, site, state=state)
    for harm in (b"", b"\xc1", state.read_bytes()[:-3], msgspec.msgpack.encode([1])):
        state.write_bytes(harm)
        assert put(OLD, site, state=state) == Published(0, len(OLD), 0)
    assert put(OLD, site, state=site / "index.html/below-a-file") == Published(0, len(OLD), 0)


def _edited(site: Path) -> None:
    (site / "same.html").write_bytes(b"THE SAME")


def _deleted(site: Path) -> None:
    (site / "index.html").unlink()


def _with_a_folder_for_a_file(site: Path) -> None:
    (site / "same.html").unlink()
    (site / "same.html").mkdir()


def _with_a_linked_file(site: Path) -> None:
    (site / "same.html").rename(site.parent / "elsewhere")
    (site / "same.html").symlink_to(site.parent.absolute() / "elsewhere")


def _with_a_linked_folder(site: Path) -> None:
    (site / "gone").rename(site.parent / "elsewhere")
    (site / "gone").symlink_to(site.parent.absolute() / "elsewhere")


def _with_a_linked_folder_in_no_other(site: Path) -> None:
    (site / "shelf").rename(site.parent / "elsewhere")
    (site / "shelf").symlink_to(site.parent.absolute() / "elsewhere")


def _with_another_manifest(site: Path) -> None:
    (site / MANIFEST).write_bytes(encode(Manifest({"same.html": Entry(digest(b"the same"), 8)})))


def _with_a_damaged_manifest(site: Path) -> None:
    (site / MANIFEST).write_bytes((site / MANIFEST).read_bytes()[:-9])


def _with_a_linked_manifest(site: Path) -> None:
    (site / MANIFEST).rename(site.parent / "elsewhere")
    (site / MANIFEST).symlink_to(site.parent.absolute() / "elsewhere")


def _with_a_stage(site: Path) -> None:
    place({f"{STAGE}/0": b"half a fi"}, site)


def _with_a_file_for_a_stage(site: Path) -> None:
    place({STAGE: b"mine"}, site)


def _a_file(site: Path) -> None:
    rmtree(site)
    site.write_bytes(b"mine")


def _untouched(site: Path) -> None:
    pass


HANDS = [
    *(_untouched, _edited, _deleted, _with_a_folder_for_a_file, _with_a_linked_file, _with_a_linked_folder),
    *(_with_another_manifest, _with_a_damaged_manifest, _with_a_linked_manifest, _with_a_stage),
    *(_with_a_file_for_a_stage, _a_file, _with_a_linked_folder_in_no_other),
]


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.__name__[1:])
@pytest.mark.parametrize("paths", [(), ("same.html",), ("index.html", "gone/deep/page.html", "Case.html")])
def test_what_is_known_of_the_output_changes_no_result(
    hand: Callable[[Path], None], paths: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New bytes for some files of a site of the same paths, with and without the state file."""

    def result(name: str, keep: bool) -> tuple[object, ...]:
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        site, state = Path("site"), Path("state") if keep else None
        put(OLD, site, state=state)
        hand(site)
        told: object
        try:
            told = publish(artifacts(OLD | dict.fromkeys(paths, b"new")), site, sync=False, state=state)
        except CannotWrite as problem:
            told = str(problem).replace(str(Path.cwd()), "")
        if state:
            state.unlink()
        return told, tree(Path.cwd()), [path.is_symlink() for path in sorted(Path.cwd().rglob("*"))]

    assert result("knowing", True) == result("ignorant", False)


def test_new_bytes_for_known_paths_are_published_without_a_look_at_the_other_files(tmp_path: Path) -> None:
    state, site = tmp_path / "state", tmp_path / "site"
    put(OLD, site, state=state)
    new = OLD | {"changed.html": b"new text", "index.html": b"new home"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_plan", None)
        assert put(new, site, state=state) == Published(2, len(OLD) - 2, 0)
        kept = state.read_bytes()
        assert put(new, site, state=state) == Published(0, len(OLD), 0)
    assert module.untouched(site, state)
    assert state.read_bytes() == kept
    assert tree(site) == clean(new, tmp_path / "clean")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_plan", None)
        put_staged(OLD, site)  # The files wait in a stage, which is no trace of a run that died.
    assert tree(site) == clean(OLD, tmp_path / "clean")


def test_of_known_paths_too_the_home_page_moves_last(tmp_path: Path) -> None:
    moved = []

    def replace(source: str, target: str) -> None:
        moved.append(os.path.basename(target))
        os.replace(source, target)

    put(OLD, tmp_path / "site", state=tmp_path / "state")
    system = System(Died, 0, False)
    system.replace = replace  # type: ignore[attr-defined]
    with on(system):
        put(OLD | dict.fromkeys(["index.html", "same.html", "item"], b"n"), tmp_path / "site", state=tmp_path / "state")
    assert moved[:4] == ["item", "same.html", "index.html", MANIFEST]


def test_a_file_that_is_gone_and_has_no_bytes_to_mend_it_is_told_and_nothing_is_changed(output: Path) -> None:
    (output / "same.html").unlink()
    before = tree(output)
    known = [Ready(path, Artifact(path, data).entry, "") for path, data in OLD.items()]
    assert publish(known, output, sync=False).value == Published(missing=("same.html",))
    assert tree(output) == before


@pytest.mark.parametrize(("umask", "file", "folder"), [(0o027, 0o640, 0o750), (0o002, 0o644, 0o755)])
def test_modes_follow_the_umask(tmp_path: Path, umask: int, file: int, folder: int) -> None:
    before = os.umask(umask)
    try:
        put(NEW, tmp_path / "site")
        put_staged(NEW, tmp_path / "staged")
    finally:
        os.umask(before)
    for site in (tmp_path / "site", tmp_path / "staged"):
        modes = {(path.is_dir(), os.lstat(path).st_mode & 0o777) for path in (site, *site.rglob("*"))}
        assert modes == {(False, file), (True, folder)}


# Links.


def test_a_link_where_our_file_was_is_replaced_and_its_target_spared(tmp_path: Path) -> None:
    site, target = tmp_path / "site", tmp_path / "target"
    put(OLD, site)
    target.write_bytes(OLD["same.html"])
    for path in ("same.html", "changed.html", "gone/deep/page.html"):
        (site / path).unlink()
        (site / path).symlink_to(target)
    put(NEW, site)
    assert tree(site) == clean(NEW, tmp_path / "b")
    assert not any(p.is_symlink() for p in site.rglob("*"))
    assert target.read_bytes() == OLD["same.html"]


def test_a_foreign_link_is_named_even_when_its_target_has_the_same_bytes(tmp_path: Path) -> None:
    site, target = tmp_path / "site", tmp_path / "target"
    put({"index.html": b"1"}, site)
    target.write_bytes(b"2")
    (site / "a.html").symlink_to(target)
    (site / "b.html").symlink_to(tmp_path / "nowhere")
    found = errors_of({"index.html": b"1", "a.html": b"2", "b.html": b"2"}, site)
    assert [(code, "symbolic link" in message) for code, message in found] == [("foreign-file", True)] * 2
    assert not (tmp_path / "nowhere").exists()


def test_nothing_is_written_or_removed_through_a_linked_folder(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    put(OLD, site)
    place({"deep/page.html": OLD["gone/deep/page.html"]}, outside)
    rmtree(site / "gone")
    (site / "gone").symlink_to(outside)
    ((code, message),) = errors_of({**OLD, "gone/new.html": b"1"}, site)
    assert (code, "gone` is a symbolic link" in message) == ("foreign-file", True)
    put(NEW, site)
    assert tree(outside) == {"deep": None, "deep/page.html": OLD["gone/deep/page.html"]}


def test_a_link_in_the_place_of_the_stage_is_not_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    put(OLD, site)
    place({"precious": b"mine"}, outside)
    (site / STAGE).symlink_to(outside)
    ((code, message),) = errors_of(NEW, site)
    assert (code, f"{STAGE}` is a symbolic link" in message) == ("foreign-file", True)
    assert tree(outside) == {"precious": b"mine"}


def test_an_output_that_is_itself_a_link_to_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "real")
    put(NEW, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert tree(tmp_path / "real") == clean(NEW, tmp_path / "b")


# Paths.


@pytest.mark.parametrize(
    "path",
    [
        *("", "/a", "a/", "a//b", ".", "../a", "a/../b", "./a", "a\\b", "C:/a", "a\0", "a\nb", "\udc80"),
        *(f"{STAGE}/a", f"{STAGE.upper()}/a", MANIFEST, MANIFEST.upper()),
    ],
)
def test_a_path_that_is_no_output_path_is_our_own_fault(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not an output path"):
        publish([Artifact(path, b"")], tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("a.html", "a.html"),
        ("A.html", "a.html"),
        ("caf\u00e9.html", "cafe\u0301.html"),
        ("STRASSE", "stra\u00dfe"),
        ("Tags/a.html", "tags/b.html"),
        ("a", "a/b.html"),
        ("A", "a/b/c.html"),
        ("a-b/x", "A-B"),
    ],
)
def test_two_paths_that_cannot_stand_side_by_side_are_an_error_naming_both(tmp_path: Path, one: str, two: str) -> None:
    for pair in ([one, two], [two, one]):
        (problem,) = publish([Artifact(path, b"") for path in pair], tmp_path / "site").diagnostics
        assert problem.code == "duplicate-output"
        assert all(f"`{path.split('/')[0]}" in problem.message for path in pair)
    assert not (tmp_path / "site").exists()


def test_paths_that_only_look_alike_stand_side_by_side() -> None:
    assert collisions(["a", "a.html", "a-b/x", "b/a", "b/a.html", "ab/a"]) == ()


ENTRIES = st.builds(Entry, st.text(max_size=4), st.integers(0, 9))


@given(st.dictionaries(st.text(max_size=8).filter(is_output_path), ENTRIES))
def test_a_manifest_reads_back_as_it_was_and_cut_short_not_at_all(files: dict[str, Entry]) -> None:
    data = encode(Manifest(files, ("a", "b/c")))
    assert decode(data) == Manifest(files, ("a", "b/c"))
    assert encode(Manifest(dict(reversed(files.items())), ("a", "b/c"))) == data
    assert all(decode(data[:end]) is None for end in range(len(data) - 2))


@given(st.dictionaries(st.text(max_size=8).filter(is_output_path), ENTRIES), st.data())
def test_a_manifest_amended_is_one_that_was_written_anew(files: dict[str, Entry], data: st.DataObject) -> None:
    new = {path: data.draw(st.sampled_from([entry, Entry("new", 7)])) for path, entry in files.items()}
    places = {path: at for at, path in enumerate(sorted(files))}
    changes = [(places[path], path, files[path], new[path]) for path in files if files[path] != new[path]]
    old = encode(Manifest(files, ("a", '"files": {')))
    assert amended(old, changes) == encode(Manifest(new, ("a", '"files": {')))
    assert all(amended(old, [(at, path, Entry("?", 0), two)]) is None for at, path, _, two in changes)
    assert all(amended(old, [(at + 1, path, one, two)]) is None for at, path, one, two in changes)


class Folding(System):
    """A file system that ignores case."""

    def __init__(self, root: Path) -> None:
        super().__init__(Died, 0, False)
        self.root = str(root)

    def __getattr__(self, name: str) -> Any:
        real = super().__getattr__(name)
        if name not in self.CALLS:
            return real
        return lambda *args, **options: real(*(self._fold(arg) for arg in args), **options)

    def _fold(self, arg: Any) -> Any:
        inside = isinstance(arg, str) and arg.startswith(self.root)
        return self.root + arg[len(self.root) :].casefold() if inside else arg


def test_where_case_is_ignored_a_page_spelled_anew_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_place_of_os(monkeypatch, Folding(tmp_path))
    put({"Page.html": b"1", "Tags/Same.html": b"2"}, tmp_path)
    put({"page.html": b"3", "tags/same.html": b"2"}, tmp_path)
    assert (tmp_path / "page.html").read_bytes() == b"3"
    assert (tmp_path / "tags/same.html").read_bytes() == b"2"
    assert put({"page.html": b"3", "tags/same.html": b"2"}, tmp_path) == Published(0, 2, 0)
    put({"page.html": b"3"}, tmp_path)
    assert tree(tmp_path).keys() == {"page.html", MANIFEST}


# Runs that die, disks that fail.


FAULTS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.EROFS)


@pytest.mark.parametrize("sticky", [False, True], ids=["once", "sticky"])
@pytest.mark.parametrize("number", FAULTS, ids=errno.errorcode.get)
def test_a_fault_at_any_call_leaves_whole_files_and_the_next_build_is_right(
    output: Path, tmp_path: Path, number: int, sticky: bool
) -> None:
    good, untouched = clean(NEW, tmp_path / "clean", FOREIGN), tree(output)
    for at in range(1, calls_made(output) + 1):
        system = System(partial(OSError, number, os.strerror(number)), at, sticky)
        with on(system), pytest.raises(CannotWrite) as caught:
            put(NEW, output, sync=True)
        assert str(caught.value).endswith((stage.AS_IT_WAS, "the next build completes the site."))
        found = tree(output)
        assert_whole(found)
        if STAGE not in found:
            assert_manifest_is_true(found)
        if "as it was" in str(caught.value):
            assert {p: d for p, d in found.items() if not p.startswith(STAGE)} == untouched
        put(NEW, output)
        assert tree(output) == good
        put(OLD, output)
    print(f"\npublish: {at} calls, {errno.errorcode[number]} {'for good' if sticky else 'once'}: no violation")


def put_staged(site: Site, output: Path) -> None:
    """As a build does it: the bytes wait in the stage before it is known what will be published."""
    with Stage(output) as place, stage.guard(place.root, stage.AS_IT_WAS):
        folder = place.open()
        for number, data in enumerate(site.values()):
            write_staged(f"{folder}/c{number}", data)
        ready = [Ready(a.path, a.entry, f"c{number}") for number, a in enumerate(artifacts(site))]
        done = publish(ready, output, sync=True, state=output.parent / "state", stage=place)
        assert done.diagnostics == ()


@pytest.mark.parametrize("sticky", [False, True], ids=["once", "sticky"])
def test_a_fault_at_any_call_of_a_build_that_stages_first_leaves_whole_files_and_the_next_is_right(
    output: Path, tmp_path: Path, sticky: bool, turns: range
) -> None:
    good, counting = clean(NEW, tmp_path / "clean", FOREIGN), System(OSError, 0, False)
    with on(counting):
        put_staged(NEW, output)
    put(OLD, output)
    runs = [(at, FAULTS[(at + turn) % len(FAULTS)]) for turn in turns for at in range(1, counting.count + 1)]
    for at, number in runs:
        (tmp_path / "state").unlink(missing_ok=True)
        with on(System(partial(OSError, number, os.strerror(number)), at, sticky)):
            assert_whole_or_done(output, good)
        put(NEW, output)
        assert tree(output) == good
        put(OLD, output)
    print(
        f"\npublish, staged: {counting.count} calls, {'for good' if sticky else 'once'}: {len(runs)} runs, no violation"
    )


def assert_whole_or_done(output: Path, good: Tree) -> None:
    """A publish that fails leaves what it says; one that does not has not needed what failed."""
    untouched = tree(output)
    try:
        put_staged(NEW, output)
    except CannotWrite as problem:
        found = tree(output)
        assert_whole(found)
        if "as it was" in str(problem):
            assert {p: d for p, d in found.items() if not p.startswith(STAGE)} == untouched
    else:
        assert tree(output) == good


def test_every_call_to_the_disk_is_one_that_fails_in_these_tests(output: Path, tmp_path: Path) -> None:
    system, listener, missed = System(OSError, 0, False), Listener(), list[str]()
    sites = [NEW, big(1), OLD]
    with on(system):
        listener.hears = lambda said: None if system.is_asked else missed.append(said)
        for site in sites:
            put(site, output, sync=True, state=tmp_path / "state", verify=site is OLD)
            put_staged(site, output)
        listener.hears = None
    # The whole file system is brought to disk by a call of the C library, which has a test of its own.
    assert missed == []
    assert system.count > 300


@pytest.mark.parametrize("then", [NEW, OLD, {"index.html": b"other"}], ids=["same", "back", "other"])
def test_a_run_that_dies_at_any_call_leaves_whole_files_and_any_next_build_is_right(
    output: Path, tmp_path: Path, then: Site
) -> None:
    good = clean(then, tmp_path / "clean", FOREIGN)
    for at in range(1, calls_made(output) + 1):
        with on(System(Died, at, True)), pytest.raises(Died):
            put(NEW, output, sync=True)
        assert_whole(tree(output))
        put(then, output)
        assert tree(output) == good
        put(OLD, output)


def test_an_interrupt_at_any_call_leaves_no_stage_and_a_true_manifest(output: Path, tmp_path: Path) -> None:
    good = clean(NEW, tmp_path / "clean", FOREIGN)
    for at in range(1, calls_made(output) + 1):
        with on(System(KeyboardInterrupt, at, False)), pytest.raises(KeyboardInterrupt):
            put(NEW, output, sync=True)
        found = tree(output)
        assert_whole(found)
        assert STAGE not in found
        assert_manifest_is_true(found)
        put(NEW, output)
        assert tree(output) == good
        put(OLD, output)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_who_asks_to_end_while_files_move_waits_for_the_last_of_them(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    number = getattr(signal, name, signal.SIGINT)
    good, before = clean(NEW, tmp_path / "clean", FOREIGN), signal.signal(number, signal.default_int_handler)

    def replace(source: str, target: str) -> None:
        signal.raise_signal(number)
        os.replace(source, target)

    system = System(Died, 0, False)
    system.replace = replace  # type: ignore[attr-defined]
    try:
        with on(system), pytest.raises(KeyboardInterrupt):
            put(NEW, output)
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)
    assert tree(output) == good


def test_a_signal_that_is_ignored_stays_so_and_in_a_thread_none_is_touched(output: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    publisher = threading.Thread(target=put, args=(NEW, output))
    publisher.start()
    publisher.join()
    assert (output / "index.html").read_bytes() == NEW["index.html"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "permission is denied"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EXDEV, "it is a disk of its own"),
    ],
)
@pytest.mark.parametrize("folder", ["", "gone/deep", "shelf", "changed"])
def test_a_folder_that_cannot_be_written_to_is_found_out_before_the_first_file_moves(
    output: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, folder: str
) -> None:
    put({**OLD, "changed/x": b"1"}, output)
    untouched = tree(output)

    def writable(root: str, path: str) -> None:
        if path == folder:
            raise OSError(number, "x", os.path.join(root, path))

    monkeypatch.setattr(disk, "writable", writable)
    with pytest.raises(CannotWrite, match=rf"site/{folder}`: {words}\. The published site is as it was"):
        put({**NEW, "changed/x": b"2"}, output, sync=True)
    assert tree(output) == untouched


def test_a_folder_can_be_written_to_where_the_system_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    root = str(tmp_path)
    disk.writable(root, "a")
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda path, mode, **_: path != f"{root}/a")
        with pytest.raises(PermissionError, match=r"a'$"):
            disk.writable(root, "a")
    here = os.stat(root).st_dev
    other = os.stat_result([*os.stat(root)[:2], here + 1, *os.stat(root)[3:]])
    monkeypatch.setattr(os, "lstat", lambda path: os.stat(path) if path == root else other)
    with pytest.raises(OSError, match="link") as caught:
        disk.writable(root, "a")
    assert caught.value.errno == errno.EXDEV


PATHS = ["index.html", "a", "a/b", "a/c.html", "A", "d/e", "d/e/f.html", "x.html", "X.html"]
BYTES = st.sampled_from([b"", b"1", b"2", b"33"])
SITES = st.dictionaries(st.sampled_from(PATHS), BYTES).filter(lambda site: not collisions(site))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SITES, st.integers(0, 80), st.booleans()), min_size=1, max_size=5), SITES)
def test_after_any_builds_and_deaths_the_output_is_that_of_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Site, int, bool]], last: Site
) -> None:
    folder = tmp_path_factory.mktemp("play")
    output, state, foreign = folder / "site", folder / "state", {"CNAME": b"mine", "d/mine": b"mine"}
    place(foreign, output)
    for site, at, remembered in steps:
        with on(System(Died, at, True)), suppress(Died):
            put(site, output, state=state if remembered else None)
    put(last, output, state=state)
    assert tree(output) == clean(last, folder / "clean", foreign)
    rmtree(folder)


def big(version: int) -> Site:
    """A site of 60 files, a third of which each version has for itself."""
    own = {f"v{version}/{n}/x.html": b"%d" % version for n in range(19)}
    shared = {f"p/{n}.html": b"%d %d " % (version, n) * 500 for n in range(40)}
    return {"index.html": b"%d" % version * 900, **own, **shared}


PLAYER = """
import sys
from pathlib import Path
import msgspec
from briefs.lock import build_lock
from briefs.core.manifest import Artifact
from briefs.stages.publish import publish
output, rounds = Path(sys.argv[1]), int(sys.argv[2])
sites = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=list[dict[str, bytes]])
print("ready", flush=True)
for turn in range(rounds):
    with build_lock(output.parent / "lock"):
        site = sites[turn % len(sites)]
        assert not publish([Artifact(*item) for item in site.items()], output, sync=False).diagnostics
"""


def play(output: Path, versions: list[int], rounds: int) -> subprocess.Popen[bytes]:
    """Another process that publishes these versions in turn; returns once it is about to begin."""
    command = [sys.executable, "-c", PLAYER, str(output), str(rounds)]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(msgspec.msgpack.encode([big(version) for version in versions]))
    process.stdin.close()
    assert process.stdout.readline() == b"ready\n"
    return process


def test_a_process_killed_at_random_moments_never_breaks_the_site(tmp_path: Path) -> None:
    output, chance = tmp_path / "site", random.Random(7)
    one, two = big(1), big(2)
    put(one, output)
    goods = [clean(big(version), tmp_path / "clean") for version in (1, 2)]
    for turn in range(40):
        with play(output, [1, 2], 10**6) as process:
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
        found = tree(output)
        assert all(found.get(path) in (data, two[path]) for path, data in one.items() if path in two)
        if turn % 4 == 3:  # Else the next process recovers.
            put([one, two][turn // 4 % 2], output)
            assert tree(output) == goods[turn // 4 % 2]


def test_two_processes_at_once_leave_the_site_of_one_of_them(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with play(output, [1], 12) as one, play(output, [2], 12) as two:
        assert (one.wait(), two.wait()) == (0, 0)
    assert tree(output) in [clean(big(version), tmp_path / "clean") for version in (1, 2)]


def test_who_reads_while_we_publish_finds_every_file_whole(tmp_path: Path) -> None:
    put(big(1), tmp_path)
    allowed = {path: (big(1)[path], big(2)[path]) for path in big(1).keys() & big(2).keys()}
    broken, reads, done = [], 0, threading.Event()

    def read() -> None:
        nonlocal reads
        while not done.is_set():
            for path, versions in allowed.items():
                reads += 1
                try:
                    if (tmp_path / path).read_bytes() not in versions:
                        broken.append(path)
                except OSError as problem:
                    broken.append(str(problem))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(10):
        put(big(1 + turn % 2), tmp_path)
    done.set()
    reader.join()
    assert reads > 0
    assert broken == []


# What the author is told, and the ways of bringing bytes to disk.


def test_a_full_disk_is_told_with_the_bytes_needed_and_free(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    untouched = stats(output)
    system = System(lambda: OSError(errno.ENOSPC, "x"), 1, True)
    monkeypatch.setattr(system, "CALLS", {"write"})
    monkeypatch.setattr(system, "OTHERS", System.OTHERS | System.CALLS)
    in_place_of_os(monkeypatch, system)
    with pytest.raises(CannotWrite, match=r"disk is full \(2,0\d\d bytes are needed, [\d,]+ are free\)\. .*as it was"):
        put({**NEW, "index.html": b"x" * 2000}, output)
    assert {**stats(output), str(output): ()} == {**untouched, str(output): ()}  # The stage has come and gone in it.


def test_a_file_that_cannot_be_replaced_is_named(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(source: str, target: str) -> None:
        if target.endswith("changed.html"):
            raise PermissionError(errno.EACCES, "x", source, None, target)
        os.replace(source, target)

    system = System(Died, 0, False)
    system.replace = replace  # type: ignore[attr-defined]
    in_place_of_os(monkeypatch, system)
    with pytest.raises(CannotWrite, match=r"changed\.html`: permission is denied\. Each published file is whole"):
        put(NEW, output)
    assert_manifest_is_true(tree(output))


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_another_program_holds_open_for_a_moment_is_tried_again(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    held = PermissionError(errno.EACCES, "x")
    held.winerror = number  # type: ignore[attr-defined]
    attempts = 0

    def replace(source: str, target: str) -> None:
        nonlocal attempts
        attempts += 1
        if attempts < 4:
            raise held
        os.replace(source, target)

    system = System(Died, 0, False)
    system.replace = replace  # type: ignore[attr-defined]
    in_place_of_os(monkeypatch, system)
    monkeypatch.setattr(disk, "PATIENCE", (0.0,) * 5)
    put(NEW, output)
    assert tree(output) == clean(NEW, tmp_path / "clean", FOREIGN)


def test_a_few_files_and_the_journal_are_brought_to_disk_one_by_one_unless_told_not_to(
    tmp_path: Path, synced: list[int]
) -> None:
    publish(artifacts({"a": b"1", "b": b"22", "index.html": b"333"}), tmp_path)
    assert synced == [1, 2, 3, len((tmp_path / MANIFEST).read_bytes())]
    put({"a": b"1", "b": b"22", "index.html": b"4444"}, tmp_path, sync=False)
    assert len(synced) == 4


def test_many_files_are_brought_to_disk_by_one_sync_before_the_first_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = {f"{n}.html": b"%d" % n for n in range(module.FEW + 1)}
    states = []
    real = disk.sync_all

    def sync_all(folder: str) -> None:
        real(folder)
        states.append((len(os.listdir(folder)), len(os.listdir(tmp_path / "site"))))

    monkeypatch.setattr(disk, "sync_all", sync_all)
    put(site, tmp_path / "site", sync=True)
    put({**site, "0.html": b"new"}, tmp_path / "site", sync=True)
    assert states == [(len(site) + 1, 1)]


@pytest.mark.parametrize(("number", "synced"), [(errno.ENOSYS, 1), (errno.EIO, 0)])
def test_a_sync_that_fails_stops_the_build_and_one_that_is_missing_has_a_substitute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, synced: int
) -> None:
    class Library:
        def __init__(self, *_: object, **__: object) -> None: ...

        def syncfs(self, _: int) -> int:
            ctypes.set_errno(number)
            return -1

    done: list[int] = []
    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.setattr(os, "sync", lambda: done.append(1))
    site = {f"{n}.html": b"%d" % n for n in range(module.FEW + 1)}
    if synced:
        put(site, tmp_path / "site", sync=True)
    else:
        with pytest.raises(CannotWrite, match="the disk reports a fault"):
            put(site, tmp_path / "site", sync=True)
        assert tree(tmp_path / "site") == {}
    assert len(done) == synced


def test_a_file_takes_the_place_of_folders_of_ours_and_not_of_one_with_a_foreign_file_deep_in_it(
    tmp_path: Path,
) -> None:
    deep: Site = {"a/b/c.html": b"c", "a/d/e/f.html": b"f", "g.html": b"g"}
    for name in ("one", "two"):
        put(deep, tmp_path / name)
    put({"a": b"a file", "g.html": b"g"}, tmp_path / "one")
    assert tree(tmp_path / "one") == clean({"a": b"a file", "g.html": b"g"}, tmp_path / "clean")
    place({"a/d/e/mine": b"!"}, tmp_path / "two")
    assert [code for code, _ in errors_of({"a": b"a file"}, tmp_path / "two")] == ["foreign-file"]
    assert (tmp_path / "two/a/b/c.html").read_bytes() == b"c"


def test_what_was_made_and_stands_already_goes_with_the_stage(tmp_path: Path) -> None:
    old: Site = {"a.html": b"a", "b.html": b"b"}
    put(old, tmp_path / "site")
    new: Site = {"a.html": b"a", "b.html": b"new"}
    with stage.Stage(tmp_path / "site") as waiting:
        folder = waiting.open()
        for name, data in zip("01", new.values(), strict=True):
            stage.write_staged(os.path.join(folder, name), data)
        made = [
            Ready(path, Artifact(path, data).entry, name) for name, (path, data) in zip("01", new.items(), strict=True)
        ]
        found = publish(made, tmp_path / "site", sync=False, stage=waiting)
    assert found.value == Published(written=1, unchanged=1, removed=0)
    assert tree(tmp_path / "site") == clean(new, tmp_path / "clean")


def test_a_stage_that_cannot_be_removed_hides_no_other_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object) -> None:
        raise OSError(errno.EIO, "x")

    def ended() -> None:
        with stage.Stage(tmp_path / "site") as waiting:
            waiting.open()
            monkeypatch.setattr(os, "rmdir", refused)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ended()


def test_a_file_that_is_not_there_has_the_stamp_of_none(tmp_path: Path) -> None:
    assert seen._moved(str(tmp_path), "no.html", ("d", 1, 2, 3, 4)) == ("", 0, 0, 0, 0)


def test_where_the_system_cannot_sync_one_file_system_it_syncs_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    monkeypatch.setattr(os, "sync", lambda: done.append(1))
    disk.sync_all(str(tmp_path))
    assert done == [1]


@pytest.mark.skipif(not hasattr(os, "O_PATH"), reason="Linux alone has handles that cannot be synced")
def test_a_sync_that_the_system_refuses_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, _: real(path, os.O_PATH))
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
        disk.sync_all(str(tmp_path))


def test_a_link_in_the_place_of_the_new_state_file_is_not_followed(tmp_path: Path) -> None:
    place({"mine": b"words of mine"}, tmp_path)
    (tmp_path / "state.new").symlink_to(tmp_path / "mine")
    put(NEW, tmp_path / "site", state=tmp_path / "state")
    assert (tmp_path / "mine").read_bytes() == b"words of mine"


def test_a_pipe_in_the_place_of_the_manifest_holds_nothing_up(output: Path) -> None:
    (output / MANIFEST).unlink()
    os.mkfifo(output / MANIFEST)
    let_go: list[int] = []
    timer = threading.Timer(9, lambda: let_go.append(os.open(output / MANIFEST, os.O_WRONLY | os.O_NONBLOCK)))
    timer.start()
    checked = publish(artifacts(NEW), output, sync=False)
    timer.cancel()
    assert checked.diagnostics
    assert let_go == []


def test_a_stage_opens_beside_nothing_and_after_a_run_that_died_and_not_where_the_output_is_a_file(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    place({f"site/{STAGE}/0": b"half a fi"}, tmp_path)
    for name, opens in (("file", False), ("site", True), ("nothing", True)):
        with Stage(tmp_path / name) as waiting:
            assert bool(waiting.open()) is opens
            if opens:
                assert os.listdir(waiting.open()) == []


def test_a_folder_made_for_a_stage_stays_where_something_was_put_in_it(tmp_path: Path) -> None:
    with Stage(tmp_path / "site") as waiting:
        waiting.open()
        place({"site/mine": b"!"}, tmp_path)
    assert tree(tmp_path) == {"site": None, "site/mine": b"!"}
