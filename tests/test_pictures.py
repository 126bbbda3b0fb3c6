"""Pictures from the author's file to the page: sizes, copies, posters, and what is wrong with a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec import structs
from picturing import PLACE, SVG, picture, png
from support import Element, made, parse_html, site_of, words_of, write_site

from briefs.core.pictures import POSTER
from briefs.imaging import scaling
from briefs.pipeline import Options, Report, build
from briefs.pipeline import pictures as room
from briefs.pipeline.sitting import Audience, Sitting

QUAY = "content/images/quay.jpg"
FILES = {
    "config.yaml": "title: Harbour notes\nurl: https://example.org/h/\n",
    "content/articles/quay.md": (
        "# The quay\n\nFirst words.\n\n![The crane](../images/crane.png)\n\n![The quay again](../images/quay.jpg)\n"
    ),
    "content/articles/quay.yaml": (
        "image: {file: ../images/quay.jpg, alt: The quay, credit: Port Authority}\n"
        'summary: "The quay. ![A drawing](../images/map.svg)"\n'
    ),
    "content/articles/other.md": "# Others\n\n![A crane](../images/crane.png) and ![a map](../images/map.svg)\n",
    "content/pages/about.md": "# About us\n\nWords.\n",
}
PICTURES = {
    QUAY: picture("JPEG", 1300, 700, orientation=1, noise=True),
    "content/images/crane.png": png(70, 40),
    "content/images/map.svg": SVG,
}


def site(root: Path, files: Mapping[str, str] = FILES, pictures: Mapping[str, bytes] = PICTURES) -> Path:
    write_site(root, files)
    for path, data in pictures.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def images(page: bytes) -> list[Element]:
    return list(parse_html(page).all("img"))


@pytest.fixture
def without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "pillow", lambda: "")


# ── on the page ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_picture_has_its_size_and_all_but_the_first_wait(tmp_path: Path) -> None:
    files, result = made(site(tmp_path))
    assert result.report.diagnostics == ()
    found = {
        path: [
            (i.attributes["alt"], i.attributes["width"], i.attributes["height"], i.attributes.get("loading"))
            for i in images(files[path])
        ]
        for path in ("articles/quay.html", "articles/other.html")
    }
    assert found == {
        "articles/quay.html": [
            ("A drawing", "30", "20", "lazy"),
            ("The quay", "1300", "700", None),
            ("The crane", "70", "40", "lazy"),
            ("The quay again", "1300", "700", "lazy"),
        ],
        "articles/other.html": [("A crane", "70", "40", None), ("a map", "30", "20", "lazy")],
    }
    assert all(i.attributes["decoding"] == "async" for path in found for i in images(files[path]))


def test_what_is_said_of_a_picture_is_none_of_the_text(tmp_path: Path) -> None:
    files, _ = made(site(tmp_path))
    assert words_of(files["articles/quay.html"]).split() == ["First", "words."]


def test_without_pillow_pages_show_the_files_themselves(tmp_path: Path, without_pillow: None) -> None:
    files, result = made(site(tmp_path))
    assert result.report.diagnostics == ()
    assert [path for path in files if path.endswith((".webp", ".jpg", ".png", ".svg")) and "icon" not in path] == [
        "images/crane.png", "images/map.svg", "images/quay.jpg",
    ]  # fmt: skip
    assert all("srcset" not in i.attributes for i in images(files["articles/quay.html"]))
    assert b"og:image" in files["articles/quay.html"]
    assert b"og:image" not in files["articles/other.html"]


# ── copies ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_wide_picture_has_narrower_copies_and_no_other_has(tmp_path: Path) -> None:
    files, _ = made(site(tmp_path))
    copies = [path for path in files if path.endswith(".webp")]
    assert [path.rpartition(".")[0].rpartition(".")[0] for path in copies] == ["assets/quay-480", "assets/quay-960"]
    wide = [i for i in images(files["articles/quay.html"]) if "srcset" in i.attributes]
    assert [i.attributes["alt"] for i in wide] == ["The quay", "The quay again"]
    each = [one.split() for one in (wide[0].attributes["srcset"] or "").split(", ")]
    assert each == [[f"../{copies[0]}", "480w"], [f"../{copies[1]}", "960w"], ["../images/quay.jpg", "1300w"]]
    assert [(i.attributes["sizes"] or "").startswith("auto,") for i in wide] == [False, True]
    assert PLACE.encode() in files["images/quay.jpg"]
    assert not any(PLACE.encode() in files[path] for path in copies)


def published(root: Path, options: Options = Options(sync=False)) -> tuple[dict[str, bytes], Report]:
    report = build(site_of(root), options)
    assert report.published, report.diagnostics
    output = root / "site"
    files = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    return {path: data for path, data in files.items() if not path.startswith(".")}, report


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pictures were decoded."""
    calls: list[int] = []
    whole = scaling._scaled

    def noted(data: bytes, widths: Sequence[int], size: tuple[int, int]) -> tuple[bytes, ...]:
        calls.append(1)
        return whole(data, widths, size)

    monkeypatch.setattr(scaling, "_scaled", noted)
    return calls


