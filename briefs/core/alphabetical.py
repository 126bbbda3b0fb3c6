"""A language goes in, the order of its names comes out: ICU's where it is installed, else by our rule."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec

from briefs.core.collation import ByRule, Order


@lru_cache(maxsize=8)
def order_of(language: str) -> Order:
    """The order of names in a language."""
    if find_spec("icu") is None:
        return ByRule(language)
    from briefs.core.collation_icu import ByICU  # an extra, and slow to load

    return ByICU(language)
