"""An editor's name and a place in a file go in, the address that opens the place there comes out; opens none itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

import msgspec

# Only forms that are documented, of editors that need no handler of another's making.
EDITORS: Final[Mapping[str, str]] = {
    # https://code.visualstudio.com/docs/configure/command-line, "Opening VS Code with URLs"; the next three are made of
    # it: crates/printer/src/hyperlink/aliases.rs of ripgrep lists them.
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscode-insiders": "vscode-insiders://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    # Zed's own reader of addresses: crates/zed/src/zed/open_listener.rs.
    "zed": "zed://file{path}:{line}:{column}",
    # Registered by JetBrains Toolbox: https://zhensherlock.github.io/protocol-launcher/apps/idea.html
    "idea": "idea://open?file={path}&line={line}&column={column}",
    # https://macromates.com/blog/2007/the-textmate-url-scheme/
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "none": "",
}
"""Name to the form of its addresses."""

_FORM: Final = re.compile(r"(?!(?:javascript|data|blob|vbscript):)[a-z][a-z0-9+.-]*://[!-~]*", re.IGNORECASE)
_FIELD: Final = re.compile(r"\{(?:path|line|column)\}")


def form_of(named: str) -> str | None:
    """The form of a named editor's addresses, or ``named`` if it is one itself: ``scheme://…{path}…``; else None."""
    if named in EDITORS:
        return EDITORS[named]
    sound = _FORM.fullmatch(named) and "{path}" in named and not re.search(r"[{}\"<>]", _FIELD.sub("", named))
    return named if sound else None


class Editor(msgspec.Struct, frozen=True):
    """The author's editor, as far as an address goes; without a form it opens nothing."""

    form: str = ""
    """With ``{path}``, and perhaps ``{line}`` and ``{column}``."""
    root: str = ""
    """The site's root: an absolute path with forward slashes, from a drive letter on where there is one."""

    def at(self, path: str, line: int = 1, column: int = 1) -> str:
        """The address of a place, line and column 1-based; empty where there is no editor or no file."""
        if not self.form or not path:
            return ""
        values = {"path": self._path(path), "line": str(max(line, 1)), "column": str(max(column, 1))}
        return _FIELD.sub(lambda field: values[field[0][1:-1]], self.form)

    def _path(self, path: str) -> str:
        """The path as a URL has it, ``/C:/…`` for a drive; without the slash where the form has one or asks a value."""
        whole = f"{self.root.rstrip('/')}/{path}"
        drive = re.match("[A-Za-z]:", whole)
        address = f"/{drive[0]}{quote(whole[2:])}" if drive else quote(whole)
        before = self.form.partition("{path}")[0]
        has_slash = (before.endswith("/") and not before.endswith("//")) or before.endswith("///")
        return address.removeprefix("/") if has_slash or (drive and before.endswith("=")) else address
