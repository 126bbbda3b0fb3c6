"""Annotations of another tool and a site go in, notes in the sidecars of its articles come out; knows no format.

Nothing is lost: a note that has no place stands as a comment below the others, with the reason, ready to be put right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from briefs.core.authored import NoteEntry, Sidecar
from briefs.core.diagnostics import Diagnostic, error, has_errors, nearest, note
from briefs.core.fields import Text, convert
from briefs.core.oneline import cut, flat
from briefs.core.source import Span
from briefs.core.yaml import read_yaml
from briefs.importers.addresses import about, comparable
from briefs.importers.foreign import Foreign
from briefs.importers.importer import Added, Article, Batch, Imported, Planned, Standing, changed, left_out, many
from briefs.importers.placing import Ground, How, Placed, Quoted, place
from briefs.importers.writing import as_yaml, comment

_SHOWN = 60
_COMMENTED = re.compile(r"(?m)^ *# .* \((\S+)\):$")
"""The first line of what stands as a comment, with the name of its annotation."""
_AS_COMMENT = "it stands as a comment in the sidecar"


class _Hung(Struct, frozen=True):
    """An annotation, and where its words stand."""

    foreign: Foreign
    placed: Placed | None
    """None for what is no note on words."""


def hang(annotations: Sequence[Foreign], batch: Batch, before: tuple[Diagnostic, ...] = ()) -> Imported:
    """Each annotation as a note of the article that it is about, below the notes that are there.

    ``before`` is what was said of the files until now.
    """
    told = [*before, *_unknown_article(batch)]
    by_article: dict[str, list[Foreign]] = {}
    for foreign in annotations if not has_errors(told) else ():
        article = about(foreign.pages, batch.site, batch.asked.article)
        if article is None:
            told.append(_homeless(foreign))
        elif foreign.sort != "term":
            by_article.setdefault(article.origin, []).append(foreign)
    told += _terms(annotations)
    articles = {article.origin: article for article in batch.site.articles}
    made = [_for_article(articles[origin], by_article[origin], batch.site) for origin in sorted(by_article)]
    files = tuple(file for one in made for file in one.files)
    additions = tuple(addition for one in made for addition in one.additions)
    return Imported(_below(files, batch), (*told, *(d for one in made for d in one.diagnostics)), additions)


def _unknown_article(batch: Batch) -> Iterator[Diagnostic]:
    slugs = [article.slug for article in batch.site.articles]
    if batch.asked.article and batch.asked.article not in slugs:
        hint = nearest(batch.asked.article, slugs) or f"the articles are: {', '.join(slugs[:20])}"
        yield error("import-article", f"there is no article `{batch.asked.article}`", None, hint)


def _homeless(foreign: Foreign) -> Diagnostic:
    page = f"`{foreign.pages[0]}`" if foreign.pages else "a page that it does not name"
    hint = (
        "write that address into the sidecar of its article as `source: {url: …}`, or name the article with --article"
    )
    return left_out(f"this annotation is about {page}, from which no article was received", foreign.span, hint)


def _terms(annotations: Sequence[Foreign]) -> Iterator[Diagnostic]:
    """One remark on all words that name a term: where terms stand a build finds by itself."""
    found = [foreign.span for foreign in annotations if foreign.sort == "term"]
    if found:
        message = f"which term is meant is left to the build: {many(len(found), 'annotation')}"
        yield note(
            "import-left-out", message, found[0], "a build finds terms itself; `terms:` in a sidecar corrects it"
        )


def _below(files: Iterable[Planned], batch: Batch) -> tuple[Planned, ...]:
    """Planned files by their path below the content folder."""
    return tuple(Planned(file.path.removeprefix(f"{batch.site.content}/"), file.data) for file in files)


# ── one article ──────────────────────────────────────────────────────────────────────────────────────────────────


def _for_article(article: Article, annotations: Sequence[Foreign], site: Standing) -> Imported:
    ground, there = Ground(article.text), _there(article)
    hung = [
        _Hung(one, place(one.selector, ground) if one.sort in ("note", "highlight") else None) for one in annotations
    ]
    fresh = list({(_mark(one), one.foreign.selector.exact): one for one in hung if _mark(one) not in there}.values())
    notes = [_entry(one, site) for one in fresh if _is_note(one)]
    stubs = "".join(_stub(one, site) for one in fresh if not _is_note(one))
    told = (*(d for one in fresh for d in _told(one)), _summary(article, fresh, len(hung) - len(fresh)))
    if not notes and not stubs:
        return Imported((), told)
    if article.sidecar:
        return Imported((), told, (Added(article.sidecar, "notes", as_yaml(notes), stubs),))
    path = article.origin.rpartition(".")[0] + ".yaml"
    text = as_yaml({"notes": notes}) + stubs
    return Imported((Planned(path, text.encode()),), told)


def _there(article: Article) -> frozenset[tuple[str, ...]]:
    """What tells the notes that stand in the sidecar already, and the comments of an earlier import."""
    source = article.unit.sidecar if article.unit else None
    if source is None:
        return frozenset()
    sidecar = convert(read_yaml(source).value, Sidecar, source).value
    notes = sidecar.notes if sidecar else ()
    marks = [(one.kind.value if one.kind else "context", *_quoted(one), _said(one.text)) for one in notes]
    return frozenset((*marks, *((found,) for found in _COMMENTED.findall(source.text))))


def _quoted(one: NoteEntry) -> tuple[str, ...]:
    """How a note of a sidecar names its words."""
    return flat(one.quote.value), _said(one.prefix), _said(one.suffix), str(one.occurrence or "")


def _said(text: Text | None) -> str:
    """A text, empty where nothing is said."""
    return text.value if text else ""


def _mark(one: _Hung) -> tuple[str, ...]:
    """What two notes have in common that say the same of the same words; of comments, which annotation it is."""
    if _is_note(one) and one.placed:
        quoted = one.placed.quoted
        where = quoted.quote, quoted.prefix, quoted.suffix, str(quoted.occurrence or "")
        return one.foreign.kind, *where, one.foreign.text
    return (_name(one.foreign),)


def _is_note(one: _Hung) -> bool:
    return one.foreign.sort == "note" and one.placed is not None and one.placed.how in ("exact", "moved", "edited")


def _entry(one: _Hung, site: Standing) -> dict[str, object]:
    """A note as a sidecar has it."""
    foreign = one.foreign
    quoted = one.placed.quoted if one.placed else Quoted(flat(foreign.selector.exact).strip())
    return {
        "quote": quoted.quote,
        "prefix": quoted.prefix,
        "suffix": quoted.suffix,
        "occurrence": quoted.occurrence or None,
        "kind": foreign.kind,
        "text": foreign.text,
        # Whose claim the words are its annotator has not said.
        "by": foreign.by if foreign.kind != "claim" or foreign.status else "",
        "status": foreign.status,
        "sources": [_source(address, site) for address in foreign.sources],
    }


def _source(address: str, site: Standing) -> object:
    """The id of the site's source with this address, or a new one written out in place."""
    known = next((name for name, url in site.documents if comparable(url) == comparable(address)), "")
    return known or {"title": comparable(address).partition("/")[0] or address, "url": address}


