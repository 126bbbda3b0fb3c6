"""Words of a command line go in, files to begin with stand in a folder; overwrites nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefs.cli import options as opt
from briefs.cli.codes import CONTENT, OUTPUT
from briefs.cli.said import say, site_at, tell
from briefs.cli.today import today

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefs.config import Site
    from briefs.core.manifest import Artifact
    from briefs.core.source import Source
    from briefs.starting.term import Standing

_SCHEMAS = "schemas"
_TEXTS = (".txt", ".md")


@click.group()
def new() -> None:
    """Begin a site, an article or a term; nothing that is there is overwritten.

    \b
    Example: briefs new site harbour-notes
             briefs new article ~/Downloads/harbour.txt
             briefs new term "Port Authority (PA)"
    """


@new.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The site's name. [default: made of the folder's]")
@click.option("--editor", "vscode", type=click.Choice(["vscode"]), help="Also write settings and tasks for an editor.")
def site(folder: Path, title: str, vscode: str | None) -> None:
    """Begin a site in a FOLDER that is new or empty: it builds, and has an example of everything.

    \b
    Example: briefs new site harbour-notes
             briefs new site . --title "Harbour notes" --editor vscode
    """
    from briefs import starting

    if starting.taken(folder):
        raise click.UsageError(f"`{folder}` is there and not empty; choose a folder that is new or empty")
    _in_utf8(f"{folder.resolve()}{title}")
    name = title.strip() or folder.resolve().name.replace("-", " ").replace("_", " ").strip() or "Briefs"
    files = (*starting.site(name[:1].upper() + name[1:]), *(starting.editor() if vscode else ()))
    _written(folder, files)
    there = "" if folder.resolve() == Path.cwd() else f"cd {_word(folder)} && "
    click.echo(f"Next: {there}briefs watch --open")


@new.command()
@click.argument("text", metavar="FILE|HEADLINE")
@opt.config
def article(text: str, config: Path) -> None:
    """Take in a text as it was received, or begin one with a headline; beside it a sidecar to fill in.

    FILE is a .txt or .md file: it is copied byte for byte, and what it seems to say of itself, such as its date, is
    written into the sidecar for you to correct. With a HEADLINE the article is a draft.

    \b
    Example: briefs new article ~/Downloads/harbour.txt
             briefs new article "Harbour reopens after strike"
    """
    from briefs import starting

    home = site_at(config, None, None, "text")
    if (file := Path(text)).is_file():
        files = _taken_in(home, file)
    elif file.suffix in (*_TEXTS, ".html", ".docx") or text.startswith((".", "/", "~")):
        raise click.UsageError(f"there is no file `{text}`")
    elif not text.strip():
        raise click.UsageError("write a headline, or the path of a text")
    else:
        _in_utf8(text)
        files = starting.article(text, f"{_content(home)}/articles", today(), _schemas(home))
        _unless_named(home, Path(files[0].path).stem)
    _written(home.root, files)


@new.command()
@click.argument("name")
@opt.config
def term(name: str, config: Path) -> None:
    """Begin a glossary entry for a NAME, and tell where it stands; "Full Name (FN)" has an abbreviation too.

    \b
    Example: briefs new term "Port Authority (PA)"
    """
    from briefs import starting
    from briefs.pipeline import Options, survey

    home = site_at(config, None, None, "text")
    if not name.strip():
        raise click.UsageError("write the name of the term")
    _in_utf8(name)
    found = survey(home, Options(drafts=True))
    told = starting.standing(name, found.outlines, found.plains)
    if told.known:
        raise click.UsageError(f"there is a term of this name already, in {told.known}")
    _written(home.root, [starting.term(name, f"{_content(home)}/glossary", _schemas(home))])
    _tell_where(name, told)


@new.command()
@click.argument("name", type=click.Choice(["vscode"]))
@opt.config
def editor(name: str, config: Path) -> None:
    """Write an editor's settings and tasks into a site that is there, and the schemas they name.

    \b
    Example: briefs new editor vscode
    """
    from briefs import starting
    from briefs.schemas import NAMES
    from briefs.toolkit import toolkit

    home = site_at(config, None, None, "text")
    kit = toolkit(home.config.plugins, str(home.root)).value
    _written(home.root, (*starting.editor(), *starting.schemas(_SCHEMAS, NAMES, kit)), some=False)


def _in_utf8(words: str) -> None:
    """Ends the command over words of the command line that no file could hold."""
    try:
        words.encode()
    except UnicodeEncodeError:
        raise click.UsageError("the name holds bytes that are not UTF-8; choose another") from None


# ── what is taken in ─────────────────────────────────────────────────────────────────────────────────────────────


def _taken_in(site: Site, file: Path) -> tuple[Artifact, ...]:
    """A copy of a text with its sidecar; of one that lies in the content already, the sidecar alone."""
    from msgspec.structs import replace

    from briefs import starting
    from briefs.core.manifest import Artifact

    if file.suffix not in _TEXTS:
        raise click.UsageError(f"`{file}` is neither a .txt nor a .md file; `briefs import` reads other formats")
    source, data = _read(file)
    real = file.resolve()
    if any(real.is_relative_to(site.content / home) for home in ("articles", "pages")):
        path = real.relative_to(site.root).as_posix()
        return (starting.beside(replace(source, path=path), _schemas(site)),)
    stem = starting.file_stem(file.stem)
    _unless_named(site, stem)
    path = f"{_content(site)}/articles/{stem}{file.suffix}"
    return Artifact(path, data), starting.beside(replace(source, path=path), _schemas(site))


def _read(file: Path) -> tuple[Source, bytes]:
    """A text that the build can read; else says why not and ends the command."""
    from briefs.core.decode import decode
    from briefs.core.diagnostics import error
    from briefs.pipeline import Report

    try:
        data = file.read_bytes()
    except OSError as problem:
        raise click.UsageError(f"`{file}` cannot be read: {problem.strerror}") from problem
    read = decode(file.as_posix(), data)
    if read.value is None:
        tell(Report(read.diagnostics or (error("encoding", "this is no text"),)), Path(), "text")
        sys.exit(CONTENT)
    return read.value, data


def _unless_named(site: Site, slug: str) -> None:
    from briefs.starting import namesake

    if there := namesake(site.content / "articles", slug):
        raise click.UsageError(f"there is an article `{slug}` already: {_content(site)}/articles/{there}")


def _content(site: Site) -> str:
    return site.content.relative_to(site.root).as_posix()


def _schemas(site: Site) -> str:
    """The folder of the schemas from the site's root; empty where the site keeps none."""
    from briefs.schemas import file_name

    return _SCHEMAS if (site.root / _SCHEMAS / file_name("sidecar")).is_file() else ""


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────────


