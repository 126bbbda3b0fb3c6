"""Real sockets: what a crowd of connections, silent, slow or dripping, leaves of the preview for others."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from asking import get, raw, send, start, status
from shows import listed

from briefs.preview import places, serve
from briefs.preview.serve import Preview

SITE = {"index.html": b"<!doctype html><title>home</title>", "large.bin": bytes(12 << 20), "small.bin": bytes(1000)}


@pytest.fixture
def port() -> Iterator[int]:
    with Preview() as made:
        made.show(*listed(SITE))
        yield start(made)


@contextmanager
def connections(port: int, number: int, first: bytes = b"") -> Iterator[list[socket.socket]]:
    """So many connections at once, each of which has sent ``first`` and no more."""
    with ExitStack() as stack:
        made = []
        for _ in range(number):
            made.append(stack.enter_context(socket.socket()))
            made[-1].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # else the system reads for a slow reader
            made[-1].settimeout(10)
            made[-1].connect(("127.0.0.1", port))
            made[-1].sendall(first)
        yield made


def is_over(connection: socket.socket) -> bool:
    """Whether the server ended a connection without a word."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_half_open_and_dripping_requests_end_and_leave_room_for_others(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "READ", 0.3)
    monkeypatch.setattr(places, "REQUEST", 0.6)
    silent = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(50)]
    dripping = socket.create_connection(("127.0.0.1", port), timeout=10)
    assert get(port, "/")[0].status == 200
    with pytest.raises(OSError, match=r"reset|[Bb]roken"):  # noqa: PT012 - the drip goes on until it is cut
        for _ in range(100):
            dripping.sendall(b"X")
            time.sleep(0.1)
    assert all(connection.recv(1) == b"" for connection in silent)
    for connection in (*silent, dripping):
        connection.close()


@pytest.mark.parametrize("first", [b"", b"GET / HT"], ids=["silent", "half a request"])
def test_five_hundred_idle_connections_leave_room_for_a_browser_and_have_bounds(port: int, first: bytes) -> None:
    before = threading.active_count()
    with connections(port, 500, first) as idle:
        for _ in range(20):
            assert get(port, "/")[0].status == 200
        assert threading.active_count() <= before + places.CONNECTIONS
        idle[0].settimeout(5)
        assert is_over(idle[0])


def test_the_oldest_that_never_sent_a_byte_gives_way_before_one_that_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "CONNECTIONS", 3)
    with Preview() as preview:
        port = start(preview)
        with connections(port, 1, b"GET") as spoke, connections(port, 2) as silent:
            time.sleep(0.1)  # until the server has read the bytes
            assert get(port, "/")[0].status == 404
            assert is_over(silent[0])
            for connection in (*spoke, silent[1]):
                connection.settimeout(0.1)
                with pytest.raises(TimeoutError):
                    connection.recv(1)


def test_when_all_places_have_asked_one_more_is_turned_away_until_one_comes_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "CONNECTIONS", 3)
    monkeypatch.setattr(serve, "BEAT", 0.05)
    with Preview() as preview:
        port = start(preview)
        with connections(port, 3, raw(port, "/__live")) as streams:
            assert all(stream.recv(1) == b"H" for stream in streams)
            assert status(send(port, b"")) == 503
        deadline = time.monotonic() + 10
        while status(send(port, raw(port))) == 503:
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_a_crowd_of_streams_that_nobody_reads_holds_up_neither_a_build_nor_a_browser(port: int) -> None:
    with connections(port, 50, raw(port, "/__live")):
        assert get(port, "/")[0].status == 200


def test_slow_readers_of_a_large_file_hold_a_few_copies_of_it_and_are_cut(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "WRITE", 1.0)
    with connections(port, places.LARGE_AT_ONCE, raw(port, "/large.bin")) as slow:
        assert all(reader.recv(12) == b"HTTP/1.1 200" for reader in slow)
        assert status(send(port, raw(port, "/large.bin"))) == 503
        assert get(port, "/small.bin")[0].status == get(port, "/")[0].status == 200
        ends = time.monotonic() + 5
        while get(port, "/large.bin")[0].status == 503:
            assert time.monotonic() < ends
            time.sleep(0.05)


def test_of_a_crowd_that_asks_at_once_few_have_their_files_read_at_a_time() -> None:
    lock, now, most = threading.Lock(), 0, 0

    def read(path: str) -> bytes:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        return b"text"

    with Preview() as preview:
        preview.show({"a.txt": "1"}, read)
        port = start(preview)
        with connections(port, 40, raw(port, "/a.txt")) as crowd:
            assert all(one.recv(12) == b"HTTP/1.1 200" for one in crowd)
    assert most == places.LARGE_AT_ONCE


def test_a_reader_that_drips_is_cut_though_each_byte_is_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "WRITE", 1.0)
    monkeypatch.setattr(places, "CONNECTIONS", 1)
    with Preview() as preview:
        preview.show(*listed(SITE))
        port = start(preview)
        with connections(port, 1, raw(port, "/large.bin")) as [slow]:
            ends = time.monotonic() + 8
            while status(send(port, raw(port))) == 503:
                assert slow.recv(1000)
                assert time.monotonic() < ends
                time.sleep(0.05)
