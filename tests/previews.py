"""A small site for the preview, as bytes, and a mistake to show over it: what the tests of the live page share."""

from __future__ import annotations

from briefs.preview.errors import ErrorView

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)

MISTAKE = ErrorView(
    code="quote-not-found",
    message="“smal number” does not stand in the article",
    path="content/articles/a.yaml",
    line=14,
    column=12,
    excerpt="14 |   - quote: smal number\n   |            ^^^^^^^^^^^",
    hint="nearest: “small number”",
)


def page_of(text: str) -> bytes:
    """A page as the site writes it: its policy in a meta element, its style in a file."""
    lines = "".join(f"<p>line {number}</p>" for number in range(200))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{text}</title>
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/assets/brief.css"></head><body><h1>{text}</h1>{lines}</body></html>""".encode()


def site(**changes: str) -> dict[str, bytes]:
    """A small site; ``home``, ``other`` and ``style`` are the texts of its files."""
    texts = {"home": "home", "other": "other", "style": "h1 { color: rgb(1, 2, 3) }", **changes}
    return {
        "index.html": page_of(texts["home"]),
        "other.html": page_of(texts["other"]),
        "assets/brief.css": texts["style"].encode(),
        "icon.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    }
