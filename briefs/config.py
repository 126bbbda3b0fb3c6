"""config.yaml goes in, a site's settings and folders come out; knows nothing of what any setting does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Struct
from msgspec.structs import replace

from briefs.core.decode import decode
from briefs.core.diagnostics import Checked, Diagnostic, error, has_errors, nearest
from briefs.core.fields import Table, Text, convert
from briefs.core.source import Span
from briefs.core.yaml import read_yaml

NEEDED = ("article", "term", "glossary", "home", "tags")
"""The outputs that link to each other: without one of them pages would lead nowhere."""
ADDED = "plugins"
"""What stands for the outputs that plugins add."""
OUTPUTS = (
    *(*NEEDED, "sources", "timeline", "claims", "search", "map", "markdown", "json", "annotations", "data", "hosting"),
    *("feeds", "sitemap", ADDED),
)
"""Every output there is without plugins, and the word for theirs: the default of ``outputs``."""

Jobs: TypeAlias = int | Literal["auto"]
LintLevel: TypeAlias = Literal["error", "warning", "off"]


class Link(Struct, frozen=True):
    """How mentions of terms become links (LINKING.md, "How often" and "Where not")."""

    density: Literal["first", "section", "every", "none"] = "first"
    quotations: Literal["link", "mark", "skip"] = "link"
    expand: bool = False
    """Whether the full name stands beside a linked abbreviation whose full name has not stood in the text before."""


class Config(Struct, frozen=True):
    """A site's settings as its author wrote them, checked, without paths of the machine it is built on."""

    title: str = "Briefs"
    description: str = ""
    url: str = ""
    """The canonical address, ending with ``/``; empty when there is none."""
    language: str = "en"
    timezone: str = "UTC"
    """A name of the IANA database."""
    author: str = ""
    theme: str = "default"
    """A name: ``themes/NAME`` in the site's root, or a theme that is built in."""
    output: str = "site"
    """A folder, relative to the site's root or absolute."""
    content: str = "content"
    """A folder inside the site's root, relative to it."""
    link: Link = Link()
    outputs: tuple[str, ...] = OUTPUTS
    lints: tuple[tuple[str, LintLevel], ...] = ()
    """(code, level) for each lint whose level the site changes."""
    posters: bool = True
    """Whether a picture of its headline is drawn for each text, for those who show links."""
    recheck_months: int = 12
    """After how many months ``check`` asks for a definition to be checked anew."""
    plugins: tuple[str, ...] = ()
    """Modules, by their dotted names."""
    strict: bool = False
    jobs: Jobs = "auto"


class Site(Struct, frozen=True):
    """A site on this machine: its settings, and where its folders are, with links followed; they may not exist yet."""

    root: Path
    config: Config
    content: Path
    output: Path
    theme: Path
    notices: tuple[Diagnostic, ...] = ()
    """What reading the config found that is no error, for the report of a build."""


def read_config(path: Path) -> Checked[Config]:
    """The settings in a file; one that is missing or wrong has its default, and is reported."""
    found: list[Diagnostic] = []
    return Checked(_config(_written(path, found), found), tuple(found))


def read_site(config_path: Path, output: Path | None = None, url: str | None = None) -> Checked[Site | None]:
    """The site whose root is the folder of ``config_path``; None when its config is unusable (FAULTS.md A42, A43).

    ``output`` (relative to the working folder) and ``url`` come from the command line and go before the config's.
    """
    found: list[Diagnostic] = []
    written = _written(config_path, found)
    config = _config(written, found)
    if url is not None:
        address = _address(Text(url, Span("")))
        if isinstance(address, Diagnostic):
            found.append(replace(address, span=None))
        else:
            config = replace(config, url=address)
    root = _real(config_path.parent)
    site = Site(
        root=root,
        config=config,
        content=_real(root / config.content),
        output=_real(root / config.output if output is None else output),
        theme=_real(root / "themes" / config.theme),
    )
    found += _unsayable(site)
    found += _outside(site, written)
    found += _refused(site, written.output if output is None else Text(str(output), Span("")))
    return Checked(None if has_errors(found) else replace(site, notices=tuple(found)), tuple(found))


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Written(Struct, frozen=True):
    """The keys of config.yaml (FORMAT.md), with their places where a value is looked at further."""

    title: str = Config().title
    description: str = ""
    url: Text | None = None
    language: Text | None = None
    timezone: Text | None = None
    author: str = ""
    theme: Text | None = None
    output: Text = Text(Config().output, Span(""))
    content: Text | None = None
    link: Link = Link()
    outputs: tuple[Text, ...] | None = None
    lints: Table[LintLevel] = ()
    posters: bool = Config().posters
    recheck_months: int = Config().recheck_months
    plugins: tuple[Text, ...] = ()
    strict: bool = False
    jobs: Text | None = None


