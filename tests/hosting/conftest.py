from __future__ import annotations

from pathlib import Path

import pytest
from hosted import write_hosted
from support import site_of

from briefs.pipeline import Options, build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with one page of each sort, built."""
    root = write_hosted(tmp_path_factory.mktemp("hosting"))
    report = build(site_of(root), Options(sync=False))
    assert report.published, report.diagnostics
    return root / "site"
