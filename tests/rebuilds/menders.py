"""What a build complained of goes in, sources without those mistakes come out, as an author would mend them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefs.core.diagnostics import Diagnostic
from rebuilds.desk import Desk
from rebuilds.terms import forget

_HUNG = ("notes", "terms", "timeline", "omit")


def mend(desk: Desk, errors: Sequence[Diagnostic]) -> str:
    """Each mistake by itself, as far as it can be seen how."""
    config = desk.root / "config.yaml"
    desk.put(config, {k: v for k, v in desk.read(config).items() if k not in ("strict", "lints")})
    for fault in errors:
        _mend(desk, fault)
    return "mended " + ", ".join(sorted({fault.code for fault in errors}))


def _mend(desk: Desk, fault: Diagnostic) -> None:
    path = desk.root / fault.span.path if fault.span else None
    named = re.search(r"`([^`#]+)", fault.message)
    if fault.code.startswith("unknown-") and named:
        forget(desk, named[1])
    elif path is None or not path.exists():
        return
    elif fault.code.startswith(("quote-", "pin-", "omit-")):
        _unhang(desk, path)
    elif fault.code == "sidecar-alone":
        desk.remove(path)
    elif desk.name(path) in desk.good:
        desk.write(path, desk.good[desk.name(path)])
    else:
        desk.remove(path, *(p for p in [path.with_suffix(".yaml")] if p.exists()))


def _unhang(desk: Desk, path: Path) -> None:
    """Takes everything out of a sidecar that hangs on words which its article does not have."""
    tree, side = desk.read(path), path.stem
    texts = [p.read_text("utf-8", "replace") for p in path.parent.glob(f"{side}.*") if p.suffix in (".md", ".txt")]
    text = re.sub(r"[*_]", "", " ".join(" ".join(texts).split()))
    if isinstance(tree, dict):
        desk.put(path, tree | {key: [e for e in tree[key] if _hangs(e, text)] for key in _HUNG if tree.get(key)})


def _hangs(entry: Any, text: str) -> bool:
    words = entry.get("quote") if isinstance(entry, dict) else entry
    return words is None or text.count(" ".join(str(words).split())) == 1


def give_up(desk: Desk) -> str:
    """Every source as it was at the last build that published; at times with an old time of change."""
    now = {desk.name(path): path for path in desk.sources()}
    desk.remove(*(path for name, path in now.items() if name not in desk.good))
    for name, data in desk.good.items():
        if name not in now or now[name].read_bytes() != data:
            desk.write(desk.root / name, data)
    return "all sources as they were at the last good build"
