"""A port goes in, requests to a preview at it come out that should get nothing, or nothing but a page; sends none."""

from __future__ import annotations

import random
from collections.abc import Iterator

FOREIGN = "evil.test"
"""A name that is not ours."""

_UP = (
    "..",
    "%2e%2e",
    "%2E.",
    ".%2e",
    "%252e%252e",
    "..;",
    "..%00",
    "%c0%ae%c0%ae",
    "%uff0e%uff0e",
    "....",
    "..%5c",
    "..\\",
)
_AIMS = ("config.yaml", "content/articles/draft.md", "secret.txt", ".briefs/cache.sqlite", "etc/passwd")
_SLASHES = ("/", "%2f", "%5c", "\\", "//", "%252f", "/./")


def targets() -> Iterator[str]:
    """Ways out of the site, and addresses in forms that no page has."""
    for up in _UP:
        for aim in _AIMS[:3]:
            yield f"/{up}/{up}/{aim}"
            yield f"/articles/{up}/{aim}"
    for slash in _SLASHES:
        yield f"/articles{slash}..{slash}..{slash}config.yaml"
        yield f"/{slash}etc{slash}passwd"
    yield from (f"/{aim}" for aim in _AIMS)
    yield from (f"/.briefs/preview/{aim}" for aim in ("index.html", "../cache.sqlite"))
    yield from ("/link.html", "/out/secret.txt", "/site-evil/secret.txt", "/../site-evil/secret.txt")
    yield from (
        f"http://{FOREIGN}/",
        f"http://{FOREIGN}@localhost/",
        "http://localhost/",
        "https://localhost/index.html",
    )
    yield from (
        "file:///etc/passwd",
        "//etc/passwd",
        "///",
        "*",
        "?",
        "#",
        "",
        "index.html",
        "localhost:80",
        "/\\\\host\\share",
    )
    yield from (
        "/index.html%00",
        "/index.html%00.css",
        "/%00",
        "/index.html%0d%0aX-Made: 1",
        "/%0aX-Made:%201",
        "/\x00",
    )
    yield from (
        "/index.html.",
        "/index.html%20",
        "/index.html::$DATA",
        "/INDEX~1.HTM",
        "/C:/x",
        "/CON",
        "/nul.html",
        "/AUX/",
    )
    yield from (
        "/%",
        "/%2",
        "/%zz",
        "/%u0041",
        "/\xff\xfe",
        "/%ff",
        "/%ed%a0%80",
        "/%f4%90%80%80",
        "/é",
        "/<script>",
        '/"',
    )
    yield from (
        "/__live/..",
        "/__live.js/../x",
        "/__ledger/",
        "/__ledger/../config.yaml",
        "/__ledger/%2e%2e/config.yaml",
    )
    yield from (
        "/__ledger/content/articles/draft.md",
        "/__ledger//etc/passwd",
        "/__ledger/__live",
        "/__live%00",
        "/__LIVE",
    )
    yield from ("/__live?build=%0d%0aX-Made:1", "/" + "a" * 60_000, "/" + "a" * 70_000, "/" + "a/" * 20_000)


def hosts(port: int) -> Iterator[str]:
    """Names that are not the preview's, and ways of writing its own that no browser has."""
    for name in (
        "evil.test",
        "localhost.evil.test",
        "127.0.0.1.evil.test",
        "localhost.",
        "127.1",
        "0x7f.1",
        "2130706433",
        "[::]",
        "::1",
        "[::ffff:127.0.0.1]",
        "user@localhost",
        "localhost%00",
        "lоcalhost",
        "127.0.0.1.nip.io",
        "169.254.169.254",
        "localhost\t",
        "[::1%25lo]",
        "LOCALHOST.",
        "*",
    ):
        yield f"{name}:{port}"
    yield from (
        "",
        "localhost",
        "localhost:",
        f"localhost:{port}0",
        f"localhost:0{port}",
        f"localhost:{port}/",
        f":{port}",
    )
    yield from (
        f"http://localhost:{port}",
        f"localhost:{port}, {FOREIGN}",
        f"localhost:{port}\x00",
        "a" * 5_000,
        "\x00",
        "\xff",
    )


