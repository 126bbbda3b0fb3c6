"""A site goes in, quotes of its sidecars are rewritten once the author has seen how; no article is touched."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefs.cli.said import hindered, say

if TYPE_CHECKING:
    from briefs.config import Site
    from briefs.core.diagnostics import Diagnostic
    from briefs.pipeline.mending import Mending, Mendings


def mend(site: Site, review: bool, dry_run: bool, sure: bool, form: str) -> tuple[Diagnostic, ...]:
    """Show each sidecar's difference, ask where there is somebody to ask, and write; what could not be done comes back.

    Where the report is for a program the difference goes to stderr. Ends the command where another build of the site
    is running.
    """
    from briefs.core.manifest import CannotWrite
    from briefs.lock import Busy, build_lock
    from briefs.pipeline.mending import mendings

    try:
        with build_lock(site.root / ".briefs" / "lock"):
            found = mendings(site, review)
            _show(found.files, to_stderr=form != "text")
            if not found.files:
                say("No quote needs mending." if review else "No quote needs mending that is certain of its place.")
            elif not dry_run and (sure or _agreed()):
                return (*found.diagnostics, *_write(site.root, found))
            return found.diagnostics
    except (Busy, CannotWrite) as problem:
        sys.exit(hindered(problem, site.root, form))


def _agreed() -> bool:
    """The author's yes; where nobody can be asked, calling the command was one."""
    return not sys.stdin.isatty() or click.confirm("Write this?", default=True, err=True)


def _show(files: Iterable[Mending], to_stderr: bool) -> None:
    for mending in files:
        for line in difference(mending.path, mending.before, mending.after):
            colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
            click.echo(click.style(line, fg=colour) if colour else line, err=to_stderr)
        for quote in mending.quotes:
            if quote.old == quote.new:
                say(f"{mending.path}:{quote.span.line}: the place of “{quote.old}” will be remembered")


def difference(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """The unified difference of two versions of a file, line by line, with what a terminal cannot show by name."""
    from difflib import unified_diff

    from briefs.report import visible

    old, new = (data.decode("utf-8-sig").splitlines() for data in (before, after))
    for line in unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm=""):
        yield visible(line)


def _write(root: Path, found: Mendings) -> tuple[Diagnostic, ...]:
    """Each sidecar, and then what is remembered of the quotes that were written; what was not."""
    from briefs.core.diagnostics import error
    from briefs.core.source import Span
    from briefs.pipeline.mending import after
    from briefs.report import count
    from briefs.stages.recall import retain
    from briefs.writeback import UNDO, write_back

    written, faults = [], []
    for mending in found.files:
        refusal = write_back(root, mending.path, mending.before, mending.after)
        if refusal:
            faults.append(
                error("sidecar-unwritten", f"`{mending.path}` was not written: {refusal}", Span(mending.path))
            )
        else:
            written.append(mending)
    unwritten = retain(root, after(found, written)) if written else None
    number = sum(len(mending.quotes) for mending in written)
    if written:
        say(f"{count(number, 'quote')} mended in {count(len(written), 'file')}; what stood there before is in {UNDO}/")
    return (*faults, *([unwritten] if unwritten else []))
