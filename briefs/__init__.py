"""The face: what another program, and a plugin, may use of Briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefs.config import Config, Site, read_config, read_site
    from briefs.core.diagnostics import Diagnostic, Related, error, warning
    from briefs.core.model import (
        Brief,
        DataView,
        EmptyView,
        Face,
        Index,
        Mention,
        Note,
        NoteCard,
        Outline,
        OwnView,
        Page,
        Places,
        Term,
    )
    from briefs.core.source import Span
    from briefs.kinds import Kind
    from briefs.lints import Evidence, Found, Lint
    from briefs.outputs import Output
    from briefs.pipeline import Options, Report, build, check
    from briefs.toolkit import Toolkit

__version__ = "0.1.0"
__all__ = [
    "Brief",
    "Config",
    "DataView",
    "Diagnostic",
    "EmptyView",
    "Evidence",
    "Face",
    "Found",
    "Index",
    "Kind",
    "Lint",
    "Mention",
    "Note",
    "NoteCard",
    "Options",
    "Outline",
    "Output",
    "OwnView",
    "Page",
    "Places",
    "Related",
    "Report",
    "Site",
    "Span",
    "Term",
    "Toolkit",
    "build",
    "check",
    "error",
    "read_config",
    "read_site",
    "warning",
]

_HOMES = {
    "briefs.config": ("Config", "Site", "read_config", "read_site"),
    "briefs.core.diagnostics": ("Diagnostic", "Related", "error", "warning"),
    "briefs.core.model": (
        *("Brief", "DataView", "EmptyView", "Face", "Index", "Mention", "Note", "NoteCard"),
        *("Outline", "OwnView", "Page", "Places", "Term"),
    ),
    "briefs.core.source": ("Span",),
    "briefs.kinds": ("Kind",),
    "briefs.lints": ("Evidence", "Found", "Lint"),
    "briefs.outputs": ("Output",),
    "briefs.pipeline": ("Options", "Report", "build", "check"),
    "briefs.toolkit": ("Toolkit",),
}


def __getattr__(name: str) -> Any:
    """Names are fetched when first used, so that ``briefs --version`` loads no stage (FAULTS D11)."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'briefs' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(home), name)
