"""What an importer is: a name, which files it takes, and a pure function from files to planned files; knows no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from briefs.core.diagnostics import Checked, Diagnostic, error, note, warning
from briefs.core.model import Unit
from briefs.core.source import Span

HEAD = 4096
"""Bytes from a file's beginning by which formats are told apart that share an ending."""


class Given(Struct, frozen=True):
    """A file to be imported."""

    path: str
    """As named on the command line, for messages."""
    place: str
    """Below the folder that was named, or its name alone; with forward slashes."""
    data: bytes = b""


class Article(Struct, frozen=True):
    """An article that stands in the site already, or a page beside the articles."""

    slug: str
    origin: str
    """Path of its text from the site's root."""
    title: str = ""
    url: str = ""
    """``source.url``: where it was received from."""
    text: str = ""
    """Its plain text, in which quotes are found."""
    sidecar: str = ""
    """Path of its sidecar from the site's root; empty where it has none."""
    unit: Unit | None = None
    """Its text and sidecar as they were read."""


class Standing(Struct, frozen=True):
    """What stands in the site already, to look at only."""

    content: str = "content"
    """The content folder, from the site's root."""
    language: str = "en"
    url: str = ""
    """The site's address; empty where it has none."""
    kinds: tuple[str, ...] = ()
    """Names of the kinds of notes that the site knows."""
    documents: tuple[tuple[str, str], ...] = ()
    """Ids and addresses of the site's sources."""
    articles: tuple[Article, ...] = ()
    """By origin."""
    terms: tuple[str, ...] = ()
    """Ids, in no order that means anything."""
    names: tuple[tuple[str, str], ...] = ()
    """Ids with the names of their terms."""
    files: frozenset[str] = frozenset()
    """Paths of all files below the content folder, from the site's root."""


class Asked(Struct, frozen=True):
    """What the command line says of the files; empty where it says nothing."""

    slug: str = ""
    """``--as``: what the one file shall be called."""
    article: str = ""
    """``--article``: the slug of the article that the files are about."""
    encoding: str = ""
    retrieved: str = ""
    """An ISO date. No importer knows what day it is."""
    source_name: str = ""
    source_url: str = ""


class Batch(Struct, frozen=True):
    """All files of one format that were named together, since they may link to each other."""

    given: tuple[Given, ...]
    """By place."""
    others: tuple[Given, ...] = ()
    """Files of the named folders that no importer takes, such as pictures; without their data."""
    site: Standing = Standing()
    asked: Asked = Asked()


class Planned(Struct, frozen=True):
    """A file to be written, if none is there."""

    path: str
    """Below the content folder, such as ``articles/harbour.md``."""
    data: bytes = b""
    copied: str = ""
    """The path of a given file of which it is a copy; then ``data`` is empty."""


class Added(Struct, frozen=True):
    """Items for a list of a sidecar that stands there already: they follow its own, and nothing else changes."""

    path: str
    """From the site's root."""
    key: str
    items: str
    """Lines of a list as YAML has it; empty where there are only comments."""
    comments: str = ""
    """Comments that follow the items."""


class Imported(Struct, frozen=True):
    """What an importer answers. With an error among the diagnostics nothing is written at all."""

    files: tuple[Planned, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    additions: tuple[Added, ...] = ()


def together(made: Iterable[Checked[tuple[Planned, ...]]]) -> Imported:
    """What came of the files of a batch, one after the other."""
    files, told = list[Planned](), list[Diagnostic]()
    for one in made:
        files += one.value
        told += one.diagnostics
    return Imported(tuple(files), tuple(told))


def anything(head: bytes) -> bool:
    """Every file of the ending is taken."""
    return True


class Importer(Struct, frozen=True):
    """One source format. ``read`` is a named function at module level; what it needs of libraries it imports itself."""

    name: str
    """What ``--from`` calls it."""
    suffixes: tuple[str, ...]
    """How the names of its files end, in small letters with the dot."""
    read: Callable[[Batch], Imported]
    looks: Callable[[bytes], bool] = anything
    """Whether the first ``HEAD`` bytes of such a file look like the format."""
    plugin: str = ""
    """The plugin that brought it; the toolkit itself notes it."""


def guessed(message: str, span: Span, hint: str = "") -> Diagnostic:
    """Something that the source does not say, and that the author may correct."""
    return note("import-guessed", message, span, hint)


def changed(message: str, span: Span, hint: str = "") -> Diagnostic:
    """Something that came over in another form."""
    return note("import-changed", message, span, hint)


def left_out(message: str, span: Span, hint: str = "") -> Diagnostic:
    """Something that could not be carried over."""
    return warning("import-left-out", message, span, hint)


def many(number: int, noun: str) -> str:
    """``1 concept``, ``2,000 concepts``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def missing(what: str, span: Span) -> Diagnostic:
    """A library of the extra ``import`` that is not installed; ``what`` begins the sentence, as "Word documents"."""
    message = f"{what} are read by a library that is not installed"
    return error("import-missing", message, span, "pip install 'annotated-briefs[import]'")
