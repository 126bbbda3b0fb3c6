"""A Unit goes in, its text, metadata and annotations come out as Parsed; knows no other unit, and no disk.

In a piece with a target the character U+0000 (``sheet.HOLE``) stands in the HTML where the target's address goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from msgspec import structs

from briefs.core.authored import LinkEntry, Sidecar, TermEntry
from briefs.core.diagnostics import Checked, error
from briefs.core.fields import convert
from briefs.core.model import Linking, Note, Outline, Parsed, Places, Unit
from briefs.core.source import Source, Span
from briefs.core.yaml import Mapping, Node, Sequence, read_yaml
from briefs.stages.parse.desk import Desk
from briefs.stages.parse.documents import document, origin
from briefs.stages.parse.frontmatter import split
from briefs.stages.parse.glossary import Defined, terms
from briefs.stages.parse.meta import Said, merge, outline, wishes
from briefs.stages.parse.notes import hang
from briefs.stages.parse.reading import Reading
from briefs.stages.parse.rich import rich
from briefs.stages.parse.wording import SIDECAR, TERM, TERMS

__all__ = ["parse"]


def parse(unit: Unit) -> Checked[Parsed]:
    """The unit read. An author's mistakes are diagnostics; what is left of the unit is still usable."""
    desk = Desk(source for source in (unit.text, unit.sidecar) if source)
    parsed = _glossary(unit, desk) if unit.kind == "glossary" else _article(unit, desk)
    names = [(name, span) for name, span in _names(parsed) if not name.isascii()]
    for name, span in names:
        desk.turned(name, span)
    return Checked(_seen_through(parsed, unit, names), tuple(desk.faults))


def _seen_through(parsed: Parsed, unit: Unit, names: list[tuple[str, Span]]) -> Parsed:
    """With the words that are others than they seem; most files have no letter that could deceive."""
    sources = [source for source in (unit.text, unit.sidecar) if source]
    if not names and parsed.plain.text.isascii() and all(source.text.isascii() for source in sources):
        return parsed
    from briefs.stages.parse.disguised import disguised  # with patterns of five alphabets

    found = disguised(sources, names, parsed.plain, parsed.places)
    return structs.replace(parsed, places=structs.replace(parsed.places, disguised=found)) if found else parsed


def _names(parsed: Parsed) -> Iterator[tuple[str, Span]]:
    """What its page and its terms are called, with where that is written, as far as is known."""
    outline, places = parsed.outline, parsed.places
    for name in (outline.title, outline.kicker, outline.byline, *outline.tags):
        yield name, places.unit
    for term, span in zip(outline.terms, places.terms, strict=True):
        for name in (term.term, term.abbreviation, *term.aliases, *(name for _, name in term.native)):
            yield name, span


def _article(unit: Unit, desk: Desk) -> Parsed:
    sidecar = _sidecar(unit.sidecar, desk)
    said, reading = _read(unit, sidecar, desk)
    own = outline(unit, said, reading, desk)
    for entry in sidecar.sources:
        document(entry, desk)
    defined = terms(sidecar.glossary, desk)
    hung = hang(sidecar, desk)
    summary, points = rich(sidecar.summary, desk), tuple(rich(point, desk) for point in sidecar.key_points)
    source, linking = origin(said.source, desk), _linking(sidecar.link, desk)
    for name in sidecar.related:
        desk.refer("article", name.value.strip(), name.span)
    return Parsed(
        outline=structs.replace(
            own,
            related=tuple(dict.fromkeys(name.value.strip() for name in sidecar.related)),
            terms=tuple(one.term for one in defined),
            documents=tuple(desk.documents),
            events=hung.events,
            cites=hung.cites,
            references=tuple(desk.references),
            notes=sum(isinstance(one.payload, Note) for one in hung.annotations),
        ),
        places=_places(said.address or unit.text.span(0, 0), defined, desk, reading.blocks, unit.text),
        plain=reading.plain,
        body=reading.body,
        annotations=hung.annotations,
        summary=summary,
        key_points=points,
        dateline=said.dateline,
        source=source,
        guesses=reading.guesses,
        linking=linking,
        digest=unit.text.digest,
        sha256=unit.sha256,
    )


