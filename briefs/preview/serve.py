"""A site's list of files and its errors go in, the author's browser is served over HTTP; knows no disk and no build."""

from __future__ import annotations

import io
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from errno import EADDRINUSE
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from types import MappingProxyType
from typing import Any, Final

import msgspec

from briefs.core.source import digest
from briefs.preview.errors import ErrorView
from briefs.preview.parts import CONDITIONS, Answer, conditional
from briefs.preview.places import ASKED, ASKING, Incoming, Places
from briefs.preview.script import script
from briefs.preview.shown import EVENTS, LEDGERS, SCRIPT, TYPES, Shown, locate, page_at

WRITE: Final = 30.0
"""Seconds that an answer's body, or a piece of news, may take to send, however it drips (FAULTS C8)."""
BEAT: Final = 5.0
"""Seconds between two signs of life on an event stream; writing one is how a closed tab is noticed."""
PAGES, OPENED = 8, 64
"""How many of the pages and of the ledgers that were asked for lately are remembered."""
PORTS: Final = 10
"""How many ports after a taken one are tried (FAULTS C9)."""
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


def authority(host: str, port: int) -> str:
    """``host:port`` as browsers write it in Host and Origin: IPv6 in brackets, port 80 left out."""
    name = f"[{host}]" if ":" in host else host
    return name if port == 80 else f"{name}:{port}"


