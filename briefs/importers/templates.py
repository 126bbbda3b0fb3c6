"""Words with signs of a template among them go in, the words come out: Hugo's shortcodes and Jekyll's Liquid tags."""

from __future__ import annotations

import re

from briefs.importers.rawhtml import Told, attributes, rows_before
from briefs.importers.shelf import Shelf

_SHORTCODE = re.compile(r"\{\{[<%]\s*(?P<end>/?)\s*(?P<name>[\w./-]+)(?P<rest>(?:(?!\{\{).)*?)/?\s*[>%]\}\}", re.DOTALL)
_LIQUID = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<rest>(?:(?!\{%).)*?)-?%\}|\{\{(?P<value>[^{}\n]+)\}\}")
_FENCED = re.compile(r"^[ \t]*\{[{%][<%]?\s*highlight\s+([\w+-]+).*[%>]?[}%]\}[ \t]*$", re.MULTILINE)
_FENCED_END = re.compile(r"^[ \t]*\{(?:%-?\s*endhighlight|\{[<%]\s*/\s*highlight).*\}[ \t]*$", re.MULTILINE)


def fenced(body: str) -> str:
    """The body with blocks of code opened and closed as everywhere else."""
    return _FENCED.sub(r"```\1", _FENCED_END.sub("```", body)) if "highlight" in body else body


def without_templates(words: str, shelf: Shelf, told: Told) -> str:
    """The words, with references as the addresses that they stand for and figures as pictures; the rest is told of."""
    if "{" not in words:
        return words
    words = _SHORTCODE.sub(lambda found: _shortcode(found, told), words)
    return _LIQUID.sub(lambda found: _liquid(found, shelf, told), words)


def _shortcode(found: re.Match[str], told: Told) -> str:
    name, rest = found["name"], found["rest"]
    lines = "\n" * found[0].count("\n")
    if name in ("ref", "relref"):
        named = re.search(r"[\"'`]([^\"'`]+)[\"'`]|(?<!\S)([^\s=]+)", rest)
        return (named[1] or named[2]).replace(" ", "%20") if named else ""
    given = attributes(rest)
    if name == "figure" and given.get("src") and not re.search(r"[<>\n]", given["src"]):
        caption = given.get("caption", "").replace('"', "'")
        alt = re.sub(r"[\[\]\\]", "", given.get("alt", ""))
        return f"![{alt}](<{given['src']}>" + (f' "{caption}")' if caption else ")") + lines
    if not found["end"]:
        told(f"the shortcode `{name}` was left out", rows_before(found))
    return lines


def _liquid(found: re.Match[str], shelf: Shelf, told: Told) -> str:
    name, rest = found["name"] or "", (found["rest"] or "").strip()
    if name in ("post_url", "link"):
        note = shelf.page(rest, "") or shelf.note(rest.rpartition("/")[2])
        return f"/{note.place if note else rest}".replace(" ", "%20")
    if name:
        if not name.startswith("end") and name != "raw":
            told(f"the template's tag `{name}` was left out", rows_before(found))
        return ""
    value = found["value"].strip()
    if "relative_url" in value or "absolute_url" in value:
        return re.sub(r"\|.*|[\"']", "", value).strip()
    if value not in ("site.baseurl", "site.url"):
        told(f"the template's value `{found[0]}` was left out", rows_before(found))
    return ""
