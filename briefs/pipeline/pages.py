"""The linked site goes in, every page of it comes out, encoded, with a key; makes none of them.

A page's key is the digest of all that it is made from. One whose key is as it was has the bytes it had.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct, structs

from briefs.core.diagnostics import Checked, Diagnostic
from briefs.core.model import FRONT, Face, Index, Page
from briefs.core.source import digest, digest_of
from briefs.outputs.output import Output
from briefs.pipeline.added import added_pages
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
    (".annotations.json", "application/ld+json", "Web Annotation"),
    (".feed.xml", "application/atom+xml", ""),
    (".feed.json", "application/feed+json", ""),
)
"""(ending, media type, name) of the forms that a page may also have; without a name they bear the page's title."""
_MARKDOWN = "text/markdown"
_FEEDS = (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"))
"""(media type, path) of those of the whole site."""


class Due(Struct, frozen=True):
    """A page, encoded, with what it will be known by."""

    path: str
    leaf: bytes
    """Encoded Leaf."""
    made: Kept
    """Without digest and size, which only the finished file has."""


def look_of(works: Works, theme: Theme, index: Index, titles: Mapping[str, str]) -> bytes:
    """What all pages share, encoded; ``titles`` are those of the first pages, by path."""
    static = dict(sorted(asset_paths(theme).items()))
    bare = structs.replace(theme, digest="", static=())
    return encoded(Look(bare, static, _face(works, index, titles), works.kit.plugins))


def first_pages(works: Works, index: Index) -> Checked[tuple[tuple[Output, Page], ...]]:
    """The pages of the site as a whole, and what plugins add; those of each text and term come after them."""
    first: list[tuple[Output, Page]] = []
    faults: list[Diagnostic] = []
    for output in _outputs(works):
        if output.plugin:
            added = added_pages(output, index, [page for _, page in first])
            faults += added.diagnostics
            first += ((output, page) for page in added.value)
        elif output.name not in LAST:
            first += ((output, page) for page in output.pages(index))
    return Checked(tuple(first), tuple(faults))


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
    twins = twins_of(works)
    for output, page in _by_text(works, index, first):
        data = encoded(lifter.leaf(_with_twins(page, paths, twins)))
        shown, mark = units.get(page.brief), digest(data)
        for path, name in ((page.path, output.name), *_beside(page, twins)):
            made = Kept("", "", 0, page.brief, mark, name)
            yield Due(path, data, structs.replace(made, key=page_key(made, shown, look)))


def _by_text(works: Works, index: Index, first: Sequence[tuple[Output, Page]]) -> Iterator[tuple[Output, Page]]:
    """First the pages that show no text, then all others; those of ``first`` that show one beside its own page."""
    beside: dict[str, list[tuple[Output, Page]]] = {}
    for output, page in first:
        if page.brief:
            beside.setdefault(page.brief, []).append((output, page))
        else:
            yield output, page
    for output in _outputs(works):
        for page in output.pages(index) if output.name in LAST and not output.plugin else ():
            yield output, page
            yield from beside.pop(page.brief, ())
    yield from chain.from_iterable(beside.values())


def twins_of(works: Works) -> tuple[Output, ...]:
    """The outputs that say what pages say in another form."""
    return tuple(output for output in _outputs(works) if output.twin)


def _beside(page: Page, twins: Iterable[Output]) -> Iterator[tuple[str, str]]:
    """(path, output) of a page's twins; they are made from the very same."""
    for output in twins:
        path = output.twin(page) if output.twin else ""
        if path:
            yield path, output.name


def beside(page: Page, works: Works) -> tuple[str, ...]:
    """The paths of a page's twins."""
    return tuple(path for path, _ in _beside(page, twins_of(works)))


def touched_pages(works: Works, units: Mapping[str, Known], touched: Collection[str]) -> list[Due] | None:
    """The pages of some texts, with the Views they had; None where one of these is not at hand."""
    theirs = {path: made for path, made in works.before.pages.items() if made.origin in touched}
    names = {output.name for output in twins_of(works)}
    own = {path: made.page for path, made in theirs.items() if made.output not in names}
    leaves = {page: works.cache.get("page", path, page) for path, page in own.items()}
    due = []
    for path, made in theirs.items():
        leaf = leaves.get(made.page)
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
    return tuple(o for o in chosen(works.kit, config).outputs if config.url or not o.needs_url)


def _with_twins(page: Page, paths: frozenset[str], twins: Iterable[Output]) -> Page:
    """The page, knowing which files beside it say the same in another form."""
    stem = page.path.removesuffix(".html")
    if stem == page.path:
        return page
    found = tuple((_MARKDOWN, path, "Markdown") for path, _ in _beside(page, twins))
    found += tuple((kind, stem + end, name or page.title) for end, kind, name in _TWINS if stem + end in paths)
    return structs.replace(page, twins=found) if found else page


def _face(works: Works, index: Index, titles: Mapping[str, str]) -> Face:
    """The bar names the sections that exist, the foot the site's own pages, its map and what plugins name there."""
    config = works.site.config
    own = (path for output in _outputs(works) for path in output.foot if path in titles)
    added = ((titles[path] or path, path) for path in dict.fromkeys(own))
    bar = (("briefs", "Briefs", index.listing), *_NAV)
    return Face(
        title=config.title,
        description=config.description,
        url=config.url,
        language=config.language,
        author=config.author,
        timezone=config.timezone,
        feeds=tuple((kind, path, config.title) for kind, path in _FEEDS if path in titles),
        nav=tuple(entry for entry in bar if entry[2] in titles),
        foot=(
            *((p.title, p.path) for p in index.pages if p.path != FRONT),
            *(one for one in _FOOT if one[1] in titles),
            *added,
        ),
        expand=config.link.expand,
    )
