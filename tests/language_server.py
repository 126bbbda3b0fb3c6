"""The YAML server that editors use, spoken to as an editor does: a file and a place go in, what it says comes out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Any, BinaryIO, cast

from gates import tools

PACKAGE = "npm:yaml-language-server"
PATIENCE = 60
"""Seconds after which a server that does not answer is ended; whoever reads from it then fails."""


@contextmanager
def language_server(root: Path, settings: dict[str, Any]) -> Iterator[Server]:
    """A server for one folder. ``settings`` are an editor's, such as ``{"yaml.schemas": …}``."""
    script = Path(tools.path(PACKAGE)) / "bin" / "yaml-language-server"
    command = [tools.path("node"), str(script), "--stdio"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    guard = Timer(PATIENCE, process.kill)
    guard.start()
    try:
        yield Server(process, root, settings)
    finally:
        guard.cancel()
        process.kill()
        process.communicate()


class Server:
    """One conversation in the language server protocol."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path, settings: dict[str, Any]) -> None:
        self._in, self._out = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        self._numbers = count(1)
        self._settings = settings
        self._open: set[str] = set()
        self._said: dict[str, list[dict[str, Any]]] = {}
        folder = {"uri": root.as_uri(), "name": root.name}
        capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}}
        self._ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": [folder], "capabilities": capabilities},
        )
        self._tell("initialized", {})

    def open(self, path: Path, text: str) -> str:
        """Shows the server a file as an editor has it open; its address."""
        uri = path.as_uri()
        self._close(uri)
        document = {"uri": uri, "languageId": "yaml", "version": next(self._numbers), "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _close(self, uri: str) -> None:
        """Takes away what an earlier text of this file was, with all that is still to be said of it."""
        if uri not in self._open:
            self._open.add(uri)
            return
        self.mistakes(uri)
        self._said.pop(uri)
        self._tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        self.mistakes(uri)
        self._said.pop(uri)

    def mistakes(self, uri: str) -> list[tuple[int, str]]:
        """(line from 1, message) of each mistake in an open file."""
        while uri not in self._said:
            self._read()
        return sorted((one["range"]["start"]["line"] + 1, one["message"]) for one in self._said[uri])

    def proposals(self, uri: str, text: str) -> dict[str, str]:
        """What may stand at the end of an open file's text, each with what is said of it."""
        found = self._ask("textDocument/completion", _at(uri, text))
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: _words(item.get("documentation", "")) for item in items}

    def hover(self, uri: str, before: str) -> str:
        """What is shown over the place that follows these words of an open file."""
        return _words((self._ask("textDocument/hover", _at(uri, before)) or {}).get("contents", ""))

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        while True:
            answer = self._read()
            if answer.get("id") == number and "method" not in answer:
                assert "error" not in answer, answer
                return answer["result"]

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._in.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; what the server asks of an editor is answered."""
        length = 0
        while line := self._out.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self._out.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._said[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._section(item.get("section", "")) for item in message["params"]["items"]]

    def _section(self, name: str) -> dict[str, Any]:
        """An editor's settings of one section; nothing is fetched from elsewhere."""
        own = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        own |= {key.partition(".")[2]: value for key, value in self._settings.items()}
        return own if name == "yaml" else {}


def _at(uri: str, before: str) -> dict[str, Any]:
    lines = before.split("\n")
    return {"textDocument": {"uri": uri}, "position": {"line": len(lines) - 1, "character": len(lines[-1])}}


def _words(content: Any) -> str:
    """Text, or text with its form; or several of them."""
    if isinstance(content, list):
        return "\n".join(map(_words, content))
    return str(content["value"] if isinstance(content, dict) else content)
