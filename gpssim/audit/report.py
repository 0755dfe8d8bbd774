"""All checks of the folder, run one after the other, and their findings as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from gpssim.audit.check import Check, Finding, Setting
from gpssim.errors import unknown
from gpssim.plugins import class_in, discover

COLUMNS = ("check", "label", "label_zh", "changed", "must_stay", "largest", "tolerance", "passed", "found")


@lru_cache
def checks() -> Mapping[str, type[Check]]:
    """Every check by name: a file in the folder is one."""
    return MappingProxyType(discover("gpssim.audit.checks", lambda module: class_in(module, Check)))


def audit(setting: Setting, only: Sequence[str] = ()) -> Iterator[tuple[Check, Finding]]:
    """Run the checks (``only`` some of them), in the order of their names; each as soon as it is done.

    Raises
    ------
    UnknownNameError : no such check; nothing is run.
    """
    for name in only:
        if name not in checks():
            raise unknown("check", name, checks())
    chosen = [cls() for name, cls in checks().items() if name in only or not only]
    return ((one, one.check(setting)) for one in chosen)


def frame_of(found: Sequence[tuple[Check, Finding]]) -> pd.DataFrame:
    """A row for each check."""
    rows = [(c.name, c.label, c.label_zh, c.changed, c.must_stay, f.largest, f.tolerance, f.passed, f.found) for c, f in found]
    return pd.DataFrame(rows, columns=list(COLUMNS))
