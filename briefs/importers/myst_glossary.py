"""A Markdown file as MyST reads it goes in, the terms of its ``{glossary}`` come out as entries; knows no site.

Both ways to write one are read: terms with indented definitions, and definition lists, whose definitions begin with a
colon.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from briefs.core.diagnostics import Diagnostic
from briefs.core.source import Source, Span
from briefs.importers.entries import Entry, Listed
from briefs.importers.escapes import code
from briefs.importers.foreign_text import own_markdown
from briefs.importers.importer import left_out
from briefs.importers.rst_text import dedented
from briefs.importers.sphinx_glossary import Group, entry_of, groups_of, listed, span_of, teller, words_of

_OPENS = re.compile(r"(?P<margin> *)(?P<fence>`{3,}|:{3,}|~{3,}) ?\{glossary\}(?P<rest>.*)$")
_OPTION = re.compile(r"\s*:[\w-]+:")
_ROLE = re.compile(r"\{(?P<name>[\w:+.-]+)\}(?P<marks>`+)(?P<said>.+?)(?P=marks)(?!`)", re.DOTALL)
_TARGET = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>", re.DOTALL)
_FENCE = re.compile(r"`{3,}|~{3,}")
_DIRECTIVE = re.compile(r"(?:`{3,}|:{3,}|~{3,}) ?\{(?P<name>[\w:+.-]+)\}")


def read_glossary(source: Source) -> Listed:
    """The terms of every glossary in a file; of several with one definition the first has the others as aliases."""
    lines = source.text.expandtabs(4).split("\n")
    places = list(_glossaries(lines))
    groups = [group for start, end in places for group in _groups(lines, start, end)]
    return listed(source, places, groups, _entry, "{glossary}")


def _glossaries(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines between each directive's fences, without its options."""
    at = 0
    while at < len(lines):
        found = _OPENS.match(lines[at])
        at += 1
        if not found:
            continue
        closes = re.compile(rf" *{re.escape(found['fence'])}{found['fence'][0]}*\s*$")
        while at < len(lines) and _OPTION.match(lines[at]):
            at += 1
        if at < len(lines) and lines[at].strip() == "---":
            at = next((n + 1 for n in range(at + 1, len(lines)) if lines[n].strip() == "---"), at + 1)
        end = next((n for n in range(at, len(lines)) if closes.match(lines[n])), len(lines))
        yield at, end
        at = end + 1


def _groups(lines: Sequence[str], start: int, end: int) -> Iterator[Group]:
    """Terms with their definitions, a colon at the margin read as what it stands for: white space."""
    shown = [f" {line[1:]}" if re.match(r":(?: |$)", line) else line for line in dedented(lines[start:end])]
    yield from groups_of(("",) * start + tuple(shown), start, start + len(shown))


def _entry(source: Source, group: Group, told: list[Diagnostic], lost: dict[str, list[Span]]) -> Entry | None:
    span = span_of(source, group)
    if not group.terms:
        told.append(left_out("these words stand before the first term", span))
        return None
    tell = teller(lost, span)
    names = [words_of(_roles(text, tell)) for _, text in group.terms]
    made = list(_blocks(_flush(group.lines), tell))
    if not made and names[0]:
        told.append(left_out(f"`{names[0]}` has no definition", span, "write one"))
    return entry_of(span, names, made)


def _flush(lines: Sequence[str]) -> list[str]:
    """A definition's lines from the first column: its first line, after a colon, may stand less deep than the rest."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    rest = dedented(lines[first + 1 :])
    return [lines[first].strip(), *rest] if first < len(lines) else []


def _blocks(lines: Sequence[str], tell: Callable[[str], None]) -> Iterator[str]:
    """Blocks parted by blank lines; fences are whole, and of a directive the words stay if it is a remark."""
    block, fence = list[str](), ""
    for line in (*lines, ""):
        marks = _FENCE.match(line.strip())
        if marks and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else marks[0]
        if line.strip() or fence:
            block.append(line)
        elif block:
            yield from _block(block, tell)
            block = []
    yield from _block(block, tell) if block else ()


def _block(lines: Sequence[str], tell: Callable[[str], None]) -> Iterator[str]:
    if found := _DIRECTIVE.match(lines[0].strip()):
        tell(f"the directive `{found['name']}`")
        inner = [line for line in lines[1:] if not re.match(r"\s*(?:`{3,}|:{3,}|~{3,}|:[\w-]+:)", line)]
        text = "\n".join(inner)
    else:
        text = "\n".join(lines)
    made = text if _FENCE.match(text.strip()) else _resolved(_roles(text, tell))
    yield from [made] if made.strip() else []


_HELD = re.compile(r"\[\[term:[^\[\]]*\]\]")


def _resolved(text: str) -> str:
    """Markdown as a value of ours, in which only links to terms stand between double brackets."""
    held = [*(found[0] for found in _HELD.finditer(text)), ""]
    pieces = own_markdown(_HELD.sub("\0", text)).split("\0")
    return "".join(piece + link for piece, link in zip(pieces, held, strict=True))


def _roles(text: str, tell: Callable[[str], None]) -> str:
    return _ROLE.sub(lambda found: _role(found["name"], found["said"].strip(), tell), text)


def _role(name: str, said: str, tell: Callable[[str], None]) -> str:
    """The words of a role as it would show them."""
    pair = _TARGET.fullmatch(said)
    words, target = (pair["words"] or pair["target"], pair["target"]) if pair else (said, said)
    words, target = " ".join(words.split()), " ".join(target.split())
    if name == "term":
        return f"[[term:{target}|{words}]]" if not re.search(r"[\[\]|]", target + words) else words
    if name in ("ref", "doc", "numref", "abbr", "download", "any"):
        return words
    if name in ("dfn", "emphasis"):
        return f"*{words}*"
    if ":" in name or name in ("code", "file", "command", "mod", "func", "class", "meth", "kbd", "program", "option"):
        return code(words)
    tell(f"the role `{{{name}}}`")
    return words
