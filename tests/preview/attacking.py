"""Raw requests go to a running preview on which another party has a go, and what it gave away comes out: nothing.

    python tests/preview/attacking.py                     on a preview of its own, by loopback and by `--host 0.0.0.0`
    python tests/preview/attacking.py --random 5000       with as many requests more, changed at random

Each request is sent as bytes. Whatever it is: no file but those of the site comes back, no header of ours is made of
its words, it is answered once or not at all, the preview goes on, and no file of the author's is another afterwards.
Prints how many requests there were, and by which status they were answered. Exits with 1 if one got through.
"""

from __future__ import annotations

import argparse
import hashlib
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from requested import FOREIGN, mutants, odd, raw, requests  # noqa: E402
from support import write_site  # noqa: E402
from watched import Watched, watching  # noqa: E402

SECRET = b"the-words-of-nobody-else"
"""Stands in each file that is none of the site's, and in the config and a draft."""
PAGE = b"<h1"


class Target:
    """A preview under attack, and what it gave away."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self.port, self.address = port, address
        self.statuses: Counter[str] = Counter()
        self.faults: list[str] = []

    def attack(self, request: bytes, harmless: bool = False) -> None:
        """One request; ``harmless`` may have a page for an answer."""
        try:
            answer = self.sent(request)
        except OSError as problem:
            self.faults.append(f"{request[:80]!r}: {problem}")
            return
        status = answer.split(b" ", 2)[1].decode("latin-1") if answer.startswith(b"HTTP/1.1 ") else "none"
        self.statuses[status] += 1
        head, _, body = answer.partition(b"\r\n\r\n")
        for fault, holds in (
            ("a file of another", SECRET in answer or b"root:" in answer),
            ("a header of its own", b"\nX-Made" in head or b"Access-Control" in head or b"Set-Cookie" in head),
            ("two answers", answer.count(b"HTTP/1.1 ") > 1),
            ("its own words", FOREIGN.encode() in answer),
            ("a page", not harmless and status == "200" and PAGE in body),
            ("an error of ours", status.startswith("5") and status not in ("501", "503", "505")),
            ("no answer of HTTP", bool(answer) and status == "none"),
        ):
            if holds:
                self.faults.append(f"{request[:80]!r} got {fault}: {answer[:120]!r}")

    def sent(self, request: bytes) -> bytes:
        """All that comes back; of a stream of news the first piece."""
        with socket.create_connection((self.address, self.port), timeout=15) as line:
            line.sendall(request)
            answer = b""
            try:
                while (chunk := line.recv(65_536)) and b"text/event-stream" not in answer:
                    answer += chunk
            except ConnectionResetError:
                pass  # what came after the request was never read
            return answer

    def lives(self) -> bool:
        """Whether a browser of this machine still gets the page."""
        answer = self.sent(raw("GET", "/", f"Host: localhost:{self.port}"))
        return answer.startswith(b"HTTP/1.1 200") and PAGE in answer

    def crowd(self, count: int, first: bytes) -> float:
        """So many connections that have sent ``first`` and no more; the slowest of ten answers to others meanwhile."""
        lines, slowest = [socket.create_connection((self.address, self.port), timeout=15) for _ in range(count)], 0.0
        try:
            for line in lines:
                line.sendall(first)
            for _ in range(10):
                began = time.monotonic()
                if not self.lives():
                    self.faults.append(f"no answer beside {count} that sent {first!r}")
                slowest = max(slowest, time.monotonic() - began)
        finally:
            for line in lines:
                line.close()
        return slowest

    def drip(self) -> float:
        """Seconds until a request that comes byte by byte is cut."""
        began = time.monotonic()
        with socket.create_connection((self.address, self.port), timeout=15) as line:
            try:
                while time.monotonic() - began < 20:
                    line.sendall(b"X")
                    time.sleep(0.2)
            except OSError:
                return time.monotonic() - began
        self.faults.append("a drip was never cut")
        return 20.0


def site_under_attack(root: Path) -> Path:
    """A site with files that are nobody else's, beside others that are none of it."""
    secret = SECRET.decode()
    site = write_site(
        root / "site",
        {
            "config.yaml": f"title: Home\nauthor: Nobody # {secret}\n",
            "secret.txt": secret,
            "content/articles/a.md": "# A\n\nWords.\n",
            "content/articles/draft.md": f"---\ndraft: true\n---\n\n# D\n\n{secret}\n",
        },
    )
    write_site(root / "site-evil", {"secret.txt": secret})
    write_site(root / "etc", {"passwd": secret})
    (site / "content/out").symlink_to(root / "site-evil")
    return site


def digests(site: Path) -> dict[str, str]:
    """Every file of the author's."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and ".briefs" not in path.parts)
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def attacked(watched: Watched, more: int) -> Target:
    """Everything that is tried on one preview."""
    target = Target(watched.port)
    for request in requests(target.port):
        target.attack(request)
    for request in (*odd(target.port), *mutants(target.port, more)):
        target.attack(request, harmless=True)
    return target


def main(words: Sequence[str] | None = None) -> int:
    """By loopback, then by all addresses of this machine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=1_000, metavar="N")
    said, faults = parser.parse_args(words), 0
    for options in ((), ("--host", "0.0.0.0")):
        with tempfile.TemporaryDirectory() as folder:
            site = site_under_attack(Path(folder).resolve())
            before = digests(site)
            with watching(site, "Preview at", (), *options) as watched:
                faults += _told(watched, attacked(watched, said.random), options)
            if digests(site) != before:
                print("FAULT: a file of the author's is another")
                faults += 1
    return 1 if faults else 0


def _told(watched: Watched, target: Target, options: Sequence[str]) -> int:
    print(" ".join(("briefs watch", *options)))
    answered = ", ".join(f"{status} {count:,}" for status, count in sorted(target.statuses.items()))
    print(f"  {sum(target.statuses.values()):,} requests: {answered}")
    for first in (b"", b"GET / HT"):
        slowest = target.crowd(300, first) * 1000
        print(f"  300 connections that sent {first!r}: others answered in {slowest:.0f} ms at most")
    print(f"  a drip was cut after {target.drip():.1f} s")
    if not target.lives() or "Traceback" in watched.said:
        target.faults.append(f"it no longer serves, or complained: {watched.said[-500:]}")
    for fault in target.faults:
        print(f"  FAULT: {fault}")
    return len(target.faults)


if __name__ == "__main__":
    sys.exit(main())
