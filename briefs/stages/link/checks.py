"""The site's Outlines and the tables of places go in, what does not fit together comes out as diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from briefs.core.diagnostics import Diagnostic, Related, error, nearest
from briefs.core.model import Index, Matched, Outline, Places, Reference
from briefs.core.source import Span

_WORDS = {"term": "term", "article": "article", "file": "file", "asset": "file", "source": "source"}


def check(
    outlines: Sequence[Outline], places: Mapping[str, Places], matched: Mapping[str, Matched], index: Index
) -> Iterator[Diagnostic]:
    """Names given twice, references to nothing, and names that several terms claim."""
    yield from _twice(
        "duplicate-page", "page", _pages(outlines, places), "rename one of the files, or set `slug:` in a sidecar"
    )
    yield from _twice(
        "duplicate-term", "term id", _term_ids(outlines, places), "give one of them another `id`, or merge them"
    )
    yield from _sources_twice(outlines, places)
    for outline in outlines:
        for reference, span in zip(outline.references, places[outline.origin].references, strict=True):
            if f"{reference.kind}:{reference.target}" not in index.targets:
                yield _dead(reference, span, index)
    for outline in outlines:
        if outline.origin in matched:
            yield from _clashes(places[outline.origin], matched[outline.origin])


def _pages(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[tuple[str, Span]]:
    return ((o.path, places[o.origin].unit) for o in outlines if o.path)


def _term_ids(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[tuple[str, Span]]:
    for outline in outlines:
        yield from zip((t.id for t in outline.terms), places[outline.origin].terms, strict=True)


def _twice(code: str, what: str, named: Iterable[tuple[str, Span]], hint: str) -> Iterator[Diagnostic]:
    """An error for each name that stands twice, on a file system without case as well."""
    first: dict[str, tuple[str, Span]] = {}
    for name, span in named:
        key = normalize("NFC", name).casefold()
        if key in first:
            other, place = first[key]
            same = f"the {what} `{name}` is taken" + (
                "" if other == name else f" by `{other}`, which differs only in case"
            )
            yield error(code, f"{same}: {place.path} has it too", span, hint, (Related(f"`{other}` is here", place),))
        else:
            first[key] = name, span


def _sources_twice(outlines: Iterable[Outline], places: Mapping[str, Places]) -> Iterator[Diagnostic]:
    """Two different sources under one id; the same source written twice does no harm."""
    first: dict[str, tuple[object, Span]] = {}
    for outline in outlines:
        for document, span in zip(outline.documents, places[outline.origin].documents, strict=True):
            known, place = first.setdefault(document.id, (document, span))
            if known != document:
                yield error(
                    "duplicate-source",
                    f"the source id `{document.id}` stands for something else in {place.path}",
                    span,
                    "give one of them another `id`, or write both alike",
                    (Related(f"the other `{document.id}` is here", place),),
                )


def _dead(reference: Reference, span: Span, index: Index) -> Diagnostic:
    """A reference to nothing, with the nearest name."""
    word = _WORDS.get(reference.kind, reference.kind)
    names: Iterable[str] = ()
    if reference.kind == "term":
        names = index.terms
    elif reference.kind == "source":
        names = index.documents
    elif reference.kind == "article":
        names = [o.slug for o in (*index.articles, *index.pages)]
    elif reference.kind == "file":
        names = index.origins
    hint = nearest(reference.target, names) or _how_to(reference.kind)
    code = f"unknown-{word}" if word in ("term", "source", "article") else "dead-link"
    return error(code, f"there is no {word} `{reference.target}`", span, hint)


def _how_to(kind: str) -> str:
    return {
        "term": "define it under `glossary:` in a sidecar or in content/glossary/, or correct the id",
        "source": "list it under `sources:` of a sidecar, or correct the id",
        "article": "an article's slug is its file's name without the ending",
    }.get(kind, "the path is read from the folder of the file that names it")


def _clashes(where: Places, matched: Matched) -> Iterator[Diagnostic]:
    """Names that several terms claim and nothing decides."""
    for clash in matched.clashes:
        span = where.blocks[clash.block] if clash.block < len(where.blocks) else where.unit
        names = " and ".join(f"`{t}`" for t in clash.terms)
        yield error(
            "ambiguous-name",
            f"“{clash.surface}” may be {names}",
            span,
            f"say which under `terms:` in the sidecar: - {{quote: {clash.surface}, term: {clash.terms[0]}}}",
        )
