"""Files and folders go in, a bell rings when one of their files has changed; knows nothing of what a change means."""

from __future__ import annotations

import logging
import os
import re
import stat
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from math import inf
from time import monotonic
from typing import Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

QUIET: Final = 0.05
"""Seconds without an event after which a save counts as finished (FAULTS D7)."""
LONGEST: Final = 0.4
"""Seconds after the first event at which the bell rings even though events go on (FAULTS D7)."""
STORM: Final = 10.0
"""The same after which it rings though many files go on changing: half a checkout is no site (FAULTS B19)."""
RESCAN: Final = 2.0
"""Seconds between two looks at the files though no event came: the system loses events (FAULTS B17, B19)."""
POLL: Final = 0.3
"""Seconds between two looks at the files where there are no events (FAULTS B18)."""

FEW: Final = 64
"""Files that are looked at by themselves, before all are."""

TEMPORARY: Final = re.compile(r"4913|.*~|\.#.*|#.*#|.*\.sw[a-px]|.*\.swpx")
"""Names under which editors keep unsaved text: Vim's probe, backup and swap files, Emacs's lock and autosave files."""

# Opening and reading are left out, else every build would wake its own bell (FAULTS B21).
_EVENTS: Final[list[type[FileSystemEvent]]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]

Stamp = tuple[int, int, int, int]
"""A file's mtime_ns, size, inode and ctime_ns; compared for being equal, never for being later (FAULTS B8)."""


def scan(paths: Iterable[str], ignored: frozenset[str] = frozenset()) -> dict[str, Stamp]:
    """The stamp of every regular file at or below ``paths``; what vanishes meanwhile is left out, nothing is raised.

    Absolute paths, given and returned. Linked folders are not entered: they may lead round in a circle, or into what a
    build writes (FAULTS A37); a linked file has its target's stamp.
    """
    return {path: stamp for path in _files(paths, ignored) if (stamp := stamp_of(path))}


def stamp_of(path: str) -> Stamp | None:
    """The stamp of a regular file; None where there is none."""
    with suppress(OSError):
        found = os.stat(path)
        if stat.S_ISREG(found.st_mode):
            return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns
    return None


