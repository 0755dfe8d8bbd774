"""What was typed behind ``--on`` becomes an executor."""

from __future__ import annotations

from gpssim.errors import impossible, unknown
from gpssim.plugins import SHELVES
from gpssim.studies.executors.base import RunsOn


def ways() -> dict[str, type[RunsOn]]:
    """Every executor by how it is typed."""
    return {cls.written: cls for cls in SHELVES["executor"].known().values()}


def executor_of(typed: str | RunsOn | None) -> RunsOn:
    """The executor that was asked for; processes of this machine by default.

    Raises
    ------
    UnknownNameError : nothing is typed like that; the nearest right one is named.
    GpssimError : its settings are wrong, or a package that it needs is missing.
    """
    if isinstance(typed, RunsOn):
        return typed
    if typed is None:
        typed = "processes"
    if not isinstance(typed, str) or not typed.strip():
        raise impossible("on", typed, f"one of {', '.join(ways())}")
    typed = typed.strip()
    for cls in SHELVES["executor"].known().values():
        if cls.takes(typed):
            made: RunsOn = cls.of(typed)
            return made
    raise unknown("executor", typed, ways())
