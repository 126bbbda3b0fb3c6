"""The gates, in the order in which they are shown."""

from __future__ import annotations

from gates.checks import (
    axe,
    budgets,
    contrast,
    data,
    disk,
    feeds,
    geometry,
    inline,
    keyboard,
    links,
    markup,
    nojs,
    policy,
    printed,
    reflow,
    subpath,
)
from gates.checks.annotations import GATE as ANNOTATIONS
from gates.records import Gate

GATES: tuple[Gate, ...] = (
    markup.NU, markup.VALIDATE, links.GATE, inline.GATE, policy.GATE, data.GATE, ANNOTATIONS, feeds.GATE,
    contrast.GATE,
    budgets.GATE, subpath.GATE, disk.GATE, axe.GATE, keyboard.GATE, reflow.GATE, nojs.GATE, printed.GATE,
    geometry.CHROMIUM, geometry.FIREFOX,
)  # fmt: skip
