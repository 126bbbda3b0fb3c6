"""A given file goes in, its text in UTF-8 or what keeps it from being one comes out; knows no format."""

from __future__ import annotations

from msgspec import Struct, structs

from briefs.core.decode import decode
from briefs.core.diagnostics import Checked, Diagnostic, error
from briefs.core.source import Source, Span
from briefs.importers.importer import Given, changed


class Received(Struct, frozen=True):
    """A text as it came: ``source`` has LF line ends, ``data`` the bytes to keep, as they were if they are UTF-8."""

    source: Source
    data: bytes


def received(given: Given, encoding: str = "") -> Checked[Received | None]:
    """The text of a file; ``encoding`` is what the command line says of one that is not UTF-8."""
    data = given.data
    told: tuple[Diagnostic, ...] = ()
    if encoding:
        converted = _converted(given, encoding)
        if converted.value is None:
            return Checked(None, converted.diagnostics)
        data, told = converted.value, converted.diagnostics
    found = decode(given.path, data)
    told = (*told, *map(_with_option, found.diagnostics))
    return Checked(Received(found.value, data) if found.value else None, told)


def _converted(given: Given, encoding: str) -> Checked[bytes | None]:
    try:
        text = given.data.decode(encoding)
    except LookupError:
        message = f"there is no encoding `{encoding}`"
        return Checked(None, (error("encoding", message, Span(given.path), "name one like windows-1252 or koi8-r"),))
    except ValueError:
        message = f"the file is not {encoding}"
        return Checked(None, (error("encoding", message, Span(given.path), "name another with `--encoding`"),))
    data = text.encode("utf-8", "replace")
    same = data == given.data
    return Checked(data, () if same else (changed(f"the file was {encoding}; the article is UTF-8", Span(given.path)),))


def _with_option(told: Diagnostic) -> Diagnostic:
    """Where the encoding is wrong, with the way to say which it is."""
    if told.code != "encoding":
        return told
    return structs.replace(told, hint=f"{told.hint}; or name its encoding: `--encoding windows-1252`")
