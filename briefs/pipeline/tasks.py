"""Encoded items go in, encoded answers come out, of whatever a build does in many pieces; imports what it needs late.

A build that finds nothing to do must not pay for the Markdown parser, the matcher and the templates.
"""

from __future__ import annotations


def compile_texts(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Jobs to Dones; ``shared`` are Texts."""
    from briefs.pipeline import work

    return work.compile_texts(shared, items)


def match_texts(setup: bytes, items: list[bytes]) -> list[bytes]:
    """Encoded Texts to Matches."""
    from briefs.pipeline import work

    return work.match_texts(setup, items)


def draw_pictures(shared: bytes, items: list[bytes]) -> list[bytes]:
    """Drawings to tuples of files."""
    from briefs.pipeline import drawing

    return drawing.draw(shared, items)


def print_pages(look: bytes, items: list[bytes]) -> list[bytes]:
    """Sheets to Printeds. Raises OSError where the stage cannot be written."""
    from briefs.pipeline import press

    return press.print_pages(look, items)
