"""Compiled texts go in by name, and come out in another process; knows neither templates nor a site.

They are read only from where Python reads our own modules when they are compiled, for whoever may write there runs code
here as it is; never from a site. As Python does it: where that place cannot be written, all is compiled each time.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.machinery import SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source
from types import CodeType

Codes = Mapping[str, tuple[str, CodeType]]
"""By name, what each code was compiled from, as one word, and the code."""

_CHECK = 32
"""How many bytes of the file are a digest of the others."""


def saved(compiler: str, file: str) -> Codes:
    """What was saved last, if ``compiler`` and ``file`` made it; nothing where it was, or where it is damaged."""
    with suppress(OSError, NotImplementedError):
        data = _disk().get_data(_place())
        if data[:_CHECK] == _check(compiler, file, data[_CHECK:]):
            codes: Codes = marshal.loads(data[_CHECK:])  # noqa: S302 (as Python does, from the same folder)
            return codes
    return {}


def save(codes: Codes, compiler: str, file: str) -> None:
    """Keeps them instead of what was saved last, where Python keeps what it compiles, and if it does.

    ``compiler`` is the compiler's name and version, ``file`` the code of ours that has a part in what it writes.
    """
    if not sys.dont_write_bytecode:
        with suppress(OSError, NotImplementedError):
            data = marshal.dumps(dict(codes))
            # It writes a new file and puts it in place; of two processes the last one wins.
            _disk().set_data(_place(), _check(compiler, file, data) + data)


def _place() -> str:
    """Beside this module as Python keeps it; NotImplementedError where Python keeps none."""
    return cache_from_source(__file__).removesuffix("pyc") + "templates"


def _disk() -> SourceFileLoader:
    """Python's own hand for such files: it makes the folder, and is silent where it may not write."""
    return SourceFileLoader(__name__, __file__)


def _check(compiler: str, file: str, data: bytes) -> bytes:
    """A digest of the codes, and of what they depend on beyond what they were compiled from."""
    found = blake2b(MAGIC_NUMBER, digest_size=_CHECK)
    for part in compiler.encode(), _disk().get_data(file), data:
        found.update(len(part).to_bytes(8) + part)
    return found.digest()
