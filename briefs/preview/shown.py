"""A site's bytes and its errors go in, what each request and each open page gets comes out; knows no socket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from http import HTTPStatus
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote as percent
from urllib.parse import unquote_to_bytes

import msgspec

from briefs.preview.errors import ErrorView

EVENTS, SCRIPT, LEDGERS = "__live", "__live.js", "__ledger/"
"""Paths of the event stream, of the script that is added to each page as it is served, and of editors' pages."""

# Ours and not the system's table, which on Windows may call scripts text/plain: nosniff would then block them.
# fmt: off
TYPES: Final[Mapping[str, str]] = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8", ".jsonld": "application/ld+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8", ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".avif": "image/avif", ".ico": "image/x-icon", ".woff2": "font/woff2", ".pdf": "application/pdf",
}
# fmt: on
"""Content type by the end of a file's name."""

_NO_PAGE: Final = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No such page</title></head>
<body><h1>No such page</h1><p>The last build made nothing here. This page reloads when one does.</p></body></html>
"""

_Event = tuple[str, dict[str, Any]]


class Shown(msgspec.Struct, frozen=True):
    """What the preview shows at one moment. It is replaced whole, so no request sees half a build (FAULTS C14)."""

    run: str
    """Names this server process: a page from an earlier one knows nothing of our numbers."""
    number: int = 0
    """Counts the builds that changed a file."""
    files: Mapping[str, bytes] = {}
    """Path from the site's root, not percent-encoded, to the bytes."""
    errors: tuple[ErrorView, ...] = ()
    changed: Mapping[str, int] = {}
    """Path to the number of the build that last made, changed or removed it."""
    ledgers: Mapping[str, Callable[[], bytes]] = {}
    """Path of a page to what makes its editor's page, which is served at ``__ledger/PATH``, when it is asked for."""

    @property
    def build(self) -> str:
        """The build's name in pages and events: ``RUN.NUMBER``."""
        return f"{self.run}.{self.number}"

    def after(
        self,
        files: Mapping[str, bytes],
        errors: Sequence[ErrorView],
        ledgers: Mapping[str, Callable[[], bytes]] = MappingProxyType({}),
    ) -> Shown:
        """What is shown after a build. Only a build that changed a file has a new number; any may change a ledger."""
        paths = [path for path in self.files.keys() | files.keys() if self.files.get(path) != files.get(path)]
        number = self.number + bool(paths)
        paths += [LEDGERS + path for path in ledgers] if paths else []
        changed = {**self.changed, **dict.fromkeys(paths, number)}
        return Shown(self.run, number, MappingProxyType(dict(files)), tuple(errors), changed, dict(ledgers))

    def news(self, build: str) -> list[_Event]:
        """The events that bring a page of ``build`` up to date, as (name, data), in order.

        ``css {build, paths}`` and ``reload {build, paths}`` name the changed files, stylesheets and all others;
        ``paths`` is None when it is not known what changed. Then one of ``errors {build, errors}`` and ``ok {build}``.
        """
        state: _Event = ("errors", {"errors": self.errors}) if self.errors else ("ok", {})
        return [(name, {"build": self.build, **data}) for name, data in (*self._changes(build), state)]

    def _changes(self, build: str) -> Iterator[_Event]:
        number = re.fullmatch(rf"{self.run}\.([0-9]{{1,9}})", build)
        if number is None:
            yield "reload", {"paths": None}
            return
        paths = sorted(path for path, when in self.changed.items() if when > int(number[1]))
        if sheets := [path for path in paths if path.endswith(".css")]:
            yield "css", {"paths": sheets}
        if others := [path for path in paths if not path.endswith(".css")]:
            yield "reload", {"paths": others}

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Status, content type and body for a path from ``locate``: an exact look-up, nothing else (FAULTS D8)."""
        status, name = HTTPStatus.OK, path + "index.html" if path.endswith("/") or not path else path
        data = self.files.get(name)
        if data is None and name.startswith(LEDGERS) and name.removeprefix(LEDGERS) in self.ledgers:
            data = self.ledgers[name.removeprefix(LEDGERS)]()
        if data is None:
            status, name = HTTPStatus.NOT_FOUND, "404.html"
            data = self.files.get(name, _NO_PAGE)
        kind = TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
        return status, kind, self._with_script(data, name) if kind.startswith("text/html") else data

    def _with_script(self, page: bytes, name: str) -> bytes:
        """The page with the script that keeps it in step, which shows the way to the page's ledger too."""
        ledger = f' data-ledger="/{escape(percent(LEDGERS + name))}"' if name in self.ledgers else ""
        tag = f'<script src="/{SCRIPT}" data-build="{escape(self.build)}"{ledger} defer></script>'.encode()
        end = re.search(rb"</head\s*>", page, re.IGNORECASE)
        at = end.start() if end else len(page)
        return page[:at] + tag + page[at:]


_TARGET: Final = re.compile(r"/((?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)(?:\?([!$-~]*))?", re.ASCII)


def locate(target: str) -> tuple[str, str] | None:
    """A request target as (path from the site's root, query), the path decoded once; None when it is not a legal one.

    Legal is the origin form of RFC 9112, 3.2.1, in UTF-8, without control characters, backslashes, encoded slashes or
    dot segments: no page has such an address, so there is nothing to mend (FAULTS C1).
    """
    match = _TARGET.fullmatch(target)
    if match is None:
        return None
    raw = unquote_to_bytes(match[1])
    try:
        path = raw.decode()
    except UnicodeDecodeError:
        return None
    legal = not re.search(r"[\x00-\x1f\x7f\\]", path) and path.count("/") == match[1].count("/")
    return (path, match[2] or "") if legal and not {".", ".."} & set(path.split("/")) else None
