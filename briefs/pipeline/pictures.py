"""The linked site goes in, the same comes out with its pictures measured, scaled and, for links, drawn; writes no file.

A picture is read when its file has changed, and decoded only where Pillow makes something of it. What was made lies in
the cache: a row "picture" or "poster" says what there is, and a row "drawn" holds the bytes, which few builds ask for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, structs

from briefs.cache import row
from briefs.core.active import by_bytes, by_name, is_open
from briefs.core.diagnostics import Diagnostic, error, warning
from briefs.core.manifest import Entry
from briefs.core.measuring import measure
from briefs.core.model import Index, Outline, Picture, Scaled, Seen, Share
from briefs.core.pictures import PIXELS, POSTER, WIDTHS, Colours, Measure, Poster
from briefs.core.slugs import slug_of
from briefs.core.source import Span, digest, digest_of
from briefs.imaging import pillow
from briefs.pipeline.losses import loss
from briefs.pipeline.rows import (
    Drawing,
    Drawn,
    Facts,
    Posted,
    Scaling,
    Shown,
    encoded,
    read_files,
    read_posted,
    read_shown,
)
from briefs.pipeline.tasks import draw_pictures
from briefs.pipeline.works import Works
from briefs.runner import Lost
from briefs.stages.load import COPY_LIMIT, is_still, looked_at, stamp_of
from briefs.theme import Theme

_IMAGE = "image:"
_FILES = ("asset", "image")
"""Kinds of targets that are files of the content."""
_TEXT = 640
"""Pixels that a text is wide at most: a narrower picture has no use for copies."""
_NEAR = 1.15
"""A copy less than this much narrower than its picture is none."""
_PAYS_FROM = 6
"""Pictures from which a pool pays: each takes as long as some hundred pages."""
_TOGETHER = 4
_RASTER = ("png", "jpeg", "webp", "avif")
_SHARED = ("png", "jpeg", "webp", "gif")
"""What is understood by those who show a link."""


class Pictured(Struct, frozen=True):
    """A site with its pictures."""

    index: Index
    faults: tuple[Diagnostic, ...] = ()
    seen: dict[str, Seen] = {}
    """By path from the site's root: the pictures' files as they were measured."""
    made: dict[str, Drawn] = {}
    """By path from the output's root: files that were drawn."""
    active: dict[str, str] = {}
    """By key of a target: why its file would do something where it is published."""
    large: frozenset[str] = frozenset()
    """Keys of targets whose files are too large to be published."""


def pictured(works: Works, index: Index, facts: Mapping[str, Facts]) -> Pictured:
    """The site with all that pages show of its pictures."""
    gallery = Gallery(works)
    large = dict(_large(works, index))
    images = {
        key.removeprefix(_IMAGE): t.path for key, t in index.targets.items() if _is_image(key) and key not in large
    }
    shown = gallery.shown(images)
    targets = dict(index.targets)
    for path, one in shown.items():
        target = targets[f"{_IMAGE}{path}"]
        targets[target.key] = structs.replace(target, picture=_picture(one, target.path))
    active = dict(_active(index, shown, gallery, large))
    index = structs.replace(index, targets=targets)
    shares = dict(_own_shares(index, shown))
    posters = gallery.posters([o for o in (*index.articles, *index.pages) if o.origin not in shares])
    shares |= {o: Share(one.path, *POSTER, index.origins[o].title) for o, one in posters.items()}
    made = {one.path: one for each in shown.values() for one in each.made} | {p.path: p for p in posters.values()}
    index = structs.replace(index, shares={origin: shares[origin] for origin in sorted(shares)})
    gallery.seen |= {seen.path: seen for seen in large.values()}
    faults = (*_faults(facts.values(), shown, large), *gallery.faults)
    return Pictured(index, faults, gallery.seen, made, active, frozenset(large))


def file_of(works: Works, made: Drawn) -> bytes:
    """The bytes of a file that was drawn; it is drawn again where the cache has lost it."""
    value = works.cache.get("drawn", made.row, made.key)
    if value is None:
        (value,) = draw_pictures(b"", [made.order])
    files = read_files(value)
    return files[made.at] if made.at < len(files) else b""