def test_a_picture_is_decoded_once(tmp_path: Path, decoded: list[int]) -> None:
    root = site(tmp_path)
    first, _ = published(root)
    (root / "content/articles/other.md").write_text("# Another headline\n\n![A crane](../images/crane.png)\n", "utf-8")
    second, _ = published(root)
    published(root)
    assert decoded == [1]
    assert {path for path in first if path.endswith(".webp")} == {path for path in second if path.endswith(".webp")}


def test_copies_that_somebody_removed_come_back_from_the_cache(tmp_path: Path, decoded: list[int]) -> None:
    root = site(tmp_path)
    first, _ = published(root)
    for path in ("assets", "images"):
        for file in (root / "site" / path).glob("quay*"):
            file.unlink()
    assert published(root)[0] == first
    assert decoded == [1]


@pytest.mark.parametrize(
    ("edit", "pages"),
    [
        (lambda root: (root / QUAY).write_bytes(picture("JPEG", 1200, 700, noise=True)), {"articles/quay.html"}),
        (
            lambda root: (root / "content/images/crane.png").write_bytes(png(71, 40)),
            {"articles/quay.html", "articles/other.html"},
        ),
        (lambda root: (root / "content/images/crane.png").write_bytes(png(70, 40, seed=2)), set()),
    ],
    ids=["a wide one", "a small one", "another of the same size"],
)
def test_a_changed_picture_makes_only_the_pages_that_show_it(
    edit: Callable[[Path], object], pages: set[str], tmp_path: Path
) -> None:
    root = site(tmp_path)
    before, _ = published(root)
    edit(root)
    after, report = published(root, Options(sync=False, verify=True))
    assert report.ok, report.diagnostics
    assert {path for path in after if path.endswith(".html") and after[path] != before[path]} == pages
    assert after == made_as_published(root)


def made_as_published(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in made(root)[0].items() if not path.startswith(".")}


def test_a_picture_that_cannot_be_decoded_is_shown_as_it_is(tmp_path: Path) -> None:
    torn = PICTURES[QUAY][:-2000]
    files, result = made(site(tmp_path, pictures={**PICTURES, QUAY: torn}))
    assert result.report.ok
    assert files["images/quay.jpg"] == torn
    assert b"srcset" not in files["articles/quay.html"]


def test_with_and_without_pillow_nothing_is_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path)
    rich, _ = published(root)
    monkeypatch.setattr(room, "pillow", lambda: "")
    (root / "content/images/crane.png").write_bytes(png(72, 40))
    plain, _ = published(root)
    assert any(path.endswith(".webp") for path in rich)
    assert plain == made_as_published(root)
    assert not any(path.endswith(".webp") for path in plain)


def test_a_check_and_a_preview_draw_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = site(tmp_path)
    monkeypatch.setattr(room, "draw_pictures", None)
    files, _ = made(root, Options(checking=True))
    assert b'width="1300" height="700"' in files["articles/quay.html"]
    with Sitting(root) as sitting:
        proof = sitting.build(site_of(root), Options(), None, Audience())
        assert proof.report.ok
        assert b'width="1300" height="700"' in (sitting.site / "articles/quay.html").read_bytes()


# ── posters ──────────────────────────────────────────────────────────────────────────────────────────────────────


def said(page: bytes) -> dict[str, str]:
    """What a page says of itself to those who show links."""
    metas = [e.attributes for e in parse_html(page).all("meta")]
    each = {m.get("property") or m.get("name") or "": m.get("content") or "" for m in metas}
    return {name: each[name] for name in each if name.startswith(("og:image", "twitter", "robots"))}


def test_a_page_without_a_wide_picture_has_a_poster(tmp_path: Path) -> None:
    files, _ = made(site(tmp_path))
    posters = sorted(path for path in files if path.startswith("assets/") and path.endswith(".png"))
    assert [path.partition(".")[0] for path in posters] == ["assets/about", "assets/other"]
    assert said(files["articles/other.html"]) == {
        "og:image": f"https://example.org/h/{posters[1]}",
        "og:image:width": str(POSTER[0]),
        "og:image:height": str(POSTER[1]),
        "og:image:alt": "Others",
        "twitter:card": "summary_large_image",
        "robots": "max-image-preview:large",
    }
    own = said(files["articles/quay.html"])
    assert (own["og:image"], own["og:image:width"]) == ("https://example.org/h/images/quay.jpg", "1300")
    assert own["og:image:alt"] == "The quay"
    assert said(files["index.html"]) == {}


