"""A site's pages go in, links to nothing and ids that stand twice come out."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from gates.pages import Site, Tag
from gates.records import Fault, Gate, Outcome

_HOLD_ADDRESSES = ("href", "src", "action", "poster", "data")
_NAME_IDS = ("for", "popovertarget", "commandfor", "interestfor", "data-def", "form", "list")
_NAME_ID_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "headers")


def check(site: Site) -> Outcome:
    """Every address that stays on the site, every id that is named."""
    files = frozenset(site.files)
    ids = {page: frozenset(t.attributes["id"] for t in site.tags(page) if "id" in t.attributes) for page in site.pages}
    faults: list[Fault] = []
    count = 0
    for page in site.pages:
        faults += _twice(page, site.tags(page))
        for tag in site.tags(page):
            faults += (Fault(page, tag.place, f"names the id “{i}”, which is not there") for i in _dead(tag, ids[page]))
            for address in addresses(tag):
                count += 1
                if wrong := _wrong(site, page, address, files, ids):
                    faults.append(Fault(page, tag.place, f"{address}: {wrong}"))
    return Outcome(count, "links", tuple(faults))


def addresses(tag: Tag) -> Iterator[str]:
    """Every address a tag holds."""
    yield from (tag.attributes[name] for name in _HOLD_ADDRESSES if name in tag.attributes)
    yield from (part.split()[0] for part in tag.attributes.get("srcset", "").split(",") if part.strip())
    if tag.attributes.get("http-equiv", "").lower() == "refresh":
        yield tag.attributes.get("content", "").partition("url=")[2]


def target(site: Site, page: str, address: str) -> str | None:
    """The path on this site that an address leads to; None where it leads elsewhere."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    root = urlsplit(site.url).path.rstrip("/") + "/" if site.url else None
    if parts.path.startswith("/"):
        inside = root is not None and page == "404.html" and parts.path.startswith(root)
        return parts.path.removeprefix(root) if inside and root else parts.path
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page


def _wrong(site: Site, page: str, address: str, files: frozenset[str], ids: dict[str, frozenset[str]]) -> str | None:
    parts = urlsplit(address)
    found = target(site, page, address)
    if found is None:
        return (
            None if parts.scheme in ("http", "https", "mailto") and (parts.netloc or parts.path) else "no web address"
        )
    if found.startswith(("/", "..")):
        return "leads out of the site"
    if found not in files:
        return "leads to no file"
    fragment = unquote(parts.fragment)
    if fragment and not fragment.startswith(":~:") and fragment not in ids.get(found, frozenset()):
        return "leads to no place on its page"
    return None


def _twice(page: str, tags: tuple[Tag, ...]) -> Iterator[Fault]:
    counted = Counter(t.attributes["id"] for t in tags if "id" in t.attributes)
    return (Fault(page, f"id {name}", f"stands {n} times") for name, n in counted.items() if n > 1)


def _dead(tag: Tag, ids: frozenset[str]) -> Iterator[str]:
    named = [tag.attributes[n] for n in _NAME_IDS if n in tag.attributes]
    named += [i for n in _NAME_ID_LISTS for i in tag.attributes.get(n, "").split()]
    return (i for i in named if i not in ids)


GATE = Gate("links", "each link and fragment leads somewhere, each id stands once", (), check)
