"""A site goes in, is served below a path and followed from its first page; what is not found, or never, comes out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from gates.checks.links import addresses
from gates.pages import Site, Tag
from gates.records import Fault, Gate, Outcome

UNLINKED = ("404.html",)
"""Pages that nothing leads to; those that only lead on are others."""


def check(site: Site) -> Outcome:
    """Follows every link from index.html, then those of the page that is shown for a wrong address."""
    below = urlsplit(site.url).path.strip("/") if site.url else "some/sub"
    with served(site.folder, below) as (host, port):
        crawl = _Crawl(site, HTTPConnection(host, port), f"/{below}/" if below else "/")
        crawl.follow("index.html", "the first page")
        if "404.html" in site.pages:
            crawl.take("404.html", crawl.root + "no/such/place.html")
        crawl.connection.close()
    reached = {unquote(path.removeprefix(crawl.root)) for path in crawl.seen}
    unlinked = [p for p in site.pages if p not in reached and p not in UNLINKED and not site.moved(p)]
    crawl.faults += (Fault(page, "", "no link of the site leads here") for page in unlinked)
    return Outcome(len(crawl.seen), "addresses", tuple(crawl.faults))


class _Crawl:
    def __init__(self, site: Site, connection: HTTPConnection, root: str) -> None:
        self.site, self.connection, self.root = site, connection, root
        self.seen: set[str] = set()
        self.faults: list[Fault] = []

    def follow(self, path: str, whence: str) -> None:
        """A page and all that it leads to."""
        waiting = [(self.root + path, whence, "")]
        while waiting:
            address, page, place = waiting.pop()
            if address in self.seen:
                continue
            self.seen.add(address)
            if wrong := self._asked(address):
                self.faults.append(Fault(page, place, f"{address}: {wrong}"))
            elif address.endswith(".html"):
                inside = unquote(address.removeprefix(self.root))
                waiting += self.links(inside, address)

    def take(self, page: str, shown_at: str) -> None:
        """A page's links as a browser reads them at another address."""
        for address, _, place in self.links(page, shown_at):
            self.follow(address.removeprefix(self.root), page)
            if not address.startswith(self.root):
                self.faults.append(Fault(page, place, f"{address}: leads out of the site"))

    def links(self, page: str, shown_at: str) -> list[tuple[str, str, str]]:
        found = [(tag, urljoin(shown_at, a)) for tag in self.site.tags(page) for a in addresses(tag) if not _away(a)]
        return [(urlsplit(a).path, page, tag.place) for tag, a in found if not _here(tag, a, shown_at)]

    def _asked(self, address: str) -> str:
        if not address.startswith(self.root):
            return "leads out of the site"
        self.connection.request("GET", quote(unquote(address)))
        answer = self.connection.getresponse()
        answer.read()
        return "" if answer.status == 200 else f"status {answer.status}"


def _away(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def _here(tag: Tag, address: str, shown_at: str) -> bool:
    return tag.name == "a" and urlsplit(address).path == urlsplit(shown_at).path


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    below = ""

    def log_message(self, format: str, *args: object) -> None:
        """The gate says what matters."""

    def translate_path(self, path: str) -> str:
        """A file below the path; nothing stands beside it."""
        inside = path.removeprefix(f"/{self.below}") if self.below else path
        return super().translate_path(inside if inside != path or not self.below else "/nothing/is/here")


@contextmanager
def served(folder: Path, below: str) -> Iterator[tuple[str, int]]:
    """A plain static server with the folder below a path."""
    handler = type("_Below", (_Quiet,), {"below": below})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield "127.0.0.1", server.server_port
    finally:
        server.shutdown()
        server.server_close()


GATE = Gate("sub-path", "served below a path, every page is reached and every address answers", (), check)
