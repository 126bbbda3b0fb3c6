"""Real sockets: what the preview answers, what it refuses, and what it tells an open page."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from asking import asked, get, raw, send, start, status
from shows import listed

from briefs.core.source import digest
from briefs.preview import places, serve
from briefs.preview.errors import ErrorView
from briefs.preview.folder import folder_reader
from briefs.preview.script import script
from briefs.preview.serve import Preview

HOME = b"<!doctype html><html><head><title>Home</title></head><body>home</body></html>"
SITE = {
    "index.html": HOME,
    "articles/a.html": b"<!doctype html><html><head><title>A</title></HEAD ><body>a</body></html>",
    "articles/naïve café.html": b"<!doctype html><p>no head at all",
    "glossary/index.html": b"<!doctype html><html><head></head><body>glossary</body></html>",
    "404.html": b"<!doctype html><html><head></head><body>the site's own page for nothing</body></html>",
    "assets/brief.css": b"body { color: black }",
    "assets/brief.js": b"'use strict';",
    "assets/font.woff2": b"wOF2",
    "feed.xml": b"<feed/>",
    "data/glossary.jsonld": b"{}",
    "LICENCE": b"text",
}
MISTAKE = ErrorView("quote-not-found", "no such words", path="content/articles/a.yaml", line=14, column=12)


@pytest.fixture
def preview() -> Iterator[Preview]:
    with Preview() as made:
        made.show(*listed(SITE))
        yield made


@pytest.fixture
def own(preview: Preview) -> int:
    """The port of a preview that this test alone shows new builds with."""
    return start(preview)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a preview that stands through all tests that only ask."""
    with Preview() as made:
        made.show(*listed(SITE))
        yield start(made)


# --- Pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/?q=a%20b&[x]", "index.html"),
        ("/articles/a.html", "articles/a.html"),
        ("/articles/%61%2Ehtml", "articles/a.html"),
        ("/glossary/", "glossary/index.html"),
        ("/articles/" + quote("naïve café.html"), "articles/naïve café.html"),
        ("/assets/brief.css", "assets/brief.css"),
        ("/LICENCE", "LICENCE"),
    ],
)
def test_a_path_answers_with_the_bytes_of_its_file(port: int, target: str, path: str) -> None:
    response, body = get(port, target)
    assert response.status == 200
    assert without_script(body) == SITE[path]


def without_script(body: bytes) -> bytes:
    start = body.find(b'<script src="/__live.js"')
    return body if start < 0 else body[:start] + body[body.index(b"</script>", start) + len(b"</script>") :]


@pytest.mark.parametrize("target", ["/nothing", "/articles", "/glossary", "/index.html/", "/articles/A.html", "/%252e"])
def test_what_was_not_built_answers_404_with_the_sites_own_page(port: int, target: str) -> None:
    response, body = get(port, target)
    assert response.status == 404
    assert without_script(body) == SITE["404.html"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/brief.css", "text/css; charset=utf-8"),
        ("assets/brief.js", "text/javascript; charset=utf-8"),
        ("assets/font.woff2", "font/woff2"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("data/glossary.jsonld", "application/ld+json; charset=utf-8"),
        ("LICENCE", "application/octet-stream"),
    ],
)
def test_every_answer_names_its_type_and_keeps_to_itself(port: int, path: str, kind: str) -> None:
    response, _ = get(port, f"/{path}")
    assert response.headers["Content-Type"] == kind
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert "Python" not in response.headers["Server"]