# ── what has no place ────────────────────────────────────────────────────────────────────────────────────────────


def _stub(one: _Hung, site: Standing) -> str:
    """The annotation as comments: why it is no note, and how it would be written."""
    entry = as_yaml([_entry(one, site)]).rstrip("\n")
    return "".join(f"{line}\n" for line in (_first_line(one), *comment(entry)))


def _first_line(one: _Hung) -> str:
    return f"# {_why(one)} ({_name(one.foreign)}):"


def _name(foreign: Foreign) -> str:
    """What tells an annotation from all others, in one word."""
    span = foreign.span
    return "".join((foreign.id or f"{span.path.rpartition('/')[2]}:{span.line}").split())


def _why(one: _Hung) -> str:
    sort = one.foreign.sort
    if sort == "reply":
        return "An answer to another annotation; here there are only notes on words"
    if sort == "page":
        return "On the whole page; here there are only notes on words"
    if one.placed and one.placed.how in ("unsure", "missing"):
        return f"Not placed: {one.placed.why}"
    return "Words marked without a note"


def _told(one: _Hung) -> Iterator[Diagnostic]:
    """What is to be said of one annotation; of one that stands where it stood, nothing."""
    span, words = one.foreign.span, cut(flat(one.foreign.selector.exact or one.foreign.text).strip(), _SHOWN)
    if not _is_note(one):
        yield left_out(f"“{words}”: {_why(one)[:1].lower()}{_why(one)[1:]}", span, _AS_COMMENT)
    elif one.placed and one.placed.why:
        yield changed(f"“{words}”: {one.placed.why}", span)


_SAYS: dict[How, str] = {
    "exact": "word for word",
    "moved": "word for word, elsewhere than their position says",
    "edited": "through edits",
    "unsure": "not for certain",
    "missing": "not found",
}


def _summary(article: Article, fresh: Sequence[_Hung], known: int) -> Diagnostic:
    """How many were found, and how."""
    counts = Counter(one.placed.how for one in fresh if one.placed)
    parts = [f"{counts[how]:,} {words}" for how, words in _SAYS.items() if counts[how]]
    others = sum(one.placed is None for one in fresh)
    parts += [f"{others:,} on no words"] if others else []
    parts += [f"{known:,} there already"] if known else []
    message = f"{many(len(fresh) + known, 'annotation')} of `{article.slug}`: {'; '.join(parts)}"
    return note("import-notes", message, Span(article.origin))
