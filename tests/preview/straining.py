"""Storms and limits come over a running preview, and whether it missed anything comes out: a line for each.

    python tests/preview/straining.py                     all, with 20,000 files and a minute of rest
    python tests/preview/straining.py --only overflow,limits --files 5000 --idle 10

Each looks at `briefs watch` as an author runs it: how often it built, and whether it serves what a build from nothing
makes. Exits with 1 if something was missed, or if it built more often than it should. The suite runs a sample.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from support import write_site  # noqa: E402
from watched import Watched, watching  # noqa: E402

MOST = 3
"""Builds after a storm (FAULTS, section 5)."""
_ARTICLE = "content/articles/a.md"
_SOON = 30.0


class Strained(AssertionError):
    """Something was missed, or done too often."""


def site_with(root: Path, files: int) -> Path:
    """A site of three articles and of so many files beside them, a hundred a folder."""
    site = write_site(root, {f"content/articles/{n}.md": f"# {n.upper()}\n\nWords.\n" for n in "abc"})
    for n in range(files):
        path = site / f"content/files/{n // 100}/{n}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"0")
    return site


def say(article: Path, words: str) -> None:
    """An article is saved."""
    article.write_text(f"# A\n\n{words}\n", "utf-8")


def settled(watched: Watched, before: int, most: int = MOST) -> int:
    """How many builds there were; all that was saved is served, and there is no end of builds."""
    if not watched.equals_a_clean_build(120):
        raise Strained(f"what is served is not what is written: {watched.said[-500:]}")
    time.sleep(1)
    builds = watched.builds() - before
    if watched.process.poll() is not None or "Traceback" in watched.said or not 0 < builds <= most:
        raise Strained(f"{builds} builds: {watched.said[-500:]}")
    return builds


def storm(root: Path, files: int) -> str:
    """Every file is written again, with an article in the midst of them."""
    with watching(site_with(root, files)) as watched:
        paths = sorted((watched.site / "content/files").rglob("*.bin"))
        before, began = watched.builds(), time.monotonic()
        for n, path in enumerate(paths):
            path.write_bytes(b"1")
            if n == files // 2:
                say(watched.site / _ARTICLE, "Said in the storm.")
        took = time.monotonic() - began
        return f"{files:,} files written in {took:.1f} s: {settled(watched, before)} builds, nothing missed"


def checkout(root: Path, files: int) -> str:
    """A branch is checked out: half of the files go, as many come, articles come, go and change."""
    with watching(site_with(root, files)) as watched:
        before, folder = watched.builds(), watched.site / "content"
        for path in sorted((folder / "files").iterdir())[::2]:
            shutil.rmtree(path)
        for n in range(files // 2):
            path = folder / f"other/{n // 100}/{n}.bin"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"2")
        (folder / "articles/b.md").unlink()
        (folder / "articles/d.md").write_text("# D\n\nFrom another branch.\n", "utf-8")
        say(watched.site / _ARTICLE, "As the other branch has it.")
        return f"{files:,} files gone or come: {settled(watched, before)} builds, nothing missed"


def overflow(root: Path, files: int) -> str:
    """The preview stands still until the system has lost events, those of the articles among them."""
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    with watching(site_with(root, files)) as watched:
        before, rounds = watched.builds(), 0
        watched.process.send_signal(signal.SIGSTOP)
        try:
            while rounds * files * 2 <= limit:  # a write is two events at least
                rounds += 1
                for path in (watched.site / "content/files").rglob("*.bin"):
                    path.write_bytes(b"%d" % rounds)
            say(watched.site / _ARTICLE, "Said when no event was kept any more.")
            (watched.site / "content/articles/late.md").write_text("# Late\n\nCame last.\n", "utf-8")
        finally:
            watched.process.send_signal(signal.SIGCONT)
        builds = settled(watched, before)
        return f"{rounds * files * 2:,} events for a queue of {limit:,}: {builds} builds, nothing missed"


@contextmanager
def limited(root: Path, what: str, limit: int) -> Iterator[Watched]:
    """A preview whose user has so many inotify watches or instances left, in a namespace of its own."""
    words = f'echo {limit} > /proc/sys/user/max_inotify_{what} && exec "$@"'
    with watching(site_with(root, 1_500), "Preview at", ["unshare", "-Ur", "sh", "-c", words, "sh"]) as watched:
        yield watched


def can_limit() -> bool:
    """Whether this machine gives a namespace of users, with limits of its own, to who asks."""
    words = ["unshare", "-Ur", "sh", "-c", "echo 1 > /proc/sys/user/max_inotify_watches"]
    try:
        return subprocess.run(words, capture_output=True).returncode == 0
    except OSError:
        return False


def limits(root: Path, files: int) -> str:
    """No instance, no watch, or too few watches for all folders: it says so once, and sees each save all the same."""
    if not can_limit():
        return "skipped: no namespace of users here"
    for what, limit in (("instances", 0), ("watches", 0), ("watches", 10)):
        with limited(root / f"{what}-{limit}", what, limit) as watched:
            said = watched.said.count("no file events from the system")
            if said != 1:
                raise Strained(f"{what} {limit}: said {said} times that there are no events")
            for place in (_ARTICLE, "content/files/14/added.md", _ARTICLE):
                before = watched.builds()
                say(watched.site / place, f"Saved as number {before}.")
                settled(watched, before, 1)
    return "3 limits: told once each, 9 of 9 saves seen"


def idle(root: Path, seconds: float) -> str:
    """Nothing happens but that files are read."""
    with watching(site_with(root, 200)) as watched:
        before, ends = watched.builds(), time.monotonic() + seconds
        while time.monotonic() < ends:
            for path in (watched.site / "content").rglob("*.*"):
                path.read_bytes()
            time.sleep(0.5)
        if watched.builds() != before:
            raise Strained(f"{watched.builds() - before} builds for nothing")
        return f"{seconds:.0f} s of rest: 0 builds"


def in_place(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")


def temporary_and_rename(file: Path, text: str) -> None:
    new = file.with_name(".a.md.tmp")
    new.write_text(text, "utf-8")
    with new.open("rb") as written:
        os.fsync(written.fileno())
    new.replace(file)


def as_vim_does(file: Path, text: str) -> None:
    probe, backup, swap = file.with_name("4913"), file.with_name("a.md~"), file.with_name(".a.md.swp")
    swap.write_text("swap")
    probe.touch()
    probe.unlink()
    file.rename(backup)
    file.write_text(text, "utf-8")
    backup.unlink()
    swap.unlink()


def delete_and_create(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, "utf-8")


def in_chunks(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as out:
        for at in range(0, len(text), 8):
            out.write(text[at : at + 8])
            out.flush()
            time.sleep(0.01)


def truncate_then_write(file: Path, text: str) -> None:
    with file.open("r+", encoding="utf-8") as out:
        out.truncate(0)
        out.flush()
        time.sleep(0.01)
        out.write(text)


def with_time_and_size_of_the_old(file: Path, text: str) -> None:
    before = file.stat()
    file.write_text(text, "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


SAVES: tuple[Callable[[Path, str], None], ...] = (
    *(in_place, temporary_and_rename, as_vim_does, delete_and_create, in_chunks, truncate_then_write),
    with_time_and_size_of_the_old,
)


def saves(root: Path, files: int, *options: str) -> str:
    """Every way of saving that editors have is one build, and so is a folder renamed, or removed and put back."""
    done = 0
    with watching(site_with(root, 100), "Preview at", (), *options) as watched:
        for round_ in range(2):
            for save in SAVES:
                before = watched.builds()
                save(watched.site / _ARTICLE, f"# A\n\nSaved {save.__name__}, round {round_ + 1}.\n")
                settled(watched, before, 1)
                done += 1
        articles, away = watched.site / "content/articles", watched.site / "content/briefs"
        for move in ((articles, away), (away, articles), (articles, root / "away"), (root / "away", articles)):
            before = watched.builds()
            move[0].rename(move[1])
            settled(watched, before, 1)
            done += 1
        before = watched.builds()
        say(watched.site / _ARTICLE, "Saved in the folder that was put back.")
        settled(watched, before, 1)
        return f"{done + 1} saves and moves of folders{' '.join(('', *options))}: {done + 1} builds"


def polled(root: Path, files: int) -> str:
    """The same without a word from the system."""
    return saves(root, files, "--poll")


ALL: Mapping[str, Callable[[Path, int], str]] = {
    "storm": storm,
    "checkout": checkout,
    "overflow": overflow,
    "limits": limits,
    "saves": saves,
    "polled": polled,
}


def main(words: Sequence[str] | None = None) -> int:
    """Each in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--idle", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--only", default=",".join((*ALL, "idle")))
    said = parser.parse_args(words)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # by which a preview ends, also where a shell ignores it
    faults = 0
    for name in said.only.split(","):
        with tempfile.TemporaryDirectory() as folder:
            began, root = time.monotonic(), Path(folder).resolve() / "site"
            try:
                told = idle(root, said.idle) if name == "idle" else ALL[name](root, said.files)
            except Strained as fault:
                told, faults = f"FAULT: {fault}", faults + 1
        print(f"{name:<9} {time.monotonic() - began:6.1f} s  {told}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
