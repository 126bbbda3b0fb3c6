"""The name of a plugin and a site's folder go in, its module or its files come out; knows nothing of what it adds.

A plugin stands in the site's own folder ``plugins``, or is installed. Only modules that a site names are looked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from briefs.core.source import digest

FOLDER = "plugins"
"""Name of the folder in a site's root."""


class NoPlugin(Exception):
    """There is no module of a plugin's name; the message says where it was looked for."""


def module_of(name: str, root: str) -> ModuleType:
    """The module, imported once in a process. Raises NoPlugin where there is none, and whatever it raises itself.

    One of the site's own is imported as a part of a package that has the folder's path in its name: two sites in one
    process may each have a plugin of one name, and a file of the folder hides no library.
    """
    local = is_local(name, root)
    full = f"{_package(root)}.{name}" if local else name
    try:
        with _unwritten() if local else nullcontext():
            return import_module(full)
    except ModuleNotFoundError as fault:
        if not fault.name or not f"{full}.".startswith(f"{fault.name}."):
            raise
        where = f"installed, nor in the folder `{FOLDER}` beside config.yaml"
        raise NoPlugin(f"no module of this name is {where}") from None


def is_local(name: str, root: str) -> bool:
    """Whether the plugin stands in the site's folder."""
    return _local(name, root) is not None


def files_of(name: str, root: str) -> tuple[tuple[str, Path], ...]:
    """(name, path) of all files that the plugin may be made of, in the names' order.

    Those of its package; of one of the site's own all of the folder, since it may import what stands beside it.
    """
    file = _local(name, root)
    if file is not None:
        return _below(Path(root, FOLDER))
    with suppress(ImportError, ValueError):
        spec = find_spec(_top(name))
        file = Path(spec.origin) if spec and spec.origin else None
    if file is None or file.name != "__init__.py":
        return ((file.name, file),) if file else ()
    return _below(file.parent)


def _below(folder: Path) -> tuple[tuple[str, Path], ...]:
    """Every file below a folder but for what Python compiles."""
    found = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*"))
    return tuple(sorted((called, path) for called, path in found if "__pycache__" not in called and path.is_file()))


def _local(name: str, root: str) -> Path | None:
    """The file of the site's own module that the name begins with."""
    spec = PathFinder.find_spec(_top(name), [f"{root}/{FOLDER}"]) if root else None
    return Path(spec.origin) if spec and spec.origin else None


def _top(name: str) -> str:
    return name.partition(".")[0]


def _package(root: str) -> str:
    """The name of the package that stands for the site's folder, made where it is not there yet."""
    name = f"briefs_plugins_{digest(root.encode('utf-8', 'surrogateescape'))[:12]}"
    if name not in sys.modules:
        package = ModuleType(name)
        package.__path__ = [f"{root}/{FOLDER}"]
        sys.modules[name] = package
    return name


@contextmanager
def _unwritten() -> Iterator[None]:
    """Nothing compiled is put beside an author's files."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before
