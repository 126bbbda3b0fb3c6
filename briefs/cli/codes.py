"""Nothing goes in, the exit codes come out (FORMAT "Commands")."""

from __future__ import annotations

CLEAN, CONTENT, USAGE, FAULT, OUTPUT, BUSY, INTERRUPTED = 0, 1, 2, 70, 74, 75, 130
