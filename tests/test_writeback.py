"""A file of the author's is written whole or not at all, and what it said is kept."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE, S_ISDIR
from typing import Any

import pytest

from briefs import writeback as module
from briefs.writeback import KEPT, UNDO, write_back

PATH = "content/articles/x.yaml"
OLD, NEW = b"notes:\n- quote: old words\n" * 50, b"notes:\n- quote: words\n" * 60


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sidecar in the site ``tmp_path``."""
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


def copies(root: Path, path: str = PATH) -> list[Path]:
    return sorted((root / UNDO / path).glob("[!.]*"))


def alone(file: Path) -> bool:
    """Whether nothing else lies in a file's folder."""
    return os.listdir(file.parent) == [file.name]


# ── what is written ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o664, 0o755, 0o200 | 0o400])
def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path, file: Path, mode: int) -> None:
    file.chmod(mode)
    inode = file.stat().st_ino
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    assert file.read_bytes() == NEW
    assert file.stat().st_ino != inode
    assert S_IMODE(file.stat().st_mode) == mode
    assert alone(file)


def test_a_large_file_is_compared_and_written_whole(tmp_path: Path, file: Path) -> None:
    large = OLD * 2000
    assert len(large) > 2 << 20
    file.write_bytes(large)
    assert write_back(tmp_path, PATH, large, large + NEW) is None
    assert file.read_bytes() == large + NEW
    assert write_back(tmp_path, PATH, large, NEW) == "it was changed meanwhile"


@pytest.mark.skipif(sys.platform != "linux", reason="Python reads them on Linux alone")
def test_a_file_keeps_what_is_noted_of_it_and_who_else_may_read_it(tmp_path: Path, file: Path) -> None:
    rights = bytes.fromhex("0200000001000600ffffffff02000400d204000004000400ffffffff10000400ffffffff20000000ffffffff")
    noted = {"user.label": b"to be checked", "system.posix_acl_access": rights}
    try:
        for name, value in noted.items():
            os.setxattr(file, name, value)
    except OSError:
        pytest.skip("this file system keeps none")
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    assert {name: os.getxattr(file, name) for name in noted} == noted
    assert (file.read_bytes(), S_IMODE(file.stat().st_mode)) == (NEW, 0o640)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser gives files away")
def test_a_file_keeps_its_owner_and_so_does_its_copy(tmp_path: Path, file: Path) -> None:
    os.chown(file, 1234, 2345)
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    for path in (file, *copies(tmp_path)):
        assert (path.stat().st_uid, path.stat().st_gid, S_IMODE(path.stat().st_mode)) == (1234, 2345, 0o640)


def test_where_the_owner_cannot_be_kept_the_group_still_is(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[int, int]] = []

    def fchown(handle: int, owner: int, group: int) -> None:
        given.append((owner, group))
        if owner != -1:
            raise PermissionError(errno.EPERM, "x")

    monkeypatch.setattr(os, "fchown", fchown)
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    found = file.stat()
    assert given == [(-1, found.st_gid), (found.st_uid, -1)] * 2
    assert (file.read_bytes(), S_IMODE(found.st_mode)) == (NEW, 0o640)


def test_a_link_stays_one_and_the_file_it_leads_to_is_written(tmp_path: Path, file: Path) -> None:
    (tmp_path / "shared").mkdir()
    real = tmp_path / "shared/real.yaml"
    file.rename(real)
    file.symlink_to("../../shared/real.yaml")
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    assert os.readlink(file) == "../../shared/real.yaml"
    assert (real.is_symlink(), real.read_bytes(), alone(real)) == (False, NEW, True)
    assert [copy.read_bytes() for copy in copies(tmp_path, "shared/real.yaml")] == [OLD]


