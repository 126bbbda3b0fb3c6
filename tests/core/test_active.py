"""Which files would do something where they are published: by their names, and by what is in them."""

from __future__ import annotations

import pytest

from briefs.core.active import by_bytes, by_name, is_open

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body>%s</body></html>'

ACTIVE: dict[str, str | bytes] = {
    "script.svg": SVG % "<script>hit=1</script>",
    "prefixed.svg": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script href="x.js"/></s:svg>',
    "event.svg": SVG % '<path onclick="hit=1" d="M1 1"/>',
    "load.svg": SVG.replace("viewBox", 'onload="hit=1" viewBox') % "",
    "link.svg": SVG % '<a xlink:href="javascript:hit=1"><path d="M1 1"/></a>',
    "tab.svg": SVG % '<a href=" java&#9;script&#58;hit=1"><path d="M1 1"/></a>',
    "animated.svg": SVG % '<a><animate attributeName="href" values="#;javascript:hit=1"/></a>',
    "foreign.svg": SVG % '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="x"/></foreignObject>',
    "entity.svg": "<!DOCTYPE svg [<!ENTITY e '<script>hit=1</script>'>]>" + SVG % "&e;",
    "parameter.svg": "<!DOCTYPE svg [<!ENTITY % p '<!ENTITY e \"x\">'> %p;]>" + SVG % "&e;",
    "default.svg": '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "hit=1">]>' + SVG % "",
    "named.svg": '<!DOCTYPE svg [<!ATTLIST svg xmlns CDATA "http://www.w3.org/2000/svg">]><svg><script/></svg>',
    "broken.svg": SVG % "<script>hit=1</script>" + "<",
    "unsound.svg": SVG % "&nothing;",
    "wide.svg": (SVG % "<script>hit=1</script>").encode("utf-16"),
    "strange.svg": '<?xml version="1.0" encoding="x-none"?>' + SVG % "",
    "feed.xml": XHTML % "<script>hit=1</script>",
    "styled.xml": '<?xml-stylesheet type="text/xsl" href="x.xsl"?><list/>',
    "track.gpx": XHTML % "<script>hit=1</script>",
    "page": "  <script>hit=1</script>",
    "page.unknown": "\ufeff<!-- --><b>hit</b>",
    "blank.unknown": " " * 2000 + "<script>hit=1</script>",
}
PASSIVE: dict[str, str | bytes] = {
    "plain.svg": SVG
    % '<style>path{fill:red}</style><image href="data:image/png;base64,eA=="/><text>script onload=</text>',
    "commented.svg": "<!-- Made by hand. -->" + SVG % '<a href="https://e.example/?a;b"><path d="M1 1"/></a>',
    "declared.svg": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">' + SVG % "",
    "latin.svg": ('<?xml version="1.0" encoding="iso-8859-1"?>' + SVG % "<text>é</text>").encode("latin-1"),
    "illustrated.svg": '<!DOCTYPE svg [<!ENTITY n "http://n.example/">]>' + SVG % '<g xmlns:x="&n;" x:id="1"/>',
    "track.gpx": '<gpx creator="x" onward="true"><trk/><script/></gpx>',
    "words.log": "<3 and more\n",
    "data.bin": b"\x00<script>",
    "empty": "",
}


def data(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


@pytest.mark.parametrize("name", ACTIVE)
def test_what_browsers_run_is_seen_in_a_file(name: str) -> None:
    assert is_open(name)
    assert by_bytes(name, data(ACTIVE[name])) != ""


@pytest.mark.parametrize("name", PASSIVE)
def test_a_drawing_or_data_that_nothing_runs_is_let_through(name: str) -> None:
    assert is_open(name)
    assert by_bytes(name, data(PASSIVE[name])) == ""


@pytest.mark.parametrize(
    "path",
    "a.html A.HTM a.xhtml x/a.html.old a.php a.php.x a.shtml _headers _REDIRECTS _worker.js CNAME x/web.config".split(),
)
def test_a_page_a_program_and_what_orders_hosts_about_are_known_by_their_names(path: str) -> None:
    assert by_name(path) != ""
    assert not is_open(path)


@pytest.mark.parametrize(
    "path", "a.png a.PDF a.html.zip a.js a.json html page.d/a.csv headers a.mp4 x/netlify.toml".split()
)
def test_a_name_of_what_is_shown_or_kept_says_nothing(path: str) -> None:
    assert by_name(path) == ""


def test_entities_that_grow_without_end_are_not_followed() -> None:
    many = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE svg [<!ENTITY e0 "{"x" * 1000}">{many}]>' + SVG % "&e11;"
    assert "no sound XML" in by_bytes("a.svg", bomb.encode())
