"""A site's pages go in, what two checkers of HTML say of them comes out."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from gates.pages import Site
from gates.records import Fault, Gate, Outcome
from gates.tools import HERE, path, run


def nu(site: Site) -> Outcome:
    """The Nu checker, errors only: reading files, it takes scripts of ``'self'`` for forbidden ones."""
    jar = Path(path("npm:vnu-jar")) / "build" / "dist" / "vnu.jar"
    words = ["-jar", str(jar), "--errors-only", "--skip-non-html", "--stdout", "--format", "json"]
    said = json.loads(run([path("java"), *words, str(site.folder)]) or '{"messages": []}')
    faults = tuple(
        Fault(_page(site, m.get("url", "").removeprefix("file:")), f"line {m.get('lastLine', '?')}", m["message"])
        for m in said["messages"]
    )
    return Outcome(len(site.pages), "pages", faults)


def validate(site: Site) -> Outcome:
    """html-validate with its recommended rules and those on access."""
    program = Path(path("npm:html-validate")) / "bin" / "html-validate.mjs"
    pages = str(site.folder / "**" / "*.html")
    with tempfile.TemporaryDirectory() as folder:  # What goes to a pipe it may not write to its end.
        report = Path(folder) / "report.json"
        words = ["--config", str(HERE / "htmlvalidate.cjs"), "--formatter", f"text,json={report}", pages]
        run([path("node"), str(program), *words])
        said = json.loads(report.read_text("utf-8"))
    faults = tuple(
        Fault(_page(site, result["filePath"]), f"line {m['line']}", f"{m['ruleId']}: {m['message']}")
        for result in said
        for m in result["messages"]
    )
    return Outcome(len(site.pages), "pages", faults)


def _page(site: Site, file: str) -> str:
    place = Path(file).resolve()
    inside = place.is_relative_to(site.folder.resolve())
    return place.relative_to(site.folder.resolve()).as_posix() if inside else file


NU = Gate("nu", "HTML as the standard says (Nu checker)", ("java", "npm:vnu-jar"), nu)
VALIDATE = Gate("html-validate", "HTML by html-validate, recommended and a11y", ("node", "npm:html-validate"), validate)
