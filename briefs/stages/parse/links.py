"""An address as written goes in, what it points to comes out; knows no site and does not ask whether it is there.

Schemes by allowlist (FAULTS D6, A19): http, https, mailto, relative, ``#``.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_NORMAL = re.compile(r"https?://(?:[a-z0-9-]{1,40}\.){1,5}[a-z]{2,20}(?:[/?#][\w/.=&?~-]*)?", re.ASCII)
"""Most addresses: they are written as they should be."""
_ALLOWED = ("http", "https", "mailto")
_TEXTS = (".md", ".txt")


class Link(Struct, frozen=True):
    """Where a link leads: ``target`` fills a hole (``file:PATH``, ``asset:PATH``) and ``href`` follows it.

    Without a target ``href`` is the whole address; neither is escaped yet.
    """

    target: str = ""
    href: str = ""
    host: str = ""
    """The host in ASCII where it was written otherwise (FAULTS A28)."""

    @property
    def outside(self) -> bool:
        """Whether it leads off the site."""
        return not self.target and not self.href.startswith("#")


class Refused(Struct, frozen=True):
    """Why an address cannot stand."""

    code: str
    message: str
    hint: str


def resolve(written: str, folder: str) -> Link | Refused:
    """The address of a link in a file of ``folder`` (a path from the site's root)."""
    if not written.strip():
        return Refused("link-empty", "the link has no address", "write one between the parentheses")
    if written.startswith("#"):
        return Link(href=written)
    scheme = _SCHEME.match(written)
    if scheme or written.startswith("//"):
        return _outside(written, scheme[1].lower() if scheme else "")
    if written.startswith("/"):
        hint = "write it relative to the folder of this file, such as ../images/map.png"
        return Refused("link-outside", f"the address `{written}` begins at a server's root", hint)
    return _inside(written, folder)


def web_address(written: str) -> Link | Refused:
    """An address that must lead off the site, such as a source's."""
    scheme = _SCHEME.match(written)
    if scheme and scheme[1].lower() in ("http", "https"):
        return _outside(written, scheme[1].lower())
    return Refused("link-scheme", f"`{written}` is not a web address", "write it whole: https://…")


def normal(written: str) -> str:
    """An address with what may not stand in one as per cent signs and digits, and its host in ASCII."""
    if _NORMAL.fullmatch(written):
        return written
    from markdown_it.common.normalize_url import normalizeLink  # with all of markdown-it

    return normalizeLink(written)


def _outside(written: str, scheme: str) -> Link | Refused:
    if scheme not in _ALLOWED:
        what = f"the scheme `{scheme}:`" if scheme else "an address without a scheme"
        return Refused("link-scheme", f"{what} is not allowed in links: `{written}`", "use https:, http: or mailto:")
    try:
        host, href = urlsplit(written).hostname or "", normal(written)
        ascii_host = urlsplit(href).hostname or ""
    except ValueError:
        return Refused("link-scheme", f"`{written}` is not an address", "correct what follows the scheme")
    # A line's end, which a character reference can stand for, is nothing to the one and something to the other.
    if scheme != "mailto" and not (host and ascii_host):
        return Refused("link-scheme", f"the address `{written}` names no host", f"write {scheme}://host/…")
    return Link(href=href, host=ascii_host if not host.isascii() else "")


def _inside(written: str, folder: str) -> Link | Refused:
    name, hash_, fragment = written.partition("#")
    path = posixpath.normpath(posixpath.join(folder, unquote(name)))
    if path == ".." or path.startswith("../"):
        hint = "the path is read from the folder of this file and must stay inside the site"
        return Refused("link-outside", f"`{written}` leads out of the site's folder", hint)
    if path.lower().endswith(_TEXTS):
        return Link(target=f"file:{path}{hash_}{fragment}")
    return Link(target=f"asset:{path}", href=hash_ + fragment)
