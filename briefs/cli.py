"""A command line goes in, an exit code comes out; the only room that prints."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefs.config import Site
    from briefs.pipeline import Report

CLEAN, CONTENT, USAGE, FAULT, OUTPUT, BUSY, INTERRUPTED = 0, 1, 2, 70, 74, 75, 130
"""Exit codes (FORMAT "Commands")."""
_DEFAULT = "build"


class _Commands(click.Group):
    """A group whose first word may be left out: then it is ``build``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"briefs {version('annotated-briefs')}")
        except PackageNotFoundError:
            click.echo("briefs (from a checkout, not installed)")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
def cli() -> None:
    """Briefs makes a website of articles and what is explained about them.

    The articles in content/articles keep their words; what is explained stands in YAML files beside them.

    \b
    Example: briefs build          make the site in site/
             briefs watch --open   write with a preview that follows each save
             briefs check          look for mistakes, write nothing
             briefs explain NAME   what was linked in an article, what not, and why
    """


_config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("config.yaml"),
    show_default=True,
    help="The site's settings.",
)
_output = click.option("--output", type=click.Path(path_type=Path), help="Folder to write to, instead of the config's.")
_url = click.option("--url", help="Canonical address of the site, instead of the config's.")
_strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
_drafts = click.option("--drafts", is_flag=True, help="Include articles with `draft: true`.")
_format = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)


@cli.command()
@_config
@_output
@_url
@_strict
@_drafts
@_format
@click.option(
    "--keep-going", is_flag=True, help="Publish what can be published in spite of errors; exits 1 all the same."
)
@click.option("--verify", is_flag=True, help="Read every published file again instead of trusting its size and time.")
@click.option("--locked", is_flag=True, help="Fail where briefs.lock would change, as a check in CI wants.")
@click.option("--open", "show", is_flag=True, help="Open the front page in a browser.")
def build(
    config: Path,
    output: Path | None,
    url: str | None,
    strict: bool,
    drafts: bool,
    form: str,
    keep_going: bool,
    verify: bool,
    locked: bool,
    show: bool,
) -> None:
    """Make the site.

    Nothing is published when there are errors: the last good site stays.

    \b
    Example: briefs build --output public --url https://example.org/briefs/
    """
    from briefs.core.manifest import CannotWrite
    from briefs.lock import Busy
    from briefs.pipeline import Options
    from briefs.pipeline import build as make

    site = _site(config, output, url, form)
    options = Options(drafts=drafts, strict=strict, keep_going=keep_going, verify=verify, locked=locked)
    try:
        report = make(site, options, _progress(form))
    except (Busy, CannotWrite) as problem:
        sys.exit(_hindered(problem, site.root, form))
    _tell(report, site.root, form)
    home = site.output / "index.html"
    if form == "text" and report.published:
        click.echo(_summary(report, site))
        click.echo(f"Open {home.as_uri()}")
    if show and report.published:
        _show(home.as_uri())
    sys.exit(CLEAN if report.ok else CONTENT)


@cli.command()
@_config
@_strict
@_drafts
@_format
@click.option("--today", metavar="DATE", help="The day against which definitions are old; today, if not given.")
def check(config: Path, strict: bool, drafts: bool, form: str, today: str | None) -> None:
    """Look for mistakes, and for what an editor should see to; write nothing.

    \b
    Example: briefs check
             briefs check --today 2026-11-01
    """
    from briefs.pipeline import Options, make

    site = _site(config, None, None, form)
    options = Options(drafts=drafts, strict=strict, checking=True, today=_day(today))
    report = make(site, options, _progress(form)).report
    _tell(report, site.root, form)
    if form == "text" and not report.diagnostics:
        click.echo("No mistakes found.")
    sys.exit(CLEAN if report.ok else CONTENT)


@cli.command()
@_config
@_drafts
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", default=8000, show_default=True, help="Port; the next free one if it is taken.")
@click.option("--open", "show", is_flag=True, help="Open the front page in a browser.")
@click.option("--poll", is_flag=True, help="Look at the files in turn, where the system reports no changes.")
def watch(config: Path, drafts: bool, host: str, port: int, show: bool, poll: bool) -> None:
    """Write with a preview: builds, serves, and shows each save at once.

    The output folder is not touched.

    \b
    Example: briefs watch --open
    """
    from briefs.session import Session

    site = _site(config, None, None, "text")
    session = Session(config, drafts, lambda: _lines(site.root), _say, lambda report: _diagnose(report, site.root))
    session.run(site, host, port, poll, _show if show else None)


