"""The lock that keeps two builds of one site apart."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from briefs import lock as module
from briefs.core.manifest import CannotWrite
from briefs.lock import Busy, build_lock, folder_lock

REPOSITORY = Path(__file__).parents[1]
HOLDER = """
import sys
from pathlib import Path
from briefs.lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[bytes]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_lock_held_by_another_process_is_busy_and_says_whose_and_since_when(tmp_path: Path) -> None:
    with holder(tmp_path / "deep/lock") as process:
        with (
            pytest.raises(Busy, match=rf"process {process.pid}, since 20\d\d-\d\d-\d\d \d\d:") as caught,
            build_lock(tmp_path / "deep/lock", wait=0.1),
        ):
            raise AssertionError("two hold the lock")
        assert caught.value.pid == process.pid
        process.communicate()


def test_a_lock_is_free_again_after_its_block_and_after_an_error_in_it(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(KeyError), build_lock(tmp_path / "lock", wait=0):
            raise KeyError
    with build_lock(tmp_path / "lock", wait=0), pytest.raises(Busy), build_lock(tmp_path / "lock", wait=0):
        raise AssertionError("two hold the lock")


@pytest.mark.skipif(os.name == "nt", reason="no folder is locked there")
def test_a_folder_is_held_for_one_at_a_time_and_has_nothing_in_it(tmp_path: Path) -> None:
    with folder_lock(tmp_path / "no-such", wait=0), folder_lock(tmp_path / "no-such", wait=0):
        pass
    for _ in range(2):
        with folder_lock(tmp_path, wait=0):
            with pytest.raises(Busy, match=r"another build into `.*` is running"), folder_lock(tmp_path, wait=0.1):
                raise AssertionError("two hold the lock")
            assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="no folder is locked there")
def test_where_the_system_locks_no_folder_none_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def refuse(handle: int, how: int) -> None:
        asked.append(handle)
        raise OSError(errno.EBADF, "no")

    monkeypatch.setattr("fcntl.flock", refuse)
    with folder_lock(tmp_path, wait=0), folder_lock(tmp_path, wait=0):
        assert len(asked) == 2
    for handle in asked:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(handle)


def test_a_lock_is_free_at_once_when_its_holder_is_killed(tmp_path: Path) -> None:
    with holder(tmp_path / "lock") as process:
        process.kill()
        process.wait()
        with build_lock(tmp_path / "lock", wait=0):
            assert (tmp_path / "lock").read_text().startswith(f"{os.getpid()} ")


def test_a_build_that_waits_gets_the_lock_when_it_is_freed(tmp_path: Path) -> None:
    with holder(tmp_path / "lock") as process:
        assert process.stdin is not None
        process.stdin.close()
        with build_lock(tmp_path / "lock", wait=30):
            assert process.wait() == 0


def test_a_lock_whose_holder_has_not_said_who_it_is_is_busy_all_the_same(tmp_path: Path) -> None:
    with build_lock(tmp_path / "lock"):
        (tmp_path / "lock").write_bytes(b"\xff nonsense")
        with pytest.raises(Busy, match=r"is running$") as caught, build_lock(tmp_path / "lock", wait=0):
            raise AssertionError("two hold the lock")
    assert (caught.value.pid, caught.value.since) == (0, "")


class Refusing:
    """The module ``os`` on a system where files below a folder cannot be opened."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder, self.number = str(folder), number

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: Path, *args: Any) -> int:
        if str(path).startswith(self.folder):
            raise OSError(self.number, "x", str(path))
        return os.open(path, *args)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_in_a_tree_that_cannot_be_written_a_temporary_file_is_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr(module, "os", Refusing(tmp_path / "site", number))
    with build_lock(tmp_path / "site/lock", wait=0):
        with pytest.raises(Busy), build_lock(tmp_path / "site/../site/lock", wait=0):
            raise AssertionError("two hold the lock")
        with build_lock(tmp_path / "site/other", wait=0):
            assert len(list((tmp_path / "tmp").iterdir())) == 2


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EROFS, "nor a temporary file in its place"), (errno.EMFILE, "too many files are open")]
)
def test_where_no_lock_can_be_kept_the_build_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(module, "os", Refusing(tmp_path, number))
    with pytest.raises(CannotWrite, match=words), build_lock(tmp_path / "lock", wait=0):
        raise AssertionError("built without a lock")
