"""Every term of the site goes in, the names to look for come out; knows no article.

Rules: LINKING "Case, per term" and "Forms" (docs/linking.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefs.core.model import Lexicon, Name, Term
from briefs.core.names import compare_key, is_acronym
from briefs.core.text import normalise

_HEADWORD = re.compile(r"(?P<full>.+\S) \((?P<short>[^()\s]{2,12})\)")
_LETTERS = re.compile(r"[A-Z]{2,5}")
_TITLES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def lexicon(terms: Iterable[Term], language: str = "en") -> Lexicon:
    """The names of all terms, sorted, each (key, term, rule) once. ``language`` is the site's."""
    english = language.split("-")[0].lower() == "en"
    names = {(n.key, n.term, n.exact): n for t in terms for n in sorted(_names(t, english), key=lambda n: n.rule)}
    return Lexicon(tuple(sorted(names.values(), key=lambda n: (n.key, n.term, n.exact, n.rule))))


def _names(term: Term, english: bool) -> Iterator[Name]:
    """All names of one term: as written, then their other forms."""
    for rule, written in _written(term):
        name = normalise(written).text.strip()
        if not name:
            continue
        yield _name(term, name, rule)
        if term.match.inflect and rule != "native":
            yield from (_name(term, form, rule + ", other number") for form in _forms(term, name, english))
        if _LETTERS.fullmatch(name) and rule != "native":
            yield _name(term, ".".join(name) + ".", rule + ", dotted")
    if term.kind == "person":
        yield from _surname(term)
    for phrase in term.match.not_:
        text = normalise(phrase).text.strip()
        if text:
            yield Name(compare_key(text), term.id, "", "not")


def _written(term: Term) -> Iterator[tuple[str, str]]:
    """(rule, name) as the author gave them; a headword "Full Name (FN)" gives both names."""
    both = _HEADWORD.fullmatch(term.term)
    if both:
        yield "term", both["full"]
        yield "abbreviation", both["short"]
    else:
        yield "term", term.term
    if term.abbreviation:
        yield "abbreviation", term.abbreviation
    yield from (("alias", alias) for alias in term.aliases)
    yield from (("native", name) for _, name in term.native)


def _name(term: Term, name: str, rule: str) -> Name:
    exact = term.match.case == "exact" or (term.match.case == "auto" and is_acronym(name))
    return Name(compare_key(name), term.id, name.replace("-", " ") if exact else "", rule)


def _surname(term: Term) -> Iterator[Name]:
    """A person's last name, which stands for them once the full name has stood in the same article."""
    words = [w for w in normalise(term.term).text.split() if w.lower() not in _TITLES]
    if len(words) > 1 and words[-1][:1].isupper() and len(words[-1]) > 1:
        yield Name(compare_key(words[-1]), term.id, words[-1].replace("-", " "), "surname")


def _forms(term: Term, name: str, english: bool) -> Iterator[str]:
    """The plural and the singular of a name's last word, by the rules of English."""
    head, gap, last = name.rpartition(" ")
    if not english or term.kind == "person" or is_acronym(last) or not last.isascii() or not last.isalpha():
        return
    for form in (*_plurals(last), *_singulars(last)):
        yield head + gap + form


def _plurals(word: str) -> Iterator[str]:
    low = word.lower()
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return
    if re.search(r"[^aeiou]y$", low):
        yield word[:-1] + "ies"
    elif low.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    elif low.endswith("man"):
        yield word[:-2] + "en"
    else:
        yield word + "s"


def _singulars(word: str) -> Iterator[str]:
    low = word.lower()
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return
    if low.endswith("ies") and len(low) > 4:
        yield word[:-3] + "y"
    elif low.endswith(("sses", "xes", "zes", "ches", "shes")):
        yield word[:-2]
    else:
        yield word[:-1]
