"""Importing in tests: files of other tools, the command as a function, and what needs the extra ``import``."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping, Sequence

import pytest

from briefs.core.diagnostics import Diagnostic, has_errors
from briefs.importers import IMPORTERS, Asked, Batch, Given, Imported, Standing
from briefs.pipeline.arriving import proved

_LIBRARIES = ("trafilatura", "lxml_html_clean", "nh3", "mammoth", "lxml")
INSTALLED = all(importlib.util.find_spec(name) for name in _LIBRARIES)
needs_import = pytest.mark.skipif(not INSTALLED and not os.environ.get("CI"), reason="the extra `import` is missing")
"""Skipped on a machine without the libraries; in CI they must be there."""


def imported(
    files: Mapping[str, bytes | str], form: str, asked: Asked = Asked(), site: Standing = Standing()
) -> Imported:
    """What an importer makes of files, by their places; those it does not take stand beside them."""
    importer = next(one for one in IMPORTERS if one.name == form)
    data = {place: text.encode() if isinstance(text, str) else text for place, text in files.items()}
    given = tuple(Given(place, place, data[place]) for place in sorted(data) if place.endswith(importer.suffixes))
    others = tuple(Given(place, place) for place in sorted(data) if not place.endswith(importer.suffixes))
    return importer.read(Batch(given, others, site, asked))


def texts(made: Imported) -> dict[str, str]:
    """The planned texts by path; of a copy, what it is a copy of."""
    return {one.path: f"= {one.copied}" if one.copied else one.data.decode("utf-8", "replace") for one in made.files}


def told(made: Imported, code: str = "") -> list[str]:
    """What is said of an import, by place, with its line."""
    return [
        f"{one.span.path}:{one.span.line}: {one.message}" if one.span else one.message
        for one in made.diagnostics
        if one.code == code or not code
    ]


def faults(made: Imported, site: Standing = Standing()) -> Sequence[Diagnostic]:
    """What keeps the planned files from being a good site."""
    found = [*made.diagnostics, *proved("content", made.files, site)]
    return [one for one in found if has_errors([one])]
