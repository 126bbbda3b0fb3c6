"""Every term of the site goes in, the names to look for come out; knows no article.

Rules: LINKING "Case, per term", "Forms" and "Scripts" (docs, linking.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefs.core.declension import stem_of
from briefs.core.model import Lexicon, Name, Term
from briefs.core.names import compare_key, fixed_letters
from briefs.core.plurals import other_numbers
from briefs.core.text import is_word, normalise

_HEADWORD = re.compile(r"(?P<full>\S.*) \((?P<short>[^()\s]{2,12})\)(?P<rest>(?: \S.*)?)")
_LETTERS = re.compile(r"[A-Z]{2,5}")
"""What is also written with dots: U.S., U.N., U.A.E.; nobody writes a longer acronym so."""
_LETTERS_IN_NAME = re.compile(r"(?<![\w.'-])(?![IVX]+ )[A-Z]{2,3}(?= )")
"""And inside a longer name: the U.S. Army. Numerals are none."""
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,5}(?![\w.])")
_INITIALS = ((re.compile(r"(?<=\b[A-Z]\.)(?=[A-Z]\.)"), " "), (re.compile(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)"), ""))
"""J.K. Rowling and J. K. Rowling."""
_TURKIC = frozenset({"tr", "az"})
_TURKIC_CAPITALS = str.maketrans("iı", "İI")
_TURKIC_OTHER = str.maketrans("iıİI", "İIiı")
_ARTICLE = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az)-(?=\w)", re.IGNORECASE)
"""The Arabic article before a surname, which print also leaves out: al-Assad is Assad."""
_SHORT = 4
_TITLES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def lexicon(terms: Iterable[Term], language: str = "en") -> Lexicon:
    """The names of all terms, sorted; names of one term that equal each other are one. ``language`` is the site's."""
    site = language.split("-")[0].lower()
    names: dict[tuple[object, ...], Name] = {}
    for term in terms:
        for name in _names(term, site):
            if name.key.strip() and any(map(is_word, name.key)):
                names.setdefault((name.key, name.term, name.fixed, name.form, name.rule in ("not", "surname")), name)
    return Lexicon(tuple(sorted(names.values(), key=lambda n: (n.key, n.term, n.fixed, n.form, n.rule))))


def named(term: Term) -> tuple[object, ...]:
    """All of a term that decides where it is found: what it means is another matter, and changes more often."""
    return term.id, term.term, term.abbreviation, term.aliases, term.native, term.kind, term.match, term.when


def _names(term: Term, site: str) -> Iterator[Name]:
    """All names of one term: as written first, then their other forms."""
    written = [(rule, normalise(name).text.strip(), language or site) for rule, name, language in _written(term)]
    for rule, name, _ in written:
        yield from _as_written(term, name, rule)
    for rule, name, language in written:
        if language in _TURKIC and term.match.case != "exact":
            yield from (_name(term, form, rule) for form in _with_other_i(name))
        if rule != "native":
            yield from _other_forms(term, name, rule, site)
    if term.kind == "person":
        yield from _surname(term)
    for phrase in term.match.not_:
        yield Name(compare_key(normalise(phrase).text.strip()), term.id, (), "not")


def _other_forms(term: Term, name: str, rule: str, site: str) -> Iterator[Name]:
    """In the other number, and with the points of its acronyms or without them."""
    if term.match.inflect and term.kind != "person" and site == "en":
        yield from (_name(term, form, rule + ", other number") for form in other_numbers(name))
    if term.kind == "person":
        initials = _INITIALS if "." in name else ()
        yield from (_name(term, apart.sub(gap, name), rule) for apart, gap in initials if apart.search(name))
    dotted = _with_points(name)
    if dotted != name:
        yield _name(term, dotted, rule + ", dotted")
    bare = _DOTTED.sub(lambda m: m[0].replace(".", ""), name) if "." in name else name
    if bare != name:
        yield _name(term, bare, rule + ", without dots")


