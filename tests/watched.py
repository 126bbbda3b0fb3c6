"""A preview as an author runs it, in a process of its own: what it says, what it serves, how often it builds."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from support import ROOT, site_of

from briefs.pipeline import Options, make

_DIGEST = re.compile(rb"(?<=[\w-])\.[0-9a-f]{8}(?=\.(?:css|js|svg|woff2)\b)")
"""What a preview leaves out of the names of static files."""
_SCRIPT = re.compile(rb'<script src="/__live.js"[^>]*></script>')


class Watched:
    """A preview as an author runs it."""

    def __init__(self, site: Path, log: Path, process: subprocess.Popen[str]) -> None:
        self.site, self._log, self.process = site, log, process

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8")

    def builds(self) -> int:
        """How many there were so far."""
        return len(re.findall(r"(?m)^\d[\d,]* pages? in \d", self.said))

    @property
    def port(self) -> int:
        """Where it serves."""
        where = re.search(r"Preview at (\S+)", self.said)
        assert where, self.said
        return urlsplit(where[1]).port or 80

    def comes_to(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Whether something comes to hold in that time."""
        ends = time.monotonic() + seconds
        while not (held := holds()) and time.monotonic() < ends:
            time.sleep(0.1)
        return held

    def served(self, paths: list[str]) -> dict[str, bytes]:
        """What each path answers; a path that answers 404 is left out."""
        found = {}
        for path in paths:
            line = HTTPConnection("127.0.0.1", self.port, timeout=20)
            line.request("GET", "/" + quote(path))
            answer = line.getresponse()
            if answer.status == 200:
                found[path] = _SCRIPT.sub(b"", answer.read())
            line.close()
        return found

    def equals_a_clean_build(self, seconds: float) -> bool:
        """Whether it comes to serve what a build from nothing makes of the files as they are."""
        wanted = clean(self.site)
        return self.comes_to(lambda: self.served(sorted(wanted)) == wanted, seconds)


def clean(site: Path) -> dict[str, bytes]:
    """The files of a build from nothing, with the names that static files have in a preview."""
    made = make(site_of(site), Options())
    assert made.report.ok, made.report.diagnostics
    return {_DIGEST.sub(b"", a.path.encode()).decode(): _DIGEST.sub(b"", a.data) for a in made.artifacts}


@contextmanager
def watching(site: Path, wanted: str = "Preview at", before: Sequence[str] = (), *options: str) -> Iterator[Watched]:
    """A preview that has said that it is ready, or what else is ``wanted``; ``before`` stands before its command."""
    log = site.parent / "said.txt"
    port = str(random.randrange(20_000, 50_000))
    command = [*before, sys.executable, "-m", "briefs", "watch", "--port", port, *options]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=site, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=out, stderr=out, text=True
        )
        watched = Watched(site, log, process)
        try:
            ends = time.monotonic() + 120
            while wanted not in watched.said and time.monotonic() < ends:
                assert process.poll() is None, watched.said
                time.sleep(0.05)
            yield watched
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
