"""Suggestions go in, a table for a terminal or a glossary file to fill in comes out; prints and writes nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from io import StringIO
from unicodedata import category

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from briefs.core.composing import normal
from briefs.core.model import Term
from briefs.core.slugs import numbered, reserved, slug_of
from briefs.report import count, visible
from briefs.stages.lexicon import lexicon
from briefs.suggest import Sentence, Suggestion

_EXCERPT = 36
"""Characters shown on either side of a name in a table."""
_COMMENT = 200
"""Characters of a sentence in a comment."""
_PLAIN = re.compile(r"[^\W\d_][^\W_]*(?:[ .'’-][^\W_]+)*\.?")
_RESERVED = frozenset("true false yes no on off null none y n".split())
_INDEX = "index"
"""The one id whose page would be the glossary's own."""
_HEADWORD = re.compile(r".+\S \(([^()\s]{2,12})\)")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})


def as_table(suggestions: Sequence[Suggestion], width: int, colour: bool) -> str:
    """Rank, name, what it is, times, articles, and a sentence with the name in it."""
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colour, color_system="auto" if colour else None)
    if not suggestions:
        return "Every acronym and every recurring name has its entry."
    table = Table("", box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), pad_edge=False)
    for head, most in (("name", width // 4), ("what", width // 5), ("times", None), ("in", None), ("where", None)):
        table.add_column(head, max_width=most)
    for rank, it in enumerate(suggestions, 1):
        where = _excerpt(it.sentences[0]) if it.sentences else Text()
        name = Text(visible(_one_line(it.name)), style="bold")
        table.add_row(str(rank), name, Text(visible(what(it))), f"{it.count:,}", f"{it.articles:,}", where)
    console.print(table)
    console.print(count(len(suggestions), "suggestion"), highlight=False)
    return out.getvalue().rstrip("\n")


def what(it: Suggestion) -> str:
    """What a suggestion is, in a few words."""
    if it.kind == "alias":
        return f"alias of {it.term} ({it.why})"
    if it.kind == "acronym":
        return f"acronym: {_one_line(it.expansion)}" if it.expansion else "acronym"
    return "person" if it.person else "name"


def _excerpt(sentence: Sentence) -> Text:
    """The name marked in as much of its sentence as fits."""
    before, after = _one_line(sentence.before), _one_line(sentence.after)
    text = Text(visible(("…" if len(before) > _EXCERPT else "") + before[-_EXCERPT:]))
    text.append(visible(_one_line(sentence.surface)), style="bold")
    return text.append(visible(after[:_EXCERPT] + ("…" if len(after) > _EXCERPT else "")))


def as_yaml(suggestions: Iterable[Suggestion], taken: Iterable[str] = ()) -> str:
    """A glossary file, valid as it stands: an entry for each name and acronym, its definition left to the author.

    ``taken`` are the ids of the terms there are; an entry whose own id would be one of them, or of an earlier entry,
    gets another. What is probably a name of a term that is there stands as a comment, for its entry is elsewhere.
    A name by which an earlier entry would be found is left out: two terms may not claim one name.
    """
    ids, names = {_fold(i) for i in taken}, set[str]()
    parts = []
    for it in suggestions:
        if it.kind == "alias":
            parts.append(
                [*_comments(it), f"# {_one_line(it.term)} ({_one_line(it.home)}): aliases: [{quoted(it.name)}]"]
            )
        elif _free(it, names):
            parts.append([*_comments(it), *_entry(it, ids)])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n" if parts else "# Nothing to suggest.\n"


def as_entry(it: Suggestion, taken: Iterable[str] = ()) -> str:
    """One suggestion to paste: the entry alone, or for a name of a term that is there the aliases to add to it."""
    if it.kind == "alias":
        return f"aliases: [{quoted(it.name)}]"
    return "\n".join(_entry(it, {_fold(i) for i in taken})) if _free(it, set()) else ""


def _free(it: Suggestion, names: set[str]) -> bool:
    """Whether the entry has a name, and none by which another would be found; notes its names."""
    full, kind = _clean(it.expansion), "person" if it.person else ""
    name, aliases = _clean(it.name), tuple(map(_clean, it.aliases))
    term = Term("", full or name, name if full else "", aliases, kind=kind)
    own = {found.key for found in lexicon([term]).names if found.rule != "surname"}
    if not name or not own or own & names:
        return False
    names |= own
    return True


def _comments(it: Suggestion) -> Iterator[str]:
    """How often it stands, and where."""
    yield f"# {_one_line(it.name)}: {count(it.count, 'time')} in {count(it.articles, 'article')}"
    for sentence in it.sentences:
        before, after = _one_line(sentence.before), _one_line(sentence.after)
        words = f"{before[-_COMMENT:]}{_one_line(sentence.surface)}{after[:_COMMENT]}".strip()
        yield f"#   {_one_line(sentence.origin)}: {words}"


def _entry(it: Suggestion, ids: set[str]) -> Iterator[str]:
    """The lines of an entry; notes its id."""
    name, full = _clean(it.name), _clean(it.expansion)
    made = own_id(name)
    chosen = free_id(name, ids)
    ids.add(_fold(chosen))
    keys = [("id", chosen)] if chosen != made else []
    keys += [("term", full or name)] + ([("abbreviation", name)] if full else [])
    lines = [f"{key}: {quoted(value)}" for key, value in keys]
    if aliases := [quoted(alias) for alias in it.aliases if _clean(alias)]:
        lines.append(f"aliases: [{', '.join(aliases)}]")
    lines += ["kind: person"] * it.person + ["match: {case: exact}"] * it.exact + ["definition:"]
    yield f"- {lines[0]}"
    yield from (f"  {line}" for line in lines[1:])


def own_id(name: str) -> str:
    """The id that the entry would have without one (FORMAT, "A site")."""
    both = _HEADWORD.fullmatch(name)
    return slug_of(both[1] if both else name)


def free_id(name: str, taken: Collection[str]) -> str:
    """The same, or with a number where that is no id or taken; ``taken`` are folded."""
    ids = (i for i in numbered(own_id(name)) if not reserved(i) and i != _INDEX)
    return next(i for i in ids if _fold(i) not in taken)


def _fold(name: str) -> str:
    return normal("NFC", name).casefold()


def _one_line(text: str) -> str:
    """Text without line ends and controls, safe in a comment: each run of them and of white space is a space."""
    seen = "".join(" " if category(c) in _UNSEEN or c.isspace() else c for c in text)
    return re.sub(" +", " ", seen)


def _clean(text: str) -> str:
    return _one_line(text).strip()


def quoted(text: str) -> str:
    """A text as a YAML scalar that reads as that text: plain where that is safe, else in single quotes."""
    name = _clean(text)
    if _PLAIN.fullmatch(name) and name.casefold() not in _RESERVED:
        return name
    return "'" + name.replace("'", "''") + "'"
