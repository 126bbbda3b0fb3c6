"""What stands before the cursor goes in, the words that may stand there come out; builds nothing, to be quick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from briefs.config import Site


def articles(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Slugs of the articles that are there, as their files' names make them."""
    from briefs.core.slugs import slug_of

    site = _site(ctx)
    texts = sorted((site.content / "articles").rglob("*")) if site else []
    slugs = dict.fromkeys(slug_of(path.stem) for path in texts if path.suffix in (".txt", ".md"))
    return [CompletionItem(slug) for slug in slugs if slug.startswith(begun)]


def terms(ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Ids of the terms that the last build knew, with their names."""
    site = _site(ctx)
    known = _known(site.output / "data" / "glossary.json") if site else ()
    return [CompletionItem(id_, help=name) for id_, name in known if id_.startswith(begun)]


def _site(ctx: click.Context) -> Site | None:
    """The site of the working folder, or of the config that is named; what is wrong with it is no matter here."""
    from briefs.config import read_site

    return read_site(ctx.params.get("config") or Path("config.yaml")).value


def _known(file: Path) -> Iterator[tuple[str, str]]:
    import json

    try:
        entries = json.loads(file.read_bytes())
        yield from ((str(entry["id"]), str(entry["term"])) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError):
        return
