"""Nothing goes in, the sources of a site of hard cases come out: all that a page may break at. Words say nothing."""

from __future__ import annotations

from gates.hard import scripts, shapes, terms, texts

ADDRESS = "https://example.org/some/sub/"


def hard() -> dict[str, str]:
    """The files of the site: hard texts, hard shapes, scripts of the world, many terms."""
    config = f"""\
title: {texts.words(6).capitalize()} and all that a page may break at
description: A site of hard cases. Its words mean nothing.
url: {ADDRESS}
author: The makers of {texts.LONG_WORD}
lints: {{term-unused: off}}
"""
    return {"config.yaml": config, **texts.articles(), **shapes.articles(), **scripts.articles(), **terms.files()}


def plain() -> dict[str, str]:
    """A site with one article and no glossary, notes, tags, dates or address."""
    return {"config.yaml": "title: Plain\n", "content/articles/only.txt": f"Only one\n\n{texts.paragraph(1)}\n"}
