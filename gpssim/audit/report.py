"""All checks, run one after the other, and their findings as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from gpssim.analysis.left_out import reason_of
from gpssim.audit.check import Check, Finding, Setting, finding
from gpssim.audit.words import found
from gpssim.plugins import SHELVES

COLUMNS = ("check", "label", "label_zh", "changed", "must_stay", "largest", "tolerance", "passed", "found", "found_zh")


def checks() -> dict[str, type[Check]]:
    """Every check by name: of the folder ``checks``, of installed packages, and registered ones."""
    return SHELVES["audit_check"].known()


def audit(setting: Setting, only: Sequence[str] = ()) -> Iterator[tuple[Check, Finding]]:
    """Run the checks (``only`` some of them), in the order of their names; each as soon as it is done.

    Raises
    ------
    UnknownNameError : no such check; nothing is run.
    """
    chosen = [SHELVES["audit_check"].find(name)() for name in sorted({*only} or checks())]
    return ((one, _found(one, setting)) for one in chosen)


def _found(check: Check, setting: Setting) -> Finding:
    """What a check finds; one that breaks off has failed and says why, and the others are run."""
    try:
        return check.check(setting)
    except Exception as error:
        return finding(float("inf"), 0.0, False, found("broken_off", reason=reason_of(error)))


def frame_of(found: Sequence[tuple[Check, Finding]]) -> pd.DataFrame:
    """A row for each check."""
    rows = [
        (c.name, c.label, c.label_zh, c.changed, c.must_stay, f.largest, f.tolerance, f.passed, f.found, f.said("zh"))
        for c, f in found
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
