"""What is read from a folder, and what never is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefs.preview.folder import folder_reader

Reader = Callable[[str], bytes | None]


@pytest.fixture(params=["in open folders", "by path"])
def read(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader of ``site``, beside a file that is none of its business; in both ways in which files are opened."""
    (tmp_path / "site/a").mkdir(parents=True)
    (tmp_path / "site/a/b.html").write_bytes(b"b\r\n\x1a")
    (tmp_path / "secret.html").write_bytes(b"secret")
    if request.param == "by path":
        monkeypatch.setattr(os, "supports_dir_fd", frozenset())
    return folder_reader(tmp_path / "site")


def test_a_file_is_read_as_it_is(read: Reader) -> None:
    assert read("a/b.html") == b"b\r\n\x1a"


@pytest.mark.parametrize(
    "path", ["", "a", "a/", "/a/b.html", "a//b.html", "./a/b.html", "a/../a/b.html", "../secret.html", "a/b.html/c"]
)
def test_no_other_name_gets_anything(read: Reader, path: str) -> None:
    assert read(path) is None
    assert read(path + "\0") is None
    assert read("a" * 300) is None


def test_neither_a_link_nor_what_lies_behind_one_is_read(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "site/link.html").symlink_to(tmp_path / "secret.html")
    (tmp_path / "site/inner.html").symlink_to("a/b.html")
    (tmp_path / "site/up").symlink_to(tmp_path)
    (tmp_path / "site/same").symlink_to("a")
    (tmp_path / "site/dangling").symlink_to("nothing")
    paths = ("link.html", "inner.html", "up/secret.html", "up/site/a/b.html", "same/b.html", "dangling", "dangling/x")
    assert [read(path) for path in paths] == [None] * len(paths)


def test_the_folder_itself_may_be_a_link(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to("site")
    assert folder_reader(tmp_path / "linked")("a/b.html") == b"b\r\n\x1a"


def test_what_is_gone_or_no_plain_file_is_none(read: Reader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "site/pipe")
    assert read("pipe") is None
    (tmp_path / "site/a/b.html").unlink()
    assert read("a/b.html") is None
    (tmp_path / "site/a").rmdir()
    assert read("a/b.html") is None


def test_reading_leaves_nothing_open(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "site/up").symlink_to(tmp_path)
    before = len(os.listdir("/proc/self/fd"))
    for path in ("a/b.html", "a", "a/none", "none/b", "up/secret.html"):
        read(path)
    assert len(os.listdir("/proc/self/fd")) == before
