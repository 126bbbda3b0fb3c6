"""A site's list of files and its errors go in, what each request and each open page gets comes out; knows no socket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from http import HTTPStatus
from itertools import takewhile
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote as percent
from urllib.parse import unquote_to_bytes

import msgspec

from briefs.core.source import digest
from briefs.preview.errors import ErrorView
from briefs.preview.parts import Answer

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

MANY: Final = 1000
"""Changed files that are named to the tabs; when there are more, each tab is told that anything may have changed."""

_NO_PAGE: Final = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>No such page</title></head>
<body><h1>No such page</h1><p>The last build made nothing here. This page reloads when one does.</p></body></html>
"""
_NOT_NOW: Final = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<title>Not just now</title></head><body><h1>Not just now</h1><p>This is being made.</p></body></html>
"""

_Event = tuple[str, dict[str, Any]]


_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Shown(msgspec.Struct, frozen=True):
    """What the preview shows at one moment. It is replaced whole, so no request sees half a build (FAULTS C14)."""

    run: str
    """Names this server process: a page from an earlier one knows nothing of our numbers."""
    number: int = 0
    """Counts the builds that changed a file."""
    files: Mapping[str, str] = _NONE
    """Path from the site's root, not percent-encoded, to the digest of the bytes."""
    read: Callable[[str], bytes | None] = _NONE.get
    """Gives the bytes of one of ``files``; None when they cannot be had just now."""
    early: Mapping[str, bytes] = _NONE
    """The bytes of those of ``files`` that are shown ahead of the build they belong to."""
    errors: tuple[ErrorView, ...] = ()
    changed: dict[str, int] = {}
    """Path to the number of the build that last made, changed or removed it, in the order of those numbers."""
    moved: Mapping[str, tuple[str, int]] = _NONE
    """Path of a page that is no more to that of the page with its text, and the number of the build that moved it."""
    ledgers: Mapping[str, Callable[[], bytes]] = _NONE
    """Path of a page to what makes its editor's page, which is served at ``__ledger/PATH``, when it is asked for."""

    @property
    def build(self) -> str:
        """The build's name in pages and events: ``RUN.NUMBER``."""
        return f"{self.run}.{self.number}"

    def after(
        self,
        files: Mapping[str, str] | None,
        read: Callable[[str], bytes | None] | None = None,
        errors: Sequence[ErrorView] = (),
        ledgers: Mapping[str, Callable[[], bytes]] | None = None,
        moved: Mapping[str, str] = _NONE,
        opened: Iterable[str] = (),
    ) -> Shown:
        """What is shown after a build; None keeps what there is, and only new ``files`` replace what was shown ahead.

        Only a build that changed a file has a new number; any may change a ledger. Of the ledgers only those that
        ``opened`` names are news: there are as many as pages.
        """
        kept = self.files if files is None else MappingProxyType(dict(files))
        paths = differing(self.files, kept)
        moves = {old: new for old, new in moved.items() if self._leads(old) != new and old not in kept and new in kept}
        number = self.number + bool(paths or moves)
        ledgers = self.ledgers if ledgers is None else dict(ledgers)
        paths += [LEDGERS + path for path in opened if path in ledgers] if paths else []
        return msgspec.structs.replace(
            self,
            number=number,
            files=kept,
            read=read or self.read,
            early=self.early if files is None else _NONE,
            errors=tuple(errors),
            changed=_latest(self.changed, paths, number),
            moved=_followed(self.moved, moves, kept, number),
            ledgers=ledgers,
        )

    def ahead(self, pages: Mapping[str, bytes]) -> Shown:
        """What is shown with single files made before the rest of their build."""
        digests = {path: made for path, data in pages.items() if self.files.get(path) != (made := digest(data))}
        if not digests:
            return self
        number = self.number + 1
        return msgspec.structs.replace(
            self,
            number=number,
            files=MappingProxyType({**self.files, **digests}),
            early={**self.early, **{path: pages[path] for path in digests}},
            changed=_latest(self.changed, list(digests), number),
        )

    def _leads(self, old: str) -> str:
        return self.moved.get(old, ("", 0))[0]

    def news(self, build: str) -> list[_Event]:
        """The events that bring a page of ``build`` up to date, as (name, data), in order.

        ``moved {build, pages}`` maps the path of each page that is no more to the path of the page that has its text
        now: a tab that shows one goes there and heeds nothing that follows. ``css {build, paths}`` and ``reload
        {build, paths}`` name the changed files, stylesheets and all others but those that moved; ``paths`` is None
        when it is not known what changed, or too much did. Then one of ``errors {build, errors}`` and ``ok {build}``.
        """
        state: _Event = ("errors", {"errors": self.errors}) if self.errors else ("ok", {})
        return [(name, {"build": self.build, **data}) for name, data in (*self._changes(build), state)]

    def _changes(self, build: str) -> Iterator[_Event]:
        number = re.fullmatch(rf"{self.run}\.([0-9]{{1,9}})", build)
        if number is None:
            yield "reload", {"paths": None}
            return
        seen = int(number[1])
        if moves := {old: new for old, (new, when) in self.moved.items() if when > seen}:
            ledgers = {LEDGERS + old: LEDGERS + new for old, new in moves.items() if new in self.ledgers}
            yield "moved", {"pages": {**moves, **ledgers}}
        later = takewhile(lambda change: change[1] > seen, reversed(self.changed.items()))
        paths = sorted(path for path, _ in later if path not in moves)
        if sheets := [path for path in paths if path.endswith(".css")]:
            yield "css", {"paths": sheets}
        if others := [path for path in paths if not path.endswith(".css")]:
            yield "reload", {"paths": others if len(others) <= MANY else None}

    def answer(self, path: str) -> Answer:
        """The answer for a path from ``locate``: an exact look-up, nothing else (FAULTS D8)."""
        name = page_at(path)
        if name in self.files:
            return self._file(name, HTTPStatus.OK)
        if name.startswith(LEDGERS) and name.removeprefix(LEDGERS) in self.ledgers:
            made = self.ledgers[name.removeprefix(LEDGERS)]()
            return self._answer(name, HTTPStatus.OK, made, digest(made))
        if "404.html" in self.files:
            return self._file("404.html", HTTPStatus.NOT_FOUND)
        return self._answer("404.html", HTTPStatus.NOT_FOUND, _NO_PAGE)

    def _file(self, name: str, status: HTTPStatus) -> Answer:
        """The answer that one of ``files`` is; the only place from which anything is read."""
        data = self.early[name] if name in self.early else self.read(name)
        if data is None:
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE, TYPES[".html"], _NOT_NOW, headers=(("Retry-After", "1"),))
        return self._answer(name, status, data, self.files[name] if status == HTTPStatus.OK else "")

    def _answer(self, name: str, status: HTTPStatus, data: bytes, tag: str = "") -> Answer:
        kind = TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
        if not kind.startswith("text/html"):
            return Answer(status, kind, data, tag)
        script = self._script(name)
        # The bytes of a page are those of its file and of the script's element, which names the build.
        return Answer(status, kind, _with(script, data), tag and digest(tag.encode() + script), page=True)

    def _script(self, name: str) -> bytes:
        """The element that keeps a page in step, and shows the way to the page's ledger too."""
        ledger = f' data-ledger="/{escape(percent(LEDGERS + name))}"' if name in self.ledgers else ""
        return f'<script src="/{SCRIPT}" data-build="{escape(self.build)}"{ledger} defer></script>'.encode()


def differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The paths that have another digest than before, or none now."""
    if before is now:
        return []
    return [path for path, made in now.items() if before.get(path) != made] + [p for p in before if p not in now]


def _latest(changed: dict[str, int], paths: list[str], number: int) -> dict[str, int]:
    """``changed`` with ``paths`` last, so that what is news is found without a look at every file."""
    if not paths:
        return changed
    latest = dict(changed)
    for path in paths:
        latest.pop(path, None)
    return latest | dict.fromkeys(paths, number)


def _followed(
    moved: Mapping[str, tuple[str, int]], moves: Mapping[str, str], files: Mapping[str, str], number: int
) -> Mapping[str, tuple[str, int]]:
    """Where each page is that moved once, after further moves; without those that lead nowhere or are there again."""
    known = {old: (moves.get(new, new), when) for old, (new, when) in moved.items()}
    known |= {old: (new, number) for old, new in moves.items()}
    return {old: (new, when) for old, (new, when) in known.items() if old not in files and new in files}


def _with(script: bytes, page: bytes) -> bytes:
    end = re.search(rb"</head\s*>", page, re.IGNORECASE)
    at = end.start() if end else len(page)
    return page[:at] + script + page[at:]


def page_at(path: str) -> str:
    """The file that is shown for a path from ``locate``."""
    return path + "index.html" if path.endswith("/") or not path else path


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
