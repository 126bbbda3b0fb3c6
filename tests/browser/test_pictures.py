"""Pictures in a real browser: they have the size that the page says, and nothing moves when they come."""

from __future__ import annotations

from pathlib import Path

import pytest
from picturing import SVG, picture
from playwright.sync_api import Browser, Page, Route
from support import site_of, write_site

from briefs.pipeline import Options, build

PICTURES = {
    "wide.jpg": picture("JPEG", 1600, 900, noise=True),
    "turned.jpg": picture("JPEG", 300, 200, orientation=6),
    "turned.png": picture("PNG", 300, 200, orientation=8),
    "turned.avif": picture("AVIF", 300, 200, orientation=6),
    "turned.webp": picture("WEBP", 300, 200, orientation=6),
    "plain.gif": picture("GIF", 300, 200),
    "clear.webp": picture("WEBP", 301, 201, mode="RGBA", lossless=True),
    "sized.svg": SVG,
    "one side.svg": SVG.replace(b'height="20"', b'viewBox="0 0 9 3"'),
}
SHAPE = SVG.replace(b'width="30" height="20"', b'viewBox="0 0 4 3"')
SAID = "[...document.images].map(i => [i.getAttribute('src'), +i.getAttribute('width'), +i.getAttribute('height')])"
SIZES = """async () => Promise.all([...document.images].map(async shown => {
  const alone = new Image()
  alone.src = shown.src
  await alone.decode()
  return [shown.getAttribute('src'), alone.naturalWidth, alone.naturalHeight]
}))"""
LOADED = "Promise.all([...document.images].map(i => (i.loading = 'eager', i.decode()))).then(() => true)"
TOPS = "[...document.querySelectorAll('.article-body > *')].map(e => e.getBoundingClientRect().top)"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an article with a picture of every sort."""
    root = tmp_path_factory.mktemp("pictures")
    shown = "\n\n".join(f"Words before.\n\n![It shows {name}](<../{name}>)" for name in [*PICTURES, "shape.svg"])
    side = "image: {file: ../wide.jpg, alt: A quay, credit: Port Authority}\n"
    write_site(root, {"content/articles/a.md": f"# Pictures\n\n{shown}\n\nEnd.\n", "content/articles/a.yaml": side})
    for name, data in [*PICTURES.items(), ("shape.svg", SHAPE)]:
        (root / "content" / name).write_bytes(data)
    report = build(site_of(root), Options(sync=False))
    assert report.published, report.diagnostics
    return root / "site" / "articles" / "a.html"


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1000, "height": 700})


def test_a_picture_has_the_size_that_the_page_says(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    exact = [one for one in page.evaluate(SAID) if "shape.svg" not in one[0]]
    assert len(exact) == len(PICTURES) + 1
    assert [one for one in page.evaluate(SIZES) if "shape.svg" not in one[0]] == exact
    assert page.evaluate(LOADED)
    shape = page.locator("img[src$='shape.svg']").bounding_box()
    text = page.locator(".article-body").bounding_box()
    assert shape
    assert text
    assert (round(shape["width"]), round(shape["height"])) == (round(text["width"]), round(text["width"] * 3 / 4))


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_nothing_moves_when_the_pictures_come(width: int, page: Page, article: Path) -> None:
    held: list[Route] = []
    page.set_viewport_size({"width": width, "height": 700})
    page.route(
        "**/*", lambda route: held.append(route) if route.request.resource_type == "image" else route.continue_()
    )
    page.goto(article.as_uri(), wait_until="commit")
    page.wait_for_selector(".foot")
    page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
    page.wait_for_timeout(300)
    before = page.evaluate(TOPS)
    assert len(held) > len(PICTURES)
    for route in held:
        route.continue_()
    assert page.evaluate(LOADED)
    assert page.evaluate(TOPS) == before
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("width", "copy"), [(390, "wide-480."), (1440, "wide-960.")])
def test_a_screen_is_given_the_copy_that_fits_it(width: int, copy: str, page: Page, article: Path) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(article.as_uri())
    assert copy in page.locator(".image img").evaluate("i => i.decode().then(() => i.currentSrc)")


def test_what_is_far_below_is_not_loaded_before_a_reader_comes_near(page: Page, article: Path) -> None:
    page.goto(article.as_uri())
    waits = page.evaluate("[...document.images].map(i => i.getAttribute('loading'))")
    assert waits == [None, *["lazy"] * (len(PICTURES) + 1)]
