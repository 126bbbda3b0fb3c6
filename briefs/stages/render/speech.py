"""Catalogues of words and the language of a page go in, what stands beside its authors' words comes out; knows no page.

A key that a language has no words for is said in English, with English plurals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import TemplateRuntimeError
from markupsafe import Markup
from msgspec import Struct, structs

from briefs.core.diagnostics import nearest
from briefs.core.language import Language, base, chain
from briefs.core.model import Face
from briefs.core.words import Entry, Layers, catalogue, pieces
from briefs.stages.render.templates import text

ENGLISH = "en"
_OWN = {"map.html": "map"}
"""Pages in the foot that the tool names, not the site's author, and the keys of their names."""


class _Words(Struct, frozen=True):
    """What is said for a key: by plural category, words escaped and the names of their holes by turns."""

    language: Language
    forms: Mapping[str, tuple[str, ...]]


class _Voice:
    """One language made ready."""

    def __init__(self, layers: Layers, tag: str, face: Face) -> None:
        self.language = Language(tag)
        self._words: dict[str, _Words] = {}
        for one in (ENGLISH, *reversed([*chain(tag)])):
            spoken = self.language if one != ENGLISH else Language(ENGLISH)
            self._words |= {key: _ready(entry, spoken) for key, entry in catalogue(layers, one).items()}
        whole = ((key, one.forms.get("", ())) for key, one in self._words.items())
        self.fixed = {key: Markup(form[0]) for key, form in whole if len(form) == 1}  # noqa: S704 (escaped)
        self._counted: dict[tuple[str, int], Markup] = {}
        self.attributes: dict[str, Markup] = {}
        nav = tuple((section, str(self.fixed.get(section, label)), path) for section, label, path in face.nav)
        foot = tuple((str(self.fixed[_OWN[path]]) if path in _OWN else label, path) for label, path in face.foot)
        self.face = structs.replace(face, nav=nav, foot=foot)

    def said(self, key: str, values: Mapping[str, object]) -> Markup:
        """The words of a key, filled in; ``n`` is a count and chooses the plural."""
        number = values.get("n")
        if type(number) is not int or len(values) > 1:
            return self._filled(key, values)
        found = self._counted.get((key, number))
        if found is None:
            found = self._counted[key, number] = self._filled(key, values)
        return found

    def _filled(self, key: str, values: Mapping[str, object]) -> Markup:
        words = self._words.get(key)
        if words is None:
            raise TemplateRuntimeError(f"there are no words `{key}`; {nearest(key, self._words)}".removesuffix("; "))
        form = words.forms.get("") or words.forms.get(words.language.plural(self._number(key, values)))
        filled = [*(form or words.forms["other"])]
        for at in range(1, len(filled), 2):
            filled[at] = self._value(key, filled[at], values)
        return Markup("".join(filled))  # noqa: S704 (escaped)

    def _number(self, key: str, values: Mapping[str, object]) -> int:
        number = values.get("n")
        if not isinstance(number, int):
            raise TemplateRuntimeError(f"the words `{key}` want a number `n`")
        return number

    def _value(self, key: str, name: str, values: Mapping[str, object]) -> str:
        if name not in values:
            raise TemplateRuntimeError(f"the words `{key}` want `{name}`")
        value = values[name]
        if isinstance(value, int):
            return self.language.count(value) if name == "n" else self.language.digits(value)
        return str(text(value))


class Speech:
    """What is said in the language of the page in hand; its methods are what templates call."""

    def __init__(self, layers: Layers, face: Face) -> None:
        self._layers, self._face = layers, face
        self._voices: dict[str, _Voice] = {}
        self.turn(face.language)

    def turn(self, language: str) -> None:
        """Go on in a language; empty is the site's."""
        tag = language or self._face.language
        voice = self._voices.get(tag)
        if voice is None:
            voice = self._voices[tag] = _Voice(self._layers, tag, self._face)
        self._voice, self._plain = voice, not voice.language.has_digits

    @property
    def language(self) -> Language:
        """That of the page in hand."""
        return self._voice.language

    @property
    def face(self) -> Face:
        """The site's face, with the words of its bar."""
        return self._voice.face

    def words(self, key: str, **values: object) -> Markup:
        """Words of the catalogue, as ``t`` in templates."""
        found = None if values else self._voice.fixed.get(key)
        return self._voice.said(key, values) if found is None else found

    def label(self, word: str, family: str = "kind") -> str:
        """A word out of a family of them; one that no catalogue has is shown as it is written, with a capital."""
        return self._voice.fixed.get(f"{family}-{word}") or word.replace("-", " ").replace("_", " ").capitalize()

    def day(self, date: str) -> str:
        """A date in full."""
        return self._voice.language.day(date)

    def short_day(self, date: str) -> str:
        """A date with a short month."""
        return self._voice.language.day(date, short=True)

    def count(self, number: int) -> str:
        """How many."""
        return self._voice.language.count(number)

    def digits(self, number: int | str) -> int | str:
        """The number of a thing; as it is where the page has no digits of its own, for long lists have very many."""
        return number if self._plain else self._voice.language.digits(number)

    def foreign(self, language: str = "") -> Markup:
        """The attributes of an element in another language than the page's, else nothing; empty is the site's."""
        tag, known = language or self._face.language, self._voice.attributes
        found = known.get(tag)
        if found is None:
            other = Language(tag).direction
            same = base(tag) == base(self.language.tag) and other == self.language.direction
            found = known[tag] = Markup("" if same else f' lang="{text(tag)}" dir="{other}"')  # noqa: S704
        return found

    def isolated(self, words: str, language: str = "") -> str:
        """Words inside a line, apart from it where they are in another language; empty is the site's."""
        attributes = self.foreign(language)
        return Markup(f"<bdi{attributes}>{text(words)}</bdi>") if attributes else words  # noqa: S704


def _ready(entry: Entry, language: Language) -> _Words:
    forms = {category: pieces(words.value) for category, words in entry.forms}
    return _Words(language, {name: tuple(_escaped(form)) for name, form in forms.items()})


def _escaped(form: Sequence[str]) -> Iterator[str]:
    return (name if at % 2 else text(name) for at, name in enumerate(form))
