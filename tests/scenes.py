"""A scene's name and a folder go in, a site is built there while disk, rights or processes are scarce; it ends with 0.

    unshare -Urm python tests/scenes.py full_disk FOLDER
    unshare -U --map-user=1000 --map-group=1000 python tests/scenes.py not_allowed FOLDER

What mounts needs a user namespace of its own, so that no test needs the superuser; what is about rights needs one in
which the superuser is somebody else, to whom rights mean something.
"""

from __future__ import annotations

import io
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from shutil import rmtree

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support import write_site  # noqa: E402

from briefs.cli import main  # noqa: E402

Tree = dict[str, bytes]
PARAGRAPH = "The Harbour Board met on the quay, and the IRGC was not asked. " * 40
SITE = {
    "content/glossary/irgc.yaml": "{term: IRGC, definition: A corps.}\n",
    **{f"content/articles/a{n}.md": f"# Article {n}\n\n{PARAGRAPH}\n" for n in range(9)},
}
OUTPUTS = "outputs: [article, term, glossary, home]\n"
OLD, NEW = ({"config.yaml": f"title: {title}\n{OUTPUTS}", **SITE} for title in ("Old", "New"))

FORGETS = "What builds remember in .briefs/ was damaged or could not be written: all was made anew.\n"


class Folder:
    """A site in which OLD is published, and what builds of OLD and NEW come to."""

    def __init__(self, folder: Path) -> None:
        self.root, self.site = folder / "live", folder / "live/site"
        self.old, self.new = _clean(folder / "old", OLD), _clean(folder / "new", NEW)
        write_site(self.root, OLD)

    def edit(self) -> None:
        """From now on the site is NEW."""
        (self.root / "config.yaml").write_text(NEW["config.yaml"], "utf-8")

    def build(self, *words: str) -> tuple[int, str]:
        """Exit status, and what was said of it."""
        os.chdir(self.root)
        return _built(*words)

    def refuses(self, wanted: str, *words: str) -> None:
        """The build cannot be published, says so in these words, and the old site stands."""
        status, said = self.build(*words)
        assert status == 74, (status, said)
        assert re.search(wanted, said), said
        assert "Traceback" not in said
        assert said.endswith("nothing was published.\n"), said
        assert tree(self.site) == self.old

    def succeeds(self, wanted: Tree, *words: str, saying: str = "") -> None:
        """The build makes this site."""
        status, said = self.build(*words)
        assert (status, said) == (0, saying), (status, said)
        assert tree(self.site) == wanted


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _clean(root: Path, files: dict[str, str]) -> Tree:
    write_site(root, files)
    os.chdir(root)
    status, said = _built()
    assert (status, said) == (0, ""), said
    return tree(root / "site")


def _built(*words: str) -> tuple[int, str]:
    said = io.StringIO()
    try:
        with redirect_stderr(said), redirect_stdout(io.StringIO()):
            main(["build", *words])
    except SystemExit as ended:
        return int(ended.code or 0), said.getvalue()
    raise AssertionError("a command ends with its status")


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