def _written(path: Path, found: list[Diagnostic]) -> Written:
    """What stands in the file; nothing where it cannot be read."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # A pipe would be waited for without end.
            found.append(error("config-missing", f"`{path.name}` is no file"))
            return Written()
        data = path.read_bytes()
    except FileNotFoundError:
        hint = "go to the folder of a site, or begin one: `briefs new site NAME`"
        found.append(error("config-missing", f"there is no `{path.name}` in this folder", hint=hint))
        return Written()
    except OSError as fault:
        found.append(error("config-missing", f"`{path.name}` cannot be read: {fault.strerror}"))
        return Written()
    source = decode(path.name, data)
    found += source.diagnostics
    if source.value is None:
        return Written()
    node = read_yaml(source.value)
    written = convert(node.value, Written, source.value)
    found += node.diagnostics + written.diagnostics
    return written.value or Written()


def _config(written: Written, found: list[Diagnostic]) -> Config:
    """The settings, each looked at; faults are added to ``found``."""

    def looked_at(text: Text | None, check: Check, default: str) -> str:
        answer = default if text is None else check(text)
        if isinstance(answer, Diagnostic):
            found.append(answer)
        return default if isinstance(answer, Diagnostic) else answer

    plugins = tuple(name for text in written.plugins if (name := looked_at(text, _module, "")))
    # With plugins only the toolkit knows every output.
    known = _any if plugins else _output
    outputs = tuple(name for text in written.outputs or () if (name := looked_at(text, known, "")))
    jobs = looked_at(written.jobs, _jobs, "auto")
    return Config(
        title=written.title,
        description=written.description,
        url=looked_at(written.url, _address, ""),
        language=looked_at(written.language, _language, "en"),
        timezone=looked_at(written.timezone, _timezone, "UTC"),
        author=written.author,
        theme=looked_at(written.theme, _theme, "default"),
        output=looked_at(written.output, _folder, "site"),
        content=looked_at(written.content, _folder, "content"),
        link=written.link,
        outputs=OUTPUTS if written.outputs is None else tuple(dict.fromkeys((*NEEDED, *outputs))),
        lints=tuple((code.value, level) for code, level in written.lints),
        posters=written.posters,
        recheck_months=written.recheck_months,
        plugins=plugins,
        strict=written.strict,
        jobs="auto" if jobs == "auto" else int(jobs),
    )


# ── values: each check answers with the value to use, or with what is wrong ──────────────────────────────────────

Check: TypeAlias = Callable[[Text], str | Diagnostic]

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?P<port>:[0-9]{1,5})?"
    r"(?P<path>(?:/[a-z0-9._~!$&()*+,;=:@%-]+)*/?)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _address(text: Text) -> str | Diagnostic:
    """A web address that may stand in any attribute as it is, with ``/`` at its end (FAULTS.md A43)."""
    form = _ADDRESS.fullmatch(text.value)
    if form is None or {".", ".."} & set(form["path"].split("/")):
        message = f"`{text.value}` is not the address of a site"
        return error("config-url", message, text.span, "write it like https://example.org/briefs/, without `?` and `#`")
    return f"{form['scheme']}://{form['host']}".lower() + (form["port"] or "") + form["path"].rstrip("/") + "/"


def _language(text: Text) -> str | Diagnostic:
    """A language tag in the shape of BCP 47."""
    if _LANGUAGE.fullmatch(text.value):
        return text.value
    hint = "write a code like `en`, `en-GB` or `fa`"
    return error("config-language", f"`{text.value}` is not a language code", text.span, hint)


def _timezone(text: Text) -> str | Diagnostic:
    """A name of the IANA database; UTC needs none to be installed."""
    try:
        return text.value if text.value == "UTC" else ZoneInfo(text.value).key
    except (KeyError, ValueError, OSError):
        hint = nearest(text.value, available_timezones()) or "write a name like `Europe/Paris`"
        return error("config-timezone", f"there is no timezone `{text.value}`", text.span, hint)


def _theme(text: Text) -> str | Diagnostic:
    """The name of a folder in ``themes``."""
    if re.fullmatch(r"\w[\w.-]*", text.value):
        return text.value
    hint = "write the name of a folder in `themes`, like `default`"
    return error("path-outside", f"`{text.value}` is not the name of a theme", text.span, hint)


def _folder(text: Text) -> str | Diagnostic:
    """A path; nothing in it is expanded."""
    if text.value and not text.value.startswith(("~", "$")):
        return text.value
    hint = "write a folder relative to this file, like `site`"
    return error("output-refused", f"`{text.value}` is not the path of a folder", text.span, hint)


def _module(text: Text) -> str | Diagnostic:
    """A module's dotted name."""
    if all(part.isidentifier() for part in text.value.split(".")):
        return text.value
    hint = "write it as Python imports it, like `my_plugins.timeline`"
    return error("config-plugin", f"`{text.value}` is not the name of a module", text.span, hint)