def _files(paths: Iterable[str], ignored: frozenset[str]) -> Iterator[str]:
    folders = []
    for path in paths:
        if os.path.isdir(path):
            folders.append(path)
        else:
            yield path
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.path in ignored or TEMPORARY.fullmatch(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield entry.path


def _last_below(folder: str) -> str:
    """The folder that is reached last on the way through all below one; empty where there is none."""
    below = (os.path.join(at, name) for at, names, _ in os.walk(folder) for name in names)
    return max(enumerate(path for path in below if not os.path.islink(path)), default=(0, ""))[1]


class _Wake(FileSystemEventHandler):
    """Passes on that something happened, and where: a hint of what to look at first; the rescan decides (FAULTS D7)."""

    def __init__(self, hint: threading.Event) -> None:
        self._hint = hint
        self.stale = False
        """Whether a folder went: one that comes in its place, even under the same inode, is not observed."""
        self._named: set[str] = set()
        self._many = False
        self._lock = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.stale |= isinstance(event, DirDeletedEvent | DirMovedEvent)
        with self._lock:
            if event.is_directory or len(self._named) > FEW:
                self._many |= not isinstance(event, DirModifiedEvent)
            else:
                self._named.update(os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
        self._hint.set()

    @property
    def tells_of_many(self) -> bool:
        """Whether events told of more files than are looked at by themselves."""
        return self._many or len(self._named) > FEW

    def taken(self) -> set[str] | None:
        """Files of which events told since this was asked last; None where it takes a look at all."""
        with self._lock:
            named, self._named = self._named, set()
            many, self._many = self._many, False
        return None if many or len(named) > FEW else named


class Bell:
    """Rings once for each burst of changes below ``paths``, from the moment it is made until it is closed.

    ``paths`` are files and folders, folders with all below them; one that does not exist yet rings when it comes.
    ``ignored`` are folders and files that never ring: the output, the cache, version control. ``poll`` looks at the
    files in turn instead of asking the system for events (network drives); where the system has no events to give, the
    bell does so of itself and tells ``say`` in one line. Raises nothing for files that come and go.
    """

    def __init__(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        ignored: Iterable[str | os.PathLike[str]] = (),
        say: Callable[[str], None],
        poll: bool = False,
    ) -> None:
        self._paths = tuple(os.path.realpath(path) for path in paths)
        self._ignored = frozenset(os.path.realpath(path) for path in ignored)
        self._say = say
        self._poll = poll
        self._hint = threading.Event()
        self._wake = _Wake(self._hint)
        self._closed = False
        self._observer: BaseObserver | None = None
        self._observed: frozenset[tuple[str, bool]] = frozenset()
        self._observe()
        self._seen = scan(self._paths, self._ignored)
        self._owes = False
        self.changed: frozenset[str] | None = None
        """Why the bell rang last: files that are there still and are others than before; None where it may be more."""

    def wait(self, timeout: float | None = None) -> bool:
        """Blocks until a file has changed since the last ring, and clears the bell; False after ``timeout`` seconds.

        Returns when nothing has happened for ``QUIET`` seconds, at the latest ``LONGEST`` after the first event, or
        ``STORM`` where events tell of many files. Also False once the bell is closed. One caller at a time.
        """
        ends = inf if timeout is None else monotonic() + timeout
        while not self._closed:
            pause = 0.0 if self._owes else max(0.0, min(POLL if self._poll else RESCAN, ends - monotonic()))
            if self._hint.wait(pause) or scan(self._paths, self._ignored) != self._seen:
                self._settle()
                if self._few_changed() or self._changed():
                    return not self._closed
            self._owes = False
            if monotonic() >= ends:
                break
        return False

    def close(self) -> None:
        """Ends the watching, and a ``wait`` in another thread; a second call does nothing."""
        self._closed = True
        self._hint.set()
        self._stop()

    def __enter__(self) -> Bell:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _settle(self) -> None:
        began = monotonic()
        while monotonic() < began + (STORM if self._wake.tells_of_many else LONGEST):
            self._hint.clear()
            if not self._hint.wait(QUIET):
                return

    def has_news(self) -> bool:
        """Whether something has happened since the bell rang; it may turn out to be nothing."""
        return self._hint.is_set()

    def _few_changed(self) -> bool:
        """Whether known files alone are others, and there still. All are looked at the next time, without waiting."""
        named = self._wake.taken()
        if named is None or self._wake.stale:
            return False
        now = {path: stamp_of(path) for path in named}
        news = {path: stamp for path, stamp in now.items() if stamp != self._seen.get(path)}
        found = {path: stamp for path, stamp in news.items() if stamp is not None and path in self._seen}
        if not found or any(self._is_ours(path) for path in news.keys() - found.keys()):
            return False
        self._seen |= found
        self._owes, self.changed = True, frozenset(found)
        return True

    def _is_ours(self, path: str) -> bool:
        """Whether a look at all files would see a file that came or went."""
        hidden = TEMPORARY.fullmatch(os.path.basename(path)) or any(
            path.startswith(f"{i}{os.sep}") for i in self._ignored
        )
        return not hidden and any(path == place or path.startswith(f"{place}{os.sep}") for place in self._paths)

    def _changed(self) -> bool:
        self._observe()  # before looking, so that what happens meanwhile wakes the next wait
        self._owes = False
        now = scan(self._paths, self._ignored)
        changed, same = now != self._seen, now.keys() == self._seen.keys()
        self.changed = frozenset(p for p, stamp in now.items() if stamp != self._seen[p]) if same else None
        self._seen = now
        return changed

    def _observe(self) -> None:
        """Asks for events at the folders as they are now: one that was replaced has lost its watch (FAULTS B23)."""
        wanted = self._wanted()
        if self._poll or (wanted == self._observed and not self._wake.stale):
            return
        self._stop()
        self._observed, self._wake.stale = wanted, False
        try:
            self._start()
        except (FileNotFoundError, NotADirectoryError):
            self._wake.stale = True  # gone since we looked: the next change tries again
        except OSError as fault:
            self._poll = True
            self._say(f"no file events from the system ({fault.strerror or fault}): looking every {POLL} s instead")
        if self._poll or self._closed:
            self._stop()

    def _wanted(self) -> frozenset[tuple[str, bool]]:
        """Folders to observe, each with whether all below it too. Their parents tell of what comes and goes."""
        wanted = {(path, True) for path in self._paths} | {(os.path.dirname(path), False) for path in self._paths}
        return frozenset((folder, recursive) for folder, recursive in wanted if os.path.isdir(folder))

    def _start(self) -> None:
        # A folder made with folders in it is observed twice over; watchdog 7.1 says so in the terminal, and goes on.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._observer = Observer()
        # Of a lost event it tells the terminal; we look anyway.
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        for folder, recursive in sorted(self._observed):
            self._observer.schedule(self._wake, folder, recursive=recursive, event_filter=_EVENTS)
        self._observer.start()
        for folder, recursive in self._observed if sys.platform == "linux" else ():
            self._probe(folder if recursive else "")

    def _probe(self, folder: str) -> None:
        """Raises OSError where the system had no watch left for what lies below a folder, of which nobody tells."""
        last = _last_below(folder) if folder else ""
        if last and self._observer:
            self._observer.unschedule(self._observer.schedule(self._wake, last, event_filter=_EVENTS))

    def _stop(self) -> None:
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            if observer.is_alive():
                observer.join()
