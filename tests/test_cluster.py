"""A cluster of this machine: the site that its workers make is the site that one process makes, to the byte."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import site_of, write_site

from briefs.cluster import NoCluster, workers
from briefs.pipeline import Options, build

SITE = {
    "config.yaml": "title: Harbour\nurl: https://example.org/\n",
    "content/glossary/port.yaml": "{term: Port of Odesa, definition: A port.}\n",
    "content/glossary/irgc.yaml": "{term: IRGC, definition: A corps.}\n",
    **{
        f"content/articles/a{n}.md": f"# Article {n}\n\nThe IRGC saw the Port of Odesa {n} times. [Before](a0.md).\n"
        for n in range(12)
    },
    "content/articles/a3.yaml": "notes:\n- {quote: saw the Port, kind: context, text: From afar.}\n",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of two workers in processes of their own, as `dask scheduler` and `dask worker` start them."""
    import distributed

    local: Any = distributed.LocalCluster

    with local(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as cluster:
        yield cluster.scheduler_address


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_two_workers_of_a_cluster_make_the_same_site(tmp_path: Path, address: str) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for root in (one, two):
        write_site(root, SITE)
    alone = build(site_of(one), Options(jobs=1))
    with workers(address) as executor:
        together = build(site_of(two), executor=executor)
    assert alone.ok
    assert (together.diagnostics, together.counts) == (alone.diagnostics, alone.counts)
    assert together.counts.compiled == 14
    assert tree(two / "site") == tree(one / "site")
    assert (two / "briefs.lock").read_bytes() == (one / "briefs.lock").read_bytes()


def test_the_command_takes_the_address_of_a_scheduler(tmp_path: Path, address: str) -> None:
    write_site(tmp_path, SITE)
    command = [sys.executable, "-m", "briefs", "build", "--cluster", address]
    root = Path(__file__).parent.parent
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "14 compiled" in done.stdout


def test_where_no_scheduler_is_the_message_says_how_to_start_one() -> None:
    with pytest.raises(NoCluster, match="start one with `dask scheduler`"), workers("tcp://127.0.0.1:9"):
        pass
