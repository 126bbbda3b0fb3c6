"""Words of a command line go in, what stands in a site is told: the commands that make no page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefs.cli import options as opt
from briefs.cli.codes import CLEAN, CONTENT, OUTPUT
from briefs.cli.completing import articles, terms
from briefs.cli.mending import mend
from briefs.cli.progress import progress
from briefs.cli.said import say, site_at, tell, width
from briefs.cli.today import today


@click.command()
@opt.config
@opt.strict
@opt.drafts
@opt.any_form
@click.option("--today", "day", metavar="DATE", help="The day against which definitions are old; today, if not given.")
@click.option("--fix", is_flag=True, help="Write the article's words into quotes that were found through edits.")
@click.option("--review", is_flag=True, help="With --fix: also where a quote's place is likely but not certain.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would be written, and write nothing.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask before writing.")
def check(
    config: Path,
    strict: bool,
    drafts: bool,
    form: str,
    day: str | None,
    fix: bool,
    review: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Look for mistakes, and for what an editor should see to.

    Writes nothing but with --fix: then quotes in sidecars, after showing how, never an article.

    \b
    Example: briefs check
             briefs check --today 2026-11-01
             briefs check --fix --dry-run
             briefs check --format sarif > briefs.sarif
    """
    from msgspec.structs import replace

    from briefs.core.diagnostics import order
    from briefs.pipeline import Options, make

    if (review or dry_run or yes) and not fix:
        raise click.UsageError("--review, --dry-run and --yes go with --fix")
    options = Options(drafts=drafts, strict=strict, checking=True, today=_day(day))
    site = site_at(config, None, None, form)
    undone = mend(site, review, dry_run, yes or form != "text", form) if fix else ()
    with progress(form) as told:
        report = make(site, options, told).report
    report = replace(report, diagnostics=order((*report.diagnostics, *undone)))
    tell(report, site.root, form)
    if form == "text" and not report.diagnostics:
        click.echo("No mistakes found.")
    unwritten = any(fault.code == "sidecar-unwritten" for fault in undone)
    sys.exit(OUTPUT if unwritten else CLEAN if report.ok else CONTENT)


@click.command()
@click.argument("article", shell_complete=articles)
@click.argument("phrase", required=False, default="", shell_complete=terms)
@opt.config
@opt.form
def explain(article: str, phrase: str, config: Path, form: str) -> None:
    """Show what was linked in an article, what was not, and why.

    ARTICLE is its slug or file. With PHRASE only the names that have to do with it.

    \b
    Example: briefs explain harbour
             briefs explain harbour "Port Authority"
    """
    from briefs.core.diagnostics import nearest
    from briefs.explain import explain as ledger_of
    from briefs.ledger import as_table
    from briefs.pipeline import Unknown
    from briefs.report import as_json_of

    site = site_at(config, None, None, form)
    found = ledger_of(site, article, phrase)
    if isinstance(found, Unknown):
        hint = nearest(article, found.slugs) or f"there is: {', '.join(found.slugs[:20])}"
        raise click.UsageError(f"there is no article `{article}`; {hint}")
    if form == "json":
        click.echo(as_json_of(found))
    else:
        click.echo(as_table(found, width(), sys.stdout.isatty(), phrase))


@click.command()
@opt.config
@opt.drafts
@opt.form
@click.option("--yaml", "stub", is_flag=True, help="A glossary file to fill in, instead of a table.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=30, show_default=True, metavar="N", help="How many; 0 for all."
)
def suggest(config: Path, drafts: bool, form: str, stub: bool, limit: int) -> None:
    """Show what the glossary lacks: acronyms, names that recur, and other forms of the terms there are.

    What readers stumble over most comes first, each with a sentence in which it stands. Nothing is written.

    \b
    Example: briefs suggest
             briefs suggest --yaml >> content/glossary/suggested.yaml
    """
    from briefs.pipeline import Options, survey
    from briefs.report import as_json_of
    from briefs.suggest import Suggestions
    from briefs.suggest import suggest as ranking
    from briefs.suggested import as_table, as_yaml

    if stub and form == "json":
        raise click.UsageError("choose one of --yaml and --format json")
    site = site_at(config, None, None, form)
    found = survey(site, Options(drafts=drafts))
    skipped = {origin: one.skipped for origin, one in found.matched.items()}
    mentions = {origin: one.mentions for origin, one in found.matched.items()}
    ranked = ranking(found.strangers, skipped, mentions, found.outlines, found.plains, site.config.language)
    shown = ranked[:limit] if limit > 0 else ranked
    if form == "json":
        click.echo(as_json_of(Suggestions(shown, len(ranked))))
    elif stub:
        click.echo(as_yaml(shown, [term.id for outline in found.outlines for term in outline.terms]), nl=False)
    else:
        click.echo(as_table(shown, width(), sys.stdout.isatty()))
    if form == "text" and len(shown) < len(ranked):
        say(f"{len(ranked) - len(shown):,} more: `--limit 0` shows all.")


def _day(written: str | None) -> str:
    """A day as ISO text; the one that it is where none is given."""
    from datetime import date

    try:
        return date.fromisoformat(written).isoformat() if written else today()
    except ValueError:
        raise click.BadParameter(f"`{written}` is no day; write it like 2026-11-01", param_hint="--today") from None
