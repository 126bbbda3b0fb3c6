"""A file's place in the output and its bytes go in, why it would do something there comes out; knows no site.

A page's own policy does not reach what is opened by itself: a web page or a drawing with a script in it would run with
the rights of all pages of its host, and some names are programs or settings to the host. Decided by allowlist: of an
ending that is not known to be passive the bytes decide, as in browsers (WHATWG, "MIME Sniffing", 7.1).
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath

_PASSIVE = frozenset(
    "avif bmp bz2 csv css docx eot epub flac gif gz ico ics jpeg jpg js json m4a mov mp3 mp4 odp ods odt ogg opus otf "
    "pdf png pptx rtf tar tgz tif tiff tsv ttf txt vtt wav webm webp woff woff2 xlsx xz zip".split()
)
"""Endings of files that hosts send as what they are, and browsers show, play or keep."""
_PAGES = frozenset("htm html mht mhtml xht xhtml".split())
_PROGRAMS = frozenset("asp aspx ashx asmx cfm jsp jspx phar php php3 php4 php5 php7 php8 phtml shtm shtml stm".split())
_SETTINGS = frozenset(
    "_headers _redirects _routes.json _worker.js cname netlify.toml staticwebapp.config.json vercel.json".split()
)
"""Names by which hosts take orders, in the folder that is published."""

_XML = frozenset("atom rss svg xml".split())
"""Endings that every host sends as XML."""
_SNIFFED = re.compile(
    rb"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>/]|<!--", re.IGNORECASE
)
"""How a page begins to a browser that was not told what it gets."""
_BLANK = re.compile(rb"(?:\xef\xbb\xbf)?[\t\n\f\r ]*+")
_MOST = 16 << 20
"""Bytes of markup that are looked through."""
_NATIVE = frozenset(
    ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
)
"""The languages in which XML can act."""
_ELEMENTS = frozenset("base embed frame handler iframe meta object script".split())
_EVENT = re.compile(r"on[a-z]+")
_RUN = re.compile(r"(?:^|;)javascript:", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]")
"""What browsers leave out of an address before they read its scheme."""


def by_name(path: str) -> str:
    """Why a file of this name does something, whatever is in it; empty where that cannot be said."""
    name = PurePosixPath(path).name.lower()
    if name == "web.config" or path.lower() in _SETTINGS:
        return "is a file from which web hosts take orders"
    endings = name.split(".")[1:]
    if endings and endings[-1] in _PASSIVE:
        return ""
    # Some servers look at every ending of a name until they find one that they know.
    if _PROGRAMS.intersection(endings):
        return "is a program to some web hosts"
    return "is a web page of its own, which may hold scripts" if _PAGES.intersection(endings) else ""


def is_open(path: str) -> bool:
    """Whether its bytes decide."""
    return not by_name(path) and _ending(path) not in _PASSIVE


def by_bytes(path: str, data: bytes) -> str:
    """Why a file whose name says nothing does something; empty where it does not."""
    if not _is_marked_up(data):
        return ""
    is_xml = _ending(path) in _XML
    if not is_xml and _SNIFFED.match(_head(data)):
        return "begins like a web page, and its name does not say what else it is"
    if len(data) > _MOST:
        return f"has more than {_MOST:,} bytes of markup to be looked through"
    return _Look().at(data, is_xml or _head(data).startswith(b"<?"))


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower().removeprefix(".")


def _head(data: bytes) -> bytes:
    start = _BLANK.match(data)
    return data[start.end() : start.end() + 64] if start else b""


def _is_marked_up(data: bytes) -> bool:
    return _head(data).startswith(b"<") or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


class _Look:
    """One document's markup, as XML; what is not well formed may be anything to a browser."""

    def __init__(self) -> None:
        self._native, self._acts, self._rewrites = False, "", ""

    def at(self, data: bytes, must: bool) -> str:
        """Why it does something; ``must`` says that it is read as XML, if it is read at all."""
        from xml.parsers import expat  # seldom: for drawings that are new

        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.ProcessingInstructionHandler = self._instruction
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as fault:
            self._rewrites = self._rewrites or (
                f"is no sound XML ({fault}), so that what it does is unknown" if must else ""
            )
        return self._rewrites or (self._acts if self._native else "")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local in _ELEMENTS:
            self._acts = self._acts or f"has the element `{local}` in it, which browsers run"
        for key, value in attributes.items():
            of = _local(key)
            if key == "xmlns" or key.startswith("xmlns:"):
                self._native |= value.strip() in _NATIVE
            elif _EVENT.fullmatch(of) or _RUN.search(_UNSEEN.sub("", value)):
                self._acts = self._acts or f"has something in its attribute `{of}` that browsers run"

    def _instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._rewrites = "is XML that a stylesheet can make a page of (`xml-stylesheet`)"

    def _entity(self, name: str, is_parameter: bool, *_: object) -> None:
        if is_parameter:
            self._rewrites = "is XML that writes itself (a parameter entity)"


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
