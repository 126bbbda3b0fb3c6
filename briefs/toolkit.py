"""Kinds, lints, outputs, importers in one frozen record; a plugin is a module that takes it and gives a longer one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, structs

from briefs.cluster import NoCluster
from briefs.config import ADDED, Config, Site
from briefs.core.diagnostics import Checked, Diagnostic, error, nearest, note
from briefs.core.foreign import advice, all_of, attempted, told
from briefs.importers import IMPORTERS, Importer
from briefs.kinds import KINDS, Kind
from briefs.lints import LINTS, Lint
from briefs.modules import NoPlugin, is_local, module_of
from briefs.outputs import OUTPUTS, Output

E = TypeVar("E", Kind, Lint, Output, Importer)


class Toolkit(Struct, frozen=True):
    """What a build has at hand. Every entry is a named function at module level, so that workers find it."""

    kinds: tuple[Kind, ...] = KINDS
    lints: tuple[Lint, ...] = LINTS
    outputs: tuple[Output, ...] = OUTPUTS
    importers: tuple[Importer, ...] = IMPORTERS
    themes: tuple[Path, ...] = ()
    """Folders with ``templates/``, ``static/`` and ``words/``: each lies over the built-in default theme and those
    before it, and under the theme that the site names.
    """
    plugins: tuple[str, ...] = ()
    """Names of those that could be used; the toolkit itself notes them."""


# ── plugins ──────────────────────────────────────────────────────────────────────────────────────────────────────


def toolkit(plugins: Iterable[str] = (), root: str = "") -> Checked[Toolkit]:
    """The built-in toolkit as extended by plugins, in their order: modules with ``extend(toolkit) -> Toolkit``.

    ``root`` is the site's folder. A plugin that cannot be used is left out, and reported.
    """
    kit = Toolkit()
    faults: list[Diagnostic] = []
    for name in plugins:
        longer = _extended(kit, name, root)
        faults += longer.diagnostics
        kit = longer.value
    return Checked(kit, (*faults, *_twice(kit)))


def _extended(kit: Toolkit, name: str, root: str) -> Checked[Toolkit]:
    """The toolkit with what one plugin adds, each entry with its name."""
    try:
        module = module_of(name, root)
    except NoPlugin as fault:
        return Checked(kit, (_unusable(name, str(fault), "install it, or leave it out"),))
    except (Exception, SystemExit) as fault:
        return Checked(kit, (_unusable(name, told(fault), advice(name, fault)),))
    if not callable(getattr(module, "extend", None)):
        message = "it has no function `extend`"
        return Checked(kit, (_unusable(name, message, "it must have `def extend(toolkit: Toolkit) -> Toolkit`"),))
    made = attempted(name, "`extend`", lambda: _signed(kit, module.extend(kit), name))
    return Checked(made.value or kit, made.diagnostics)


def _unusable(name: str, why: str, hint: str) -> Diagnostic:
    return error("plugin", f"the plugin `{name}` cannot be used: {why}", hint=hint)


def _signed(before: Toolkit, after: object, name: str) -> Toolkit:
    """What ``extend`` gave, with the plugin's name on each new entry. Raises TypeError where it is no toolkit."""
    if not isinstance(after, Toolkit):
        raise TypeError(f"it gave `{after!r}` instead of a toolkit; does it `return` one?")
    return Toolkit(
        kinds=_named(before.kinds, all_of(after.kinds, Kind), name),
        lints=_named(before.lints, all_of(after.lints, Lint), name),
        outputs=_named(before.outputs, all_of(after.outputs, Output), name),
        importers=_named(before.importers, all_of(after.importers, Importer), name),
        themes=tuple(path.resolve() for path in all_of(after.themes, Path)),
        plugins=(*before.plugins, name),
    )


def _named(before: Iterable[E], after: Iterable[E], name: str) -> tuple[E, ...]:
    """The entries of a toolkit; those that were not there before bear the plugin's name."""
    own = {id(entry) for entry in before}
    return tuple(entry if id(entry) in own else structs.replace(entry, plugin=name) for entry in after)


def _twice(kit: Toolkit) -> Iterable[Diagnostic]:
    """Two entries of one name: neither could be chosen."""
    for what, entries in (
        ("kind", [(k.name, k.plugin) for k in kit.kinds]),
        ("lint", [(x.code, x.plugin) for x in kit.lints]),
        ("output", [(o.name, o.plugin) for o in kit.outputs]),
        ("importer", [(i.name, i.plugin) for i in kit.importers]),
    ):
        for name, count in Counter(name for name, _ in entries).items():
            if count > 1:
                whose = " and ".join(f"`{plugin}`" if plugin else "Briefs" for it, plugin in entries if it == name)
                hint = f"they are of {whose}: leave out one of the plugins"
                yield error("plugin-clash", f"two {what}s are named `{name}`", hint=hint)


def at_hand(plugins: tuple[str, ...], root: str) -> Toolkit:
    """The toolkit where work is done for another process, which could use these plugins. Raises NoCluster."""
    kit = toolkit(plugins, root)
    if kit.value.plugins != plugins:
        raise NoCluster(f"a worker cannot work with the site's plugins: {kit.diagnostics[0].message}")
    return kit.value


def check_far(site: Site) -> None:
    """Raises NoCluster where workers on other machines would not find a plugin."""
    for name in site.config.plugins:
        if is_local(name, str(site.root)):
            message = f"the plugin `{name}` stands in the site's folder, where the workers of a cluster do not find it"
            raise NoCluster(f"{message}: install it as a package, here and there")


# ── what a site asks for ─────────────────────────────────────────────────────────────────────────────────────────


def chosen(kit: Toolkit, config: Config) -> Toolkit:
    """The toolkit with the outputs that a site asks for, by their names or by the word for those of plugins."""
    wanted = frozenset(config.outputs)
    outputs = tuple(o for o in kit.outputs if o.name in wanted or (o.plugin and ADDED in wanted))
    return structs.replace(kit, outputs=outputs)


def unaddressed(site: Site) -> tuple[Diagnostic, ...]:
    """A note of the outputs that a site asks for and that it has no address for."""
    config = site.config
    kit = chosen(toolkit(config.plugins, str(site.root)).value, config)
    names = [f"`{o.name}`" for o in kit.outputs if o.needs_url and not config.url]
    if not names:
        return ()
    message = f"left out for want of the site's address: {', '.join(names)}"
    return (note("no-url", message, hint="set `url:` in config.yaml to where the site will stand, or give `--url`"),)


def unknown_names(kit: Toolkit, config: Config) -> Iterable[Diagnostic]:
    """A level for a lint that there is not, or an output that there is not, as after a slip of the pen."""
    codes = [lint.code for lint in kit.lints]
    for code, _ in config.lints:
        if code not in codes:
            hint = nearest(code, codes) or "the lints are: " + ", ".join(codes)
            yield error("unknown-lint", f"`lints:` in the config names `{code}`, which is no lint", None, hint)
    outputs = [*(output.name for output in kit.outputs), ADDED]
    for name in config.outputs:
        if name not in outputs:
            hint = nearest(name, outputs) or "the outputs are: " + ", ".join(outputs)
            yield error("unknown-output", f"`outputs:` in the config names `{name}`, which is no output", None, hint)
