"""A command line goes in, an exit code comes out; the only room that prints."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from types import FrameType
from typing import NoReturn, TypeGuard

import click

from briefs import __version__
from briefs.cli.codes import CLEAN, FAULT, INTERRUPTED, OUTPUT, USAGE
from briefs.cli.editing import completion, schema
from briefs.cli.exporting import export
from briefs.cli.importing import import_
from briefs.cli.making import build, watch
from briefs.cli.reading import check, explain, suggest
from briefs.cli.starting import new

_DEFAULT = "build"
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
_TIDYING = 5.0
"""Seconds for which it is enough to be asked once."""


class _Commands(click.Group):
    """A group whose first word may be left out: then it is ``build``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        left_out = not args or (args[0].startswith("-") and args[0] not in own)
        if left_out and not ctx.resilient_parsing:  # where a shell asks, the word is still to come
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Does what the words ask for, in a folder that is there: all paths begin in it."""
        try:
            os.getcwd()
        except OSError:
            raise click.UsageError("the folder that you are in is no longer there; go to another") from None
        return super().invoke(ctx)


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"briefs {__version__}")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
def cli() -> None:
    """Briefs makes a website of articles and what is explained about them.

    The articles in content/articles keep their words; what is explained stands in YAML files beside them.

    \b
    Example: briefs new site NAME  begin a site, with an example of everything
             briefs build          make the site in site/
             briefs watch --open   write with a preview that follows each save
             briefs check          look for mistakes, write nothing
             briefs explain NAME   what was linked in an article, what not, and why
             briefs suggest        acronyms and names without an entry, with their sentences
             briefs import FILE    make an article of a text, a web page, a document from elsewhere
             briefs export         the glossary, or all annotations, for another program
    """


for _command in (build, watch, check, explain, suggest, new, import_, export, schema, completion):
    cli.add_command(_command)


def main(args: Sequence[str] | None = None) -> None:
    """Runs a command and ends the process with its exit code."""
    _see_that_all_are_open()
    interrupt = _Interrupt()
    _when_asked_to_end(interrupt)
    output = sys.stdout
    try:
        cli.main(args=list(args) if args is not None else None, standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        _interrupted()
    except SystemExit as ended:
        # Where whoever read our output has gone, click puts another in its place and ends with 1; nobody is to tell.
        sys.exit(ended.code if sys.stdout is output else CLEAN)
    except Exception as fault:
        if interrupt.was_heard:  # Python 3.11 makes a RuntimeError of an interrupt that comes while a class is made.
            _interrupted()
        if _is_unsaid(fault):
            from briefs.core.manifest import in_words

            with suppress(OSError):
                click.echo(f"error[cannot-write]: what is said here cannot be written: {in_words(fault)}", err=True)
            sys.exit(OUTPUT)
        _own_fault(fault)
        sys.exit(FAULT)


def _see_that_all_are_open() -> None:
    """Where the caller has closed one of the three standard files, nothing stands for it.

    A file of ours would get its number otherwise, and with it what others say there.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))


def _is_unsaid(fault: Exception) -> TypeGuard[OSError]:
    """Whether it is what we say that cannot be written, to a full disk for one."""
    at = fault.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    return (
        isinstance(fault, OSError) and at is not None and at.tb_frame.f_globals.get("__name__") == click.utils.__name__
    )


def _interrupted() -> NoReturn:
    _when_asked_to_end(signal.SIG_IGN)
    click.echo("Interrupted.", err=True)
    sys.exit(INTERRUPTED)


def _when_asked_to_end(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    """Let this hear the signals that end a process, but for those that are ignored, as under nohup."""
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


class _Interrupt:
    """A process that is asked to end, or whose terminal is closed, tidies up as after Ctrl-C (FAULTS B16).

    Who asks again is not heard for a while: a second Ctrl-C would end the tidying up, which takes a moment.
    """

    def __init__(self) -> None:
        self._asked = -_TIDYING
        self.was_heard = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if monotonic() - self._asked >= _TIDYING:
            self._asked, self.was_heard = monotonic(), True
            raise KeyboardInterrupt


def _own_fault(fault: Exception) -> None:
    """Where we failed and not the author: all that a report of it needs."""
    import traceback

    click.echo("".join(traceback.format_exception(fault)), err=True)
    click.echo(f"error[fault]: {type(fault).__name__}: {fault}", err=True)
    click.echo("  hint: this is a fault of Briefs, not of your content; the published site is as it was.", err=True)
    click.echo("        Please report it with the lines above and, if you can, the file that brings it on.", err=True)
