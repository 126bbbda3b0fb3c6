"""The name of a reader goes in, inputs that reach more and more of our code are made, and their faults are told.

    python tests/fuzz/guided.py yaml -max_total_time=150

wants atheris beside the libraries of the tests (`pip install atheris`). What stands behind the name goes to libFuzzer,
such as a folder of inputs to begin with. A fault ends it and is laid into a file `crash-…`, to be tried again by
`tests/fuzz/run.py --file` under an ending that says what it is.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

with atheris.instrument_imports(include=["briefs", "markdown_it", "mdit_py_plugins"]):
    from fuzz.readers import READERS, tried


def main() -> None:
    """Until the time is over, or there is a fault."""
    name = sys.argv.pop(1)

    def once(data: bytes) -> None:
        held = tried(name, data)
        if held.fault:
            raise AssertionError(f"{name}: {held.fault}")

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in READERS:
        main()
    else:
        sys.exit(f"name a reader: {', '.join(READERS)}")
