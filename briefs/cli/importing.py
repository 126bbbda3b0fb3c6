"""Words of a command line go in, files of other tools become articles, notes and terms of a site; none is changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefs.cli import options as opt
from briefs.cli.codes import CLEAN, CONTENT, OUTPUT
from briefs.cli.said import lines, say, site_at

if TYPE_CHECKING:
    from briefs.config import Site
    from briefs.core.diagnostics import Checked, Diagnostic
    from briefs.importers import Asked, Given, Imported, Importer, Planned, Standing
    from briefs.importers.disk import Group, Grown

_EXCERPT = 2_000
"""Characters that ``--dry-run`` shows of a file."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@opt.config
@click.option("--from", "name", metavar="FORMAT", default="", help="The files' format, where it cannot be told.")
@click.option("--as", "slug", metavar="NAME", default="", help="What the one article is to be called.")
@click.option("--article", metavar="SLUG", default="", help="The article that annotations are about.")
@click.option("--encoding", metavar="NAME", default="", help="The files' encoding, where it is not UTF-8.")
@click.option("--source-name", metavar="NAME", default="", help="Who published it: `source.name` of the sidecar.")
@click.option("--source-url", metavar="URL", default="", help="Where it is from: `source.url`.")
@click.option("--retrieved", metavar="DATE", default="", help="The day on which it was received: `source.retrieved`.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before notes are added to a sidecar.")
@opt.form
def import_(
    files: tuple[Path, ...],
    config: Path,
    name: str,
    slug: str,
    article: str,
    encoding: str,
    source_name: str,
    source_url: str,
    retrieved: str,
    dry_run: bool,
    yes: bool,
    form: str,
) -> None:
    """Make articles with sidecars of files from elsewhere.

    Takes plain text, saved web pages, Markdown with front matter, Word documents, annotations and glossaries; folders
    with all that is in them. No file is ever overwritten: one that is there is an error, and nothing is written. Notes
    for an article that has a sidecar are added to it, below its own, after the difference was shown.

    \b
    Example: briefs import harbour.html --retrieved 2026-11-01
             briefs import ~/hugo/content --dry-run
             briefs import notes.txt --as harbour --source-url https://example.org/harbour
    """
    from briefs.core.diagnostics import Checked, has_errors, order
    from briefs.importers import Asked
    from briefs.importers.disk import gather, grown
    from briefs.pipeline.arriving import proved, standing

    site = site_at(config, None, None, form)
    if slug and (len(files) > 1 or files[0].is_dir()):
        raise click.UsageError("--as names one article, so it goes with one file")
    asked = Asked(slug, article, encoding, _day(retrieved), source_name, source_url)
    here = standing(site)
    gathered = gather(files, _importers(site, name))
    found = [_imported(group, gathered.value.others, here, asked) for group in gathered.value.groups]
    told = [*gathered.diagnostics, *(d for one in found for d in one.diagnostics)]
    planned = [file for one in found for file in one.files]
    growing = grown(site.root, [added for one in found for added in one.additions])
    told += growing.diagnostics
    after = {one.path: one.after for one in growing.value}
    told += () if has_errors(told) else proved(here.content, planned, here, after)
    told += _written(site, planned, growing.value, dry_run, yes, form) if not has_errors(told) else ()
    _tell(site, Checked(tuple(planned), order(told)), dry_run, form, growing.value)
    unwritten = any(one.code == "import-unwritten" for one in told)
    sys.exit(OUTPUT if unwritten else CONTENT if has_errors(told) else CLEAN)


def _written(
    site: Site, planned: Sequence[Planned], growing: Sequence[Grown], dry_run: bool, yes: bool, form: str
) -> tuple[Diagnostic, ...]:
    """Show the sidecars' differences, ask where there is somebody to ask, and write; what could not be done."""
    from briefs.cli.mending import agreed, show_difference
    from briefs.importers.disk import write

    for one in growing:
        show_difference(one.path, one.before, one.after, to_stderr=form == "json")
    if dry_run:
        return ()
    if growing and not (yes or form == "json" or agreed()):
        say("Nothing was written.")
        sys.exit(CLEAN)
    return write(site.root, site.content, planned, growing)


def _importers(site: Site, name: str) -> tuple[Importer, ...]:
    """All importers of the site, or the one of a name."""
    from briefs.core.diagnostics import nearest
    from briefs.toolkit import toolkit

    known = toolkit(site.config.plugins, str(site.root)).value.importers
    chosen = tuple(one for one in known if name in ("", one.name))
    if not chosen:
        names = [one.name for one in known]
        hint = nearest(name, names) or f"the formats are {', '.join(names)}"
        raise click.BadParameter(f"there is no format `{name}`; {hint}", param_hint="--from")
    return chosen


