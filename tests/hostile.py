"""Types that authors fill in go in, sites whose every text is hostile come out, and the same sites with harmless words.

Both have the same words in the same order at the same places, so a page of one must have the elements of the other's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

import msgspec
from msgspec import Struct
from picturing import png

from briefs.config import Written
from briefs.core import authored
from briefs.core.fields import Date, Text
from briefs.core.source import Span

LINES = (Path(__file__).parent / "browser" / "hostile.txt").read_text().splitlines()
INVISIBLE = (
    "\u202e<script>hit=1</script>\u202c", "\u2066\u2067\u2068\u2069", "\u200b\u200c\u200d\u2060\u200e\u200f",
    "\u00ad\u034f", "\ufffd", "e\u0301\u0302\u0303\u0304\u0305", "\uff1cscript\uff1ehit=1\uff1c/script\uff1e",
    "\u02bahit\u02b9", "\u2039img src=x onerror=hit=1\u203a", "\U000e0041\U000e0042", "\U0001f468\u200d\U0001f469",
    "\u0130\u0131\u017f\u212a", "\u05d0\u05d1 \u0627\u0628",
)  # fmt: skip
LINE_ENDS = "\u2028hit=1//\u2029hit=1//"
"""What ends a line in JavaScript; only an article may hold it, YAML may not."""
INPUTS = (*LINES, *INVISIBLE)
ADDRESS = 'https://e.example/"\'><script>hit=1</script>)](x)?a=1&lt=2&{{7*7}}#" onmouseover="hit=1'
"""An address in an allowed scheme that tries to leave its attribute."""

MARKDOWN = frozenset({"title", "kicker", "standfirst", "definition", "body", "text", "note", "summary", "key_points"})
"""Keys whose values are CommonMark, where the characters that mark something are escaped."""
_ACTIVE = re.compile(r"[*_`~\[\]\\|]|<[a-z][a-z0-9+.-]+:|<[^<>\s]+@")

Say: TypeAlias = Callable[[str], str]
Key: TypeAlias = tuple[type[Struct], str]


def bundles(size: int = 48) -> tuple[tuple[str, ...], ...]:
    """The inputs, a few dozen in one text, so that few pages hold them all."""
    return tuple(INPUTS[at : at + size] for at in range(0, len(INPUTS), size))


def harmless(words: str) -> str:
    """The same words without a sign among them."""
    return " ".join(re.findall(r"[a-z0-9]+", words, re.IGNORECASE)) or "x"


def escaped(words: str) -> str:
    """As CommonMark: with a backslash before whatever would mark something; what would mark nothing stays raw."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", words) if _ACTIVE.search(words) else words


