"""A table of terms as CSV or TSV goes in, its entries come out; knows no site.

The first row names the columns. What separates them is the character by which that row makes most sense.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from msgspec import Struct

from briefs.core.cells import unguarded
from briefs.core.diagnostics import Diagnostic, error, nearest
from briefs.core.source import Source, Span
from briefs.importers.entries import Entry, Listed
from briefs.importers.importer import guessed, left_out

COLUMNS = {
    "id": "id identifier slug",
    "term": "term name headword label word entry title phrase preflabel lemma concept",
    "abbreviation": "abbreviation abbr acronym initialism short",
    "aliases": "aliases alias synonyms synonym altlabel altlabels aka variants variant also",
    "pronunciation": "pronunciation ipa",
    "kind": "kind type category class",
    "definition": "definition def meaning description explanation gloss",
    "body": "body details more notes note comment comments scopenote",
    "see_also": "see_also seealso see related",
    "broader": "broader parent",
    "narrower": "narrower children",
    "same_as": "same_as sameas exactmatch wikidata uri url link",
    "as_of": "as_of asof checked date",
    "sources": "sources source reference references citation",
}
"""The names of each column, as a spreadsheet may have them, without spaces, marks and capitals."""
_NAMES = {re.sub(r"\W|_", "", name): column for column, names in COLUMNS.items() for name in names.split()}
_SEPARATORS = ",;\t|"
_NATIVE = re.compile(
    r"(?:native|term|name|label)\W*[:_@(\[ ]\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*[)\]]?", re.IGNORECASE
)
_EXCEL = re.compile(r"sep=(.)\n")
"""The first line by which some spreadsheets are told what separates the columns."""


class _Column(Struct, frozen=True):
    """What a column holds: a field of an Entry, or the name in a language."""

    field: str = ""
    language: str = ""


def read_table(source: Source) -> Listed:
    """Every row that names a term. What is wrong with the table is told with its line."""
    separator, start = _separator(source.text)
    rows = _rows(source, separator, start)
    header = next(rows, None)
    if isinstance(header, Diagnostic):
        return Listed((), (header,))
    if header is None or not any(cell.strip() for cell in header[1]):
        return Listed((), (error("import-empty", "the table is empty", Span(source.path)),))
    columns = tuple(map(_column, header[1]))
    told = list(_unknown(source, header, columns))
    if all(column.field != "term" for column in columns):
        if all(column.field != "id" for column in columns):
            return Listed((), (_no_term(source, header),))
        columns = tuple(_Column("term") if column.field == "id" else column for column in columns)
        told.append(
            guessed("no column is called `term`: the ids are taken for the terms' names", _line(source, header[0]))
        )
    entries = list[Entry]()
    for row in rows:
        if isinstance(row, Diagnostic):
            return Listed((), (*told, row))
        entry = _entry(source, row, columns, told)
        entries += [entry] if entry else []
    return Listed(tuple(entries), tuple(told))


def _separator(text: str) -> tuple[str, int]:
    """What separates the columns, and where the header begins."""
    said = _EXCEL.match(text)
    if said:
        return said[1], said.end()
    head = text.partition("\n")[0]
    best = max(_SEPARATORS, key=lambda mark: sum(bool(_column(cell).field) for cell in head.split(mark)))
    return best, 0


_Row = tuple[int, list[str]]
"""The line on which a row begins, and its cells."""


def _rows(source: Source, separator: str, start: int) -> Iterator[_Row | Diagnostic]:
    """The rows that are not empty; the last is an error where the rest cannot be read."""
    reader = csv.reader(
        StringIO(source.text[start:], newline=""), delimiter=separator, skipinitialspace=True, strict=True
    )
    before = first = source.text.count("\n", 0, start)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            hint = "put cells with quotes or line ends between quotes, and double the quotes inside"
            yield error("import-unreadable", f"the table cannot be read on: {fault}", _line(source, before + 1), hint)
            return
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = first + reader.line_num


def _line(source: Source, number: int) -> Span:
    return Span(source.path, number, 1, number, max(2, len(source.line(number)) + 1))


def _column(name: str) -> _Column:
    field = _NAMES.get(re.sub(r"\W|_", "", name).casefold(), "")
    native = None if field else _NATIVE.fullmatch(name.strip())
    return _Column("native", native[1]) if native else _Column(field)


def _no_term(source: Source, header: _Row) -> Diagnostic:
    hint = f"name a column `term`, as one of: {COLUMNS['term'].replace(' ', ', ')}"
    return error("import-unreadable", "no column holds the terms' names", _line(source, header[0]), hint)


def _unknown(source: Source, header: _Row, columns: Sequence[_Column]) -> Iterator[Diagnostic]:
    """Columns that say nothing to us, and those that a table has twice."""
    for at, (name, column) in enumerate(zip(header[1], columns, strict=True)):
        if not column.field and name.strip():
            hint = nearest(name, COLUMNS) or f"the columns are {', '.join(COLUMNS)}, and `native:fa` for a language"
            yield left_out(f"the column `{name.strip()}` is none that is known", _line(source, header[0]), hint)
        elif column.field in ("term", "id", "as_of") and column in columns[:at]:
            message = f"the column `{name.strip()}` is a second one for `{column.field}`"
            yield left_out(message, _line(source, header[0]))


def _entry(source: Source, row: _Row, columns: Sequence[_Column], told: list[Diagnostic]) -> Entry | None:
    """The term of a row; None, and a remark, where it names none."""
    span = _line(source, row[0])
    values: dict[str, list[str]] = {}
    native = list[tuple[str, str]]()
    for column, cell in zip(columns, row[1], strict=False):
        words = unguarded(cell.strip())
        if column.language and words:
            native.append((column.language.lower(), words))
        elif words:
            values.setdefault(column.field, []).append(words)
    if any(cell.strip() for cell in row[1][len(columns) :]):
        message = f"this row has {len(row[1])} cells for {len(columns)} columns; the last are left out"
        told.append(left_out(message, span, "put a cell that holds the separator between quotes"))
    if "term" not in values:
        told.append(left_out("this row names no term", span))
        return None
    first = {name: found[0] for name, found in values.items()}
    return Entry(
        span=span,
        id=first.get("id", ""),
        term=first["term"],
        abbreviation=first.get("abbreviation", ""),
        native=tuple(native),
        pronunciation=first.get("pronunciation", ""),
        kind=first.get("kind", ""),
        definition="\n\n".join(values.get("definition", ())),
        body="\n\n".join(values.get("body", ())),
        as_of=first.get("as_of", ""),
        aliases=_items(values.get("aliases", ())),
        see_also=_items(values.get("see_also", ())),
        broader=_items(values.get("broader", ())),
        narrower=_items(values.get("narrower", ())),
        same_as=_items(values.get("same_as", ())),
        sources=_items(values.get("sources", ())),
    )


def _items(cells: Sequence[str]) -> tuple[str, ...]:
    """The items of lists in cells, which stand between ``;`` or ``|``."""
    return tuple(item.strip() for cell in cells for item in re.split(r"[;|]", cell) if item.strip())
