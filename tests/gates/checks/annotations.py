"""A site's annotations go in, what another tool would refuse or not find again comes out.

What is asked of each is what the W3C's tests of the Web Annotation Data Model assert with "must" (sections 3.1, 3.2,
3.2.5 and 5.2 of it), said anew here, and that each selector names the same words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urljoin

from jsonschema import Draft4Validator, FormatChecker

from gates.pages import Site
from gates.records import Fault, Gate, Outcome

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_IRI = {"type": "string", "format": "iri"}
_MOTIVATIONS = (
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging"
).split()
_TEXTUAL = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["TextualBody"]},
        "value": {"type": "string"},
        "format": {"pattern": "^text/(plain|html)$"},
        "language": {"pattern": "^[a-z]{2,3}(-|$)"},
        "purpose": {"enum": _MOTIVATIONS},
    },
    "not": {"anyOf": [{"required": ["id"]}, {"required": ["source"]}]},
}
_SELECTORS = [
    {"required": ["value"], "properties": {"type": {"enum": ["FragmentSelector"]}, "conformsTo": _IRI}},
    {
        "required": ["exact"],
        "properties": {
            "type": {"enum": ["TextQuoteSelector"]},
            **{name: {"type": "string"} for name in ("exact", "prefix", "suffix")},
        },
    },
    {
        "required": ["start", "end"],
        "properties": {
            "type": {"enum": ["TextPositionSelector"]},
            **{name: {"type": "integer", "minimum": 0} for name in ("start", "end")},
        },
    },
]
_SPECIFIC = {
    "type": "object",
    "required": ["source"],
    "properties": {
        "type": {"enum": ["SpecificResource"]},
        "source": _IRI,
        "purpose": {"enum": _MOTIVATIONS},
        "selector": {"type": "array", "minItems": 1, "items": {"required": ["type"], "oneOf": _SELECTORS}},
    },
    "anyOf": [{"required": ["purpose"]}, {"required": ["selector"]}],
    "not": {"required": ["value"]},
}
ANNOTATION = {
    "type": "object",
    "required": ["@context", "id", "type", "target"],
    "properties": {
        "@context": {"enum": [CONTEXT, [CONTEXT]]},
        "id": _IRI,
        "type": {"enum": ["Annotation"]},
        "motivation": {"enum": _MOTIVATIONS},
        "body": {"type": "array", "items": {"oneOf": [_TEXTUAL, _SPECIFIC]}},
        "target": _SPECIFIC,
    },
    "not": {"required": ["body", "bodyValue"]},
}
PAGE = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"enum": [CONTEXT]},
        "id": _IRI,
        "type": {"enum": ["AnnotationPage"]},
        "items": {"type": "array", "items": ANNOTATION},
    },
}


def check(site: Site) -> Outcome:
    """Every page of annotations; addresses are taken as they are where the file stands."""
    faults: list[Fault] = []
    count = 0
    for path in (p for p in site.files if p.endswith(".annotations.json")):
        page = _resolved(json.loads((site.folder / path).read_text("utf-8")), site.url or "https://example.org/", path)
        faults += (
            Fault(path, "/".join(map(str, wrong.absolute_path)), wrong.message[:200])
            for wrong in _validator().iter_errors(page)
        )
        faults += (Fault(path, place, words) for place, words in _lost(site, path, page))
        count += len(page.get("items", ()))
    return Outcome(count, "annotations", tuple(faults), () if count else (f"{site.name}: none: no annotations",))


def _resolved(page: dict[str, Any], url: str, path: str) -> dict[str, Any]:
    """The page with its own addresses absolute, as a reader of JSON-LD takes them."""
    base = urljoin(url, path)

    def absolute(node: Any) -> Any:
        if isinstance(node, list):
            return [absolute(one) for one in node]
        if not isinstance(node, dict):
            return node
        return {
            k: urljoin(base, v) if k in ("id", "source") and isinstance(v, str) else absolute(v)
            for k, v in node.items()
        }

    found: dict[str, Any] = absolute(page)
    return found


@cache
def _validator() -> Draft4Validator:
    formats = FormatChecker(formats=())
    formats.checks("iri")(_is_iri)
    return Draft4Validator(PAGE, format_checker=formats)


def _is_iri(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value) is not None


def _lost(site: Site, path: str, page: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Annotations that stand twice, or of which some selector does not name the words."""
    stem = path.removesuffix(".annotations.json")
    ids = {tag.attributes.get("id") for tag in site.tags(f"{stem}.html")}
    text = json.loads((site.folder / f"{stem}.json").read_text("utf-8"))["text"]
    seen: set[str] = set()
    for item in page.get("items", ()):
        name = str(item.get("id")).rpartition("#")[2]
        if name in seen:
            yield name, "is the id of two annotations"
        seen.add(name)
        target = item.get("target")
        for selector in target.get("selector", ()) if isinstance(target, dict) else ():
            yield from ((name, words) for words in _astray(selector, target["selector"], ids, text))


def _astray(
    selector: Mapping[str, Any], all_: list[Mapping[str, Any]], ids: set[str | None], text: str
) -> Iterator[str]:
    if selector.get("type") == "FragmentSelector" and selector.get("value") not in ids:
        yield f"no element has the id {selector.get('value')}"
    if selector.get("type") == "TextQuoteSelector":
        at = next((one["start"], one["end"]) for one in all_ if "start" in one)
        exact, prefix, suffix = (str(selector.get(key, "")) for key in ("exact", "prefix", "suffix"))
        if text[slice(*at)] != exact:
            yield f"“{exact[:60]}” does not stand at its position"
        if not text[: at[0]].endswith(prefix) or not text[at[1] :].startswith(suffix):
            yield f"“{exact[:60]}” has other words around it"


GATE = Gate("annotations", "annotations are as the W3C's model has them, and find their words", (), check)
