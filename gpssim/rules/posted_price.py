"""A posted price that nobody bargains about: who serves for it, and what purchasers then learn to expect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

NODES, WEIGHTS = np.polynomial.legendre.leggauss(64)
SETTLED: Final = 1e-15
"""Change of the price, relative to the width of costs, at which it stands still."""
LONGEST: Final = 200_000


def stays(cost: np.ndarray | float, price: float) -> np.ndarray:
    """Who serves at a posted price: those whose cost it covers. The others leave."""
    return np.asarray(np.asarray(cost) <= price)


def mean_quality_of_stayers(quality: Any, price: float) -> float:
    """Mean quality of those who serve at a price, where quality (a frozen distribution) is also what serving costs; by quadrature.

    Where nobody is left: the lowest quality there is, which is what a newcomer at that price would have.
    """
    low, top = quality.support()
    if price <= low:
        return float(low)
    here = low + 0.5 * (min(price, top) - low) * (NODES + 1.0)
    mass = WEIGHTS * quality.pdf(here) * stays(here, price)
    return float(mass @ here / mass.sum())


def next_price(quality: Any, value: float, price: float) -> float:
    """What purchasers pay once they know who served at ``price``: ``value`` per unit of the mean quality they met.

    Source: Akerlof 1970.
    """
    return value * mean_quality_of_stayers(quality, price)


def prices(quality: Any, value: float) -> Iterator[float]:
    """The posted prices, round by round, the first with everybody taking part; ends when the price stands still."""
    low, top = quality.support()
    price = next_price(quality, value, float(top))
    yield price
    for _ in range(LONGEST):
        later = next_price(quality, value, price)
        moved = abs(later - price)
        price = later
        yield price
        if moved <= SETTLED * (top - low):
            return
