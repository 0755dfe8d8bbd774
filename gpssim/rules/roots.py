"""Where a function of one number is zero."""

from __future__ import annotations

from collections.abc import Callable


def root(value: Callable[[float], float], low: float, high: float, xtol: float, rtol: float) -> float:
    """The number between ``low`` and ``high``, at which signs differ, where a value is zero. Source: Brent 1973."""
    from scipy.optimize import brentq  # many modules, which most runs do without

    return float(brentq(value, low, high, xtol=xtol, rtol=rtol))