def yaml(value: object) -> str:
    """As YAML in one line; what turns the order of a line is written out."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\u202a-\u202e\u2060-\u206f]", lambda c: f"\\u{ord(c[0]):04x}", text)


class Author:
    """Writes one site's files; ``tame`` makes of a hostile text what this site says in its place."""

    def __init__(self, tame: Say) -> None:
        self._tame = tame
        self._hostile = tame("<") == "<"
        self._number = count(1)
        self._bundle: tuple[str, ...] = ()
        self.name = ""
        self.filled: set[Key] = set()

    def files(self) -> dict[str, str | bytes]:
        """A site: two articles a bundle, one of them Markdown, terms, a page, and settings that are hostile too."""
        self._bundle = INPUTS
        config = self._struct(Written)
        made: dict[str, str | bytes] = {"config.yaml": yaml(config)}
        made["content/articles/base.txt"] = "Zq base\n\nZq words stand here.\n"
        made["content/glossary/base.yaml"] = "{id: base, term: Zq base term, definition: A base.}\n"
        for at, bundle in enumerate(bundles()):
            self._bundle, self.name = bundle, f"t{at}"
            made |= self._plain()
            self.name = f"m{at}"
            made |= self._marked()
        return made

    def _plain(self) -> dict[str, str | bytes]:
        """A received text with a sidecar in which every key stands."""
        sidecar = self._struct(authored.Sidecar)
        last = f"{self.say()} Zq base term {self._tame(LINE_ENDS)} zq.\n"
        body = "\n\n".join((self.say(), self.omitted, self.captioned, " ".join(self.parts), last))
        folder, name = "content/articles", self.name
        return {
            f"{folder}/{name}.txt": body,
            f"{folder}/{name}.yaml": yaml(sidecar),
            f"{folder}/{self.image}": png(8, 8),
            f"content/glossary/{name}.yaml": yaml(self._struct(authored.TermEntry)),
        }

    def _marked(self) -> dict[str, str | bytes]:
        """A Markdown text with front matter, and the inputs in every place that Markdown has for words."""
        front = self._struct(authored.Meta)
        front.pop("caption")
        raw = " ".join((*map(self._tame, self._bundle), self._tame(LINE_ENDS)))
        code = f"Zq {re.sub('[`~]+', '', raw)}"
        name, picture = self.name, self.image.replace("&", "&amp;")
        body = "\n\n".join(
            (
                *(f"{'#' * level} {self.say(True)}" for level in (2, 3, 4)),
                *(escaped(f"Zq {self._tame(one)}") for one in self._bundle),
                f"- {self.say(True)}\n- {self.say(True)}",
                f"1. *{self.say(True)}*\n2. **{self.say(True)}**",
                f"> {self.say(True)}",
                f"``{code}``",
                f"~~~~ {code.replace(' ', '')}\n{code}\n~~~~",
                f"    {code}",
                f'[{self.say(True)}](https://e.example/ "{self._titled()}")',
                f"[{self.say(True)}](<{self._address()}>)",
                f'![{self.say(True)}](<{picture}> "{self._titled()}")',
                f"[[base|{re.sub('[^A-Za-z0-9 <>=]', '', self.say())}]] [[term:base]]",
                f"Zq[^n] zq.\n\n[^n]: {self.say(True)}",
                f"| {self.say(True)} | zq |\n| --- | :-: |\n| {self.say(True)} | {self.say(True)} |",
            )
        )
        folder = "content/articles"
        return {
            f"{folder}/{name}.md": f"---\n{yaml(front)}\n---\n{body}\n",
            f"{folder}/{self.image}": png(8, 8),
            f"content/pages/p{name}.md": f"# {self.say(True)}\n\n{self.say(True)}\n",
        }

    def say(self, markdown: bool = False) -> str:
        """The bundle as one text, with words at both ends by which it is the only one and stands in its order."""
        said = [self._tame(one) for one in self._bundle]
        return " ".join((f"Zq{next(self._number):04}", *(map(escaped, said) if markdown else said), "zq."))

    def _titled(self) -> str:
        return re.sub(r'(?<!\\)"', r'\\"', self.say(True))

    def _address(self) -> str:
        return self.address().replace("<", "%3c").replace(">", "%3e")

    # ── types ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _struct(self, type_: type[Struct]) -> dict[str, Any]:
        """Every key of a type that holds text, with what may stand there."""
        made = {}
        fields = [f for f in msgspec.structs.fields(type_) if f.type is not Span]
        if type_ in (authored.Sidecar, authored.Meta):
            self._paragraphs()
        for field in fields:
            key = field.encode_name
            given = GIVEN.get((type_, key), GIVEN.get((Struct, key)))
            value = given(self) if given else self._value(field.type, key in MARKDOWN, (type_, key))
            if value is not None:
                made[key] = value
        return made

    def _paragraphs(self) -> None:
        """What the text says where its sidecar quotes it."""
        self.omitted, self.captioned, self.parts = (
            self.say(),
            self.say(),
            (self.say(), f"here {self.say()} there", self.say()),
        )
        sign = "a\"'onerror=hit=1 {{7}} &amp;" if self._hostile else "a--onerror-hit-1"
        self.image = f"{sign}{self.name}.png"

    def _value(self, type_: Any, markdown: bool, key: Key) -> Any:
        origin, args = get_origin(type_), get_args(type_)
        if type_ in (Text, str):
            self.filled.add(key)
            return self.say(markdown)
        if type_ is Date:
            return "2022-10-21"
        if origin is Literal:
            return args[0]
        if origin in (Union, UnionType):
            rest = [arg for arg in args if arg is not NoneType]
            return self._value(next((a for a in rest if _is_struct(a)), rest[0]), markdown, key)
        if origin is tuple and get_origin(args[0]) is tuple:
            return {"fa": self._value(get_args(args[0])[1], markdown, key)}
        if origin is tuple:
            return [self._value(args[0], markdown, key)]
        return self._struct(type_) if _is_struct(type_) else None

    def address(self) -> str:
        """A web address that tries to leave its attribute."""
        return ADDRESS if self._hostile else "https://e.example/x"

    def fresh(self) -> str:
        """An id that no other has."""
        return f"i{next(self._number)}"