def _with_points(name: str) -> str:
    if " " not in name:
        return ".".join(name) + "." if _LETTERS.fullmatch(name) else name
    return name if name.isupper() else _LETTERS_IN_NAME.sub(lambda m: ".".join(m[0]) + ".", name)


def _with_other_i(name: str) -> Iterator[str]:
    """A Turkish name in capitals and with the other case of its first letter: i and İ, ı and I are pairs there."""
    yield name.translate(_TURKIC_CAPITALS).upper()
    first = name[:1].translate(_TURKIC_OTHER)
    if first != name[:1]:
        yield first + name[1:]


def _written(term: Term) -> Iterator[tuple[str, str, str]]:
    """(rule, name, language if told) as written; "Full Name (FN)" gives both names, "Full (FN) name" too."""
    both = _HEADWORD.fullmatch(term.term) if "(" in term.term else None
    yield "term", term.term, ""
    if both:
        yield "term", both["full"] + both["rest"], ""
        if _abbreviates(both["short"], both["full"]):
            yield "abbreviation", both["short"] + both["rest"], ""
    if term.abbreviation:
        yield "abbreviation", term.abbreviation, ""
    yield from (("alias", alias, "") for alias in term.aliases)
    yield from (("native", name, language.split("-")[0].lower()) for language, name in term.native)


def _abbreviates(short: str, full: str) -> bool:
    """Whether what stands in brackets is a name too, and no remark such as "Mercury (planet)"."""
    if not short[1:].islower() or not re.search("[aeiouy]", short):  # GDP, kWh; mcf
        return True
    letters = iter(full.casefold())
    return all(letter in letters for letter in short.casefold())


def _name(term: Term, name: str, rule: str) -> Name:
    return Name(compare_key(name), term.id, fixed_letters(name, term.match.case), rule)


def _as_written(term: Term, name: str, rule: str) -> Iterator[Name]:
    """The name, or, where a word of it declines as Cyrillic words do, its stem with what may follow."""
    plain = _name(term, name, rule)
    form = _form(name, plain.fixed)
    stem = stem_of(form) if term.match.inflect else ""
    if not stem:
        yield plain
        return
    fixed = tuple((at, letters[: len(stem) - at]) for at, letters in plain.fixed if at < len(stem))
    yield Name(stem, term.id, fixed, rule, form)


def _form(name: str, fixed: tuple[tuple[int, str], ...]) -> str:
    """The name in compare form, with the letters of its fixed words as they are written."""
    form = compare_key(name)
    for at, letters in fixed:
        form = form[:at] + letters + form[at + len(letters) :]
    return form


def _surname(term: Term) -> Iterator[Name]:
    """A person's last name with its particles (``bin Salman``): it stands for them once the full name has stood."""
    words = [w for w in normalise(term.term).text.split() if w.lower() not in _TITLES]
    first = len(words) - 1
    if first < 1 or len(words[-1]) < 2 or not any(map(str.isupper, words[-1])):
        return
    yield from _as_surname(term, words[-1])
    if article := _ARTICLE.match(words[-1]):
        yield from _as_surname(term, words[-1][article.end() :])
    while first > 1 and words[first - 1].islower():
        first -= 1
    if first < len(words) - 1:
        yield from _as_surname(term, " ".join(words[first:]))


def _as_surname(term: Term, name: str) -> Iterator[Name]:
    """Its initials are fixed: Brown and BROWN are a person, brown is not; particles (``Von der Leyen``) are free.

    A short one is fixed whole: UN is not Kim Jong Un.
    """
    parts = [m for m in re.finditer(r"[^ '-]+", name) if m.group()[0].isupper() and not _ARTICLE.match(name, m.start())]
    key = compare_key(name)
    if term.match.inflect and (stem := stem_of(key)):
        initials = tuple((part.start(), part.group()[0]) for part in parts if part.start() < len(stem))
        yield Name(stem, term.id, initials, "surname", key)
        return
    fixed = (part.group() if len(part.group()) <= _SHORT else part.group()[0] for part in parts)
    yield Name(key, term.id, tuple(zip((part.start() for part in parts), fixed, strict=True)), "surname")