def _output(text: Text) -> str | Diagnostic:
    """One of ``OUTPUTS``."""
    if text.value in OUTPUTS:
        return text.value
    hint = nearest(text.value, OUTPUTS) or f"the outputs are {', '.join(OUTPUTS)}"
    return error("unknown-output", f"there is no output `{text.value}`", text.span, hint)


def _any(text: Text) -> str | Diagnostic:
    return text.value


def _jobs(text: Text) -> str | Diagnostic:
    """``auto``, or how many processes."""
    if re.fullmatch(r"auto|[1-9][0-9]{0,3}", text.value):
        return text.value
    return error("wrong-type", f"`jobs` must be `auto` or a number from 1 to 9999, not `{text.value}`", text.span)


# ── folders ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _unsayable(site: Site) -> list[Diagnostic]:
    """A path with bytes that are not UTF-8: neither a page, a report nor a cache can hold it (FAULTS.md A31)."""
    for path in map(os.fsencode, (site.root, site.content, site.output)):
        shown = path.decode("utf-8", "backslashreplace")
        if shown.encode() != path:
            message = f"the name of the folder `{shown}` holds bytes that are not UTF-8"
            return [error("file-name", message, None, "rename it")]
    return []


def _outside(site: Site, written: Written) -> list[Diagnostic]:
    """Content and theme that do not lie inside the site's folder, links followed (FAULTS.md A43)."""
    found = []
    for what, place, text in (("content", site.content, written.content), ("theme", site.theme, written.theme)):
        if place == site.root or not place.is_relative_to(site.root):
            shown = text.value if text else what
            message = f"the {what} folder `{shown}` is not inside the site's folder"
            hint = "keep it in a folder below config.yaml, without a link that leads out"
            found.append(error("path-outside", message, text.span if text else None, hint))
    return found


def _refused(site: Site, given: Text) -> list[Diagnostic]:
    """Why nothing may be written to the output folder: what is there is not ours (FAULTS.md A42).

    Folders are compared by device and inode too, so that no link, mount or letter case hides one.
    """
    output = site.output
    home = _real(Path(os.path.expanduser("~")))
    held = [("the root of the file system", Path(site.root.anchor)), ("your home folder", home)]
    held += [("the site's own folder", site.root), ("the folder of the cache", _real(site.root / ".briefs"))]
    closed = [(f"the {name} folder", _real(site.root / name)) for name in ("themes", ".git")]
    closed += [("the content folder", site.content), ("the theme's folder", site.theme)]
    reason = "it is a file" if os.path.exists(output) and not os.path.isdir(output) else ""
    for what, place in held + closed:
        if not reason and _marks(output) & _lineage(place):
            reason = f"it is {what}" if _marks(output) & _marks(place) else f"it holds {what}"
    for what, place in closed:
        if not reason and _marks(place) & _lineage(output):
            reason = f"it lies in {what}"
    if not reason:
        return []
    message = f"the site cannot be written to `{given.value}`: {reason}"
    hint = "choose a folder that holds nothing else, like `site`"
    return [error("output-refused", message, given.span if given.span.path else None, hint)]


def _real(path: Path) -> Path:
    """Absolute, with links followed as far as they lead."""
    return Path(os.path.realpath(path))


def _marks(path: Path) -> set[object]:
    """What a folder is known by: its path, and when it exists its device and inode."""
    try:
        found = path.stat()
    except OSError:
        return {path}
    return {path, (found.st_dev, found.st_ino)}


def _lineage(path: Path) -> set[object]:
    """The marks of a folder and of every folder above it."""
    return set().union(*(_marks(place) for place in (path, *path.parents)))