def _written(root: Path, files: Iterable[Artifact], some: bool = True) -> None:
    """Write what is not there and say so; ends the command where a file could not be, or none was and some should."""
    from briefs.starting import lay

    laid = lay(root, files)
    for path in laid.written:
        click.echo(f"written: {_seen(root / path)}")
    for path in laid.kept:
        say(f"left as it is: {_seen(root / path)}")
    if laid.refused:
        say(f"error[cannot-write]: {laid.refused}")
        sys.exit(OUTPUT)
    if some and not laid.written:
        raise click.UsageError("nothing was written: what is there is never overwritten")


def _seen(path: Path) -> str:
    """A path as seen from the working folder."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _tell_where(name: str, told: Standing) -> None:
    """In which texts a new term is found at once."""
    from briefs.report import count

    if not told.times:
        click.echo(f"No text holds “{name}” yet.")
        return
    shown = ", ".join(f"{slug} ({times})" for slug, times in told.times[:10])
    more = len(told.times) - 10
    click.echo(f"It stands in {count(len(told.times), 'text')}: {shown}{f' and {more} more' if more > 0 else ''}")
    click.echo(f"Next: fill in `definition:`, then briefs explain {told.times[0][0]}")


def _word(path: Path) -> str:
    from shlex import quote

    return quote(str(path))
