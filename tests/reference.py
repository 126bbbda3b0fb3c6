"""The commands go in, their page of the documentation comes out as it should be; writes none."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from briefs import cli

_COMMANDS_HEAD = """# Commands

Every command with its options, as `briefs COMMAND --help` has them. `briefs` alone is `briefs build`. In a checkout of the project `python build.py` takes the same words. Run a command in the folder of a site, the one with `config.yaml`.
"""  # noqa: E501


def commands_page() -> str:
    """docs, commands.md: a section a command, drawn from what the program itself knows."""
    found = _commands(cli.cli, click.Context(cli.cli, info_name="briefs"))
    return "\n".join((_COMMANDS_HEAD, *("\n".join(_section(command, context)) for command, context in found)))


def _commands(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """The commands of a group and of the groups in it, in the order in which they were added."""
    for name, command in group.commands.items():
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)
        elif not command.hidden:
            yield command, inner


def _section(command: click.Command, context: click.Context) -> Iterator[str]:
    """One command: what it does, how it is called, its options, an example."""
    said, _, example = inspect.cleandoc(command.help or "").partition("\b\n")
    yield f"## {context.command_path.removeprefix('briefs ')}\n"
    yield "\n\n".join(_escaped(" ".join(part.split())) for part in said.strip().split("\n\n")) + "\n"
    yield f"Usage: `{' '.join((context.command_path, *command.collect_usage_pieces(context)))}`\n"
    options = [param for param in command.params if isinstance(param, click.Option) and not param.hidden]
    yield from table(("option", "does"), [_option(option, context) for option in options])
    lines = [line.strip().removeprefix("Example:").strip() for line in example.splitlines()]
    lines = [line for line in lines if line.startswith("briefs ")]
    if lines:
        yield "\n".join(("```sh", *lines, "```", ""))


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    """What is written, and what it does, with its default."""
    names, about = option.get_help_record(context) or ("", "")
    about, _, default = about.rstrip("]").partition("[default: ")
    said = f" Default: {default.partition(';')[0]}." if default else ""
    return f"`{names}`", _escaped(about.strip() + said)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """A table of Markdown, with the bars in its cells escaped."""
    if rows:
        yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}"
        for row in rows:
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
        yield ""


def _escaped(text: str) -> str:
    """Words of the program as Markdown: what stands in angle brackets or asterisks is no markup."""
    return re.sub(r"([*<>\[\]_])(?![^`]*`[^`]*$)", r"\\\1", text)