class Gallery:
    """The pictures of one build: those as they were are not looked at again."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self.seen: dict[str, Seen] = {}
        self.faults: list[Diagnostic] = []

    @property
    def _recipe(self) -> str:
        """What pictures are made with; empty where none are."""
        options = self._works.options
        return pillow() if options.draw and not options.checking else ""

    # ── pictures of the content ──────────────────────────────────────────────────────────────────────────────────

    def shown(self, wanted: Mapping[str, str]) -> dict[str, Shown]:
        """Pictures by their paths from the site's root; ``wanted`` gives the path of each in the output."""
        cache = self._works.cache
        known = {one.name: one for one in cache.many("picture", sorted(wanted))}
        found: dict[str, Shown] = {}
        due: list[tuple[str, Measure, str]] = []
        for path in sorted(wanted):
            seen, data = self._look(path, wanted[path])
            self.seen[path] = seen
            key, held = digest_of(seen.digest, self._recipe), known.get(path)
            if held is not None and held.key == key:
                found[path] = read_shown(held.value)
                continue
            data = self._data(path) if data is None else data
            size = measure(data)
            found[path] = Shown(size, active=by_bytes(path, data) if is_open(path) else "")
            if size is not None and _widths(size) and self._recipe:
                due.append((path, size, key))
            else:
                cache.put([row("picture", path, key, encoded(found[path]))])
        found |= dict(self._scaled(due))
        before = {seen.path for seen, _ in self._works.before.copies.values()}
        before |= {seen.path for seen in self._works.before.withheld}
        for kind in ("picture", "drawn"):
            cache.drop(kind, sorted(before - wanted.keys()))
        return {path: found[path] for path in sorted(found)}

    def active(self, path: str, place: str) -> str:
        """Why a file that is only offered, and whose name does not say it, would do something."""
        seen, data = self._look(path, place)
        self.seen[path] = seen
        held = next((one for one in self._works.cache.many("offered", [path]) if one.key == seen.digest), None)
        if held is not None:
            return held.value.decode()
        why = by_bytes(path, self._data(path) if data is None else data)
        self._works.cache.put([row("offered", path, seen.digest, why.encode())])
        return why

    def _look(self, path: str, place: str) -> tuple[Seen, bytes | None]:
        """A file as it is; its bytes only where it had to be read."""
        full = f"{self._works.site.root}/{path}"
        before = self._works.before.copies.get(place)
        if before is not None and before[0].path == path and is_still(full, before[0]):
            return before[0], None
        return looked_at(full, path)

    def _data(self, path: str) -> bytes:
        return looked_at(f"{self._works.site.root}/{path}", path)[1]

    def _scaled(self, due: Sequence[tuple[str, Measure, str]]) -> Iterator[tuple[str, Shown]]:
        answers = self._drawn((self._scaling(path, size, self._works.runner.is_far) for path, size, _ in due), len(due))
        for (path, size, key), files in zip(due, answers, strict=True):
            if isinstance(files, Lost):
                self.faults.append(loss(files, "draw", path, Span(path)))
                continue
            stem, order = slug_of(PurePosixPath(path).stem), self._scaling(path, size)
            made = tuple(
                Drawn(f"assets/{stem}-{width}.{digest(data)[:12]}.webp", width, _entry(data), path, key, at, order)
                for at, (width, data) in enumerate(zip(_widths(size), files, strict=False))
                if data
            )
            one = Shown(size, made)
            self._works.cache.put([row("picture", path, key, encoded(one)), row("drawn", path, key, encoded(files))])
            yield path, one

    def _scaling(self, path: str, size: Measure, far: bool = False) -> bytes:
        root, seen = str(self._works.site.root), self.seen[path].digest
        data = self._data(path) if far else b""
        return encoded(Drawing(Scaling(root, path, seen, _widths(size), (size.width, size.height), data)))

    def _drawn(self, orders: Iterable[bytes], total: int) -> Iterator[tuple[bytes, ...] | Lost]:
        """What comes of orders."""
        answers = self._works.runner.run(draw_pictures, b"", orders, _TOGETHER, _PAYS_FROM)
        for done, answer in enumerate(answers):
            self._works.say("draw", done, total)
            yield answer if isinstance(answer, Lost) else read_files(answer)

    # ── posters ──────────────────────────────────────────────────────────────────────────────────────────────────

    def posters(self, outlines: Sequence[Outline]) -> dict[str, Drawn]:
        """By origin: what is drawn of a page. None without the site's address: others must be able to fetch it."""
        config, cache = self._works.site.config, self._works.cache
        if not (config.url and config.posters and self._recipe and outlines):
            return {}
        from briefs.imaging.fonts import fonts_here  # with Pillow

        held = {one.name: one for one in cache.many("poster", [o.origin for o in outlines])}
        colours, recipe = colours_of(self._works.theme), digest_of(self._recipe, fonts_here())
        found: dict[str, Drawn | None] = {}
        due: list[tuple[Outline, str, bytes]] = []
        for outline in outlines:
            order = encoded(Drawing(Poster(config.title, outline.kicker, outline.title, colours)))
            key, one = digest_of(recipe, order), held.get(outline.origin)
            if one is not None and one.key == key:
                found[outline.origin] = read_posted(one.value).made
            else:
                due.append((outline, key, order))
        found |= dict(self._posters(due))
        return {origin: made for origin, made in sorted(found.items()) if made is not None}

    def _posters(self, due: Sequence[tuple[Outline, str, bytes]]) -> Iterator[tuple[str, Drawn | None]]:
        answers = self._drawn((order for *_, order in due), len(due))
        for (outline, key, order), files in zip(due, answers, strict=True):
            if isinstance(files, Lost):
                self.faults.append(loss(files, "draw", f"the poster of {outline.origin}", Span(outline.origin)))
                continue
            name, data = outline.origin, files[0] if files else b""
            path = f"assets/{outline.slug}.{digest(data)[:12]}.png"
            made = Drawn(path, POSTER[0], _entry(data), name, key, 0, order) if data else None
            self._works.cache.put(
                [row("poster", name, key, encoded(Posted(made))), row("drawn", name, key, encoded((data,)))],
            )
            yield name, made


