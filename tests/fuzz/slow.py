"""Sizes go in, the seconds come out that each reader takes for texts made to be slow; asserts nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import log
from time import process_time

from briefs.core.decode import decode
from briefs.core.model import Unit
from briefs.core.sentences import sentences
from briefs.core.source import Source
from briefs.core.yaml import read_yaml
from briefs.importers import bodies, rawhtml
from briefs.runner import calm
from briefs.stages.parse import parse

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
STOP = 5.0
"""Seconds after which no larger text of the kind is tried."""

MARKDOWN = {
    "[": "[", "![": "![", "[a](": "[a](", "[[": "[[", "[[a|": "[[a|", "[^": "[^", "^[": "^[", "[^1]: ": "[^1]: a\n\n",
    "[a]: b": "[a]: b\n", "*a": "*a ", "**a *": "**a *b ", "*a**": "*a**", "_a": "_a ", "~~": "~~a ", "`": "`a ",
    "`` ` ``": "`` ` ", "<": "<", "<http://": "<http://a", "&": "&", "&#": "&#x41;", "\\": "\\", "]": "]",
    "> > >": "> ", "> a": "> a\n", "- - -": "- ", "- a": "- a\n", "1. a": "1. a\n", "\ta": "\ta\n", "#": "# a\n",
    "```": "```\n", "|": "|", "|a|": "| a | b |\n|---|---|\n", "rows": "| a | b | c |\n", "---": "---\n",
    ": ": "a\n: b\n\n",
    "(": "[a](((", "[]()": "[](", "words": "word ", "lines": "word\n", "paragraphs": "word\n\n", "spaces": " ",
    "blank lines": "\n", "é": "é\u0301", "link lost": "[a[^1]](b) ", "refs": "[a][a] ", "bang": "![a](b.png) ",
    "[…]": None, "[…](b)": None, "![…](b)": None, "^[…]": None, "[[…](b)": None, "[…][r]": None,
    "pictures 4 deep": None, "notes 4 deep": None, "[a](b)": "[a](b) ", "[a](b) lines": "[a](b)\n",
    "![a](b) lines": "![a](b)\n", "lost lines": "[a[^1]](b)\n", "[^1]": "[^1] ", "[^n]": None, "[^n] defined": None,
    "^[a]": "^[a] ", "^[a] lines": "^[a]\n", "[a `b` c]": "[a `b` c] ", "[`": "[`", "[<": "[<a@b", "[\\": "[\\[",
    '![a](b "c': '![a](b "c', "[a][b[c": "[a][b", "[a](<b": "[a](<b", "[[a]]": "[[a]] ", "[[a|b]]": "[[a|*b*]] ",
    "~~~": "~~~ a=b\n~~~\n", "> - a": "> - a\n", "cells": None, "*_": "*_", "a**b": "a**b", "<a@b>": "<a@b.c> ",
    "heads": None,
}  # fmt: skip
YAML = {
    "items": "- a\n", "keys": None, "[": "[", "{": "{", "{a: ": "{a: ", "? ": "? ", "- - ": "- ", "flow": None,
    "quoted": None, "double": None, "escapes": None, "block": None, "folded": None, "plain lines": None,
    "comments": "# a\n",
    "hashes": "- a #b\n", "tabs": "-\ta\n", "anchors": "- &a b\n", "aliases": "- *a\n", "tags": "- !!str a\n",
    "same key": "a: b\n", "dashes": None, "no colon": "a b\n", "colons": "a: b: ", "controls": "a: \x01\n", "''": "'",
    '"': '"', "%": "%\n", "---": "---\n", "spaces": " ", "long key": None, "merge": "<<: a\n",
}  # fmt: skip


PATTERNS: dict[str, tuple[Callable[[str], object], str]] = {
    "sentences aa.": (lambda text: list(sentences(text, "en")), "aa."),
    "sentences ? a": (lambda text: list(sentences(text, "en")), "? a"),
    "sentences A. ": (lambda text: list(sentences(text, "en")), "A. "),
    "sentences “a. ”": (lambda text: list(sentences(text, "en")), "“a. ”"),
    "links \\[": (lambda text: bodies._LINK.sub("", text), "\\["),
    "links [[a|": (lambda text: bodies._ANY.sub("", text), "[[a|"),
    "links ![": (lambda text: bodies._LINK.sub("", text), "!["),
    "attributes aa-": (rawhtml._ATTRIBUTE.findall, "aa-"),
    "attributes a='": (rawhtml._ATTRIBUTE.findall, "a='"),
    "tags <a ": (lambda text: rawhtml._TAG.sub("", text), "<a "),
    "comments <!--": (lambda text: rawhtml._COMMENT.sub("", text), "<!--"),
}
"""Patterns that look through foreign text, and what hurt them or might."""


def _nested(begin: str, end: str) -> Callable[[int], str]:
    return lambda n: (begin * (n // len(begin + end))) + "a" + end * (n // len(begin + end)) + "\n\n[r]: b\n"


def _deep(begin: str, end: str) -> Callable[[int], str]:
    return lambda n: (begin * 4 + "a" + end * 4 + " ") * (n // (4 * len(begin + end) + 2))


_MARKDOWN_MADE: dict[str, Callable[[int], str]] = {
    "[…]": _nested("[", "]"),
    "[…](b)": _nested("[", "](b)"),
    "![…](b)": _nested("![", "](b)"),
    "^[…]": _nested("^[", "]"),
    "[[…](b)": lambda n: "[" * (n // 2) + "a" + "](b)" * (n // 8),
    "[…][r]": _nested("[", "][r]"),
    "pictures 4 deep": _deep("![", "](b)"),
    "notes 4 deep": _deep("^[", "]"),
    "[^n]": lambda n: "".join(f"[^{i}] " for i in range(n // 9)),
    "[^n] defined": lambda n: "".join(f"a [^{i}]\n\n[^{i}]: b\n\n" for i in range(n // 27)),
    "cells": lambda n: "| a |\n|---|\n" + "| b | c\n" * (n // 8),
    "heads": lambda n: "".join(f"## a{i}\n\n[x](#a{i})\n\n" for i in range(n // 25)),
}  # fmt: skip


def markdown(kind: str, size: int) -> str:
    """A text of that many characters."""
    piece = MARKDOWN[kind]
    if piece is None:
        return _MARKDOWN_MADE[kind](size)
    begin = "| a |\n|---|\n" if kind == "rows" else ""
    return begin + piece * (size // len(piece))


def yaml(kind: str, size: int) -> str:
    """The same for YAML."""
    piece = YAML[kind]
    if piece is not None:
        return piece * (size // len(piece))
    made: dict[str, Callable[[int], str]] = {
        "keys": lambda n: "".join(f"key{i}: a\n" for i in range(n // 12)),
        "flow": lambda n: "a: [" + "b, " * (n // 3) + "]",
        "quoted": lambda n: "a: '" + "it''s " * (n // 6) + "'",
        "double": lambda n: 'a: "' + "word\n  " * (n // 7) + '"',
        "escapes": lambda n: 'a: "' + "\\u00e9" * (n // 6) + '"',
        "block": lambda n: "a: |\n" + "  word\n" * (n // 7),
        "folded": lambda n: "a: >\n" + "  word\n\n" * (n // 8),
        "plain lines": lambda n: "a:\n" + "  word\n" * (n // 7),
        "dashes": lambda n: "a: b\n" + "  - c\n" * (n // 6),
        "long key": lambda n: "k" * n + ": a",
    }
    return made[kind](size)


def _seconds_of(kind: str, size: int) -> float:
    look, piece = PATTERNS[kind]
    text = piece * (size // len(piece))
    begun = process_time()
    look(text)
    return process_time() - begun


def seconds(reader: str, text: str) -> float:
    """CPU time for one text."""
    source = decode("content/articles/x.md", text.encode()).value or Source("content/articles/x.md", text, "")
    begun = process_time()
    if reader == "yaml":
        read_yaml(source)
    else:
        parse(Unit("article", source))
    return process_time() - begun


def rows(reader: str, sizes: tuple[int, ...] = SIZES) -> Iterator[tuple[str, list[float]]]:
    """Each kind of text, with its seconds by size as far as they were tried."""
    made: dict[str, tuple[Iterable[str], Callable[[str, int], float]]] = {
        "yaml": (YAML, lambda kind, size: seconds("yaml", yaml(kind, size))),
        "markdown": (MARKDOWN, lambda kind, size: seconds("markdown", markdown(kind, size))),
        "patterns": (PATTERNS, _seconds_of),
    }
    kinds, measure = made[reader]
    for kind in kinds:
        spent = list[float]()
        for size in sizes:
            spent.append(measure(kind, size))
            if spent[-1] > STOP:
                break
        yield kind, spent


def exponent(spent: list[float], sizes: tuple[int, ...] = SIZES) -> float:
    """How time grows with size over the last two sizes: 1 is in proportion; 0 where it is too short to tell."""
    if len(spent) < 2 or spent[-2] < 0.005:
        return 0.0
    return log(spent[-1] / spent[-2]) / log(sizes[len(spent) - 1] / sizes[len(spent) - 2])


def table() -> int:
    """Prints it all, measured as in a build; 1 if 100 KB take more than two seconds or time far outgrows size."""
    with calm():
        bad = [_printed(reader) for reader in ("markdown", "yaml", "patterns")]
    return 1 if any(bad) else 0


def _printed(reader: str) -> int:
    """How many kinds of text are slow."""
    bad = 0
    print(f"{reader:14}" + "".join(f"{size // 1000:>9,} KB" for size in SIZES) + "  exponent")
    for kind, spent in rows(reader):
        grows = exponent(spent)
        slow = grows > 1.3 or any(s > 2 * max(1, n / 100_000) for s, n in zip(spent, SIZES, strict=False))
        bad += slow
        told = "".join(f"{s:12.3f}" for s in spent) + " " * 12 * (len(SIZES) - len(spent))
        print(f"{kind:14}{told}{grows:10.2f}{'  slow' if slow else ''}", flush=True)
    return bad