def test_a_site_that_is_itself_behind_a_link_is_written(tmp_path: Path, file: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    assert write_back(tmp_path / "link", PATH, OLD, NEW) is None
    assert file.read_bytes() == NEW


def test_a_file_of_several_names_stays_one(tmp_path: Path, file: Path) -> None:
    other = tmp_path / "other.yaml"
    os.link(file, other)
    for before, after in ((OLD, NEW), (NEW, b"short\n")):
        assert write_back(tmp_path, PATH, before, after) is None
        assert other.read_bytes() == file.read_bytes() == after
    assert other.samefile(file)
    assert (alone(file), S_IMODE(file.stat().st_mode)) == (True, 0o640)
    assert [copy.read_bytes() for copy in copies(tmp_path)] == [OLD, NEW]


def test_a_file_that_is_right_already_is_not_touched(tmp_path: Path, file: Path) -> None:
    found = file.stat()
    assert write_back(tmp_path, PATH, OLD, OLD) is None
    assert (file.stat(), copies(tmp_path)) == (found, [])


def test_the_new_file_is_on_the_disk_before_it_stands_there_and_its_folder_after_it(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, replace, seen = os.fsync, os.replace, list[object]()

    def synced(handle: int) -> None:
        found = os.fstat(handle)
        seen.append("folder" if S_ISDIR(found.st_mode) else found.st_size)
        fsync(handle)

    def replaced(source: str, target: str) -> None:
        seen.append("replaced")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    assert seen == [len(OLD), len(NEW), "replaced", "folder"]


@pytest.mark.parametrize("linked", [False, True])
def test_a_system_that_writes_a_few_bytes_at_a_time_is_asked_again(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    if linked:
        os.link(file, tmp_path / "other.yaml")
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:7]))
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    assert (file.read_bytes(), copies(tmp_path)[0].read_bytes()) == (NEW, OLD)


# ── what is kept ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_file_said_is_kept_the_newest_twenty_times(tmp_path: Path, file: Path) -> None:
    mine = tmp_path / UNDO / PATH / "0001 my own.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    for turn in range(KEPT + 6):
        before = OLD if turn == 0 else b"%d" % (turn - 1)
        assert write_back(tmp_path, PATH, before, b"%d" % turn) is None
        assert len(copies(tmp_path)) == min(turn + 1, KEPT) + 1
    assert {copy.name: copy.read_bytes() for copy in copies(tmp_path)} == {
        mine.name: b"mine",
        **{f"{turn + 2:04}.yaml": b"%d" % turn for turn in range(5, KEPT + 5)},
    }


def test_a_copy_can_be_read_by_nobody_who_could_not_read_the_file(tmp_path: Path, file: Path) -> None:
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    (copy,) = copies(tmp_path)
    assert (copy.name, S_IMODE(copy.stat().st_mode)) == ("0001.yaml", 0o640)


