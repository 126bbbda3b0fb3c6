"""A preview is started and asked over real sockets, by a browser's requests and by raw bytes."""

from __future__ import annotations

import socket
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from briefs.preview.serve import Preview


def start(preview: Preview) -> int:
    return urlsplit(preview.serve(port=0, say=pytest.fail)).port or 0


def get(port: int, target: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response, response.read()


def asked(port: int, target: str, **headers: str) -> int:
    """The status alone: a stream that was not refused has no end to read to."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def send(port: int, raw: bytes) -> bytes:
    """All that comes back for raw bytes until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=15) as connection:
        connection.sendall(raw)
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except ConnectionResetError:
            pass  # bytes after the request were never read
        return answer


def raw(port: int, target: str = "/", *more: str, method: str = "GET") -> bytes:
    return "\r\n".join((f"{method} {target} HTTP/1.1", f"Host: localhost:{port}", *more, "", "")).encode("latin-1")


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])
