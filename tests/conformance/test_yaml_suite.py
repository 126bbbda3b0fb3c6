"""Our reader against PyYAML's on the YAML test suite: an accepted document has the same values, a refusal its rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from fuzz.holding_yaml import _FastTexts, _Texts, plain

from briefs.core.decode import decode
from briefs.core.diagnostics import Diagnostic
from briefs.core.yaml import read_yaml
from conformance.drawn import drawn, held

SUITE: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("yaml-test-suite.json").read_text("utf-8"))
EXAMPLES = {name: text for kind in SUITE.values() for name, text in kind.items()}
"""Those that are YAML 1.2, and those that are none."""
RULES = {
    "yaml-anchor": "refused by rule: anchors and aliases",
    "yaml-tag": "refused by rule: tags",
    "yaml-documents": "refused by rule: several documents, and directives",
    "yaml-character": "refused by rule: tabs for indentation, control characters",
}
"""What we refuse though PyYAML may accept it; each of them is documented with its code."""


def test_every_example_is_read_as_by_pyyaml_or_refused_by_a_rule(update: bool) -> None:
    table = drawn((name, reason(name)) for name in EXAMPLES)
    assert held("yaml", table, update) == table, "run pytest with --update, and read the diff"


def reason(name: str) -> str:
    """What is so with an example; fails where it is nothing that may be."""
    text = EXAMPLES[name]
    fast, slow = theirs(text, _FastTexts), theirs(text, _Texts)
    value, refusal = ours(text)
    if refusal is None:
        assert fast == [value], name
        assert slow in ([value], []), name
        as_whom = "as PyYAML does" if slow else "as libyaml does, though PyYAML's own scanner does not"
        wrong = "; the suite has it as no YAML" if name in SUITE["invalid"] else ""
        return f"accepted with the same values, {as_whom}{wrong}"
    beside = "PyYAML accepts it" if fast and slow else "one of PyYAML's parsers accepts it" if fast or slow else ""
    if refusal.code in RULES:
        return RULES[refusal.code] + (f" ({beside})" if beside else " (and by PyYAML)")
    assert refusal.code == "yaml-syntax", name
    if fast:
        assert refusal.message == "a key is missing before the colon", name
        return "refused by rule: keys without words (PyYAML accepts it)"
    return "refused by libyaml, and so by us" + (f" ({beside})" if beside else " and PyYAML")


def theirs(text: str, loader: Any) -> list[Any]:
    """The value that PyYAML finds in a document, where every value is text; nothing if it refuses it."""
    try:
        return [yaml.load(text, loader) or ""]
    except yaml.YAMLError:
        return []


def ours(text: str) -> tuple[Any, Diagnostic | None]:
    """The value that we find, and the first error."""
    source = decode("content/articles/x.yaml", text.encode())
    tree = read_yaml(source.value) if source.value else None
    found = [*source.diagnostics, *(tree.diagnostics if tree else ())]
    return plain(tree.value) if tree else "", next((d for d in found if d.severity == "error"), None)