def test_a_new_file_can_be_read_by_its_maker_alone_until_it_has_the_mode_of_the_old(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chmod, before = os.fchmod, list[int]()

    def noted(handle: int, mode: int) -> None:
        before.append(S_IMODE(os.fstat(handle).st_mode))
        chmod(handle, mode)

    monkeypatch.setattr(os, "fchmod", noted)
    mask = os.umask(0)
    try:
        assert write_back(tmp_path, PATH, OLD, NEW) is None
    finally:
        os.umask(mask)
    assert before == [0o600, 0o600]
    assert S_IMODE((tmp_path / UNDO / PATH).stat().st_mode) == 0o755


def test_a_copy_or_a_new_file_that_cannot_be_removed_hides_nothing(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(KEPT + 1):
        assert write_back(tmp_path, PATH, file.read_bytes(), b"%d\n" % number) is None

    def refused(*given: object) -> None:
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(os, "unlink", refused)
    assert write_back(tmp_path, PATH, file.read_bytes(), NEW) is None
    assert (file.read_bytes(), len(copies(tmp_path))) == (NEW, KEPT + 1)
    monkeypatch.setattr(os, "replace", refused)
    assert write_back(tmp_path, PATH, NEW, OLD) == "the disk reports a fault"


def test_where_no_copy_can_be_kept_the_file_is_written_all_the_same(tmp_path: Path, file: Path) -> None:
    (tmp_path / ".briefs").write_bytes(b"in the way")
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    assert file.read_bytes() == NEW


def test_a_file_of_several_names_is_not_written_without_a_copy(tmp_path: Path, file: Path) -> None:
    (tmp_path / ".briefs").write_bytes(b"in the way")
    os.link(file, tmp_path / "other.yaml")
    why = "it has several names, and no copy of it could be kept in `.briefs/undo`"
    assert write_back(tmp_path, PATH, OLD, NEW) == why
    assert file.read_bytes() == OLD


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("linked", [False, True])
def test_a_file_that_somebody_has_saved_meanwhile_is_left_alone(tmp_path: Path, file: Path, linked: bool) -> None:
    if linked:
        os.link(file, tmp_path / "other.yaml")
    file.write_bytes(b"theirs")
    assert write_back(tmp_path, PATH, OLD, NEW) == "it was changed meanwhile"
    assert (file.read_bytes(), copies(tmp_path), alone(file)) == (b"theirs", [], True)


@pytest.mark.parametrize("linked", [False, True])
def test_a_file_that_somebody_saves_while_the_new_one_is_made_is_left_alone(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    if linked:
        os.link(file, tmp_path / "other.yaml")
    fsync = os.fsync

    def save(handle: int) -> None:
        file.write_bytes(b"theirs")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", save)
    assert write_back(tmp_path, PATH, OLD, NEW) == "it was changed meanwhile"
    assert (file.read_bytes(), alone(file)) == (b"theirs", True)


def test_a_file_that_nobody_may_write_is_left_alone(tmp_path: Path, file: Path) -> None:
    file.chmod(0o444)
    assert write_back(tmp_path, PATH, OLD, NEW) == "it is write-protected"
    assert (file.read_bytes(), S_IMODE(file.stat().st_mode), copies(tmp_path)) == (OLD, 0o444, [])


def test_a_file_that_we_may_not_write_is_left_alone(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert write_back(tmp_path, PATH, OLD, NEW) == "it is write-protected"
    assert file.read_bytes() == OLD


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    outside, site = tmp_path / "site-else/x.yaml", tmp_path / "site"
    for folder in (outside.parent, site / "content"):
        folder.mkdir(parents=True)
    outside.write_bytes(OLD)
    (site / "content/link.yaml").symlink_to(outside)
    (site / "content/folder").symlink_to(outside.parent)
    for path in ("content/link.yaml", "content/folder/x.yaml", "../site-else/x.yaml", str(outside)):
        assert write_back(site, path, OLD, NEW) == "it is a link to a file outside of the site"
    assert (outside.read_bytes(), alone(outside), (site / ".briefs").exists()) == (OLD, True, False)


def test_a_file_that_becomes_a_link_meanwhile_is_not_followed(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(OLD)

    def swap(path: str, mode: int) -> bool:
        file.unlink()
        file.symlink_to(victim)
        return True

    monkeypatch.setattr(os, "access", swap)
    assert write_back(tmp_path, PATH, OLD, NEW) == "it is a symbolic link"
    assert (victim.read_bytes(), file.is_symlink()) == (OLD, True)


@pytest.mark.parametrize("linked", [False, True])
def test_what_has_the_name_of_the_new_file_is_left_alone(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    monkeypatch.setattr(os, "urandom", lambda count: bytes(count))
    (tmp_path / ".briefs").write_bytes(b"in the way of a copy, beside which it would be made")
    theirs, victim = file.parent / f".briefs-{bytes(6).hex()}.tmp", tmp_path / "victim"
    victim.write_bytes(b"theirs")
    if linked:
        theirs.symlink_to(victim)
    else:
        victim.rename(theirs)
    assert write_back(tmp_path, PATH, OLD, NEW) == "something of that name is in the way"
    assert (file.read_bytes(), theirs.read_bytes(), theirs.is_symlink()) == (OLD, b"theirs", linked)


def test_what_a_killed_run_left_goes_with_the_next_and_never_lies_beside_the_file(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: str) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        patch.setattr(os, "unlink", killed)
        with pytest.raises(Killed):
            write_back(tmp_path, PATH, OLD, NEW)
    assert (file.read_bytes(), alone(file)) == (OLD, True)
    assert len(copies(tmp_path)) == 1
    assert len(list((tmp_path / UNDO / PATH).iterdir())) == 2
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    assert {path.name for path in (tmp_path / UNDO / PATH).iterdir()} == {"0001.yaml", "0002.yaml"}


def test_where_the_copies_are_on_another_disk_the_new_file_is_made_beside_the_old(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def across(source: str, target: str) -> None:
        if os.path.dirname(source) != os.path.dirname(target):
            raise OSError(errno.EXDEV, "x")
        replace(source, target)

    monkeypatch.setattr(os, "replace", across)
    assert write_back(tmp_path, PATH, OLD, NEW) is None
    assert (file.read_bytes(), alone(file), len(copies(tmp_path))) == (NEW, True, 1)
    monkeypatch.setattr(os, "replace", lambda source, target: across("other/x", target))
    assert write_back(tmp_path, PATH, NEW, OLD) == "it is a disk of its own"
    assert file.read_bytes() == NEW


def test_what_is_no_file_is_left_alone(tmp_path: Path, file: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    assert write_back(tmp_path, "content", OLD, NEW) == "it is no file"
    assert write_back(tmp_path, "pipe", OLD, NEW) == "it is no file"
    assert write_back(tmp_path, "circle", OLD, NEW) == "it is a symbolic link"
    assert write_back(tmp_path, "gone/x.yaml", OLD, NEW) == "it is no longer there"


# ── faults ───────────────────────────────────────────────────────────────────────────────────────────────────────


class System:
    """The module ``os`` with a fault at one call, and at all later ones when ``sticky``, or those of one function."""

    def __init__(self, fault: Callable[[], BaseException], at: int, sticky: bool = False, alike: str = "") -> None:
        self.fault, self.at, self.sticky, self.alike = fault, at, sticky, alike
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if not callable(real):
            return real

        def call(*args: Any, **options: Any) -> Any:
            self.calls.append(name)
            count = len(self.calls)
            later = self.sticky and count > self.at
            if count == self.at or (later and self.alike in ("", name)):
                if name == "write" and count == self.at:
                    real(args[0], args[1][: len(args[1]) // 2])
                if name == "close":
                    real(*args)
                raise self.fault()
            return real(*args, **options)

        return call


FAULTS = {
    "disk full": (lambda: OSError(errno.ENOSPC, "x"), "the disk is full"),
    "disk fault": (lambda: OSError(errno.EIO, "x"), "the disk reports a fault"),
    "denied": (lambda: OSError(errno.EACCES, "x"), "permission is denied"),
    "too many files": (lambda: OSError(errno.EMFILE, "x"), "too many files are open"),
    "read-only": (lambda: OSError(errno.EROFS, "x"), "the file system is read-only"),
}


def calls_for(file: Path, linked: bool) -> list[str]:
    """The calls of a write without a fault, of a file of one name or two; it is as before after it."""
    root, system = file.parents[len(Path(PATH).parents) - 1], System(KeyboardInterrupt, 0)
    if linked:
        os.link(file, root / "other.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "os", system)
        assert write_back(root, PATH, OLD, NEW) is None
    file.write_bytes(OLD)
    return system.calls


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("name", FAULTS)
def test_whatever_call_fails_the_file_is_whole_and_nothing_is_left_beside_it(
    tmp_path: Path, file: Path, name: str, linked: bool
) -> None:
    fault, words = FAULTS[name]
    made = calls_for(file, linked)
    assert {"write", "fsync", "open", "close", "fchmod", "makedirs"} <= set(made)
    assert ("replace" in made) != linked
    outcomes = set()
    for at in range(1, len(made) + 1):
        file.write_bytes(OLD)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "os", System(fault, at))
            why = write_back(tmp_path, PATH, OLD, NEW)
        assert file.read_bytes() == (NEW if why is None else OLD), (at, made[at - 1])
        assert why in (None, words, "it has several names, and no copy of it could be kept in `.briefs/undo`")
        assert (alone(file), file.stat().st_nlink, S_IMODE(file.stat().st_mode)) == (True, 1 + linked, 0o640)
        assert {copy.read_bytes() for copy in copies(tmp_path)} == {OLD}
        outcomes.add(why)
    assert {None, words} <= outcomes
    print(f"\nwrite-back: {len(made)} calls, {name} once: no violation")


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("name", FAULTS)
def test_whatever_call_and_all_after_it_fail_the_file_is_whole_or_its_author_is_told_of_the_copy(
    tmp_path: Path, file: Path, name: str, linked: bool
) -> None:
    fault, words = FAULTS[name]
    made = calls_for(file, linked)
    for at in range(1, len(made) + 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "os", System(fault, at, sticky=True))
            why = write_back(tmp_path, PATH, OLD, NEW)
        if why and why.startswith(f"{words}; what it said is in"):
            assert linked
            assert (tmp_path / why.split("`")[1]).read_bytes() == OLD
        else:
            assert file.read_bytes() == (NEW if why is None else OLD), (at, made[at - 1])
            assert why in (None, words, "it has several names, and no copy of it could be kept in `.briefs/undo`")
        file.write_bytes(OLD)
    print(f"\nwrite-back: {len(made)} calls, {name} for good: no violation")


@pytest.mark.parametrize("linked", [False, True])
def test_an_interrupt_at_any_call_leaves_the_file_whole(tmp_path: Path, file: Path, linked: bool) -> None:
    made = calls_for(file, linked)
    for at in range(1, len(made) + 1):
        file.write_bytes(OLD)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "os", System(KeyboardInterrupt, at))
            with pytest.raises(KeyboardInterrupt):
                write_back(tmp_path, PATH, OLD, NEW)
        assert file.read_bytes() in (OLD, NEW), (at, made[at - 1])
        assert alone(file)
        assert {copy.read_bytes() for copy in copies(tmp_path)} == {OLD}


def test_of_a_file_that_can_be_neither_written_nor_restored_its_author_is_told_where_the_copy_is(
    tmp_path: Path, file: Path
) -> None:
    made = calls_for(file, linked=True)
    last = len(made) - made[::-1].index("write")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "os", System(FAULTS["disk fault"][0], last, sticky=True, alike="write"))
        why = write_back(tmp_path, PATH, OLD, NEW)
    assert why == "the disk reports a fault; what it said is in `.briefs/undo/content/articles/x.yaml/0002.yaml`"
    assert copies(tmp_path)[1].read_bytes() == OLD


class Held(OSError):
    """What Windows says of a file that another program holds open."""

    winerror = 32


@pytest.mark.parametrize("said", [5, 32, 33])
@pytest.mark.parametrize(("times", "why"), [(3, None), (6, None), (99, "permission is denied")])
def test_a_file_that_another_program_holds_open_for_a_moment_is_tried_again(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, times: int, why: str | None, said: int
) -> None:
    monkeypatch.setattr(Held, "winerror", said)
    replace, tries, slept = os.replace, [0], list[float]()

    def held(source: str, target: str) -> None:
        tries[0] += 1
        if tries[0] <= times:
            raise Held(errno.EACCES, "x")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", slept.append)
    assert write_back(tmp_path, PATH, OLD, NEW) == why
    assert (file.read_bytes(), alone(file)) == (OLD if why else NEW, True)
    assert tuple(slept) == module.PATIENCE[: len(slept)]
    assert len(slept) == min(times, len(module.PATIENCE))