@contextmanager
def _mode(path: Path, mode: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(before)


def _fill(path: Path) -> None:
    """A file that takes all that is left of its disk."""
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


# ── scenes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def full_disk(at: Folder) -> None:
    """The output's disk is full while pages are made, and has room again later."""
    at.site.mkdir()
    _mount("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(at.site))
    at.succeeds(at.old)
    at.edit()
    for jobs in ("1", "2"):
        _fill(at.root / "site/filler")
        os.truncate(at.root / "site/filler", os.stat(at.root / "site/filler").st_size - 20_000)
        filler = (at.root / "site/filler").read_bytes()
        at.old["filler"] = filler
        at.refuses(
            r"the disk is full \(more than ([\d,]+) bytes are needed, \1 are free\)\. .* as it was", "--jobs", jobs
        )
        (at.root / "site/filler").unlink()
        del at.old["filler"]
    at.succeeds(at.new)


def full_cache(at: Folder) -> None:
    """There is no room for what a build remembers: it is made all the same, and remembers when there is room."""
    at.succeeds(at.old)
    rmtree(at.root / ".briefs")
    (at.root / ".briefs").mkdir()
    _mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", str(at.root / ".briefs"))
    _fill(at.root / ".briefs/filler")
    at.edit()
    at.succeeds(at.new)
    assert {path.name for path in (at.root / ".briefs").iterdir()} <= {"filler", "lock", "cache"}
    _mount("-o", "remount,size=64m", str(at.root / ".briefs"))
    at.succeeds(at.new, saying=FORGETS)
    assert (at.root / ".briefs/published").exists()


def read_only(at: Folder) -> None:
    """The output is on a disk that can be read alone."""
    at.succeeds(at.old)
    _mount("--bind", str(at.site), str(at.site))
    _mount("-o", "remount,bind,ro", str(at.site))
    at.succeeds(at.old)
    at.edit()
    at.refuses(r"live/site`: the file system is read-only\. The published site is as it was\.")
    at.refuses("the file system is read-only", "--jobs", "2")
    _mount("-o", "remount,bind,rw", str(at.site))
    at.succeeds(at.new)


def another_disk(at: Folder) -> None:
    """A folder of the output is a disk of its own, into which no file can be moved."""
    at.succeeds(at.old)
    (at.site / "articles").rename(at.site / "away")
    (at.site / "articles").mkdir()
    _mount("-t", "tmpfs", "tmpfs", str(at.site / "articles"))
    subprocess.run(["cp", "-r", f"{at.site}/away/.", str(at.site / "articles")], check=True)
    rmtree(at.site / "away")
    at.edit()
    at.refuses(r"live/site/articles`: it is a disk of its own\. The published site is as it was\.")


def not_allowed(at: Folder) -> None:
    """Folders may not be written to, files not be read, one after the other."""
    at.succeeds(at.old)
    at.edit()
    for folder in (at.site, at.site / "articles", at.site / "glossary"):
        with _mode(folder, 0o555):
            at.refuses(r"permission is denied\. The published site is as it was\.")
    with _mode(at.root / "content/articles/a1.md", 0):
        status, said = at.build()
        assert (status, "a1.md:1:1: error[unreadable]" in said, tree(at.site)) == (1, True, at.old), said
    with _mode(at.root, 0o555):
        at.refuses(r"live/other`: permission is denied", "--output", "other")
    at.succeeds(at.new)
    with _mode(at.root / ".briefs", 0o555), _mode(at.root / ".briefs/lock", 0o444):
        (at.root / "config.yaml").write_text(OLD["config.yaml"], "utf-8")
        at.succeeds(at.old, saying=FORGETS)
    at.succeeds(at.old)


def nowhere_for_temporary_files(at: Folder) -> None:
    """The folder for temporary files is not there, or may not be written to: nobody needs it."""
    closed = at.root.parent / "closed"
    closed.mkdir(0o555)
    wanted = at.old
    for place in ("/nonexistent", str(closed)):
        os.environ["TMPDIR"] = place
        rmtree(at.root / ".briefs", ignore_errors=True)
        at.succeeds(wanted, "--jobs", "2")
        at.edit()
        wanted = at.new


def few_open_files(at: Folder) -> None:
    """The system lets a process have few files open, and so few workers: those that there are do the work."""
    at.succeeds(at.old)
    for limit, jobs in ((64, "2"), (64, "20"), (20, "8"), (12, "2")):
        rmtree(at.site)
        rmtree(at.root / ".briefs")
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        at.succeeds(at.old, "--jobs", jobs)


SCENES: dict[str, Callable[[Folder], None]] = {
    scene.__name__: scene
    for scene in (
        full_disk,
        full_cache,
        read_only,
        another_disk,
        not_allowed,
        few_open_files,
        nowhere_for_temporary_files,
    )
}
MOUNTING = ("full_disk", "full_cache", "read_only", "another_disk")


if __name__ == "__main__":
    SCENES[sys.argv[1]](Folder(Path(sys.argv[2])))
