"""Whether two versions leave the same series: counts exactly, means and prices to 1e-9."""

from __future__ import annotations

from peers.world import COUNTS, SERIES, Series

TOLERANCE = 1e-9


def difference(one: Series, other: Series) -> str:
    """The first month and variable in which two series differ, in words; empty where they are the same."""
    for name in SERIES:
        if len(one[name]) != len(other[name]):
            return f"{name}: {len(one[name])} months and {len(other[name])}"
        allowed = 0.0 if name in COUNTS else TOLERANCE
        for month, (a, b) in enumerate(zip(one[name], other[name], strict=True)):
            if not abs(a - b) <= allowed:  # a value that is not a number differs from everything
                return f"{name} of month {month}: {a!r} and {b!r}"
    return ""
