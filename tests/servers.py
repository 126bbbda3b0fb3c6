"""A recipe and a built site go in, a real web server that serves it below a path comes out; ends what it began."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

RECIPES = Path(__file__).parent.parent / "docs" / "content" / "hosting"
_PATH = "/usr/sbin:/usr/bin:" + os.environ.get("PATH", "")
_NOBODY = 65534
_MODULES = ("mpm_event", "authz_core", "alias", "dir", "mime", "filter", "deflate", "headers", "autoindex")
_NGINX = """
daemon off;
pid {home}/pid;
error_log {home}/log;
worker_processes 1;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {home}/1; proxy_temp_path {home}/2; fastcgi_temp_path {home}/3;
    uwsgi_temp_path {home}/4; scgi_temp_path {home}/5;
    include {home}/briefs.conf;
}}
"""
_APACHE = """
ServerRoot {home}
ServerName example.org
Listen 127.0.0.1:{port}
PidFile {home}/pid
ErrorLog {home}/log
DefaultRuntimeDir {home}
TypesConfig /dev/null
DocumentRoot {home}/elsewhere
{modules}
<Directory />
    Require all denied
    AllowOverride None
</Directory>
Include {home}/briefs.conf
"""


class Answer(NamedTuple):
    """What a server said; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Server(NamedTuple):
    """A server on this machine and the site's path on it."""

    port: int
    base: str = "/briefs/"

    def get(self, path: str, **headers: str) -> Answer:
        """What is at a path below the site's; one that begins with a slash is the server's own."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            full = path if path.startswith("/") else self.base + quote(path)
            line.request("GET", full, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = line.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            line.close()


def needed(name: str) -> str:
    """The path of a server; the test is skipped where it is not installed, and fails in CI."""
    found = shutil.which(name, path=_PATH)
    if found is None:
        message = f"no {name}: apt-get install {name}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


def nginx(site: Path) -> Iterator[Server]:
    """nginx with its recipe."""
    program = needed("nginx")
    with _served(site, lambda home, port: [program, "-p", str(home), "-c", _nginx(home, port)]) as server:
        yield server


def nginx_at_root(site: Path) -> Iterator[Server]:
    """nginx with its recipe, changed as the documentation says for a site at the root of a domain."""
    program = needed("nginx")
    with _served(site, lambda home, port: [program, "-p", str(home), "-c", _nginx(home, port, True)]) as server:
        yield server._replace(base="/")


def apache(site: Path) -> Iterator[Server]:
    """Apache with its recipe."""
    program = needed("apache2")
    with _served(site, lambda home, port: [program, "-X", "-f", _apache(home, port, False)]) as server:
        yield server


def htaccess(site: Path) -> Iterator[Server]:
    """Apache with the lines of its recipe in the site's ``.htaccess``."""
    program = needed("apache2")
    with _served(site, lambda home, port: [program, "-X", "-f", _apache(home, port, True)]) as server:
        yield server


def _nginx(home: Path, port: int, root: bool = False) -> str:
    recipe = (RECIPES / "nginx.conf").read_text("utf-8")
    assert recipe.count("listen 80;") == recipe.count("root /var/www;") == 1
    recipe = recipe.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/www", f"{home}/www")
    if root:
        recipe = re.sub(r"    location = /briefs \{.*?\n    \}\n", "", recipe, flags=re.DOTALL)
        recipe = recipe.replace("/briefs/", "/").replace("/www;", "/www/briefs;")
    (home / "briefs.conf").write_text(recipe, "utf-8")
    (home / "main.conf").write_text(_NGINX.format(home=home), "utf-8")
    return str(home / "main.conf")


def _apache(home: Path, port: int, in_folder: bool) -> str:
    recipe = (RECIPES / "apache.conf").read_text("utf-8").replace("/var/www", f"{home}/www")
    if in_folder:
        rules = re.search(r"^    Options.*</If>\n", recipe, re.DOTALL | re.MULTILINE)
        assert rules is not None
        (home / "www/briefs/.htaccess").write_text(rules[0], "utf-8")
        recipe = recipe.replace(rules[0], "").replace("AllowOverride None", "AllowOverride All")
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in _MODULES)
    (home / "briefs.conf").write_text(recipe, "utf-8")
    (home / "elsewhere").mkdir()
    (home / "main.conf").write_text(_APACHE.format(home=home, port=port, modules=modules), "utf-8")
    return str(home / "main.conf")


@contextmanager
def _served(site: Path, command: Callable[[Path, int], list[str]]) -> Iterator[Server]:
    """A server at work in a folder of its own, without rights of its own where we have all."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = Path(mkdtemp(prefix="briefs-server-"))  # pytest's own folders are closed to others
    home.chmod(0o777)
    try:
        shutil.copytree(site, home / "www" / "briefs")
        with _running(command(home, port), port):
            yield Server(port)
    finally:
        shutil.rmtree(home)


@contextmanager
def _running(words: list[str], port: int) -> Iterator[None]:
    rights: dict[str, Any] = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **rights)
    try:
        _wait(process, port)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    process.kill()
    raise AssertionError(process.communicate()[0].decode())
