"""The one command for all checks: lint, format, types, tests, gates. Extra words go to pytest: ``run.py -k weave``.

With extra words the gates are left out: ``tests/gates/run.py`` runs them alone.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CHECKS = (
    ("ruff", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    ("pytest", ["-m", "pytest", "-n", "auto"]),
    ("gates", ["tests/gates/run.py"]),
)


def main(words: list[str]) -> int:
    """Runs every check even if an earlier one fails; 0 if all passed."""
    failed = []
    for name, command in CHECKS:
        if name == "gates" and words:
            continue
        more = words if name == "pytest" else []
        print(f"── {name}", flush=True)
        if subprocess.run([sys.executable, *command, *more], cwd=Path(__file__).parent.parent).returncode:
            failed.append(name)
    print("── failed: " + ", ".join(failed) if failed else "── all passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
