"""Reports and questions go in, a terminal or a program is told; only the rooms of this folder print."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefs.cli.codes import BUSY, OUTPUT, USAGE

if TYPE_CHECKING:
    from briefs.config import Site
    from briefs.pipeline import Report


def site_at(config: Path, output: Path | None, url: str | None, form: str) -> Site:
    """The site that a config describes; ends the command where it is unusable."""
    from briefs.config import read_site
    from briefs.pipeline import Report

    checked = read_site(config, output, url)
    if checked.value is None:
        tell(Report(checked.diagnostics), config.parent, form)
        sys.exit(USAGE)
    return checked.value


def tell(report: Report, root: Path, form: str) -> None:
    """Diagnostics to stderr with a closing line, or the whole report in a form for programs to stdout."""
    from briefs.report import as_json, problems

    if form == "json":
        click.echo(as_json(report))
        return
    if form == "sarif":
        click.echo(_log(report, root))
        return
    if form == "github":
        _annotate(report, root)
    else:
        diagnose(report, root)
    found = problems(report.diagnostics)
    if found:
        ending = "" if report.ok else "; nothing was published" if not report.published else "; published all the same"
        click.echo(f"{found}{ending}.", err=True)


def hindered(problem: Exception, root: Path, form: str) -> int:
    """What keeps a good site from being published, said in the form asked for; the exit code."""
    from briefs.core.diagnostics import error
    from briefs.lock import Busy
    from briefs.pipeline import Report

    busy = isinstance(problem, Busy)
    tell(Report((error("busy" if busy else "cannot-write", str(problem)),)), root, form)
    return BUSY if busy else OUTPUT


def diagnose(report: Report, root: Path) -> None:
    """All that is wrong, to stderr."""
    from briefs.report import as_text

    if report.diagnostics:
        click.echo(as_text(report.diagnostics, lines(root)), err=True)


def _annotate(report: Report, root: Path) -> None:
    from briefs.github import as_commands

    if report.diagnostics:
        click.echo(as_commands(report.diagnostics, _below_repository(root)))


def _log(report: Report, root: Path) -> str:
    from briefs.manual import rules
    from briefs.sarif import as_log

    return as_log(report.diagnostics, rules(), installed(), _below_repository(root))


def installed() -> str:
    """The version that is installed; empty in a checkout that is not."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("annotated-briefs")
    except PackageNotFoundError:
        return ""


def _below_repository(root: Path) -> str:
    """Where a site lies in its repository, by which code hosts name its files; empty where it is none or its root."""
    home = root.resolve()
    repository = next((folder for folder in (home, *home.parents) if (folder / ".git").exists()), home)
    return "" if repository == home else home.relative_to(repository).as_posix()


def summary(report: Report, site: Site) -> str:
    """The closing line of a build, with the output folder as seen from here."""
    from briefs.report import summary as closing

    try:
        shown = site.output.relative_to(Path.cwd()).as_posix()
    except ValueError:
        shown = str(site.output)
    return closing(report, shown)


def lines(root: Path) -> Callable[[str, int], str]:
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


def show_page(address: str) -> None:
    """Opens a browser where there is a screen for one; the address has been printed in any case."""
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        click.launch(address)


def width() -> int:
    """Columns of the terminal; enough for a table where the output goes elsewhere."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def say(line: str) -> None:
    """A line to stderr."""
    click.echo(line, err=True)
