from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from untouched import ENTRANCES, guarded

from briefs import pipeline

# The machine may be busy: slowness is no failure here, and a run draws the same examples each time in CI.
settings.register_profile("briefs", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefs")

# Before any test has taken them: no build of the suite may change a source.
for _name in ENTRANCES:
    setattr(pipeline, _name, guarded(getattr(pipeline, _name)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite what the cases and the map expect; read the diff")
    parser.addoption("--seeds", default="0-5", help="which games of edits to play, as 3 or 0-99")
    parser.addoption("--steps", type=int, default=50, help="how many steps each of them has")
    parser.addoption(
        "--all-faults", action="store_true", help="each call of publishing with each fault, not one in turn"
    )


@pytest.fixture
def turns(request: pytest.FixtureRequest) -> range:
    """How often all calls are gone through, each time with another fault for each."""
    return range(5 if request.config.getoption("--all-faults") else 1)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test run, of all of its processes."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def wheel(shared: Path) -> Path:
    """The package's wheel."""
    from packaged import once

    return once(shared, "wheel", ".")


@pytest.fixture(scope="session")
def plugin_wheel(shared: Path) -> Path:
    """The wheel of the example of a plugin."""
    from packaged import once

    return once(shared, "plugin-wheel", "tests/plugin")


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which the wheel is installed."""
    from packaged import environment, install

    python = environment(tmp_path_factory.mktemp("installed") / "env")
    install(python, wheel)
    return python