@pytest.mark.parametrize("config", ["title: No address\n", "title: T\nurl: https://example.org/\nposters: false\n"])
def test_no_poster_is_drawn_without_an_address_or_against_the_site_s_will(config: str, tmp_path: Path) -> None:
    files, _ = made(site(tmp_path, {**FILES, "config.yaml": config}))
    assert [path for path in files if path.startswith("assets/") and path.endswith(".png")] == []
    assert said(files["articles/other.html"]) == {}


def test_a_poster_has_the_theme_s_colours(tmp_path: Path) -> None:
    red = {"themes/default/static/brief.css": ":root{--paper:#200; --ink:#fff; --note:#fc0}\n"}
    plain, coloured = (
        next(data for path, data in made(site(tmp_path / name, {**FILES, **more}))[0].items() if "other." in path
             and path.endswith(".png"))
        for name, more in (("a", {}), ("b", red))
    )  # fmt: skip
    assert plain != coloured


def test_a_headline_that_changed_has_another_poster(tmp_path: Path) -> None:
    root = site(tmp_path)
    before, _ = published(root)
    (root / "content/articles/other.md").write_text("# Another headline\n\nWords.\n", "utf-8")
    after, report = published(root, Options(sync=False, verify=True))
    assert report.ok, report.diagnostics
    changed = {path for path in after.keys() - before.keys() if path.endswith(".png")}
    assert len(changed) == 1
    assert said(after["articles/other.html"])["og:image"].endswith(changed.pop())


# ── what is wrong with a file ────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_is_no_picture_is_an_error_where_it_is_named(tmp_path: Path) -> None:
    _, result = made(site(tmp_path, pictures={**PICTURES, "content/images/crane.png": b"%PDF-1.7"}))
    found = [
        (d.code, d.severity, d.span and (d.span.path, d.span.line, d.span.column)) for d in result.report.diagnostics
    ]
    assert found == [
        ("image-format", "error", ("content/articles/other.md", 3, 12)),
        ("image-format", "error", ("content/articles/quay.md", 5, 14)),
    ]


def test_a_picture_of_unknown_size_is_a_warning_and_is_shown(tmp_path: Path) -> None:
    endless = SVG.replace(b'width="30" ', b"")
    files, result = made(site(tmp_path, pictures={**PICTURES, "content/images/map.svg": endless}))
    assert [(d.code, d.severity) for d in result.report.diagnostics] == [("image-size", "warning")] * 2
    shown = images(files["articles/other.html"])[1].attributes
    assert (shown["src"], shown.get("width")) == ("../images/map.svg", None)


def test_a_fault_is_told_with_every_build_until_it_is_mended(tmp_path: Path) -> None:
    root = site(tmp_path, pictures={**PICTURES, "content/images/map.svg": SVG.replace(b'width="30" ', b"")})
    told = [[d.code for d in published(root)[1].diagnostics] for _ in range(2)]
    assert told == [["image-size"] * 2] * 2
    (root / "content/images/map.svg").write_bytes(SVG)
    assert published(root)[1].diagnostics == ()


def test_a_text_may_be_named_as_a_file_and_as_a_picture(tmp_path: Path) -> None:
    page = "# Files\n\n[The crane](../images/crane.png) ![The crane](../images/crane.png)\n"
    files, result = made(site(tmp_path, {**FILES, "content/articles/other.md": page}))
    assert result.report.ok
    links = [a.attributes["href"] for a in parse_html(files["articles/other.html"]).all("a")]
    assert "../images/crane.png" in links


def test_workers_that_do_not_see_the_folder_make_the_same(tmp_path: Path) -> None:
    near, far = (site(tmp_path / name) for name in ("near", "far"))
    with ThreadPoolExecutor(1) as executor:
        assert build(site_of(far), Options(sync=False), executor=executor).published
    there = {path: (far / "site" / path).read_bytes() for path in published(near)[0]}
    assert there == published(near)[0]


def test_pictures_that_the_cache_has_lost_are_made_again(tmp_path: Path, decoded: list[int]) -> None:
    root = site(tmp_path)
    first, _ = published(root)
    base = sqlite3.connect(root / ".briefs" / "cache")
    assert base.execute("DELETE FROM rows WHERE kind = 'drawn'").rowcount == 3
    base.commit()
    base.close()
    for file in (root / "site" / "assets").glob("*.*g"):
        file.unlink()
    for file in (root / "site" / "assets").glob("*.webp"):
        file.unlink()
    assert published(root)[0] == first
    assert len(decoded) > 1


def test_many_processes_make_the_same(tmp_path: Path) -> None:
    one, many = (site(tmp_path / name) for name in ("one", "many"))
    options = Options(sync=False)
    assert published(one, structs.replace(options, jobs=1))[0] == published(many, structs.replace(options, jobs=2))[0]
