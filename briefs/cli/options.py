"""Nothing goes in, the options that several commands share come out."""

from __future__ import annotations

from pathlib import Path

import click

config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("config.yaml"),
    show_default=True,
    help="The site's settings.",
)
output = click.option("--output", type=click.Path(path_type=Path), help="Folder to write to, instead of the config's.")
url = click.option("--url", help="Canonical address of the site, instead of the config's.")
strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
drafts = click.option("--drafts", is_flag=True, help="Include articles with `draft: true`.")
form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