def _imported(group: Group, others: tuple[Given, ...], here: Standing, asked: Asked) -> Imported:
    from briefs.core.foreign import attempted
    from briefs.importers import Batch, Imported

    importer, batch = group.importer, Batch(group.given, others, here, asked)
    found = attempted(importer.plugin, f"the importer `{importer.name}`", lambda: importer.read(batch))
    return found.value or Imported(diagnostics=found.diagnostics)


def _day(written: str) -> str:
    """A day as ISO text, or nothing."""
    from datetime import date

    try:
        return date.fromisoformat(written).isoformat() if written else ""
    except ValueError:
        raise click.BadParameter(f"`{written}` is no day; write it like 2026-11-01", param_hint="--retrieved") from None


# ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────────


def _tell(
    site: Site, result: Checked[tuple[Planned, ...]], dry_run: bool, form: str, growing: Sequence[Grown] = ()
) -> None:
    """What was written, guessed and left out, and what to do next; or all of it as one JSON object."""
    from briefs.core.diagnostics import has_errors
    from briefs.report import as_text

    content = site.content.relative_to(site.root).as_posix()
    written = not has_errors(result.diagnostics) and not dry_run
    if form == "json":
        click.echo(_as_json(content, result, written, dry_run, growing))
        return
    if result.diagnostics:
        click.echo(as_text(result.diagnostics, _lines(site, content, result.value, growing)), err=True)
    if dry_run:
        for planned in result.value:
            _show(content, planned)
    elif written:
        for planned in result.value:
            click.echo(f"{content}/{planned.path}")
        for one in growing:
            click.echo(one.path)
    say(_closing(result, len(result.value) + len(growing), written, dry_run))


def _closing(result: Checked[tuple[Planned, ...]], number: int, written: bool, dry_run: bool) -> str:
    from briefs.report import count, problems

    codes = [one.code for one in result.diagnostics]
    kinds = (("import-guessed", "guessed"), ("import-changed", "changed"), ("import-left-out", "left out"))
    parts = [f"{codes.count(code):,} {word}" for code, word in kinds if code in codes]
    remarks = f" ({', '.join(parts)}: see above)" if parts else ""
    files = count(number, "file")
    if written:
        return f"{files} written{remarks}. Next: briefs check"
    if dry_run and not any(one.severity == "error" for one in result.diagnostics):
        return f"{files} would be written{remarks}."
    return f"{problems(result.diagnostics)}; nothing was written."


def _show(content: str, planned: Planned) -> None:
    """A planned file as a difference from nothing would show it."""
    from briefs.report import visible

    click.echo(f"+++ {content}/{planned.path}")
    if planned.copied:
        click.echo(f"  (a copy of {planned.copied})")
        return
    try:
        text = planned.data.decode()
    except UnicodeDecodeError:
        click.echo(f"  ({len(planned.data):,} bytes)")
        return
    for line in text[:_EXCERPT].splitlines():
        click.echo(f"+{visible(line)}")
    if len(text) > _EXCERPT:
        click.echo(f"  … and {len(text) - _EXCERPT:,} characters more")


def _as_json(
    content: str, result: Checked[tuple[Planned, ...]], written: bool, dry_run: bool, growing: Sequence[Grown]
) -> str:
    from msgspec.json import encode

    from briefs.core.diagnostics import has_errors
    from briefs.report import record_of

    files = [
        *(_file(content, one) for one in result.value),
        *({"path": one.path, "bytes": len(one.after)} for one in growing),
    ]
    ok = not has_errors(result.diagnostics)
    told = [record_of(one) for one in result.diagnostics]
    return encode({"ok": ok, "written": written, "dry_run": dry_run, "files": files, "diagnostics": told}).decode()


def _file(content: str, planned: Planned) -> dict[str, object]:
    shown: dict[str, object] = {"path": f"{content}/{planned.path}", "bytes": len(planned.data)}
    return {**shown, "copied": planned.copied} if planned.copied else shown


def _lines(site: Site, content: str, planned: Iterable[Planned], growing: Iterable[Grown]) -> Callable[[str, int], str]:
    """Looks up a line for an excerpt: of a planned file, of one of the site, or of one that was named."""
    data = {**{f"{content}/{one.path}": one.data for one in planned}, **{one.path: one.after for one in growing}}
    there, given = lines(site.root), lines(Path())

    def line(path: str, number: int) -> str:
        if path in data:
            rows = data[path].decode("utf-8-sig", "replace").split("\n")
            return rows[number - 1] if 0 < number <= len(rows) else ""
        return given(path, number) or there(path, number)

    return line
