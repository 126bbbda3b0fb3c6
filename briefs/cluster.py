"""The address of a cluster goes in, an executor on its machines comes out; knows nothing of what they are to do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any


class NoCluster(Exception):
    """No work can be done there (exit 2); the message says why, and what to do."""


@contextmanager
def workers(address: str | None) -> Iterator[Executor | None]:
    """The workers behind an address; None where none is given, and all is done on this machine. Raises NoCluster."""
    if address is None:
        yield None
    else:
        with _joined(address) as executor:
            yield executor


@contextmanager
def _joined(address: str) -> Iterator[Executor]:
    """Of a Dask scheduler, such as ``tcp://10.0.0.1:8786``."""
    try:
        import distributed  # the extra `cluster`; it takes half a second to import
    except ImportError as problem:
        raise NoCluster("a cluster needs more: `pip install 'annotated-briefs[cluster]'`, here and there") from problem
    join: Any = distributed.Client
    try:
        client = join(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as problem:
        message = f"there is no scheduler at {address}: start one with `dask scheduler`"
        raise NoCluster(message) from problem
    with client:
        if not client.nthreads():
            raise NoCluster(f"no worker has joined {address}: start some with `dask worker {address}`")
        yield client.get_executor(pure=False)
