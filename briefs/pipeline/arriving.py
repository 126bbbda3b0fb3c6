"""A site goes in, what stands in it comes out for those who import; planned files go in, what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import structs

from briefs.config import Site
from briefs.core.decode import decode
from briefs.core.diagnostics import Diagnostic, error
from briefs.core.model import Parsed, Unit, UnitKind
from briefs.core.oneline import cut
from briefs.core.source import Span
from briefs.importers.importer import Article, Planned, Standing, guessed
from briefs.stages.anchor import anchor
from briefs.stages.load import ARTICLE_LIMIT, SIDECAR_LIMIT, load
from briefs.stages.parse import parse
from briefs.toolkit import toolkit

_TEXTS = (".txt", ".md")


def standing(site: Site) -> Standing:
    """Every text of the site with its address, its origin and its words; what is wrong with them is for ``check``."""
    content = site.content.relative_to(site.root).as_posix()
    library = load(site.root, content).value
    parsed = [(unit, parse(unit).value) for unit in library.units]
    articles = tuple(_article(unit, one) for unit, one in parsed if unit.kind != "glossary")
    names = tuple((term.id, term.term) for _, one in parsed for term in one.outline.terms)
    documents = tuple((document.id, document.url) for _, one in parsed for document in one.outline.documents)
    kinds = tuple(kind.name for kind in toolkit(site.config.plugins, str(site.root)).value.kinds)
    units = {path for unit, _ in parsed for path in (unit.origin, unit.sidecar.path if unit.sidecar else "") if path}
    return Standing(
        content=content,
        language=site.config.language,
        url=site.config.url or "",
        kinds=kinds,
        documents=documents,
        articles=articles,
        terms=tuple(name for name, _ in names),
        names=names,
        files=frozenset((*library.files, *units)),
    )


def proved(
    content: str, files: Sequence[Planned], site: Standing, grown: Mapping[str, bytes] = MappingProxyType({})
) -> Iterator[Diagnostic]:
    """What ``check`` would call an error in the planned files, each taken alone, and what was guessed of their texts.

    A sidecar for an article that stands in the site is read with that article's text, and so are those that have
    ``grown``, by their path from the site's root; what was wrong with these before is not said again.
    """
    planned = {**{f"{content}/{one.path}": one.data for one in files if not one.copied}, **grown}
    for path, data in planned.items():
        yield from _too_large(path, data)
    taken: dict[str, str] = {}
    for unit, before in _units(content, planned, site):
        if unit.kind != "glossary" and not before:
            yield from _twice(unit, taken)
        known = {(one.code, one.message) for one in _errors(before)} if before else ()
        yield from (one for one in _errors(unit) if (one.code, one.message) not in known)
        yield from () if before else _guesses(unit, parse(unit).value)


def _twice(unit: Unit, taken: dict[str, str]) -> Iterator[Diagnostic]:
    """An error where a planned text would have the address of another, as texts of two formats can."""
    slug = parse(unit).value.outline.path
    other = taken.setdefault(slug, unit.origin)
    if other != unit.origin:
        message = f"`{other}` and `{unit.origin}` would be one page, {slug}"
        yield error("import-exists", message, Span(unit.origin), "rename one of the files, or import them one by one")


def _errors(unit: Unit) -> tuple[Diagnostic, ...]:
    read = parse(unit)
    found = (*read.diagnostics, *anchor(read.value).diagnostics)
    return tuple(one for one in found if one.severity == "error")


def _article(unit: Unit, parsed: Parsed) -> Article:
    outline = parsed.outline
    sidecar = unit.sidecar.path if unit.sidecar else ""
    return Article(outline.slug, outline.origin, outline.title, parsed.source.url, parsed.plain.text, sidecar, unit)


def _units(content: str, planned: dict[str, bytes], site: Standing) -> Iterator[tuple[Unit, Unit | None]]:
    """The planned files as the build will read them, each with what stands in its place now."""
    sources = {path: decode(path, data).value for path, data in planned.items() if path.endswith((*_TEXTS, ".yaml"))}
    texts = {path.rpartition(".")[0] for path in sources if path.endswith(_TEXTS)}
    for path, source in sources.items():
        stem, _, ending = path.rpartition(".")
        if source is None:
            continue
        if path.startswith(f"{content}/glossary/"):
            yield Unit("glossary", source), None
        elif ending != "yaml":
            yield Unit(_kind(content, path), source, sources.get(f"{stem}.yaml")), None
        elif stem not in texts and (there := _there(site, stem)):
            yield structs.replace(there, sidecar=source), there


def _kind(content: str, path: str) -> UnitKind:
    return "page" if path.startswith(f"{content}/pages/") else "article"


def _there(site: Standing, stem: str) -> Unit | None:
    """The article that stands in the site, by its path without the ending."""
    return next((one.unit for one in site.articles if one.origin.rpartition(".")[0] == stem), None)


def _too_large(path: str, data: bytes) -> Iterator[Diagnostic]:
    limit = SIDECAR_LIMIT if path.endswith(".yaml") else ARTICLE_LIMIT
    if path.endswith((*_TEXTS, ".yaml")) and len(data) > limit:
        message = f"`{path}` would be larger than the {limit:,} bytes that are read"
        yield error("file-size", message, Span(path), "split it into several files")


def _guesses(unit: Unit, parsed: Parsed) -> Iterable[Diagnostic]:
    """Which lines of a received text were taken for what."""
    for guess in parsed.guesses:
        at = unit.text.text.find(guess.text)
        span = unit.text.span(at, at + len(guess.text)) if at >= 0 else Span(unit.origin)
        role = "page furniture, and left out" if guess.role == "omitted" else f"the {guess.role}"
        yield guessed(f"“{cut(guess.text, 60)}” is taken for {role}", span, "say otherwise in the sidecar if it is not")
