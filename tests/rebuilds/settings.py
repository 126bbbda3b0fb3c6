"""A desk goes in, the config, a theme or a picture is changed; says what was done."""

from __future__ import annotations

from picturing import png

from rebuilds.desk import Desk

_OUTPUTS = ("sources", "timeline", "claims", "search", "map", "json", "data", "markdown", "annotations", "hosting")
_CODES = ("term-unused", "definition-missing", "name-unlinked", "acronym-undefined", "article-unreachable")


def _set(desk: Desk, key: str, value: object) -> str:
    path = desk.root / "config.yaml"
    tree = {name: old for name, old in desk.read(path).items() if name != key}
    desk.put(path, tree | ({} if value is None else {key: value}))
    return f"config {key}: {value}"


def title(desk: Desk) -> str:
    return _set(desk, "title", f"The harbour in {desk.number()} words")


def author(desk: Desk) -> str:
    return _set(desk, "author", desk.dice.choice((None, "Eva Berg", "Per Holm")))


def url(desk: Desk) -> str:
    return _set(desk, "url", desk.dice.choice((None, "https://harbour.example/", "https://harbour.example/b/")))


def language(desk: Desk) -> str:
    return _set(desk, "language", desk.dice.choice(("en", "en-GB", "de", "sv")))


def link(desk: Desk) -> str:
    return _set(
        desk,
        "link",
        {
            "density": desk.dice.choice(("first", "section", "every", "none")),
            "quotations": desk.dice.choice(("link", "mark", "skip")),
            "expand": desk.often(0.5),
        },
    )


def outputs(desk: Desk) -> str:
    return _set(desk, "outputs", [name for name in _OUTPUTS if desk.often(0.6)] if desk.often(0.7) else None)


def output(desk: Desk) -> str:
    return _set(desk, "output", desk.dice.choice(("site", "public", None)))


def lints(desk: Desk) -> str:
    """One that is off turned on, and the other way round; an error now and then."""
    levels = ("off", "warning", "warning", "error") if desk.often(0.4) else ("off", "warning")
    return _set(desk, "lints", {code: desk.dice.choice(levels) for code in _CODES if desk.often(0.4)} or None)


def strict(desk: Desk) -> str:
    return _set(desk, "strict", True if desk.often(0.5) else None)


def theme(desk: Desk) -> str:
    return _set(desk, "theme", desk.dice.choice(("default", "plain")))


def config_lines(desk: Desk) -> str:
    """The same settings on other lines."""
    path = desk.root / "config.yaml"
    desk.write(path, "# Said again.\n" + path.read_text("utf-8"))
    return "a comment above the config"


def template(desk: Desk) -> str:
    """A part of the theme overridden, changed or given back."""
    part = desk.dice.choice(("foot", "see", "facts"))
    path = desk.root / "themes" / desk.dice.choice(("default", "default", "plain")) / f"templates/parts/{part}.html"
    if path.exists() and desk.often(0.4):
        desk.remove(path)
        return f"{desk.name(path)} removed"
    desk.write(path, f'<footer class="foot">Part {part} in {desk.number()} words</footer>\n')
    return f"{desk.name(path)} changed"


def template_broken(desk: Desk) -> str:
    path = desk.root / "themes/default/templates/parts/foot.html"
    desk.write(path, desk.dice.choice(("{% if %}\n", "<p>{{ nothing.here }}</p>\n", "{% include 'no.html' %}\n")))
    return "a template with a fault"


def static(desk: Desk) -> str:
    path = desk.root / "themes/default/static" / desk.dice.choice(("own.css", "brief.css", "own.svg"))
    if path.exists() and desk.often(0.4):
        desk.remove(path)
        return f"{desk.name(path)} removed"
    desk.write(path, f".own {{ margin: {desk.number()}px; }}\n")
    return f"{desk.name(path)} changed"


def _picture(desk: Desk, width: int) -> bytes:
    """Now and then one that has no more than a beginning: it is shown, and has no copies."""
    seed = desk.dice.randrange(256)
    data = png(width, 4, seed)
    return data[:60] if seed % 5 == 0 else data


def picture(desk: Desk) -> str:
    path = desk.some(desk.files("content/images/*.png"))
    if path is None:
        return ""
    width = (30, 700, 720)[desk.number() % 3]
    desk.write(path, _picture(desk, width))
    return f"{desk.name(path)} is another picture, {width} wide"


def picture_removed(desk: Desk) -> str:
    """An error where a page shows it."""
    path = desk.some(desk.files("content/images/*.png"))
    if path is None:
        return ""
    desk.remove(path)
    return f"{desk.name(path)} removed"


def picture_added(desk: Desk) -> str:
    """Named by a page in the same edit."""
    path = desk.root / "content" / "images" / f"{desk.fresh('picture')}.png"
    desk.write(path, _picture(desk, 700))
    page = desk.root / "content" / "pages" / "method.md"
    desk.write(page, (page.read_text("utf-8") if page.exists() else "# M\n") + f"\n![See](../images/{path.name})\n")
    return f"{desk.name(path)} in {desk.name(page)}"
