"""The linked site goes in, every page of it comes out, encoded, with a key; makes none of them.

A page's key is the digest of all that it is made from. One whose key is as it was has the bytes it had.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct, structs

from briefs.core.model import FRONT, Face, Index, Page
from briefs.core.source import digest, digest_of
from briefs.outputs.output import Output
from briefs.pipeline.deck import Lifter
from briefs.pipeline.rows import Look, encoded
from briefs.pipeline.state import Kept, Known
from briefs.pipeline.works import Works
from briefs.theme import Theme, asset_paths
from briefs.toolkit import chosen

LAST = ("article", "term")
"""Outputs with a page for each text and each term: for there may be very many, they are never held at once."""
_NAV = (
    ("glossary", "Glossary", "glossary/index.html"),
    ("timeline", "Timeline", "timeline.html"),
    ("claims", "Claims", "claims.html"),
    ("sources", "Sources", "sources/index.html"),
    ("search", "Search", "search.html"),
)
_FOOT = (("Map", "map.html"),)
_TWINS = (
    (".json", "application/json", "JSON"),
    (".feed.xml", "application/atom+xml", ""),
    (".feed.json", "application/feed+json", ""),
)
"""(ending, media type, name) of the forms that a page may also have; without a name they bear the page's title."""
_FEEDS = (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"))
"""(media type, path) of those of the whole site."""


class Due(Struct, frozen=True):
    """A page, encoded, with what it will be known by."""

    path: str
    leaf: bytes
    """Encoded Leaf."""
    made: Kept
    """Without digest and size, which only the finished file has."""


def look_of(works: Works, theme: Theme, index: Index, paths: frozenset[str]) -> bytes:
    """What all pages share, encoded; ``paths`` are those of the first pages."""
    static = dict(sorted(asset_paths(theme).items()))
    bare = structs.replace(theme, digest="", static=())
    return encoded(Look(bare, static, _face(works, index, paths), works.site.config.plugins))


def first_pages(works: Works, index: Index) -> list[tuple[Output, Page]]:
    """The pages of the site as a whole; those of each text and term come after them."""
    return [(output, page) for output in _outputs(works) if output.name not in LAST for page in output.pages(index)]


def due_pages(
    works: Works,
    units: Mapping[str, Known],
    index: Index,
    first: Sequence[tuple[Output, Page]],
    lifter: Lifter,
    look: str,
) -> Iterator[Due]:
    """Every page of the site, cut one after the other, those of one text together; ``look`` is a digest."""
    paths = frozenset(page.path for _, page in first)
    for output, page in _by_text(works, index, first):
        data = encoded(lifter.leaf(_with_twins(page, paths)))
        made = Kept("", "", 0, page.brief, digest(data), output.name)
        yield Due(page.path, data, structs.replace(made, key=page_key(made, units.get(page.brief), look)))


def _by_text(works: Works, index: Index, first: Sequence[tuple[Output, Page]]) -> Iterator[tuple[Output, Page]]:
    """First the pages that show no text, then all others; those of ``first`` that show one beside its own page."""
    beside: dict[str, list[tuple[Output, Page]]] = {}
    for output, page in first:
        if page.brief:
            beside.setdefault(page.brief, []).append((output, page))
        else:
            yield output, page
    for output in _outputs(works):
        for page in output.pages(index) if output.name in LAST else ():
            yield output, page
            yield from beside.pop(page.brief, ())
    yield from chain.from_iterable(beside.values())


def touched_pages(works: Works, units: Mapping[str, Known], touched: Collection[str]) -> list[Due] | None:
    """The pages of some texts, with the Views they had; None where one of these is not at hand."""
    due = []
    for path, made in works.before.pages.items():
        if made.origin in touched:
            leaf = works.cache.get("page", path, made.page)
            if leaf is None:
                return None
            key = page_key(made, units[made.origin], works.before.look)
            due.append(Due(path, leaf, structs.replace(made, key=key)))
    return due


def page_key(made: Kept, shown: Known | None, look: str) -> str:
    """The digest of all that a page is made from; ``look`` is that of what all pages share."""
    return digest_of(made.page, made.output, look, shown.key if shown else "", shown.said if shown else "")


def _outputs(works: Works) -> tuple[Output, ...]:
    config = works.site.config
    return tuple(o for o in chosen(works.kit, config.outputs).outputs if config.url or not o.needs_url)


def _with_twins(page: Page, paths: frozenset[str]) -> Page:
    """The page, knowing which files beside it say the same in another form."""
    stem = page.path.removesuffix(".html")
    twins = ((kind, stem + end, name or page.title) for end, kind, name in _TWINS if stem + end in paths)
    found = tuple(twins) if stem != page.path else ()
    return structs.replace(page, twins=found) if found else page


def _face(works: Works, index: Index, paths: frozenset[str]) -> Face:
    """The bar names the sections that exist, the foot the site's own pages and its map."""
    config = works.site.config
    bar = (("briefs", "Briefs", index.listing), *_NAV)
    return Face(
        title=config.title,
        description=config.description,
        url=config.url,
        language=config.language,
        author=config.author,
        timezone=config.timezone,
        feeds=tuple((kind, path, config.title) for kind, path in _FEEDS if path in paths),
        nav=tuple(entry for entry in bar if entry[2] in paths),
        foot=(
            *((p.title, p.path) for p in index.pages if p.path != FRONT),
            *(entry for entry in _FOOT if entry[1] in paths),
        ),
        expand=config.link.expand,
    )
