"""Packages of somebody else, written into a folder and installed: a module for each plug-in, and entry points that announce it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

from gpssim.plugins import SHELVES

CLASS = """
from typing import ClassVar
from gpssim.plugins import plugin
from {module} import {base}

@plugin
class Own({base}):
    "Like {base}."
    name: ClassVar[str] = "{name}"
    label: ClassVar[str] = "own"
    label_zh: ClassVar[str] = "自有"
    source: ClassVar[str] = "assumption"
"""
CHECK = """
from gpssim.audit import Check, Finding

class Own(Check):
    "Nothing is changed."
    name, label, label_zh, changed, must_stay = "{name}", "own", "自有", "nothing", "everything"

    def check(self, setting):
        return Finding(0.0, 1.0, True, f"{{len(setting.policies)}} policies")
"""
EXECUTOR = """
from gpssim.studies.executors.serial import Serial

class Own(Serial):
    "Like serial."
    name, label, label_zh, written = "{name}", "own", "自有", "{name}"
"""
OBJECT = """
from dataclasses import replace
from {module} import {base}

Own = replace({base}, name="{name}")
"""
SOURCES: Mapping[str, tuple[str, str, str]] = {
    "mechanism": (CLASS, "gpssim.mechanisms.open_tender", "OpenTender"),
    "bidding": (CLASS, "gpssim.bidding.low_ball", "LowBall"),
    "reputation": (CLASS, "gpssim.information.reputation.moving_average", "MovingAverage"),
    "price_rule": (CLASS, "gpssim.mechanisms.price_rules.linear", "Linear"),
    "payment": (CLASS, "gpssim.mechanisms.payments.staged", "Staged"),
    "choice": (CLASS, "gpssim.mechanisms.choosing.by_lot", "ByLot"),
    "indicator": (OBJECT, "gpssim.analysis.indicators.coverage", "INDICATOR"),
    "figure": (OBJECT, "gpssim.figures.equity", "FIGURE"),
    "audit_check": (CHECK, "", ""),
    "executor": (EXECUTOR, "", ""),
    "design": (CLASS, "gpssim.designs.factorial", "Factorial"),
}
"""For each kind, how a plug-in ``Own`` is written and which shipped one it is like."""

Install = Callable[..., None]


def source(kind: str, name: str) -> str:
    """A module that holds ``Own``, a sound plug-in of a kind."""
    text, module, base = SOURCES[kind]
    return text.format(name=name, module=module, base=base)


@contextmanager
def site(folder: Path) -> Iterator[Install]:
    """A folder on the path into which packages are installed; afterwards nobody knows them any more."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))

    def install(dist: str, kind: str, name: str, code: str | None = None) -> None:
        """A package ``dist`` that announces ``Own`` of one of its modules as a plug-in ``name``."""
        package, about = folder / dist.replace("-", "_"), folder / f"{dist.replace('-', '_')}-1.0.dist-info"
        for made in (package, about):
            made.mkdir(exist_ok=True)
        (package / f"of_{kind}.py").write_text(dedent(code or source(kind, name)), encoding="utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: 1.0\n", encoding="utf-8")
        with (about / "entry_points.txt").open("a", encoding="utf-8") as points:
            points.write(f"[{SHELVES[kind].group}]\n{name} = {package.name}.of_{kind}:Own\n")
        importlib.invalidate_caches()
        SHELVES[kind].refresh()

    try:
        yield install
    finally:
        sys.path.remove(str(folder))
        for module in set(sys.modules) - before:
            if str(folder) in str(getattr(sys.modules[module], "__file__", "")):
                del sys.modules[module]
        for shelf in SHELVES.values():
            shelf.refresh()
