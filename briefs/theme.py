"""A theme's folders go in, its digest, templates and static files come out; knows nothing of pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from os import scandir
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath, relpath

from msgspec import Struct

from briefs.core.decode import decode
from briefs.core.diagnostics import Checked, Diagnostic, error, has_errors, nearest
from briefs.core.manifest import in_words
from briefs.core.source import Source, Span, digest, digest_of
from briefs.core.words import Authored, check, layered, read_catalogue

SHEETS = (0, 32, 64, 128, 256)
"""How many notes, and how many previews, a stylesheet has rules for; a page links the smallest that fits.

The first has the rules of lists instead: a page without a note or preview may be one.
"""

CHOICES = 12
"""By how many choices a list can be narrowed: so many rules lists.css has for each that holds ``%n``."""
_BASE, _INDEXED, _LISTS, _SITE = "brief.css", "indexed.css", "lists.css", "site.css"
_ASKED = re.compile(r"""\bt\(\s*["']([a-z0-9-]+)["']""")
"""A key of the catalogues, as a template names it."""
_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)


class Theme(Struct, frozen=True):
    """What a theme consists of, read once: later changes on disk do not reach it."""

    name: str
    digest: str
    """Digest of every file used, by name and bytes."""
    templates: tuple[tuple[str, str], ...]
    """(name under templates/, text), sorted."""
    static: tuple[tuple[str, bytes], ...]
    """(name under static/, bytes), sorted."""
    words: tuple[tuple[str, tuple[Source, ...]], ...] = ()
    """(language, its catalogues of interface words: of two that have a key the later counts), sorted."""
    plain: bool = False
    """Whether static files are published under their own names: then no page changes with their bytes."""


class Asset(Struct, frozen=True):
    """A file of the theme as it is published: ``path`` from the output's root carries eight digits of its digest,
    unless the theme is ``plain``.
    """

    name: str
    path: str
    data: bytes


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────


def load_theme(name: str, site_root: Path, more: Iterable[Path] = ()) -> Checked[Theme | None]:
    """The theme NAME: each file from SITE/themes/NAME, else the built-in NAME, else the last of ``more`` that has it,
    else the built-in default. ``more`` are folders of plugins.

    Of catalogues of words each key is so taken. None where it cannot be used; then ``theme-missing``, ``theme-file``,
    ``unreadable``, ``template-syntax``, ``template-missing`` or one of the errors of catalogues say why.
    """
    homes = _homes(site_root)
    try:
        names = sorted({folder.name for home in homes if home.is_dir() for folder in home.iterdir() if folder.is_dir()})
    except OSError as fault:
        hint = "see that you may read it"
        return Checked(
            None, (error("unreadable", f"the folder `themes` cannot be read: {in_words(fault)}", hint=hint),)
        )
    if name not in names:
        hint = nearest(name, names) or f"write one of: {', '.join(names)}"
        return Checked(None, (error("theme-missing", f"there is no theme `{name}`", hint=hint),))
    below = (homes[0] / "default", *more, homes[0] / name, homes[1] / name)
    layers = dict.fromkeys(layer.resolve() for layer in below)
    files = {file: path for layer in layers for file, path in _files(layer)}
    data, found = _read(files, site_root)
    words = _words(layers, site_root, homes)
    theme = _theme(name, data, words.value)
    built_in = homes[0].resolve()
    own = {file: _place(path, site_root) for file, path in files.items() if not path.is_relative_to(built_in)}
    found += words.diagnostics + tuple(_template_faults(dict(theme.templates), own))
    found += tuple(_word_faults(theme, words.value, own))
    return Checked(None if has_errors(found) else theme, found)


def _homes(site_root: Path) -> tuple[Path, Path]:
    """The folders that hold themes: the built-in one (in a wheel inside the package, else beside it), the site's."""
    package = Path(__file__).parent
    inside = package / "themes"
    return (inside if inside.is_dir() else package.parent / "themes"), site_root / "themes"


def _files(layer: Path) -> Iterator[tuple[str, Path]]:
    """(name, path) of a theme's files; hidden ones, editors' copies and links that lead out of it are left out."""
    for part in ("templates", "static"):
        yield from _part(layer, part)


def _part(layer: Path, part: str) -> Iterator[tuple[str, Path]]:
    if (layer / part).resolve().is_relative_to(layer):
        yield from _below(layer / part, part, layer)


def _below(folder: Path, name: str, layer: Path) -> Iterator[tuple[str, Path]]:
    """(name, path) of the files below a folder; only a link can lead out, and a link to a folder is not entered."""
    with suppress(OSError), scandir(folder) as entries:
        for entry in entries:
            path, called = folder / entry.name, f"{name}/{entry.name}"
            if entry.name.startswith((".", "#")) or entry.name.endswith("~"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _below(path, called, layer)
            elif entry.is_file() and (not entry.is_symlink() or path.resolve().is_relative_to(layer)):
                yield called, path


def _place(path: Path, site_root: Path) -> str:
    """The path to name in a diagnostic: from the site's root; of a built-in file, from the folder above ``themes``."""
    root = site_root.resolve()
    home = next(parent for parent in path.parents if parent.name in ("templates", "static", "words")).parent.parent
    return path.relative_to(root if path.is_relative_to(root) else home.parent).as_posix()


def _read(files: Mapping[str, Path], site_root: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The bytes of each file that can be read, and what is wrong with the others."""
    data: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for name, path in sorted(files.items()):
        try:
            name.encode()
            found = path.read_bytes()
            if name.endswith(".css") or name.startswith("templates/"):
                found.decode("utf-8-sig")
            data[name] = found
        except (UnicodeError, OSError) as fault:
            faults.append(_unread(fault, _place(path, site_root).encode("utf-8", "backslashreplace").decode()))
    return data, tuple(faults)


def _unread(fault: UnicodeError | OSError, place: str) -> Diagnostic:
    if isinstance(fault, OSError):
        return error("theme-file", f"`{place}` cannot be read: {fault.strerror}", _line(place, 1))
    return error("theme-file", f"`{place}` is not UTF-8 text", _line(place, 1), "save it, and name it, in UTF-8")


def _theme(name: str, data: Mapping[str, bytes], words: Sequence[Authored]) -> Theme:
    def below(part: str) -> Iterator[tuple[str, bytes]]:
        return ((file.removeprefix(part), found) for file, found in sorted(data.items()) if file.startswith(part))

    return Theme(
        name,
        digest_of(
            tuple((file, digest(found)) for file, found in sorted(data.items())),
            tuple((one.language, one.source.digest) for one in words),
        ),
        tuple((file, found.decode("utf-8-sig")) for file, found in below("templates/")),
        tuple(below("static/")),
        layered(words),
    )


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(layers: Iterable[Path], site_root: Path, homes: Sequence[Path]) -> Checked[tuple[Authored, ...]]:
    """The catalogues of all layers, in the layers' order."""
    built_in, site = (home.resolve() for home in homes)
    found: list[Authored] = []
    wrong: list[Diagnostic] = []
    for layer in layers:
        for name, path in sorted(_part(layer, "words")):
            place = _place(path, site_root)
            try:
                source = decode(place, path.read_bytes()) if name.endswith(".yaml") else Checked(None)
            except OSError as fault:
                source = Checked(None, (_unread(fault, place),))
            wrong += source.diagnostics
            if source.value is not None:
                language = name.removeprefix("words/").removesuffix(".yaml")
                own = not path.is_relative_to(built_in)
                found.append(Authored(language, source.value, own, own and not path.is_relative_to(site)))
    return Checked(tuple(found), tuple(wrong))


def _word_faults(theme: Theme, words: Sequence[Authored], own: Collection[str]) -> Iterator[Diagnostic]:
    """What is wrong with the site's catalogues; its templates may ask for words of their own."""
    if any(one.own for one in words):
        asked = {key for name, text in theme.templates if f"templates/{name}" in own for key in _ASKED.findall(text)}
        asked |= {key for one in words if one.added for key in read_catalogue(one.source).value}
        yield from check(words, asked)


def _template_faults(templates: Mapping[str, str], places: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What Jinja cannot parse, and what a template names that is not there, in those that have a place.

    They are the site's own: that the built-in ones are sound is a test's to say, not every build's.
    """
    for name, text in templates.items():
        place = places.get(f"templates/{name}")
        if place is None:
            continue
        needs = _parsed(name, text)
        if isinstance(needs, _SyntaxFault):
            hint = "mend this line; without the file the built-in template of this name serves, if there is one"
            yield error("template-syntax", f"template `{name}`: {needs.message}", _line(place, needs.line), hint)
            continue
        for wanted, line in needs:
            if wanted not in templates:
                message = f"template `{name}` needs `{wanted}`, which this theme does not have"
                yield error("template-missing", message, _line(place, line), nearest(wanted, templates))


class _SyntaxFault(Struct, frozen=True):
    """Why a template cannot be parsed."""

    message: str
    line: int


@lru_cache(maxsize=256)
def _parsed(name: str, text: str) -> tuple[tuple[str, int], ...] | _SyntaxFault:
    """(name, line) of each template that this one cannot do without; the same text is parsed once."""
    from jinja2 import Environment, TemplateSyntaxError, nodes  # only for a site with templates of its own

    try:
        tree = Environment(autoescape=True).parse(text, name)
    except TemplateSyntaxError as fault:
        return _SyntaxFault(fault.message or "", fault.lineno)
    found = []
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        wanted = getattr(node, "template", None)
        if isinstance(wanted, nodes.Const) and not getattr(node, "ignore_missing", False):
            found.append((str(wanted.value), node.lineno))
    return tuple(found)


def _line(path: str, line: int) -> Span:
    return Span(path, line, 1, line, 1)


def web(address: str) -> str:
    """An address outside the site if a link may hold it (http, https, mailto), else an empty text (FAULTS A19, A39)."""
    return address if _WEB.fullmatch(address) else ""


# ── static files ─────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=8)
def assets(theme: Theme) -> tuple[Asset, ...]:
    """Every static file to publish, by name; an empty one takes away the one below it, and is not published.

    ``brief.css``, ``indexed.css`` or ``lists.css``, and, last, ``site.css`` become ``brief-N.css`` of SHEETS.
    """
    other = tuple(_asset(n, _smaller(n, b), theme.plain) for n, b in theme.static if b and not n.endswith(".css"))
    paths = {asset.name: asset.path for asset in other}
    css = {n: minify(b.decode("utf-8-sig")) for n, b in theme.static if b and n.endswith(".css")}
    base, indexed, lists, own = (css.pop(name, "") for name in (_BASE, _INDEXED, _LISTS, _SITE))
    by_count = {count: expand(indexed, count) if count else expand(lists, CHOICES) for count in SHEETS}
    css |= {f"brief-{count}.css": base + rules + own for count, rules in by_count.items()}
    styles = tuple(_asset(name, _addressed(text, name, paths).encode(), theme.plain) for name, text in css.items())
    return tuple(sorted(other + styles, key=lambda asset: asset.name))


def _smaller(name: str, data: bytes) -> bytes:
    """A script without comments and idle blanks, if it is text; any other file as it is."""
    if not name.endswith(".js"):
        return data
    from rjsmin import jsmin  # here, for most builds find their theme's assets unchanged

    with suppress(UnicodeDecodeError):
        return str(jsmin(data.decode("utf-8-sig"))).encode()
    return data


def asset_paths(theme: Theme) -> Mapping[str, str]:
    """Name of a static file, such as ``brief.js`` or ``brief-64.css``, to its path from the output's root."""
    return {asset.name: asset.path for asset in assets(theme)}


def stylesheet(count: int) -> str:
    """The smallest stylesheet for a page with ``count`` notes (or previews, if more); the largest beyond all."""
    return f"brief-{next((size for size in SHEETS if count <= size), SHEETS[-1])}.css"


def _asset(name: str, data: bytes, plain: bool) -> Asset:
    path = PurePosixPath("assets") / name
    if plain:
        return Asset(name, str(path), data)
    return Asset(name, str(path.with_name(f"{path.stem}.{digest(data)[:8]}{path.suffix}")), data)


def _addressed(css: str, name: str, paths: Mapping[str, str]) -> str:
    """CSS in which the addresses of other static files are those they are published at."""

    def published(found: re.Match[str]) -> str:
        path = paths.get(normpath(join(dirname(name), found[2])))
        return f"url({found[1]}{relpath(path, dirname(join('assets', name)))}{found[1]})" if path else found[0]

    return _ADDRESS.sub(published, css)


# ── CSS ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_KEEP = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\)|\\."""
"""What no rewriting may touch (CSS Syntax 4.3): strings, bare addresses, escapes."""
_ADDRESS = re.compile(r"""url\(\s*(["']?)([^"')\s]+)\1\s*\)""")
_COMMENT = re.compile(rf"({_KEEP})|/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(rf"({_KEEP})|\s*;[\s;]*(?=\}})|\s*([{{}};,>])\s*|([:(])\s+|\s+(?=\))|\s+", re.DOTALL)
_BLOCK = re.compile(rf"{_KEEP}|[{{}};]", re.DOTALL)
_INDEX = "%n"


def minify(css: str) -> str:
    """CSS of the same meaning without comments and idle white space; strings stay as they are.

    Blanks around ``+``, ``-`` and ``*`` stay (calc needs them), and before ``:`` (a descendant that is hovered).
    """
    return _BLANK.sub(_closer, _COMMENT.sub(_without_comment, css)).strip()


def _without_comment(found: re.Match[str]) -> str:
    """A comment parts tokens without being a blank: between two words an empty one stays (CSS Syntax 4.3.2)."""
    if found[1]:
        return found[1]
    around = found.string[max(found.start() - 1, 0) : found.start()], found.string[found.end() : found.end() + 1]
    return "" if any(not side or side.isspace() or side in "{};,>:()/" for side in around) else "/**/"


def _closer(found: re.Match[str]) -> str:
    kept = found[1] or found[2] or found[3]
    if kept:
        return kept
    after = found.string[found.end() : found.end() + 1]
    return "" if after in (")", "}", "") else " "


def expand(css: str, count: int) -> str:
    """Rules for one index become rules for 1 to ``count``: ``%n`` is the index.

    A block around them stays one; a rule with an index in its selector alone becomes one rule with all selectors.
    ``css`` is minified.
    """
    return "".join(_expanded(head, body, count) for head, body in _rules(css))


def _expanded(head: str, body: str | None, count: int) -> str:
    if body is None:
        return "".join(f"{line};" for line in (_each(head, count) if _INDEX in head else (head,)))
    if _INDEX not in head:
        return f"{head}{{{expand(body, count) if _INDEX in body else body}}}"
    if _INDEX not in body:
        return f"{','.join(_each(head, count))}{{{body}}}"
    return "".join(_each(f"{head}{{{body}}}", count))


def _each(text: str, count: int) -> tuple[str, ...]:
    return tuple(text.replace(_INDEX, str(n)) for n in range(1, count + 1))


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """(head, what stands in its braces) of each rule of the first level, None for a statement without braces."""
    depth = start = opened = 0
    for token in _BLOCK.finditer(css):
        mark = token.group()
        if mark == "{":
            opened = opened if depth else token.start()
            depth += 1
        elif mark == "}" and depth:
            depth -= 1
            if not depth:
                yield css[start:opened], css[opened + 1 : token.start()]
                start = token.end()
        elif mark == ";" and not depth:
            yield css[start : token.start()], None
            start = token.end()
    if css[start:].strip():
        yield css[start:], None