class Preview:
    """Serves the last good site to this machine's browsers, and tells their tabs what changed.

    It is given a list of files and what reads them: no name from a request is ever read. Until the first ``show`` every
    address answers 404 with a page that reloads once there is something at it.
    """

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.shown = Shown(secrets.token_hex(8))
        """What is shown now; a request takes it once."""
        self._closed = False
        self._server: _Server | None = None
        self.script = Answer(HTTPStatus.OK, TYPES[".js"], script(), digest(script()))
        self._pages = _Recent(PAGES)
        self._opened = _Recent(OPENED)

    def show(
        self,
        files: Mapping[str, str] | None,
        read: Callable[[str], bytes | None] | None = None,
        errors: Sequence[ErrorView] = (),
        ledgers: Mapping[str, Callable[[], bytes]] | None = None,
        moved: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Replaces the site, at once and whole, and tells every tab; None keeps the last good site and adds the errors.

        ``files`` maps paths from the site's root, with forward slashes and not percent-encoded, to the digests of their
        bytes; ``read`` gives the bytes of one of them, or None when they cannot be had just now, and is kept when
        there is no other. It is called from many threads. With ``errors`` every tab shows them above its page, until a
        build comes without. ``ledgers`` makes the editor's page of a page, by its path, when it is asked for; None
        keeps them. ``moved`` names the page that has the text of a page that is no more; its tabs go there.
        """
        with self._news:
            self.shown = self.shown.after(files, read, errors, ledgers, moved, self._opened.names())
            self._news.notify_all()

    def ahead(self, pages: Mapping[str, bytes]) -> None:
        """Shows single files before the rest of their build, and tells the tabs; the next ``show`` of files ends it.

        A tab hears of a file again only when that ``show`` has another digest for it than ``core.source.digest`` of
        these bytes.
        """
        with self._news:
            self.shown = self.shown.ahead(pages)
            self._news.notify_all()

    def asked(self) -> tuple[str, ...]:
        """Paths of the pages that browsers asked for lately and were shown, newest first."""
        return self._pages.names()

    def answer(self, path: str) -> Answer:
        """What a browser that asks for a path from ``locate`` gets, before its conditions."""
        # Noted before the ledger is made: a build that ends meanwhile tells of it.
        if path.startswith(LEDGERS) and path.removeprefix(LEDGERS) in self.shown.ledgers:
            self._opened.add(path.removeprefix(LEDGERS))
        answer = self.shown.answer(path)
        if answer.page and answer.status == HTTPStatus.OK and not path.startswith(LEDGERS):
            self._pages.add(page_at(path))
        return answer

    def serve(self, host: str = "127.0.0.1", port: int = 8000, *, say: Callable[[str], None]) -> str:
        """Starts serving and returns the URL to open. Where ``port`` is taken the next ten are tried; 0 takes any.

        ``say`` is told of another port, and warned when other machines can reach the pages. Raises OSError when no
        port is free or the host is not this machine's. Call it once.
        """
        server = self._server = _bind(self, host, port)
        if port not in (0, server.port):
            say(f"port {port} is taken: using {server.port}")
        if host not in _LOOPBACK:
            say(f"warning: anyone who can reach {authority(host, server.port)} can read this preview")
        threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
        name = "localhost" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not bound
        return f"http://{authority(name, server.port)}/"

    def moments(self) -> Iterator[Shown | None]:
        """What is shown, now and after each change; None for every ``BEAT`` seconds without; ends on ``close``."""
        last: Shown | None = None
        while True:
            with self._news:
                if self.shown is last and not self._closed:
                    self._news.wait(BEAT)
                now = self.shown
            if self._closed:
                return
            yield None if now is last else now
            last = now

    def close(self) -> None:
        """Ends the serving and every event stream; a second call does nothing."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Preview:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Recent:
    """The last few names that were added, each once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._names: tuple[str, ...] = ()

    def add(self, name: str) -> None:
        """Puts a name first."""
        with self._lock:
            self._names = (name, *(other for other in self._names if other != name))[: self._most]

    def names(self) -> tuple[str, ...]:
        """The names, newest first."""
        return self._names


class _Server(ThreadingMixIn, TCPServer):
    """A thread for each connection, and a bound on their number. Binding asks no name server (FAULTS C18)."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 512  # a browser that finds a crowd's queue full tries again only after a second
    # On Windows the option would let two servers share one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, preview: Preview, host: str, port: int) -> None:
        self.preview = preview
        self.places = Places()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)
        self.port = int(self.server_address[1])
        self.hosts = frozenset(authority(name, self.port) for name in (*_LOOPBACK, host.lower()))

    def process_request(self, request: Any, client_address: Any) -> None:
        """Hands the connection to a thread of its own, or turns it away."""
        if self.places.take(request):
            super().process_request(request, client_address)
        else:
            request.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self.shutdown_request(request)

    def shutdown_request(self, request: Any) -> None:
        """Ends a connection, however it went, and frees its place."""
        super().shutdown_request(request)
        self.places.leave(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away is no fault; anything else is ours and is printed."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _bind(preview: Preview, host: str, port: int) -> _Server:
    last = min(port + PORTS, 65535) if port else 0
    for candidate in range(port, last + 1):
        try:
            return _Server(preview, host, candidate)
        except OSError as fault:
            if fault.errno != EADDRINUSE:
                raise
    raise OSError(EADDRINUSE, f"ports {port} to {last} are all taken")


class _Handler(BaseHTTPRequestHandler):
    """One request a connection, so that nothing after it is ever read (FAULTS C16)."""

    server: _Server
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.1"  # else a broken request line is answered without a status line, as in HTTP/0.9
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Puts the limits on time under the reading."""
        super().setup()
        self.rfile = io.BufferedReader(Incoming(self.connection, partial(self._come, ASKING)))

    @property
    def _preview(self) -> Preview:
        return self.server.preview

    def _come(self, far: int) -> None:
        self.server.places.advance(self.connection, far)

    def do_GET(self) -> None:
        """Answers GET and HEAD; every other method gets the 501 of http.server."""
        self._come(ASKED)
        self.connection.settimeout(WRITE)
        path, query = locate(self._target) or (None, "")
        if path is None:
            self.send_error(HTTPStatus.BAD_REQUEST)
        elif refusal := self._refusal(path):
            self.send_error(refusal)
        elif path == EVENTS:
            self._stream(query)
        else:
            self._answer(path)

    do_HEAD = do_GET  # noqa: N815 - the name http.server calls

    @property
    def _target(self) -> str:
        """What was asked for, as it was asked: http.server makes one slash of several at its beginning."""
        return self.requestline.split()[1]

    def parse_request(self) -> bool:
        """Refuses what asks for an answer without a head, in which nothing of ours would keep a page to itself."""
        sound = super().parse_request()
        if sound and self.request_version == "HTTP/0.9":
            self.request_version = self.protocol_version
            self.send_error(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)
            return False
        return sound

    def handle_expect_100(self) -> bool:
        """Nobody is told to go on: a request with a body is refused."""
        return True

    def _refusal(self, path: str) -> HTTPStatus | None:
        """Why this request gets nothing: malformed, with a body, for another host (FAULTS C3) or from another site."""
        headers = self.headers
        if headers.defects or "Content-Length" in headers or "Transfer-Encoding" in headers:
            return HTTPStatus.BAD_REQUEST
        # The address that was dialled is ours whatever we are bound to; a rebound name never equals it.
        dialled = str(self.connection.getsockname()[0]).removeprefix("::ffff:")
        ours = self.server.hosts | {authority(dialled, self.server.port)}
        hosts = headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0] not in ours:
            return HTTPStatus.MISDIRECTED_REQUEST
        foreign = not {f"http://{host}" for host in ours}.issuperset(headers.get_all("Origin", []))
        return HTTPStatus.FORBIDDEN if foreign or self._is_from_elsewhere(path) else None

    def _is_from_elsewhere(self, path: str) -> bool:
        """Whether another site's page asks; following a link from there to one of our pages is allowed (FAULTS C4)."""
        if self.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none"):
            return False
        asked = (self.headers.get("Sec-Fetch-Mode"), self.headers.get("Sec-Fetch-Dest"))
        return asked != ("navigate", "document") or path in (EVENTS, SCRIPT)

    def _stream(self, query: str) -> None:
        """Server-sent events (HTML Standard, 9.2) until the browser or the preview goes."""
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8")
        if self.command == "HEAD":
            return
        seen = self.headers.get("Last-Event-ID") or query.removeprefix("build=")
        self.wfile.write(b"retry: 1000\n\n")
        for shown in self._preview.moments():
            self.wfile.write(b":\n\n" if shown is None else b"".join(_event(*event) for event in shown.news(seen)))
            seen = shown.build if shown else seen

    def _answer(self, path: str) -> None:
        conditions = {name: ", ".join(self.headers.get_all(name, [])) for name in CONDITIONS if name in self.headers}
        with self.server.places.reading:
            answer = self._preview.script if path == SCRIPT else self._preview.answer(path)
            sent = conditional(answer, conditions, self.command)
            del answer  # of a large file of which a part is asked for, only that part is held
        with self.server.places.holding(len(sent.body)) as room:
            if room:
                self._send(sent.status, sent.kind, sent.body, *sent.headers)
            else:
                self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, *more: tuple[str, str]) -> None:
        # A 304 would have to state the length of what it spares (RFC 9110, 8.6).
        length = () if status == HTTPStatus.NOT_MODIFIED else (("Content-Length", str(len(body))),)
        self._head(status, kind, *length, *more)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, *more: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Frame-Options", "DENY"),
            ("Connection", "close"),
            *more,
        ):
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A refusal in a few words of ours: nothing of the request comes back in it."""
        status = HTTPStatus(code)
        self._send(status, TYPES[".txt"], f"{status.value} {status.phrase}\n".encode())

    def version_string(self) -> str:
        """The Server header, without versions."""
        return "briefs"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: an author's terminal is for diagnostics."""


def _event(name: str, data: Mapping[str, Any]) -> bytes:
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (data["build"].encode(), name.encode(), msgspec.json.encode(data))