def _is_struct(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, Struct) and type_ not in (Text, Date)


def _nothing(author: Author) -> None:
    return None


GIVEN: dict[Key, Callable[[Author], Any]] = {
    (Struct, "id"): Author.fresh,
    (Struct, "slug"): lambda a: a.name,
    (Struct, "language"): lambda a: "en",
    (Struct, "url"): lambda a: a.address(),
    (Struct, "archived"): lambda a: a.address(),
    (Struct, "same_as"): lambda a: [a.address()],
    (Struct, "file"): lambda a: a.image,
    (Struct, "quote"): lambda a: a.parts[1],
    (Struct, "prefix"): lambda a: a.parts[0],
    (Struct, "suffix"): lambda a: a.parts[2],
    (Struct, "occurrence"): _nothing,
    (Struct, "omit"): lambda a: [a.omitted],
    (Struct, "caption"): lambda a: a.captioned,
    (Struct, "draft"): lambda a: False,
    (Struct, "redirect_from"): lambda a: [f"old/{a.name}/it's & {{{{7}}}}.html"],
    (Struct, "related"): lambda a: ["base"],
    (Struct, "see_also"): lambda a: ["base"],
    (Struct, "broader"): lambda a: ["base"],
    (Struct, "narrower"): lambda a: [],
    (Struct, "except"): lambda a: [],
    (authored.MatchEntry, "case"): lambda a: "exact",
    (authored.NoteEntry, "kind"): lambda a: "claim",
    (authored.PinEntry, "term"): lambda a: "base",
    (Written, "url"): lambda a: "https://briefs.example/",
    (Written, "timezone"): lambda a: "UTC",
    (Written, "theme"): lambda a: "default",
    (Written, "output"): lambda a: "site",
    (Written, "content"): lambda a: "content",
    (Written, "outputs"): _nothing,
    (Written, "lints"): _nothing,
    (Written, "plugins"): _nothing,
    (Written, "jobs"): lambda a: "1",
    (Written, "posters"): lambda a: False,
    (Written, "link"): _nothing,
}
"""Keys that may not say just anything, with what they say here; what else they refuse, the browser's tests ask."""


def governed(key: Key) -> bool:
    """Whether a key may not say just anything."""
    return key in GIVEN or (Struct, key[1]) in GIVEN


def text_fields(type_: Any, seen: set[Any] | None = None) -> Iterator[Key]:
    """Every key below a type whose value is an author's text."""
    seen = set() if seen is None else seen
    if not _is_struct(type_) or type_ in seen:
        return
    seen.add(type_)
    for field in msgspec.structs.fields(type_):
        if field.type is not Span:
            leaves = set(_leaves(field.type))
            # A text where a record may stand too is the record's id.
            if leaves & {Text, str} and not any(map(_is_struct, leaves)):
                yield type_, field.encode_name
            for leaf in leaves:
                yield from text_fields(leaf, seen)


def _leaves(type_: Any) -> Iterator[Any]:
    if get_origin(type_) is Literal:
        return
    args = [arg for arg in get_args(type_) if arg is not Ellipsis]
    if not args:
        yield type_
    for arg in args:
        yield from _leaves(arg)
