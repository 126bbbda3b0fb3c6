"""The face: what another program may use of Briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefs.config import Config, Site, read_config, read_site
    from briefs.core.diagnostics import Diagnostic
    from briefs.pipeline import Options, Report, build, check

__version__ = "0.1.0"
__all__ = ["Config", "Diagnostic", "Options", "Report", "Site", "build", "check", "read_config", "read_site"]

_HOMES = {
    "Config": "briefs.config",
    "Site": "briefs.config",
    "read_config": "briefs.config",
    "read_site": "briefs.config",
    "Diagnostic": "briefs.core.diagnostics",
    "Options": "briefs.pipeline",
    "Report": "briefs.pipeline",
    "build": "briefs.pipeline",
    "check": "briefs.pipeline",
}


def __getattr__(name: str) -> Any:
    """Names are fetched when first used, so that ``briefs --version`` loads no stage (FAULTS D11)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'briefs' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
