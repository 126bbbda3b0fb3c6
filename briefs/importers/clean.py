"""Foreign HTML goes in, a tree of harmless elements comes out: no script, no style, no address but a web's; no disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = frozenset(
    "a abbr address article aside b blockquote br caption center cite code col colgroup dd del details "
    "dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark "
    "math ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td "
    "tfoot th thead time tr tt u ul var wbr".split()
)
_KEPT = {
    "*": {"id", "class", "lang"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML text may hold, which numbers in a page can stand for all the same."""
_DROPPED = frozenset("script style noscript template iframe object embed svg video audio form button select".split())
"""Elements that go with all that is in them."""


def clean_tree(html: str) -> HtmlElement:
    """The elements below one ``div``. What is left out silently is what no reader sees as text."""
    import nh3
    from lxml.html import fragment_fromstring

    safe = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={tag: set(names) for tag, names in _KEPT.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    return fragment_fromstring(_ILLEGAL.sub("", safe.replace("\x0c", " ")), create_parent="div")
