"""Words of a command line go in, what a site knows comes out as a file for another program."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefs.cli import options as opt
from briefs.cli.codes import CLEAN, CONTENT, OUTPUT, USAGE
from briefs.cli.placing import put
from briefs.cli.said import diagnose, say, site_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.config import Site
    from briefs.core.diagnostics import Diagnostic
    from briefs.pipeline import Options


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["skos", "csv", "annotations"]),
    required=True,
    help="The glossary as SKOS (Turtle) or as CSV; all notes and mentions as a W3C Web Annotation page.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output, if not given.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@opt.config
@opt.url
@opt.drafts
def export(form: str, output: Path | None, force: bool, config: Path, url: str | None, drafts: bool) -> None:
    """Write the glossary, or all annotations, as a file for another program.

    \b
    Example: briefs export --format csv --output glossary.csv
             briefs export --format skos --url https://example.org/briefs/ > glossary.ttl
             briefs export --format annotations --output annotations.json
    """
    from briefs.pipeline import Options

    if output is not None and not force and os.path.lexists(output):
        say(f"`{output}` is there already and was left as it is; `--force` writes over it.")
        sys.exit(USAGE)
    site = site_at(config, None, url, "text")
    made = _made(site, form, Options(drafts=drafts, draw=False, cache=False))
    if made is None:
        sys.exit(CONTENT)
    sys.exit(_write(made, output))


def _made(site: Site, form: str, options: Options) -> str | None:
    """The file's text; None where the content has errors, which are told."""
    from briefs.pipeline import annotated, linked_site

    if form == "annotations":
        from briefs.exporters.annotations import joined

        files = annotated(site, options)
        return joined(files.value, site.config.url) if _is_good(files.diagnostics, site) else None
    found = linked_site(site, options)
    if not _is_good(found.diagnostics, site):
        return None
    if form == "csv":
        from briefs.exporters.table import table

        return table(found.value)
    from briefs.exporters.turtle import skos

    return skos(found.value, site.config.title, site.config.url)


def _is_good(diagnostics: Sequence[Diagnostic], site: Site) -> bool:
    """Whether there is no error; each is told."""
    from briefs.pipeline import Report

    errors = tuple(one for one in diagnostics if one.severity == "error")
    diagnose(Report(errors), site.root)
    return not errors


def _write(text: str, output: Path | None) -> int:
    """To the file, whole or not at all; to standard output where none is named."""
    data = text.encode()
    if output is None:
        click.echo(data, nl=False)
        return CLEAN
    try:
        put(output, data)
    except OSError as problem:
        say(f"`{output}` cannot be written: {problem.strerror}")
        return OUTPUT
    return CLEAN
