"""How a population changes: who comes, who goes, who grows older; how needs drift."""

from __future__ import annotations

import math

YEARS_AS_CHILD, YEARS_AS_ADULT, YEARS_AS_OLD = 15.0, 45.0, 22.0
"""Years of the three age groups; the last is what is left at sixty (assumption, about 21-23 in China)."""


def ageing_hazards(ageing: float) -> tuple[float, float, float]:
    """Monthly chance to leave the age groups under 15, 15-59 and 60 and over (by death), at ``ageing`` years per year.

    Source: uniform ages within a group, assumption.
    """
    child, adult, old = (min(1.0, ageing / (12.0 * years)) for years in (YEARS_AS_CHILD, YEARS_AS_ADULT, YEARS_AS_OLD))
    return child, adult, old


def monthly_part(yearly: float) -> float:
    """The monthly chance that adds up to a yearly share in [0, 1]: 1 - (1 - share) ** (1/12)."""
    return 1.0 - (1.0 - min(1.0, max(0.0, yearly))) ** (1.0 / 12.0)


def arrivals(n: int, yearly: float, uniform: float) -> int:
    """How many come in a month to ``n`` at a yearly rate (0 where it is negative), rounded by a draw so that the mean is kept."""
    return math.floor(n * max(0.0, yearly) / 12.0 + uniform)


def drifted(rate: float, walk: float) -> float:
    """A monthly rate after a log random walk; not above 1. Source: demand drift, log-normal steps assumed."""
    return min(1.0, rate * math.exp(walk))