def _read(unit: Unit, sidecar: Sidecar, desk: Desk) -> tuple[Said, Reading]:
    """The metadata that the author gave, and the text, by the file's ending."""
    if not unit.origin.lower().endswith(".md"):
        from briefs.stages.parse.plaintext import read_plain  # with the patterns of all page furniture

        said = merge(sidecar, None)
        plain = read_plain(unit.text, wishes(said, sidecar.omit))
        desk.faults += plain.diagnostics
        return said, plain.reading
    from briefs.stages.parse.markdown import read_markdown

    front = split(unit.text)
    desk.faults += front.diagnostics
    said = merge(sidecar, front.meta)
    return said, read_markdown(unit.text, front.text, wishes(said, sidecar.omit), desk)


def _sidecar(source: Source | None, desk: Desk) -> Sidecar:
    """What stands beside the article; as if empty where there is nothing, or nothing usable."""
    if source is None:
        return Sidecar(Span(""))
    tree = read_yaml(source)
    read = convert(tree.value, Sidecar, source, SIDECAR)
    desk.faults += tree.diagnostics + read.diagnostics
    return read.value or Sidecar(Span(source.path))


def _glossary(unit: Unit, desk: Desk) -> Parsed:
    """A file of terms: one, or a list of them."""
    tree = read_yaml(unit.text)
    desk.faults += tree.diagnostics
    defined = terms(_entries(tree.value, unit.text, desk), desk)
    made = Outline(
        kind="glossary",
        origin=unit.origin,
        terms=tuple(one.term for one in defined),
        documents=tuple(desk.documents),
        references=tuple(desk.references),
    )
    return Parsed(made, _places(unit.text.span(0, 0), defined, desk), digest=unit.text.digest, sha256=unit.sha256)


def _entries(node: Node | None, source: Source, desk: Desk) -> tuple[TermEntry, ...]:
    if node is None:
        return ()
    if isinstance(node, Mapping):
        if (inner := _under_glossary(node, desk)) is not None:
            return _entries(inner, source, desk)
        one = convert(node, TermEntry, source, TERM)
        desk.faults += one.diagnostics
        return (one.value,) if one.value else ()
    many: Checked[Any] = convert(node, cast(Any, tuple[TermEntry, ...]), source, TERMS)
    desk.faults += many.diagnostics
    return many.value or ()


def _under_glossary(node: Mapping, desk: Desk) -> Sequence | None:
    """The list of a file of terms that begins like a sidecar, so that its terms are known for all that."""
    for key, value in node.entries:
        if key.text == "glossary" and isinstance(value, Sequence) and len(node.entries) == 1:
            message = "a file of terms has no key `glossary`"
            hint = "begin with the list itself, without `glossary:`"
            desk.faults.append(error("unknown-key", message, key.span, hint))
            return value
    return None


def _linking(entry: LinkEntry | None, desk: Desk) -> Linking:
    """How this article links, and which terms never; that these exist is asked later."""
    if entry is None:
        return Linking()
    for name in entry.except_:
        desk.refer("term", name.value.strip(), name.span)
    never = tuple(sorted({name.value.strip() for name in entry.except_}))
    return Linking(entry.density or "", entry.quotations or "", never)


def _places(
    unit: Span, defined: tuple[Defined, ...], desk: Desk, blocks: tuple[Span, ...] = (), text: Source | None = None
) -> Places:
    return Places(
        unit=unit,
        terms=tuple(one.span for one in defined),
        definitions=tuple(one.definition for one in defined),
        documents=tuple(desk.document_spans),
        references=tuple(desk.reference_spans),
        tags=tuple(desk.tag_spans),
        redirects=tuple(desk.redirect_spans),
        blocks=blocks,
        text=text,
    )
