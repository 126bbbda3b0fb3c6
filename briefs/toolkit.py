"""Kinds, lints, outputs, importers in one frozen record; a plugin is a module that takes it and gives a longer one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib import import_module

from msgspec import Struct, structs

from briefs.config import Site
from briefs.core.diagnostics import Checked, Diagnostic, error, nearest, note
from briefs.importers import IMPORTERS, Importer
from briefs.kinds import KINDS, Kind
from briefs.lints import LINTS, Lint
from briefs.outputs import OUTPUTS, Output


class Toolkit(Struct, frozen=True):
    """What a build has at hand. Every entry is a named function at module level, so that workers find it."""

    kinds: tuple[Kind, ...] = KINDS
    lints: tuple[Lint, ...] = LINTS
    outputs: tuple[Output, ...] = OUTPUTS
    importers: tuple[Importer, ...] = IMPORTERS


def toolkit(plugins: Iterable[str] = ()) -> Checked[Toolkit]:
    """The built-in toolkit as extended by plugins, in their order: modules with ``extend(toolkit) -> Toolkit``."""
    kit = Toolkit()
    faults: list[Diagnostic] = []
    for name in plugins:
        try:
            kit = import_module(name).extend(kit)
        except (ImportError, AttributeError) as problem:
            faults.append(
                error("plugin", f"the plugin `{name}` cannot be used: {problem}", hint="install it, or leave it out")
            )
    return Checked(kit, (*faults, *_twice(kit)))


def _twice(kit: Toolkit) -> Iterable[Diagnostic]:
    """Two entries of one name: neither could be chosen."""
    for what, names in (
        ("kind", [k.name for k in kit.kinds]),
        ("lint", [x.code for x in kit.lints]),
        ("output", [o.name for o in kit.outputs]),
        ("importer", [i.name for i in kit.importers]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                yield error("plugin-clash", f"two {what}s are named `{name}`", hint="leave out one of the plugins")


def chosen(kit: Toolkit, names: Iterable[str]) -> Toolkit:
    """The toolkit with the outputs that a site asks for."""
    wanted = frozenset(names)
    return structs.replace(kit, outputs=tuple(o for o in kit.outputs if o.name in wanted))


def unaddressed(site: Site) -> tuple[Diagnostic, ...]:
    """A note of the outputs that a site asks for and that it has no address for."""
    config = site.config
    kit = chosen(toolkit(config.plugins).value, config.outputs)
    names = [f"`{o.name}`" for o in kit.outputs if o.needs_url and not config.url]
    if not names:
        return ()
    message = f"left out for want of the site's address: {', '.join(names)}"
    return (note("no-url", message, hint="set `url:` in config.yaml to where the site will stand, or give `--url`"),)


def unknown_lints(kit: Toolkit, levels: Iterable[tuple[str, str]]) -> Iterable[Diagnostic]:
    """A level for a lint that there is not, as after a slip of the pen."""
    codes = [lint.code for lint in kit.lints]
    for code, _ in levels:
        if code not in codes:
            hint = nearest(code, codes) or "the lints are: " + ", ".join(codes)
            yield error("unknown-lint", f"`lints:` in the config names `{code}`, which is no lint", None, hint)
