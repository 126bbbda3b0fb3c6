"""A made-up newsroom goes in, a site as Briefs reads it is written; knows no build of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.corpus import Article, Corpus, Mention, Paragraph, Piece, Term

from briefs.config import OUTPUTS

AS_HUGO = tuple(name for name in ("article", "term", "glossary", "home", "tags", "feeds") if name in OUTPUTS)
"""Those of our outputs that the site for Hugo has too."""
CONFIG = """title: Briefs
description: A made-up newsroom
url: https://example.org/
posters: false # the other tool draws none
lints: {term-unused: off} # a small corpus does not mention every term
"""


def write(corpus: Corpus, site: Path, outputs: Sequence[str] = ()) -> None:
    """Articles with their sidecars, the glossary, and a config with these outputs, or the default ones."""
    articles, glossary = site / "content" / "articles", site / "content" / "glossary"
    for folder in (articles, glossary):
        folder.mkdir(parents=True)
    for article in corpus.articles():
        (articles / f"{article.slug}.md").write_text(text_of(article), "utf-8")
        (articles / f"{article.slug}.yaml").write_text(_sidecar(article), "utf-8")
    shelves: defaultdict[str, list[Term]] = defaultdict(list)
    for term in corpus.terms:
        shelves[term.name[0].lower()].append(term)
    for letter, terms in shelves.items():
        (glossary / f"{letter}.yaml").write_text("".join(map(_entry, terms)), "utf-8")
    chosen = f"outputs: [{', '.join(outputs)}]\n" if outputs else ""
    (site / "config.yaml").write_text(CONFIG + chosen, "utf-8")


def text_of(article: Article) -> str:
    """The article's Markdown: mentions are words like any others."""
    return "\n\n".join(map(_paragraph, article.paragraphs)) + "\n"


def _paragraph(paragraph: Paragraph) -> str:
    return "> " * paragraph.quotation + "".join(map(_piece, paragraph.pieces))


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return piece.surface if isinstance(piece, Mention) else f"[{piece.words}]({piece.slug}.md)"


def _sidecar(article: Article) -> str:
    lines = [
        f"title: {json.dumps(article.title)}",
        f"date: {article.date.isoformat()}",
        f"tags: [{', '.join(article.tags)}]",
    ]
    lines += ["notes:"] * bool(article.notes)
    for note in article.notes:
        lines += [f"  - quote: {json.dumps(note.quote)}", "    kind: context", f"    text: {json.dumps(note.text)}"]
    return "\n".join(lines) + "\n"


def _entry(term: Term) -> str:
    return (
        f"- id: {term.id}\n  term: {term.name}\n  aliases: [{', '.join(term.aliases)}]\n"
        f"  kind: {term.kind}\n  definition: {json.dumps(term.definition)}\n"
    )
