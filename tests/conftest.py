from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# The machine may be busy: slowness is no failure here, and a run draws the same examples each time in CI.
settings.register_profile("briefs", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefs")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite what the cases and the map expect; read the diff")
    parser.addoption("--seeds", default="0-5", help="which games of edits to play, as 3 or 0-99")
    parser.addoption("--steps", type=int, default=50, help="how many steps each of them has")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--update"))
