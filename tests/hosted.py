"""Nothing goes in, a small site with one page of each sort comes out: what the tests of hosts serve and publish."""

from __future__ import annotations

from pathlib import Path

from support import write_site

FILES = {
    "config.yaml": "title: Harbour\nurl: https://example.org/briefs/\nposters: false\n",
    "content/articles/harbour.md": (
        "# Harbour reopens\n\nThe Port Authority (PA) reopened the harbour; see [the pier](pier.txt).\n\n"
        "![The pier](pier.png)\n\n" + "The PA said little of it. " * 40 + "\n"
    ),
    "content/articles/harbour.yaml": (
        "date: 2026-11-02\ntags: [port]\nredirect_from: [old/harbour.html]\n"
        "glossary:\n  - {term: Port Authority, abbreviation: PA, definition: It runs the harbour.}\n"
        "notes: [{quote: reopened the harbour, kind: claim, by: The PA, text: It did.}]\n"
        "timeline: [{date: 2026-11-01, text: It closed.}]\n"
    ),
    "content/articles/pier.txt": "Pier of wood\n\nThe PA built it.\n",
    "content/articles/pier.yaml": "date: 2026-11-01\ntags: [port]\n",
    "content/pages/about.md": "# About\n\nWe write about the harbour.\n",
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000000500010d0a2db4"
    "0000000049454e44ae426082"
)


def write_hosted(root: Path, **files: str) -> Path:
    """The site in a folder."""
    write_site(root, FILES | files)
    (root / "content/articles/pier.png").write_bytes(PIXEL)
    return root
