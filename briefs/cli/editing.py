"""Words of a command line go in, what editors and shells read comes out: schemas, and the completion of words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefs.cli import options as opt
from briefs.cli.codes import OUTPUT, USAGE
from briefs.cli.placing import put
from briefs.cli.said import say, site_at, tell

if TYPE_CHECKING:
    from briefs.core.manifest import Artifact
    from briefs.toolkit import Toolkit


@click.command()
@click.argument("name", required=False, type=click.Choice(["sidecar", "glossary", "config"]))
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write the schemas to.")
@opt.config
def schema(name: str | None, output: Path | None, config: Path) -> None:
    """Print the JSON Schema of a file that authors write, or write all three for an editor to use.

    They know the kinds, lints and outputs of the site's plugins. Made anew, they replace those that this command made,
    and no other file.

    \b
    Example: briefs schema --output schemas
             briefs schema sidecar
    """
    from briefs.schemas import NAMES
    from briefs.schemas import schema as made

    if not name and output is None:
        raise click.UsageError("name one of sidecar, glossary and config, or give --output with a folder for all three")
    kit = _toolkit(config)
    if output is None:
        click.echo(made(str(name), kit), nl=False)
        return
    from briefs.starting import schemas

    refused = [why for file in schemas(".", (name,) if name else NAMES, kit) if (why := _renewed(output, file))]
    for why in refused:
        say(f"error[cannot-write]: {why}")
    sys.exit(OUTPUT if refused else 0)


def _toolkit(config: Path) -> Toolkit:
    """The site's, or without a site the one that is built in."""
    from briefs.pipeline import Report
    from briefs.toolkit import Toolkit, toolkit

    if not config.is_file() and config == Path("config.yaml"):
        return Toolkit()
    site = site_at(config, None, None, "text")
    kit = toolkit(site.config.plugins, str(site.root))
    if kit.diagnostics:
        tell(Report(kit.diagnostics), site.root, "text")
        sys.exit(USAGE)
    return kit.value


def _renewed(folder: Path, file: Artifact) -> str:
    """Write a schema, over one of ours too; why not, if it was not."""
    from briefs.core.manifest import in_words
    from briefs.schemas import MADE

    target = folder / file.path
    try:
        if target.exists() and MADE not in target.read_text("utf-8", "replace"):
            return f"`{target}` was not made by this command, so it is left as it is"
        folder.mkdir(parents=True, exist_ok=True)
        put(target, file.data)
    except OSError as problem:
        return f"`{target}` was not written: {in_words(problem)}"
    click.echo(f"written: {target.as_posix()}")
    return ""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script by which a shell completes commands, options, articles and terms.

    \b
    Example: echo 'eval "$(briefs completion bash)"' >> ~/.bashrc
             echo 'eval "$(briefs completion zsh)"' >> ~/.zshrc
             briefs completion fish > ~/.config/fish/completions/briefs.fish
    """
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root().command
    made = get_completion_class(shell)
    assert made is not None, "click knows these three"
    click.echo(made(root, {}, "briefs", "_BRIEFS_COMPLETE").source())