def _large(works: Works, index: Index) -> Iterator[tuple[str, Seen]]:
    """By key, the files of more bytes than are published, as they stand."""
    for key in index.targets:
        kind, _, path = key.partition(":")
        stamp = stamp_of(f"{works.site.root}/{path}") if kind in _FILES else ()
        if stamp and stamp[0] > COPY_LIMIT:
            yield key, Seen(path, "", stamp)


def _active(
    index: Index, shown: Mapping[str, Shown], gallery: Gallery, large: Collection[str]
) -> Iterator[tuple[str, str]]:
    """By key, why a file would do something where it is published."""
    for key, target in index.targets.items():
        kind, _, path = key.partition(":")
        if kind not in _FILES or key in large:
            continue
        why = by_name(target.path)
        if not why and is_open(path):
            why = shown[path].active if path in shown else gallery.active(path, target.path)
        if why:
            yield key, why


def _is_image(key: str) -> bool:
    return key.startswith(_IMAGE)


def _entry(data: bytes) -> Entry:
    return Entry(digest(data), len(data))


def _widths(size: Measure) -> tuple[int, ...]:
    """In which widths a picture is worth having."""
    if size.kind not in _RASTER or size.width <= _TEXT or size.width * size.height > PIXELS:
        return ()
    return tuple(width for width in WIDTHS if width * _NEAR < size.width)


def _picture(shown: Shown, path: str) -> Picture | None:
    """What a page says of a picture; the file itself is among its widths where it is not much wider than the widest."""
    size = shown.measure
    if size is None or not size.width:
        return None
    scaled = tuple(Scaled(one.path, one.width) for one in shown.made)
    if scaled and size.width <= WIDTHS[-1] * _NEAR:
        scaled += (Scaled(path, size.width),)
    return Picture(size.width, size.height, scaled)


def _own_shares(index: Index, shown: Mapping[str, Shown]) -> Iterator[tuple[str, Share]]:
    """Of the texts that have a picture as wide as a poster: no other need be drawn."""
    for origin, outline in index.origins.items():
        target = index.targets.get(f"{_IMAGE}{outline.image.file}") if outline.image else None
        one = shown.get(outline.image.file) if outline.image and target else None
        size = one.measure if one else None
        if target and outline.image and size and size.kind in _SHARED and size.width >= POSTER[0]:
            yield origin, Share(target.path, size.width, size.height, outline.image.alt)


def _faults(facts: Iterable[Facts], shown: Mapping[str, Shown], large: Collection[str]) -> Iterator[Diagnostic]:
    """Where files are too large, or are shown and are no pictures, or of a size that is not to be known."""
    for each in facts:
        for reference, span in zip(each.outline.references, each.places.references, strict=True):
            if f"{reference.kind}:{reference.target}" in large:
                message = f"`{reference.target}` is larger than the {COPY_LIMIT:,} bytes that are published"
                yield error("file-size", message, span, "put it on a host for large files, and link to it there")
            one = shown.get(reference.target) if reference.kind == "image" else None
            if one is not None and one.measure is None:
                message = f"`{reference.target}` is no picture that a browser shows"
                hint = "save it as PNG, JPEG, GIF, WebP, AVIF or SVG, or link to it without the `!`"
                yield error("image-format", message, span, hint)
            elif one is not None and one.measure is not None and not one.measure.width:
                message = f"the size of `{reference.target}` is not to be known, so the page moves when it comes"
                yield warning("image-size", message, span, _HINTS.get(one.measure.kind, _SAVE_AGAIN))


_SAVE_AGAIN = "the file may be damaged: open it and save it again"
_HINTS = {"svg": "give its `<svg>` a `viewBox`, or a `width` and a `height`"}


def colours_of(theme: Theme | None) -> Colours:
    """The theme's light colours, as its stylesheet names them."""
    css = dict(theme.static).get("brief.css", b"").decode("utf-8", "replace") if theme else ""
    named = ((name, re.search(rf"--{name}:\s*(#[0-9a-fA-F]{{6}}|#[0-9a-fA-F]{{3}})\b", css)) for name in _INKS)
    return Colours(**{name: found[1] for name, found in named if found})


_INKS = ("paper", "ink", "note")
