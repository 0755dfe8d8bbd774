"""What a mean and a difference can be at all, and intervals that end there.

An interval for a mean that is known to lie between two limits may be cut at these limits: the part beyond holds no value that
could be true, so the rest covers the true one exactly as often. Means, differences and intervals within the limits stay as they
are.
"""

from __future__ import annotations

from math import inf
from typing import Any, Final

import numpy as np

Domain = tuple[float, float]
"""The lowest and the highest value; infinite where there is no limit."""

EVERYWHERE: Final[Domain] = (-inf, inf)
NOT_NEGATIVE: Final[Domain] = (0.0, inf)
SHARE: Final[Domain] = (0.0, 1.0)

OF_UNITS: Final[dict[str, Domain]] = {"share": SHARE, "0-1": SHARE, "correlation": (-1.0, 1.0)}
"""What an indicator in such a unit can be, unless it says otherwise; other units have no limits of their own."""

FEW: Final = 4
"""Replications below which a standard deviation is hardly known: intervals are rough."""


def of_differences(domain: Domain) -> Domain:
    """What the difference of two such numbers can be.

    >>> of_differences((0.0, 1.0)), of_differences((0.0, inf))
    ((-1.0, 1.0), (-inf, inf))
    """
    width = domain[1] - domain[0]
    return -width, width


def cut(low: Any, high: Any, mean: Any, domain: tuple[Any, Any]) -> tuple[Any, Any]:
    """An interval without what lies beyond the domain; missing ends stay missing.

    Parameters
    ----------
    domain : lowest and highest value, numbers or arrays of the same shape.
    low, high, mean : numbers or arrays of one shape, in the unit of the domain. Where the mean itself lies beyond, the declared
        domain is not that of the numbers, and the interval is left as it is.
    """
    inside = (np.asarray(mean) >= domain[0]) & (np.asarray(mean) <= domain[1])
    return np.where(inside, np.maximum(low, domain[0]), low), np.where(inside, np.minimum(high, domain[1]), high)


def few(n: int) -> bool:
    """Whether intervals over ``n`` replications are rough; one has none.

    >>> few(1), few(2), few(3), few(4)
    (False, True, True, False)
    """
    return 1 < n < FEW
