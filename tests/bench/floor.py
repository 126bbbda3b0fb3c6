"""A site's folder goes in, what reading its Markdown with markdown-it-py alone costs comes out; knows no build.

It is the parser that our own stage reads articles with, told only to make its tokens: the floor under a build.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time

from briefs.core.source import Source
from briefs.stages.parse.frontmatter import split
from briefs.stages.parse.syntax import parser

MOST = 1_000
"""Articles are alike: more say nothing new."""
ROUNDS = 5


def seconds_an_article(site: Path) -> float:
    """CPU seconds of this process, the median of a few rounds; 0 where no article is Markdown."""
    paths = islice(sorted((site / "content" / "articles").rglob("*.md")), MOST)
    texts = [split(Source(path.name, path.read_text("utf-8"), "")).text for path in paths]
    if not texts:
        return 0.0
    _round(texts[:20])  # its first calls build tables that are kept
    return median(_round(texts) for _ in range(ROUNDS)) / len(texts)


def _round(texts: list[str]) -> float:
    read = parser(True).parse
    began = process_time()
    for text in texts:
        read(text, {})
    return process_time() - began
