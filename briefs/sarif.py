"""Diagnostics go in, one SARIF log comes out, as code hosts read it; knows the manual only as it is handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from msgspec.json import encode

from briefs.core.diagnostics import Diagnostic, Related
from briefs.core.source import Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
"""What paths are relative to: the root of the repository."""


class Rule(Struct, frozen=True):
    """What the manual says of a code."""

    brief: str
    """One sentence, plain."""
    text: str
    """All of it, plain."""
    markdown: str


def as_log(diagnostics: Iterable[Diagnostic], rules: Mapping[str, Rule], version: str, folder: str = "") -> str:
    """The log with a rule for each code that was found. ``folder`` is the site's, from the root of the repository."""
    found = tuple(diagnostics)
    codes = sorted({one.code for one in found})
    driver = {"name": "Briefs", "rules": [_rule(code, rules.get(code)) for code in codes]}
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [_result(one, codes.index(one.code), folder) for one in found],
    }
    return encode({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}).decode()


def _rule(code: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": rule.brief},
        "help": {"text": rule.text, "markdown": rule.markdown},
    }


def _result(diagnostic: Diagnostic, at: int, folder: str) -> dict[str, Any]:
    words = "\n".join([diagnostic.message, *([diagnostic.hint] if diagnostic.hint else [])])
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": at,
        "level": diagnostic.severity,
        "message": {"text": words},
        "locations": [_location(diagnostic.span, folder)] if diagnostic.span else [],
    }
    if diagnostic.related:
        result["relatedLocations"] = [_related(one, folder) for one in diagnostic.related]
    return result


def _related(related: Related, folder: str) -> dict[str, Any]:
    return {**_location(related.span, folder), "message": {"text": related.message}}


def _location(span: Span, folder: str) -> dict[str, Any]:
    """A place; the empty span at a file's beginning means the whole file."""
    path = f"{folder}/{span.path}" if folder else span.path
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(path), "uriBaseId": _ROOT}}
    if span != Span(span.path):
        place["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
    return {"physicalLocation": place}
