"""Words of a command line go in, a site is built or watched: the commands that make pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefs.cli import options as opt
from briefs.cli.codes import CLEAN, CONTENT
from briefs.cli.progress import progress
from briefs.cli.said import diagnose, hindered, lines, say, show_page, site_at, summary, tell


@click.command()
@opt.config
@opt.output
@opt.url
@opt.strict
@opt.drafts
@opt.form
@click.option(
    "--keep-going", is_flag=True, help="Publish what can be published in spite of errors; exits 1 all the same."
)
@click.option("--verify", is_flag=True, help="Build from nothing as well, and fail unless every byte is the same.")
@click.option("--no-cache", "anew", is_flag=True, help="Make everything anew; neither use nor keep what was made.")
@opt.jobs
@click.option("--cluster", "address", metavar="ADDRESS", help="Let the workers of a Dask scheduler do the work.")
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
    anew: bool,
    jobs: str,
    address: str | None,
    locked: bool,
    show: bool,
) -> None:
    """Make the site.

    Nothing is published when there are errors: the last good site stays.

    \b
    Example: briefs build --output public --url https://example.org/briefs/
    """
    from briefs.cluster import NoCluster, workers
    from briefs.core.manifest import CannotWrite
    from briefs.lock import Busy
    from briefs.pipeline import Options
    from briefs.pipeline import build as make

    site = site_at(config, output, url, form)
    options = Options(
        drafts=drafts,
        strict=strict,
        keep_going=keep_going,
        verify=verify,
        locked=locked,
        cache=not anew,
        jobs=int(jobs) if jobs.isdigit() else "auto" if jobs else "",
    )
    try:
        with workers(address) as executor, progress(form) as told:
            report = make(site, options, told, executor)
    except NoCluster as problem:
        raise click.UsageError(str(problem)) from problem
    except (Busy, CannotWrite) as problem:
        sys.exit(hindered(problem, site.root, form))
    tell(report, site.root, form)
    if form == "text" and report.cache_was_damaged:
        say("What builds remember in .briefs/ was damaged or could not be written: all was made anew.")
    home = site.output / "index.html"
    if form == "text" and report.published:
        click.echo(summary(report, site))
        click.echo(f"Open {home.as_uri()}")
    if show and report.published:
        show_page(home.as_uri())
    sys.exit(CLEAN if report.ok else CONTENT)


@click.command()
@opt.config
@opt.drafts
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", default=8000, show_default=True, help="Port; the next free one if it is taken.")
@click.option("--open", "show", is_flag=True, help="Open the front page in a browser.")
@click.option("--poll", is_flag=True, help="Look at the files in turn, where the system reports no changes.")
@opt.editor
def watch(config: Path, drafts: bool, host: str, port: int, show: bool, poll: bool, form: str) -> None:
    """Write with a preview: builds, serves, and shows each save at once.

    Errors stand over the page. "Ledger", in each page's corner, opens a panel: what to see to in this text, names that
    have no entry, what was linked and why. The output folder is not touched.

    \b
    Example: briefs watch --open
             briefs watch --drafts --editor zed
    """
    from briefs.preview.editors import Editor
    from briefs.session import Session

    if not config.is_file():
        site_at(config, None, None, "text")  # ends here: this is no site's folder
    root = config.resolve().parent
    session = Session(
        config.absolute(),  # The folder that we are in may go.
        drafts,
        lambda: lines(root),
        say,
        lambda report: diagnose(report, root),
        Editor(form, root.as_posix()),
        lambda: progress("text"),
    )
    session.run(host, port, poll, show_page if show else None)
