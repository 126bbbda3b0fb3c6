"""The linked site goes in, every page of it comes out made, or known to be as it was; publishes nothing.

A page's key is the digest of all that it is made from. One whose key is as it was has the bytes it had.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct, structs

from briefs.cache import row
from briefs.core.diagnostics import Diagnostic, error
from briefs.core.manifest import Artifact, Entry, Ready
from briefs.core.model import Face, Index, Page
from briefs.core.source import digest, digest_of
from briefs.outputs.output import Output
from briefs.pipeline.collect import Collected, groups, mentions_of, texts_of
from briefs.pipeline.rows import NOWHERE, Look, Sheet, encoded, read_printed
from briefs.pipeline.state import Kept, Known
from briefs.pipeline.tasks import print_pages
from briefs.pipeline.works import Works
from briefs.runner import Lost
from briefs.stages.publish import write_staged
from briefs.theme import Theme
from briefs.toolkit import chosen

_LAST = ("article", "term")
"""Outputs with a page for each text and each term: for there may be very many, they are never held at once."""
_TOGETHER = 16
"""Pages that go to a worker at once."""
_AT_HAND = 64
"""Pages whose texts are held at once."""
_NAV = (
    ("briefs", "Briefs", "index.html"),
    ("glossary", "Glossary", "glossary/index.html"),
    ("timeline", "Timeline", "timeline.html"),
    ("sources", "Sources", "sources/index.html"),
)
_TWINS = ((".json", "application/json", "JSON"),)
"""(ending, media type, name) of the forms that an article may also have."""


class Due(Struct, frozen=True):
    """A page, encoded, with what it will be known by."""

    path: str
    page: bytes
    made: Kept
    """Without digest and size, which only the finished file has."""


class Printing(Struct, frozen=True):
    """The pages of a site as they are now."""

    pages: dict[str, Kept]
    """By path."""
    artifacts: dict[str, Artifact | Ready]
    """By path."""
    faults: tuple[Diagnostic, ...]
    rendered: int = 0


def look_of(works: Works, theme: Theme, index: Index, paths: frozenset[str]) -> bytes:
    """What all pages share, encoded; ``paths`` are those of the first pages."""
    return encoded(Look(theme, _face(works, index, paths), works.site.config.plugins))


def first_pages(works: Works, index: Index) -> list[tuple[Output, Page]]:
    """The pages of the site as a whole; those of each text and term come after them."""
    return [(output, page) for output in _outputs(works) if output.name not in _LAST for page in output.pages(index)]


def due_pages(
    works: Works, units: Mapping[str, Known], index: Index, first: Sequence[tuple[Output, Page]], look: bytes
) -> Iterator[Due]:
    """Every page of the site, cut one after the other."""
    seen = digest(look)
    paths = frozenset(page.path for _, page in first)
    each = ((output, page) for output in _outputs(works) if output.name in _LAST for page in output.pages(index))
    for output, page in chain(first, each):
        whole = _with_twins(page, paths)
        data = encoded(whole)
        made = Kept("", "", 0, page.brief, digest(data), output.name)
        yield Due(page.path, data, structs.replace(made, key=page_key(made, units.get(page.brief), seen)))


def touched_pages(works: Works, units: Mapping[str, Known], touched: Collection[str], look: bytes) -> list[Due] | None:
    """The pages of some texts, with the Views they had; None where one of these is not at hand."""
    due = []
    for path, made in works.before.pages.items():
        if made.origin in touched:
            page = works.cache.get("page", path, made.page)
            if page is None:
                return None
            due.append(Due(path, page, structs.replace(made, key=page_key(made, units[made.origin], digest(look)))))
    return due


def page_key(made: Kept, shown: Known | None, look: str) -> str:
    """The digest of all that a page is made from; ``look`` is that of what all pages share."""
    return digest_of(made.page, made.output, look, shown.key if shown else "", shown.said if shown else "")


def _outputs(works: Works) -> tuple[Output, ...]:
    return chosen(works.kit, works.site.config.outputs).outputs


class Printer:
    """Makes the pages of one build."""

    def __init__(self, works: Works, collected: Collected, look: bytes, stage: str | None) -> None:
        """``stage`` is the folder to write to; empty to hold the files' bytes, None to keep nothing but digests."""
        self._works, self._collected, self._look, self._stage = works, collected, look, stage
        self._asked: deque[tuple[int, Due, str]] = deque()
        self._turns: dict[str, int] = {}
        self._pages: dict[str, Kept] = {}
        self._artifacts: dict[str, Artifact | Ready] = {}
        self._faults: list[Diagnostic] = []
        self._rendered = 0
        self._lost: Collection[str] = ()

    def print(self, due: Iterable[Due], lost: Collection[str] = (), total: int = 0) -> Printing:
        """Every page made that is not as it was; ``lost`` are paths of files that the output does not hold any more.

        ``total`` is about how many there are.
        """
        self._lost = frozenset(lost)
        sheets = self._sheets(self._changed(due))
        for answer in self._works.runner.run(print_pages, self._look, sheets, _TOGETHER):
            self._take(*self._asked.popleft(), answer)
            self._works.say("render", len(self._pages), total)
        return Printing(self._pages, self._artifacts, tuple(self._faults), self._rendered)

    def keep(self, pages: Mapping[str, Kept]) -> None:
        """Pages that are as they were."""
        for path, made in pages.items():
            self._pages[path] = made
            self._artifacts[path] = Ready(path, Entry(made.digest, made.size))

    def _changed(self, due: Iterable[Due]) -> Iterator[tuple[int, Due]]:
        """Those to be made, each with its turn; the others are kept as they are."""
        before = self._works.before.pages
        for turn, one in enumerate(due):
            old = before.get(one.path)
            if old is None or old.key != one.made.key or not old.digest or one.path in self._lost:
                yield turn, one
            elif self._is_last(one.path, turn):
                self.keep({one.path: old})

    def _is_last(self, path: str, turn: int) -> bool:
        """Whether no later page has this address: two that share one are an error, and the last is shown."""
        self._turns[path] = max(turn, self._turns.get(path, turn))
        return self._turns[path] == turn

    def _sheets(self, due: Iterable[tuple[int, Due]]) -> Iterator[bytes]:
        """Encoded Sheets with the texts they show, some at a time."""
        works, units = self._works, self._collected.units
        for part in groups(due, _AT_HAND):
            shown = [units[one.made.origin] for _, one in part if one.made.origin]
            texts = iter(list(texts_of(works, shown)))
            mentions = iter(list(mentions_of(works, self._collected.setup, shown)))
            kept = [one for _, one in part if one.made.origin or one.made.output in _LAST]
            works.cache.put([row("page", one.path, one.made.page, one.page) for one in kept])
            for turn, one in part:
                text, said = (next(texts), next(mentions)) if one.made.origin else (b"", b"")
                name = f"p{self._rendered}" if self._stage else ""
                self._asked.append((turn, one, name))
                self._rendered += 1
                before = self._made_before(one.path)
                yield encoded(Sheet(one.made.output, one.page, text, said, self._place(name), before))

    def _made_before(self, path: str) -> str:
        """Digest of a file that the output may still hold; empty where its bytes are wanted in any case."""
        old = self._works.before.pages.get(path)
        return old.digest if old and self._stage and path not in self._lost else ""

    def _place(self, name: str) -> str:
        """Where a worker is to put a file: into the stage, if it can see it."""
        if self._stage is None:
            return NOWHERE
        return f"{self._stage}/{name}" if name and not self._works.runner.is_far else ""

    def _take(self, turn: int, one: Due, name: str, answer: bytes | Lost) -> None:
        if isinstance(answer, Lost):
            self._faults.append(_lost(one.path))
            return
        printed = read_printed(answer)
        self._faults += printed.faults
        if not self._is_last(one.path, turn):
            return
        self._pages[one.path] = structs.replace(one.made, digest=printed.digest, size=printed.size)
        self._artifacts.pop(one.path, None)
        if not printed.digest:
            return
        if printed.digest == self._made_before(one.path):
            name = ""
        elif self._stage == "":
            self._artifacts[one.path] = Artifact(one.path, printed.data)
            return
        elif self._stage and self._works.runner.is_far:
            write_staged(f"{self._stage}/{name}", printed.data)
        self._artifacts[one.path] = Ready(one.path, Entry(printed.digest, printed.size), name)


def _lost(path: str) -> Diagnostic:
    message = f"a process died, twice, while it made `{path}`: it may need more memory than there is"
    return error("worker-died", message, None, "split what it shows, or give the machine more memory")


def _with_twins(page: Page, paths: frozenset[str]) -> Page:
    """The page, knowing which files beside it say the same in another form."""
    stem = page.path.removesuffix(".html")
    found = tuple((kind, stem + end, name) for end, kind, name in _TWINS if stem != page.path and stem + end in paths)
    return structs.replace(page, twins=found) if found else page


def _face(works: Works, index: Index, paths: frozenset[str]) -> Face:
    """The bar names the sections that exist, the foot the site's own pages."""
    config = works.site.config
    return Face(
        title=config.title,
        description=config.description,
        url=config.url,
        language=config.language,
        author=config.author,
        nav=tuple(entry for entry in _NAV if entry[2] in paths),
        foot=tuple((page.title, page.path) for page in index.pages),
        expand=config.link.expand,
    )
