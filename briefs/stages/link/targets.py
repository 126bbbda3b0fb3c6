"""Everything that can be named goes in, where each reference leads comes out; a dead one is not in the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefs.core.model import Document, Outline, Target, Term
from briefs.core.targets import parted


def resolve(
    outlines: Sequence[Outline],
    terms: Mapping[str, Term],
    documents: Mapping[str, Document],
    files: frozenset[str],
    content: str,
) -> dict[str, Target]:
    """Targets by key, for every reference made anywhere on the site that leads somewhere."""
    known = dict(_known(outlines, terms))
    places = {outline.path: _places(outline) for outline in outlines if outline.path}
    found: dict[str, Target] = {}
    for outline in outlines:
        for reference in outline.references:
            key = f"{reference.kind}:{reference.target}"
            if reference.kind in ("asset", "image"):
                target = _asset(key, reference.target, files, content)
            elif reference.kind == "source":
                document = documents.get(reference.target)
                target = Target(key, "sources/index.html", document.title) if document else None
            else:
                target = _with_fragment(key, known, places)
            if target is not None:
                found[key] = target
    return dict(sorted(found.items()))


def _known(outlines: Iterable[Outline], terms: Mapping[str, Term]) -> Iterable[tuple[str, Target]]:
    for outline in outlines:
        if outline.path:
            yield f"file:{outline.origin}", Target(f"file:{outline.origin}", outline.path, outline.title)
            yield f"article:{outline.slug}", Target(f"article:{outline.slug}", outline.path, outline.title)
    for term in terms.values():
        yield f"term:{term.id}", Target(f"term:{term.id}", f"glossary/{term.id}.html", term.term)


def _places(outline: Outline) -> dict[str, str]:
    """What may follow ``#`` in a link to a page, and the element's id: headings as written or with their ``s-``."""
    ids = [*outline.headings, *(f"p{n}" for n in range(1, outline.paragraphs + 1))]
    return {i.removeprefix("s-"): i for i in reversed(ids)} | {i: i for i in ids}


def _with_fragment(key: str, known: Mapping[str, Target], places: Mapping[str, Mapping[str, str]]) -> Target | None:
    """The page that a key names; with a fragment, its place on the page if there is one."""
    kind, _, path = key.partition(":")
    name, fragment = parted(kind, path)
    target = known.get(f"{kind}:{name}")
    if target is None or not fragment:
        return target and Target(key, target.path, target.title)
    found = places.get(target.path, {}).get(fragment.lower())
    return Target(key, f"{target.path}#{found}", target.title) if found else None


def _asset(key: str, path: str, files: frozenset[str], content: str) -> Target | None:
    """A file below the content folder keeps its place below the output."""
    if path not in files or not path.startswith(content + "/"):
        return None
    return Target(key, path.removeprefix(content + "/"), path.rsplit("/", 1)[-1])
