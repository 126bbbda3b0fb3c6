"""Nothing goes in, the options that several commands share come out."""

from __future__ import annotations

from pathlib import Path

import click


class _Jobs(click.ParamType[str]):
    """A number from 1, or ``auto``."""

    name = "N|auto"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words as written, if they are either."""
        if value in ("", "auto") or (value.isascii() and value.isdigit() and 1 <= int(value) <= 9999):
            return value
        self.fail(f"`{value}` is neither `auto` nor a number from 1 to 9999", param, ctx)


class _Editor(click.ParamType[str]):
    """An editor's name or the form of its addresses; the form comes out."""

    name = "NAME|URL"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The form, if there is one."""
        from briefs.preview.editors import EDITORS, form_of

        form = form_of(value)
        if form is None:
            known = ", ".join(EDITORS)
            self.fail(f"`{value}` is neither one of {known} nor an address with `{{path}}`", param, ctx)
        return form


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
any_form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How to report; github shows mistakes beside the lines of a change, sarif is for code hosts.",
)
jobs = click.option(
    "--jobs",
    type=_Jobs(),
    default="",
    metavar="N|auto",
    help="Processes at work; auto takes one a core where there is enough to do. [default: the config's]",
)
editor = click.option(
    "--editor",
    "form",
    type=_Editor(),
    default="vscode",
    show_default=True,
    metavar="NAME|URL",
    help="What opens a place from the page: vscode, vscode-insiders, vscodium, cursor, zed, idea, textmate, none, "
    "or an address such as scheme://open?file={path}&line={line}&column={column}.",
)
