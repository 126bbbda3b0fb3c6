"""A file of reStructuredText goes in, the terms of its ``.. glossary::`` come out as entries; knows no site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from briefs.core.diagnostics import Diagnostic, error
from briefs.core.source import Source, Span
from briefs.importers.entries import Entry, Listed
from briefs.importers.importer import left_out, many
from briefs.importers.rst_text import blocks, dedented, inline, tight

_OPENS = re.compile(r"(?P<margin>[ \t]*)\.\. glossary::\s*$")
_SENTENCE = 4
"""Words of a line from which it is taken for a text and not for a title or a label."""
_OPTION = re.compile(r"\s*:[\w-]+:")


class Group(Struct, frozen=True):
    """Terms that share a definition, each with the number of its line, and the definition's lines."""

    terms: tuple[tuple[int, str], ...]
    lines: tuple[str, ...]
    line: int
    """The number of the first term's line, or of the words before any term."""


def read_glossary(source: Source) -> Listed:
    """The terms of every glossary in a file; of several with one definition the first has the others as aliases."""
    lines = source.text.expandtabs(8).split("\n")
    places = list(_glossaries(lines))
    groups = [group for start, end in places for group in groups_of(lines, start, end)]
    return listed(source, places, groups, _entry, ".. glossary::")


Entering = Callable[[Source, Group, list[Diagnostic], dict[str, list[Span]]], Entry | None]
"""A group to its entry; what is wrong with it, and what of its markup is lost, is added to the two collections."""


def listed(
    source: Source, places: Sequence[tuple[int, int]], groups: Sequence[Group], entering: Entering, directive: str
) -> Listed:
    """The entries of the groups that stand between ``places``, with all that is to be told of the file."""
    if not groups:
        hint = "name its format with `--from`, if it is another one"
        return Listed((), (error("import-empty", f"there is no `{directive}` with a term", Span(source.path), hint),))
    told, lost = list[Diagnostic](), dict[str, list[Span]]()
    entries = [entry for group in groups if (entry := entering(source, group, told, lost))]
    return Listed(tuple(entries), (*_around(source, places), *told, *_unkept(lost)))


def _around(source: Source, places: Sequence[tuple[int, int]]) -> Iterator[Diagnostic]:
    """A remark on the sentences that stand outside of the glossaries, which are no article for that."""
    inside = {number for start, end in places for number in range(start, end)}
    rest = [(number, line) for number, line in enumerate(source.text.split("\n")) if number not in inside]
    words = [number for number, line in rest if len(line.split()) >= _SENTENCE and line[0] not in ".:#="]
    if words:
        number = words[0] + 1
        span = Span(source.path, number, 1, number, len(source.line(number)) + 1)
        hint = "import the file once more, with `--from markdown` or `text`, if it is an article too"
        yield left_out(f"what stands outside of the glossary is left out: {many(len(words), 'line')}", span, hint)


def _unkept(lost: dict[str, list[Span]]) -> Iterator[Diagnostic]:
    """One remark on each sort of markup that could not be carried over."""
    for what, spans in lost.items():
        often = f" ({many(len(spans), 'time')})" if len(spans) > 1 else ""
        yield left_out(f"{what} has no counterpart here{often}; its words stay", spans[0])


def _glossaries(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines that stand below each directive, without its options."""
    for at, line in enumerate(lines):
        found = _OPENS.match(line)
        if not found:
            continue
        margin, start = len(found["margin"]), at + 1
        while start < len(lines) and _OPTION.match(lines[start]):
            start += 1
        inside = (n for n in range(start, len(lines)) if lines[n].strip() and _margin(lines[n]) <= margin)
        yield start, next(inside, len(lines))


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def groups_of(lines: Sequence[str], start: int, end: int) -> Iterator[Group]:
    """Terms at the margin of these lines, each run of them with the deeper lines below."""
    margin = min((_margin(line) for line in lines[start:end] if line.strip()), default=0)
    terms, below, comment = list[tuple[int, str]](), list[str](), False
    for at in range(start, end):
        line = lines[at][margin:]
        if line[:1].isspace() or not line.strip():
            below += [] if comment else [line]
            continue
        comment = line.startswith("..")
        if comment:
            continue
        if any(map(str.strip, below)):
            yield Group(tuple(terms), tuple(below), terms[0][0] if terms else start + 1)
            terms = []
        below = []
        terms.append((at + 1, line.strip()))
    if terms or any(map(str.strip, below)):
        yield Group(tuple(terms), tuple(below), terms[0][0] if terms else start + 1)


def _entry(source: Source, group: Group, told: list[Diagnostic], lost: dict[str, list[Span]]) -> Entry | None:
    span = span_of(source, group)
    if not group.terms:
        told.append(left_out("these words stand before the first term", span))
        return None
    tell = teller(lost, span)
    names = [_name(text, tell, told, span) for _, text in group.terms]
    made = list(tight(blocks(dedented(group.lines), tell)))
    if not made:
        told.append(left_out(f"`{names[0]}` has no definition", span, "write one"))
    return entry_of(span, names, made)


def span_of(source: Source, group: Group) -> Span:
    """The line on which a group begins."""
    return Span(source.path, group.line, 1, group.line, max(2, len(source.line(group.line)) + 1))


def teller(lost: dict[str, list[Span]], span: Span) -> Callable[[str], None]:
    """Notes what could not be carried over, with the place of the term in which it stands."""
    return lambda what: lost.setdefault(what, []).append(span)


def entry_of(span: Span, names: Sequence[str], made: Sequence[str]) -> Entry | None:
    """The entry of some names and the blocks that say what they mean: the first is the definition."""
    known = [name for name in names if name]
    if not known:
        return None
    return Entry(
        span=span,
        term=known[0],
        aliases=tuple(known[1:]),
        definition=made[0] if made else "",
        body="\n\n".join(made[1:]),
    )


def _name(text: str, tell: Callable[[str], None], told: list[Diagnostic], span: Span) -> str:
    """A term's words without markup; what stands after `` : `` is the letter under which Sphinx sorts it."""
    name, _, key = re.sub(r"(?<=\S) : (?=\S)", "\0", text, count=1).partition("\0")
    if key:
        told.append(left_out(f"the sorting key `{key.strip()}` of `{name}`: here the name's language sorts", span))
    return words_of(inline(name, tell))


def words_of(markdown: str) -> str:
    """The words of one line of our own CommonMark, as far as a name needs it."""
    linked = re.sub(r"\[([^\[\]]*)\]\(<?[^()<>]*>?\)", r"\1", markdown)
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])|(?<!\\)[*`]|(?<!\\)\]\]$", "", _LINKED.sub("", linked)).strip()


_LINKED = re.compile(r"\[\[term:[^|\]]*\|")
