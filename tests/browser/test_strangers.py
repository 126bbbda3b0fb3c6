"""What pages of other sites can get from a preview in a real browser: nothing, by whatever way, under whatever name."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from briefs.preview import serve
from briefs.preview.serve import Preview

WAYS = {
    "fetch": "fetch(url).then(r => r.text())",
    "fetch without cors": "fetch(url, { mode: 'no-cors' })",
    "fetch with credentials": "fetch(url, { mode: 'no-cors', credentials: 'include', cache: 'force-cache' })",
    "fetch of a part": "fetch(url + 'icon.svg', { headers: { Range: 'bytes=0-3' } })",
    "xhr": "settled(new XMLHttpRequest(), (x) => { x.open('GET', url); x.send(); })",
    "post of JSON": "fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })",
    "post of text": "fetch(url, { method: 'POST', mode: 'no-cors', body: '{}' })",
    "put": "fetch(url, { method: 'PUT', body: 'x' })",
    "beacon": "(navigator.sendBeacon(url, 'x'), Promise.reject())",
    "script": "element('script', 'src', url + '__live.js')",
    "module": "import(url + '__live.js')",
    "stylesheet": "element('link', 'href', url + 'assets/brief.css', { rel: 'stylesheet' })",
    "style that imports": "element('style', 'textContent', `@import '${url}assets/brief.css';`)",
    "image": "element('img', 'src', url + 'icon.svg')",
    "image with cors": "element('img', 'src', url + 'icon.svg', { crossOrigin: 'anonymous' })",
    "video": "element('video', 'src', url + 'icon.svg')",
    "object": "element('object', 'data', url)",
    "embed": "element('embed', 'src', url)",
    "iframe": "element('iframe', 'src', url)",
    "iframe without an origin": "element('iframe', 'src', url, { sandbox: 'allow-scripts' })",
    "iframe of a frame": "element('iframe', 'srcdoc', `<iframe src='${url}'></iframe>`)",
    "event source": "settled(new EventSource(url + '__live'))",
    "web socket": "settled(new WebSocket(url.replace('http', 'ws') + '__live'))",
    "worker": "settled(new Worker(url + '__live.js'))",
    "font": "new FontFace('x', `url(${url}icon.svg)`).load()",
    "prefetch": "element('link', 'href', url, { rel: 'prefetch' })",
    "preload": "element('link', 'href', url + 'icon.svg', { rel: 'preload', as: 'image' })",
    "form": "form('POST')",
    "form that asks": "form('GET')",
    "manifest": "element('link', 'href', url + 'icon.svg', { rel: 'manifest' })",
}
"""Ways to another origin by what they are called; a promise that is kept where something came."""

FRAMES = {way for way in WAYS if way.startswith(("iframe", "form"))} | {"object", "embed", "style that imports"}

STRANGER = (
    b"<!doctype html><title>a stranger</title><body><script>\n"
    b"const element = (name, key, value, more = {}) => new Promise((y, n) => {\n"
    b"  const made = Object.assign(document.createElement(name), more);\n"
    b"  for (const [at, what] of Object.entries(more)) made.setAttribute(at, what);\n"
    b"  made.onload = y; made.onerror = n; made.onloadeddata = y; made[key] = value;\n"
    b"  document.body.append(made);\n"
    b"});\n"
    b"const settled = (made, go = () => 0) => new Promise((y, n) => {\n"
    b"  made.onload = made.onopen = made.onmessage = y; made.onerror = n; go(made);\n"
    b"});\n"
    b"</script>"
)
FORM = """(method) => {
    const frame = document.createElement('iframe'); frame.name = 'f' + method; document.body.append(frame);
    const form = document.createElement('form');
    Object.assign(form, { method, action: url, target: frame.name, enctype: 'text/plain' });
    document.body.append(form); form.submit();
    return new Promise((y) => { frame.onload = y; });
}"""


@pytest.fixture(scope="module")
def stranger() -> Iterator[int]:
    """The port of a stranger's server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(STRANGER)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def given(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the preview gave of itself, and its refusals as the word ``no``."""
    told: list[str] = []
    real = serve._Handler._head

    def head(self: serve._Handler, status: int, kind: str, *more: tuple[str, str]) -> None:
        told.append("no" if status in (400, 403, 421, 501) else f"{status} {self.command} {self.path}")
        real(self, status, kind, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(serve._Handler, "_head", head)
    return told


@pytest.mark.parametrize(
    ("host", "name", "other"), [("127.0.0.1", "localhost", "evil.test"), ("0.0.0.0", "127.0.0.1", "127.0.0.1")]
)
def test_a_strangers_page_gets_nothing_by_any_way(
    browser: Browser, stranger: int, preview: Preview, given: list[str], host: str, name: str, other: str
) -> None:
    port = urlsplit(preview.serve(host, 0, say=lambda line: None)).port
    page = browser.new_page()
    page.goto(f"http://{other}:{stranger}/")
    came = set(comes(page, f"http://{name}:{port}/"))
    assert set(given) == {"no"}
    assert len(given) >= 20
    # The browser fills a frame with its own page of an error, and a sheet that is empty is one too.
    assert came <= FRAMES
    assert [frame.url for frame in page.frames if "home" in frame.title()] == []
    page.context.close()


def comes(page: Page, url: str) -> list[str]:
    """The ways that bring the page anything within a second, all tried at once."""
    tried = "\n".join(f"  [{json.dumps(way)}, () => {words}]," for way, words in WAYS.items())
    done: list[str] = page.evaluate(
        f"""async (url) => {{
            const form = {FORM};
            const late = new Promise((y) => setTimeout(y, 1000, false));
            const one = ([way, go]) => Promise.race([Promise.resolve().then(go).then(() => way, () => false), late]);
            return (await Promise.all([\n{tried}\n].map(one))).filter(Boolean);
        }}""",
        url,
    )
    return done


def test_a_name_that_was_turned_to_this_machine_gets_nothing(
    browser: Browser, preview: Preview, given: list[str]
) -> None:
    """DNS rebinding: for the browser the preview is then the stranger's own server."""
    port = urlsplit(preview.serve(port=0, say=pytest.fail)).port
    page = browser.new_page()
    answer = page.goto(f"http://evil.test:{port}/")
    assert answer is not None
    assert answer.status == 421
    told = page.evaluate(
        "Promise.all(['/', '/__live', '/__live.js', '/index.html'].map((p) => fetch(p).then((r) => r.status)))"
    )
    assert told == [421] * 4
    assert set(given) == {"no"}
    page.context.close()


def test_a_link_from_a_strangers_page_opens_a_page_that_it_cannot_look_into(
    browser: Browser, stranger: int, preview: Preview
) -> None:
    port = urlsplit(preview.serve(port=0, say=pytest.fail)).port
    page = browser.new_page()
    page.goto(f"http://evil.test:{stranger}/")
    with page.expect_popup() as opened:
        page.evaluate("(url) => { window.other = open(url) }", f"http://127.0.0.1:{port}/")
    opened.value.wait_for_load_state()
    assert opened.value.inner_text("h1") == "home"
    looked = page.evaluate("(() => { try { return other.document.title } catch (fault) { return fault.name } })()")
    assert looked == "SecurityError"
    page.context.close()