@cli.command("explain")
@click.argument("article")
@click.argument("phrase", required=False, default="")
@_config
@_format
def explain_(article: str, phrase: str, config: Path, form: str) -> None:
    """Show what was linked in an article, what was not, and why.

    ARTICLE is its slug or file. With PHRASE only the names that have to do with it.

    \b
    Example: briefs explain harbour
             briefs explain harbour "Port Authority"
    """
    from briefs.core.diagnostics import nearest
    from briefs.explain import explain
    from briefs.ledger import as_table
    from briefs.pipeline import Unknown
    from briefs.report import as_json_of

    site = _site(config, None, None, form)
    found = explain(site, article, phrase)
    if isinstance(found, Unknown):
        hint = nearest(article, found.slugs) or f"there is: {', '.join(found.slugs[:20])}"
        raise click.UsageError(f"there is no article `{article}`; {hint}")
    if form == "json":
        click.echo(as_json_of(found))
    else:
        click.echo(as_table(found, _width(), sys.stdout.isatty()))


def _day(written: str | None) -> str:
    """A day as ISO text; the clock's where none is given."""
    from datetime import date

    try:
        return (date.fromisoformat(written) if written else date.today()).isoformat()
    except ValueError:
        raise click.BadParameter(f"`{written}` is no day; write it like 2026-11-01", param_hint="--today") from None


def _site(config: Path, output: Path | None, url: str | None, form: str) -> Site:
    """The site that a config describes; ends the command where it is unusable."""
    from briefs.config import read_site
    from briefs.pipeline import Report

    checked = read_site(config, output, url)
    if checked.value is None:
        _tell(Report(checked.diagnostics), config.parent, form)
        sys.exit(USAGE)
    return checked.value


def _tell(report: Report, root: Path, form: str) -> None:
    """Diagnostics to stderr with a closing line, or the whole report as one JSON object to stdout."""
    from briefs.report import as_json, problems

    if form == "json":
        click.echo(as_json(report))
        return
    _diagnose(report, root)
    found = problems(report.diagnostics)
    if found:
        ending = "" if report.ok else "; nothing was published" if not report.published else "; published all the same"
        click.echo(f"{found}{ending}.", err=True)


def _hindered(problem: Exception, root: Path, form: str) -> int:
    """What keeps a good site from being published, said in the form asked for; the exit code."""
    from briefs.core.diagnostics import error
    from briefs.lock import Busy
    from briefs.pipeline import Report

    busy = isinstance(problem, Busy)
    _tell(Report((error("busy" if busy else "cannot-write", str(problem)),)), root, form)
    return BUSY if busy else OUTPUT


def _diagnose(report: Report, root: Path) -> None:
    from briefs.report import as_text

    if report.diagnostics:
        click.echo(as_text(report.diagnostics, _lines(root)), err=True)


def _summary(report: Report, site: Site) -> str:
    from briefs.report import summary

    try:
        shown = site.output.relative_to(Path.cwd()).as_posix()
    except ValueError:
        shown = str(site.output)
    return summary(report, shown)


def _lines(root: Path) -> Callable[[str, int], str]:
    """Looks up a line of a file of the site, for an excerpt; each file is read once, and cut as ``Source`` cuts it."""

    @lru_cache(maxsize=64)
    def read(path: str) -> list[str]:
        try:
            # A pipe named like an article would be waited for without end.
            return (root / path).read_text("utf-8-sig", "replace").split("\n") if (root / path).is_file() else []
        except OSError:
            return []

    def line(path: str, number: int) -> str:
        lines = read(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    return line


def _progress(form: str) -> Callable[[str], None]:
    """Names each stage on a terminal while it runs; says nothing to a file or a program."""
    if form != "text" or not sys.stderr.isatty():
        return lambda stage: None
    return lambda stage: click.echo(f"\r\033[K{stage} …\r", nl=False, err=True)


def _show(address: str) -> None:
    """Opens a browser where there is a screen for one; the address has been printed in any case."""
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        click.launch(address)


def _width() -> int:
    """Columns of the terminal; enough for a table where the output goes elsewhere."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def _say(line: str) -> None:
    click.echo(line, err=True)


def main(args: Sequence[str] | None = None) -> None:
    """Runs a command and ends the process with its exit code."""
    try:
        cli.main(args=list(args) if args is not None else None, standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(CLEAN)
    except Exception as fault:
        _own_fault(fault)
        sys.exit(FAULT)


def _own_fault(fault: Exception) -> None:
    """Where we failed and not the author: all that a report of it needs."""
    import traceback

    click.echo("".join(traceback.format_exception(fault)), err=True)
    click.echo(f"error[fault]: {type(fault).__name__}: {fault}", err=True)
    click.echo("  hint: this is a fault of Briefs, not of your content; the published site is as it was.", err=True)
    click.echo("        Please report it with the lines above and, if you can, the file that brings it on.", err=True)