def test_the_script_stands_in_the_head_of_what_is_served_and_not_in_the_site(preview: Preview, own: int) -> None:
    _, body = get(own, "/")
    assert body.index(b'<script src="/__live.js" data-build="') < body.index(b"</head>")
    assert preview.shown.read("index.html") == HOME
    response, script = get(own, "/__live.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"EventSource" in script


def test_head_answers_as_get_does_without_the_body(port: int) -> None:
    for target in ("/", "/nothing", "/__live.js"):
        head, nothing = get(port, target, "HEAD")
        full, body = get(port, target)
        assert nothing == b""
        assert head.status == full.status
        assert head.headers["Content-Length"] == str(len(body))


def test_before_the_first_build_every_address_answers_with_a_page_that_waits() -> None:
    with Preview() as preview:
        port = start(preview)
        response, body = get(port, "/articles/a.html")
        assert response.status == 404
        assert b'<script src="/__live.js"' in body


def test_a_failed_build_keeps_the_last_good_site(preview: Preview, own: int) -> None:
    preview.show(None, errors=[MISTAKE])
    response, body = get(own, "/")
    assert response.status == 200
    assert without_script(body) == HOME


def test_a_change_to_the_callers_mapping_is_not_served(own: int, preview: Preview) -> None:
    files = {"index.html": b"one"}
    preview.show(*listed(files))
    files["index.html"] = b"two"
    assert without_script(get(own, "/")[1]) == b"one"


def test_a_file_is_not_sent_again_to_who_has_it(port: int) -> None:
    for target in ("/assets/brief.css", "/", "/__live.js"):
        first, _ = get(port, target)
        again, body = get(port, target, If_None_Match=first.headers["ETag"])
        assert (again.status, body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == "no-store"
        assert "Content-Length" not in again.headers
        assert get(port, target, "HEAD", If_None_Match=first.headers["ETag"])[0].status == 304
    assert first.headers["ETag"] == f'"{digest(script())}"'


def test_a_page_of_another_build_is_sent_again_since_its_script_is_another(preview: Preview, own: int) -> None:
    tag = get(own, "/")[0].headers["ETag"]
    preview.show(*listed({**SITE, "feed.xml": b"new"}))
    assert get(own, "/", If_None_Match=tag)[0].status == 200


def test_a_part_of_a_file_is_sent_but_a_page_only_whole(port: int) -> None:
    response, body = get(port, "/assets/brief.css", Range="bytes=5-9")
    assert (response.status, body) == (206, SITE["assets/brief.css"][5:10])
    assert response.headers["Content-Range"] == "bytes 5-9/21"
    assert response.headers["Content-Length"] == "5"
    assert response.headers["Accept-Ranges"] == "bytes"
    response, body = get(port, "/assets/brief.css", Range="bytes=21-")
    assert (response.status, body) == (416, b"")
    assert response.headers["Content-Range"] == "bytes */21"
    response, body = get(port, "/", Range="bytes=5-9")
    assert (response.status, without_script(body)) == (200, HOME)
    assert "Accept-Ranges" not in response.headers


def test_two_headers_for_ranges_are_several_ranges_and_get_the_whole(port: int) -> None:
    answer = send(port, raw(port, "/assets/brief.css", "Range: bytes=0-1", "Range: bytes=3-4"))
    assert status(answer) == 200
    assert answer.endswith(SITE["assets/brief.css"])


def test_what_a_real_folder_loses_is_missed_and_comes_back(preview: Preview, own: int, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(HOME)
    preview.show(listed({"index.html": HOME})[0], folder_reader(tmp_path))
    assert get(own, "/")[0].status == 200
    (tmp_path / "index.html").unlink()
    response, body = get(own, "/")
    assert (response.status, response.headers["Retry-After"]) == (503, "1")
    assert b"home" not in body
    (tmp_path / "index.html").write_bytes(HOME)
    assert get(own, "/")[0].status == 200


def test_the_pages_that_browsers_show_are_known_newest_first(preview: Preview, own: int) -> None:
    files = {f"{number}.html": b"page" for number in range(10)}
    preview.show(*listed({**SITE, **files}), ledgers={"index.html": lambda: b"ledger"})
    assert preview.asked() == ()
    for number in range(10):
        get(own, f"/{number}.html")
    get(own, "/5.html")
    for target in ("/__live.js", "/assets/brief.css", "/nothing", "/__ledger/index.html", "/feed.xml"):
        get(own, target)
    asked(own, "/7.html", Origin="http://evil.test")
    get(own, "/glossary/")
    shown = ("glossary/index.html", *(f"{number}.html" for number in (5, 9, 8, 7, 6, 4, 3)))
    assert preview.asked() == shown


def test_a_page_is_whole_and_names_the_build_it_is_of_while_builds_go_on(preview: Preview, own: int) -> None:
    stop = threading.Event()

    def build() -> None:
        while not stop.is_set():
            number = preview.shown.number + 1
            preview.show(*listed({"index.html": b"%d " % number * 10_000}))

    builder = threading.Thread(target=build)
    builder.start()
    try:
        for _ in range(30):
            _, body = get(own, "/?a", Connection="close")
            words = without_script(body).split()
            assert len(set(words)) == 1 or without_script(body) == HOME
            assert words[0] == build_of(body).partition(".")[2].encode() or without_script(body) == HOME
    finally:
        stop.set()
        builder.join()


# --- Attacks ----------------------------------------------------------------------------------------------------------

TRAVERSALS = [
    "/../etc/passwd",
    "/articles/../../etc/passwd",
    "/articles/../index.html",
    "/./index.html",
    "/%2e%2e/etc/passwd",
    "/%2E%2E%2Fetc%2Fpasswd",
    "/.%2e/etc/passwd",
    "/articles%2fa.html",
    "/articles%5ca.html",
    "/..%5c..%5cwindows%5cwin.ini",
    "/..\\..\\windows\\win.ini",
    "\\index.html",
    "/index.html%00",
    "/index.html%00.png",
    "/%0d%0aSet-Cookie:%20a=b",
    "/index.html%7f",
    "/%ff%fe",
    "/%c0%ae%c0%ae/etc/passwd",
    "/%ed%a0%80",
    "/%",
    "/%2",
    "/%zz",
    "/#index.html",
    "/index.html#top",
    "/<script>",
    "/naïve",
    '/"',
    "http://localhost/index.html",
    "http://evil.test/",
    "//evil.test/",
    "///",
    "//index.html",
    "///etc/passwd",
    "file:///etc/passwd",
    "*",
    "index.html",
    "localhost:80",
    "?",
    "/..;/index.html",
    "/..%3b/index.html",
    "/....//index.html",
    "/%252e%252e/etc/passwd",
    "/%252e%252e%252fetc%252fpasswd",
    "/%25252e%25252e/etc/passwd",
    "/articles/%2e%2e/%2e%2e/etc/passwd",
    "http://localhost:80/../etc/passwd",
    "https://127.0.0.1/articles/a.html",
    "/index.html.",
    "/index.html%20",
    "/index.html::$DATA",
    "/INDEX~1.HTM",
    "/C:/index.html",
    "/proc/self/environ",
    "/etc/passwd",
    "/__live.js/../index.html",
    "/__live/index.html",
    "/~root",
    "/index.html/",
    "/" + "a" * 60_000,
    "/" + "a" * 70_000,
]


@pytest.mark.parametrize("target", TRAVERSALS, ids=[target[:30] for target in TRAVERSALS])
def test_no_target_but_a_files_own_gets_a_file(port: int, target: str) -> None:
    answer = send(port, raw(port, target))
    assert status(answer) in (400, 404, 414)
    assert b"Set-Cookie" not in answer
    assert b"root:" not in answer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site on disk, with ways out of it, beside a secret."""
    top = tmp_path_factory.mktemp("preview")
    for path, data in {**SITE, "../secret/key.html": b"root:secret"}.items():
        (top / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (top / "site" / path).write_bytes(data)
    (top / "site/link.html").symlink_to(top / "secret/key.html")
    (top / "site/out").symlink_to(top / "secret")
    return top / "site"


WAYS_OUT = ["link.html", "out/key.html", "../secret/key.html", "/etc/passwd", "secret/../../secret/key.html"]


@pytest.mark.parametrize("names", [(), tuple(WAYS_OUT)], ids=["not listed", "listed"])
def test_a_real_folder_gives_nothing_that_lies_outside(folder: Path, names: tuple[str, ...]) -> None:
    read: list[str] = []

    def reader(path: str) -> bytes | None:
        read.append(path)
        return folder_reader(folder)(path)

    with Preview() as preview:
        preview.show({**listed(SITE)[0], **dict.fromkeys(names, "1")}, reader)
        port = start(preview)
        for target in (*TRAVERSALS, *(f"/{path}" for path in WAYS_OUT), "/link.html", "/out/", "/out"):
            answer = send(port, raw(port, target))
            assert status(answer) in (400, 404, 414, 503)
            assert b"secret" not in answer
            assert b"root:" not in answer
        assert set(read) <= {*SITE, *names}
        assert without_script(get(port, "/")[1]) == HOME


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_this_machines_own_names_are_served(port: int, name: str) -> None:
    assert get(port, "/", Host=f"{name}:{port}")[0].status == 200


FOREIGN_HOSTS = [
    "evil.test:{port}",
    "evil.test",
    "localhost",
    "localhost:80",
    "localhost:{port}0",
    "localhost:{port}.evil.test",
    "localhost.:{port}",
    "127.0.0.1.evil.test:{port}",
    "127.1:{port}",
    "0.0.0.0:{port}",
    "2130706433:{port}",
    "[::]:{port}",
    "::1:{port}",
    "user@localhost:{port}",
    "localhost:{port},evil.test",
    "localhost:{port}/",
    "http://localhost:{port}",
    "localhost:0{port}",
    "",
    "a" * 5000,
    "\x00",
    "localhost:{port}\x00",
    "löcalhost:{port}",
]


@pytest.mark.parametrize("host", FOREIGN_HOSTS, ids=[ascii(host[:30]) for host in FOREIGN_HOSTS])
def test_any_other_host_is_refused(port: int, host: str) -> None:
    line = f"GET / HTTP/1.1\r\nHost: {host.format(port=port)}\r\n\r\n"
    answer = send(port, line.encode("latin-1"))
    assert status(answer) in (400, 421)
    assert b"home" not in answer


@pytest.mark.parametrize(
    "headers",
    [
        "",
        "Host: localhost:{port}\r\nHost: localhost:{port}\r\n",
        "Host: localhost:{port}\r\nHost: evil.test\r\n",
        "Host: localhost:{port}\r\n evil.test\r\n",
        "Host : localhost:{port}\r\n",
        "junk\r\nHost: localhost:{port}\r\n",
        " Host: localhost:{port}\r\n",
        "Host: localhost:{port}\r\njunk\r\n",
        "Host: localhost:{port}\r\nA : b\r\n",
    ],
)
def test_none_two_and_crooked_hosts_are_refused(port: int, headers: str) -> None:
    answer = send(port, f"GET / HTTP/1.1\r\n{headers.format(port=port)}\r\n".encode())
    assert status(answer) in (400, 421)
    assert b"home" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "BREW"])
def test_every_method_but_get_and_head_is_refused(port: int, method: str) -> None:
    answer = send(port, raw(port, method=method))
    assert status(answer) in (400, 405, 501)
    assert b"home" not in answer


@pytest.mark.parametrize(
    "lines",
    [
        ("Content-Length: 5",),
        ("Content-Length: x",),
        ("Content-Length: -1",),
        ("Content-Length: 5", "Content-Length: 6"),
        ("Transfer-Encoding: chunked",),
        ("Transfer-Encoding: chunked", "Content-Length: 5"),
    ],
)
def test_a_body_is_refused_and_never_read_as_a_request(port: int, lines: tuple[str, ...]) -> None:
    answer = send(port, raw(port, "/", *lines) + b"0\r\n\r\n" + raw(port, "/"))
    assert status(answer) == 400
    assert answer.count(b"HTTP/1.1") == 1
    assert b"home" not in answer


@pytest.mark.parametrize("junk", [b"\x00" * 100, b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/1.1\r\n", b"x" * 1000])
def test_what_follows_a_request_on_its_connection_is_never_answered(port: int, junk: bytes) -> None:
    answer = send(port, raw(port) + junk + raw(port, "/articles/a.html"))
    assert answer.count(b"HTTP/1.1 ") <= 1
    assert b"<title>A</title>" not in answer
    assert get(port, "/")[0].status == 200


@pytest.mark.parametrize(
    "junk",
    [
        b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1 more\r\n\r\n",
        b"GET  /  HTTP/x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nA: " + b"b" * 70_000 + b"\r\n\r\n",
        b"\xff\xfe\xfd\r\n\r\n",
    ],
    ids=ascii,
)
def test_what_is_no_request_gets_no_page_and_does_no_harm(
    port: int, junk: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = send(port, junk)
    assert not answer or status(answer) in (400, 414, 421, 431, 505)
    assert b"home" not in answer
    assert get(port, "/")[0].status == 200
    assert capfd.readouterr() == ("", "")


def test_an_answer_without_a_head_is_not_given(port: int) -> None:
    answer = send(port, f"GET / HTTP/0.9\r\nHost: localhost:{port}\r\n\r\n".encode())
    assert status(answer) == 505
    assert b"home" not in answer


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_is_told_to_go_on_with_a_body(port: int, method: str) -> None:
    answer = send(port, raw(port, "/", "Expect: 100-continue", "Content-Length: 5", method=method))
    assert status(answer) in (400, 501)
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize("target", ["/__live", "/", "/assets/brief.js"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Origin": "https://localhost:{port}"},
        {"Origin": "http://localhost:1"},
        {"Origin": "http://localhost:{port}.evil.test"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    ],
    ids=str,
)
def test_another_sites_page_is_refused(port: int, target: str, headers: dict[str, str]) -> None:
    filled = {name: value.format(port=port) for name, value in headers.items()}
    assert asked(port, target, **filled) == 403


def test_a_link_from_another_site_opens_a_page_but_not_the_event_stream(port: int) -> None:
    link = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert asked(port, "/", **link) == 200
    assert asked(port, "/__live", **link) == 403


# --- Binding ----------------------------------------------------------------------------------------------------------


def test_a_taken_port_gives_the_next_free_one_and_says_so(port: int) -> None:
    said: list[str] = []
    with Preview() as second:
        other = urlsplit(second.serve(port=port, say=said.append)).port
        assert other in range(port + 1, port + 11)
        assert said == [f"port {port} is taken: using {other}"]


def test_eleven_taken_ports_are_an_error_that_names_them(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "PORTS", 0)
    with Preview() as second, pytest.raises(OSError, match=f"ports {port} to {port} are all taken"):
        second.serve(port=port, say=pytest.fail)


def test_binding_asks_no_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getfqdn", "gethostbyaddr", "getnameinfo"):
        monkeypatch.setattr(socket, name, lambda *_: pytest.fail("asked a name server"))
    with Preview() as preview:
        port = start(preview)
        assert get(port, "/")[0].status == 404


def test_serving_to_other_machines_warns_and_still_refuses_foreign_hosts() -> None:
    said: list[str] = []
    with Preview() as preview:
        port = urlsplit(preview.serve("0.0.0.0", 0, say=said.append)).port or 0
        assert len(said) == 1
        assert said[0].startswith("warning: ")
        assert get(port, "/", Host=f"127.0.0.1:{port}")[0].status == 404
        assert get(port, "/", Host=f"evil.test:{port}")[0].status == 421


def test_closing_frees_the_port_and_ends_the_streams(preview: Preview, own: int) -> None:
    stream = Stream(own)
    stream.read_until("ok")
    preview.close()
    preview.close()
    assert stream.rest() == []
    with pytest.raises(ConnectionRefusedError):
        get(own, "/")


# --- News -------------------------------------------------------------------------------------------------------------

News = tuple[str, dict[str, object]]


class Stream:
    """A page's event stream, read as a browser reads it."""

    def __init__(self, port: int, build: str = "", **headers: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=15)
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", f"/__live?build={build}", headers=fields)
        self.response = self._connection.getresponse()
        self.last_id = ""

    def events(self) -> Iterator[News]:
        name = ""
        for line in self.response:
            field, _, value = line.decode().rstrip("\n").partition(": ")
            if field == "id":
                self.last_id = value
            elif field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)

    def read_until(self, last: str) -> list[News]:
        found: list[News] = []
        for news in self.events():
            found.append(news)
            if news[0] == last:
                break
        return [(name, {key: value for key, value in data.items() if key != "build"}) for name, data in found]

    def rest(self) -> list[News]:
        return list(self.events())

    def close(self) -> None:
        self.response.close()
        self._connection.close()


def build_of(page: bytes) -> str:
    return page.split(b'data-build="')[1].split(b'"')[0].decode()


@pytest.fixture
def stream(own: int) -> Iterator[Stream]:
    made = Stream(own, build_of(get(own, "/")[1]))
    assert made.read_until("ok") == [("ok", {})]
    yield made
    made.close()


def test_the_stream_is_one_of_server_sent_events(stream: Stream) -> None:
    assert stream.response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert stream.response.headers["Cache-Control"] == "no-store"


def test_a_changed_page_is_news_of_a_reload(stream: Stream, preview: Preview) -> None:
    preview.show(*listed({**SITE, "index.html": b"new"}))
    assert stream.read_until("ok") == [("reload", {"paths": ["index.html"]}), ("ok", {})]


def test_a_changed_stylesheet_is_news_of_styles_alone(stream: Stream, preview: Preview) -> None:
    preview.show(*listed({**SITE, "assets/brief.css": b"new"}))
    assert stream.read_until("ok") == [("css", {"paths": ["assets/brief.css"]}), ("ok", {})]


def test_pages_and_stylesheets_changed_together_are_both_news(stream: Stream, preview: Preview) -> None:
    preview.show(*listed({**SITE, "assets/brief.css": b"new", "index.html": b"new"}))
    assert [name for name, _ in stream.read_until("ok")] == ["css", "reload", "ok"]


def test_new_and_removed_pages_are_news_of_a_reload(stream: Stream, preview: Preview) -> None:
    files = {path: data for path, data in SITE.items() if path != "articles/a.html"}
    preview.show(*listed({**files, "articles/b.html": b"b"}))
    assert stream.read_until("ok")[0] == ("reload", {"paths": ["articles/a.html", "articles/b.html"]})


def test_a_build_that_changed_nothing_reloads_nothing(stream: Stream, preview: Preview) -> None:
    preview.show(*listed(dict(SITE)))
    assert stream.read_until("ok") == [("ok", {})]


def test_a_page_ahead_is_news_at_once_and_its_build_is_not(stream: Stream, preview: Preview, own: int) -> None:
    preview.ahead({"index.html": b"soon"})
    assert stream.read_until("ok") == [("reload", {"paths": ["index.html"]}), ("ok", {})]
    assert without_script(get(own, "/")[1]) == b"soon"
    preview.show(*listed({**SITE, "index.html": b"soon", "feed.xml": b"new"}))
    assert stream.read_until("ok") == [("reload", {"paths": ["feed.xml"]}), ("ok", {})]


def test_a_page_that_moved_is_news_also_to_a_tab_that_slept(stream: Stream, preview: Preview, own: int) -> None:
    build = preview.shown.build
    files = {path: data for path, data in SITE.items() if path != "articles/a.html"}
    preview.show(*listed({**files, "articles/b.html": b"b"}), moved={"articles/a.html": "articles/b.html"})
    news: list[News] = [
        ("moved", {"pages": {"articles/a.html": "articles/b.html"}}),
        ("reload", {"paths": ["articles/b.html"]}),
        ("ok", {}),
    ]
    assert stream.read_until("ok") == news
    preview.show(None)
    late = Stream(own, "older.0", Last_Event_ID=build)
    assert late.read_until("ok") == news
    late.close()


def test_an_opened_ledger_is_news_when_its_site_changes(stream: Stream, preview: Preview, own: int) -> None:
    ledgers = {path: lambda: b"ledger" for path in ("index.html", "articles/a.html")}
    preview.show(*listed(SITE), ledgers=ledgers)
    assert stream.read_until("ok") == [("ok", {})]
    get(own, "/__ledger/index.html")
    preview.show(*listed({**SITE, "feed.xml": b"new"}))
    assert stream.read_until("ok")[0] == ("reload", {"paths": ["__ledger/index.html", "feed.xml"]})


def test_errors_are_told_with_all_the_page_needs_and_then_that_they_are_gone(stream: Stream, preview: Preview) -> None:
    mistake = ErrorView("c", "</script>\n«m»", "warning", "a.yaml", 1, 2, "  - x\n    ^", "do y")
    preview.show(None, errors=[mistake])
    assert stream.read_until("errors") == [
        (
            "errors",
            {
                "errors": [
                    {
                        "code": "c",
                        "message": "</script>\n«m»",
                        "severity": "warning",
                        "path": "a.yaml",
                        "line": 1,
                        "column": 2,
                        "excerpt": "  - x\n    ^",
                        "hint": "do y",
                    }
                ]
            },
        )
    ]
    preview.show(*listed(SITE))
    assert stream.read_until("ok") == [("ok", {})]


def test_a_page_opened_while_the_build_is_broken_is_told_at_once(preview: Preview, own: int) -> None:
    preview.show(None, errors=[MISTAKE])
    stream = Stream(own, build_of(get(own, "/")[1]))
    assert [name for name, _ in stream.read_until("errors")] == ["errors"]
    stream.close()


def test_a_page_that_missed_builds_is_told_of_all_of_them(preview: Preview, own: int) -> None:
    build = build_of(get(own, "/")[1])
    preview.show(*listed({**SITE, "index.html": b"two"}))
    preview.show(*listed({**SITE, "index.html": b"two", "articles/a.html": b"two"}))
    stream = Stream(own, build)
    assert stream.read_until("ok")[0] == ("reload", {"paths": ["articles/a.html", "index.html"]})
    stream.close()


def test_a_stream_that_reconnects_goes_on_where_it_stopped(stream: Stream, preview: Preview, own: int) -> None:
    preview.show(*listed({**SITE, "index.html": b"two"}))
    stream.read_until("ok")
    preview.show(*listed({**SITE, "index.html": b"two", "feed.xml": b"two"}))
    again = Stream(own, "older.0", Last_Event_ID=stream.last_id)
    assert again.read_until("ok")[0] == ("reload", {"paths": ["feed.xml"]})
    again.close()


@pytest.mark.parametrize("build", ["", "0123456789abcdef.1", "x", "%00", ".", "." + "9" * 5000])
def test_a_page_of_an_earlier_server_reloads_whatever_it_is(port: int, build: str) -> None:
    stream = Stream(port, build)
    assert stream.read_until("ok")[0] == ("reload", {"paths": None})
    stream.close()


def test_a_huge_number_in_a_build_does_no_harm(preview: Preview, own: int, capfd: pytest.CaptureFixture[str]) -> None:
    stream = Stream(own, f"{preview.shown.run}.{'9' * 5000}")
    assert stream.read_until("ok")[0] == ("reload", {"paths": None})
    stream.close()
    assert capfd.readouterr().err == ""


def test_head_on_the_stream_ends_at_once(port: int) -> None:
    response, body = get(port, "/__live", "HEAD")
    assert (response.status, body) == (200, b"")


def test_streams_of_closed_pages_give_their_places_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "BEAT", 0.05)
    monkeypatch.setattr(places, "CONNECTIONS", 2)
    with Preview() as preview:
        preview.show(*listed(SITE))
        port = start(preview)
        for _ in range(6):
            deadline = time.monotonic() + 10
            while (stream := Stream(port)).response.status == 503:
                stream.close()
                assert time.monotonic() < deadline
                time.sleep(0.01)
            stream.close()