def requests(port: int) -> Iterator[bytes]:
    """Everything that is tried."""
    ours = f"localhost:{port}"
    for target in targets():
        yield raw("GET", target, f"Host: {ours}")
    for host in hosts(port):
        yield raw("GET", "/", f"Host: {host}")
    yield raw("GET", "/")
    yield raw("GET", f"http://{ours}/", f"Host: {FOREIGN}")
    for lines in (
        (f"Host: {ours}", f"Host: {ours}"),
        (f"Host: {ours}", f"Host: {FOREIGN}"),
        (f"Host: {FOREIGN}", f"Host: {ours}"),
        (f"Host: {ours}\r\n {FOREIGN}",),
        (f"Host : {ours}",),
        (f"\tHost: {ours}",),
        (f"Host\x00: {ours}",),
    ):
        yield raw("GET", "/", *lines)
    for method in (
        "POST",
        "PUT",
        "DELETE",
        "PATCH",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "PROPFIND",
        "MOVE",
        "get",
        "GET\x00",
        "",
        "A" * 5_000,
    ):
        for target in ("/", "/__live", "/config.yaml", f"{FOREIGN}:80"):
            yield raw(method, target, f"Host: {ours}", "Content-Type: application/json", "Content-Length: 2") + b"{}"
    for lines in (
        ("Content-Length: 5",),
        ("Content-Length: -1",),
        ("Content-Length: +5",),
        ("Content-Length: 1e9",),
        ("Content-Length: 99999999999999999999",),
        ("Content-Length: 5", "Content-Length: 6"),
        ("Content-Length: 5, 5",),
        ("Transfer-Encoding: chunked",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding:\x0bchunked",),
        ("Transfer-Encoding: chunked", "Content-Length: 5"),
        ("Transfer-Encoding: identity", "Transfer-Encoding: chunked"),
        ("Content-Length: 0",),
        ("Expect: 100-continue", "Content-Length: 5"),
    ):
        yield raw("GET", "/", f"Host: {ours}", *lines) + b"0\r\n\r\n" + raw("GET", "/smuggled", f"Host: {ours}")
        yield raw("POST", "/", f"Host: {ours}", *lines) + b"5\r\nhello\r\n0\r\n\r\n" + raw("GET", "/", f"Host: {ours}")
    for origin in (
        f"http://{FOREIGN}",
        "null",
        f"https://{ours}",
        "http://localhost",
        f"http://{ours}.{FOREIGN}",
        f"http://{ours}, http://{FOREIGN}",
        "file://",
        "chrome-extension://x",
    ):
        for target in ("/", "/__live", "/__live.js", "/__ledger/articles/a.html"):
            yield raw("GET", target, f"Host: {ours}", f"Origin: {origin}")
    for site in ("cross-site", "same-site", "CROSS-SITE", "x", ""):
        for mode in ("no-cors", "cors", "websocket", "navigate"):
            yield raw(
                "GET",
                "/",
                f"Host: {ours}",
                f"Sec-Fetch-Site: {site}",
                f"Sec-Fetch-Mode: {mode}",
                "Sec-Fetch-Dest: iframe",
            )
    yield raw(
        "GET",
        "/__live",
        f"Host: {ours}",
        f"Origin: http://{FOREIGN}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: x",
        "Sec-WebSocket-Version: 13",
    )
    yield raw("GET", "/", f"Host: {FOREIGN}", "Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings")
    yield from (
        junk + b"\r\n\r\n"
        for junk in (
            b"",
            b"\x16\x03\x01\x02\x00",
            b"PRI * HTTP/2.0",
            b"GET",
            b"GET /",
            b"GET / HTTP/9.9",
            b"GET / HTTP/1.1 x",
            b"GET  /  HTTP/1.1",
            b"GET / HTTP/0.9",
            b"GET / http/1.1",
            b"\xff\xfe",
            b"\x00" * 999,
            b"HELO x",
            b"GET /\r\nHost: x",
            b"\r\n" * 50,
        )
    )


def odd(port: int) -> Iterator[bytes]:
    """Requests that may be answered, by a page of the site and nothing else, however odd their headers are."""
    ours = f"Host: localhost:{port}"
    yield raw("GET", "/?" + "a" * 60_000, ours)
    for value in (
        "bytes=0-",
        "bytes=-1",
        "bytes=5-1",
        "bytes=99999-",
        "bytes=0-0,2-3",
        "bytes=-0",
        "bytes=" + "0-1," * 5_000,
        "bytes=0-" + "9" * 6_000,
        "lines=0-1",
        "bytes=a-b",
        "bytes=1",
        "",
        "bytes=\x00-1",
        "bytes=--1",
        "bytes=0x0-0x5",
        "bytes=18446744073709551616-",
    ):
        yield raw("GET", "/assets/brief.css", ours, f"Range: {value}")
        yield raw("GET", "/", ours, f"Range: {value}", 'If-Range: "x"')
    for value in ("*", '"x"', 'W/"x"', "x" * 50_000, '"' * 999, "\x00", ",,,,", '"a", W/"b",'):
        yield raw("GET", "/", ours, f"If-None-Match: {value}")
        yield raw("HEAD", "/", ours, f"If-Match: {value}", f"If-Modified-Since: {value}")
    for lines in (
        ("A: " + "b" * 60_000,),
        ("A: " + "b" * 70_000,),
        tuple(f"A{n}: b" for n in range(99)),
        tuple(f"A{n}: b" for n in range(300)),
        ("Cookie: " + "a=b;" * 9_000,),
        (f"X: y\n{ours}\n",),
        ("X-Forwarded-Host: evil.test",),
        ("X-Original-URL: /config.yaml",),
        ("X-Rewrite-URL: /../config.yaml",),
        ("X-HTTP-Method-Override: DELETE",),
        ("Accept-Encoding: gzip, br",),
        ("Connection: keep-alive",),
        ("Connection: Host",),
        ("Last-Event-ID: x\x00",),
        ("Referer: http://evil.test/",),
    ):
        yield raw("GET", "/", ours, *lines)


def raw(method: str, target: str, *lines: str) -> bytes:
    """A request as it is sent."""
    return "\r\n".join((f"{method} {target} HTTP/1.1", *lines, "", "")).encode("utf-8", "surrogateescape")


def mutants(port: int, count: int, seed: int = 1) -> Iterator[bytes]:
    """Requests with some of their bytes gone, doubled, or other ones."""
    chance, seeds = random.Random(seed), [*requests(port), *odd(port), raw("GET", "/", f"Host: localhost:{port}")]
    seeds = [one for one in seeds if len(one) < 2_000]
    for _ in range(count):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.randrange(3)] = chance.choice(
                (b"\r\n", b"\0", b"..", b"/", b"%", b" ", b":", bytes([chance.randrange(256)]))
            )
        yield bytes(data)
