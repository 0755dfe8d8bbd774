"""The lowest of several estimates of a cost that nobody knows: how far it errs is the winner's curse."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

NODES: Final = 160
TAIL: Final = 9.0
"""Standard deviations after which an endless law is cut."""


def expected_lowest(law: Any, n: int) -> float:
    """Mean of the lowest of n independent draws from a frozen distribution."""
    at, chance = lowest_of(law, n)
    return float(at @ chance)


def lowest_of(law: Any, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Points and weights of the law of the lowest of n independent draws."""
    nodes, weights = nodes_and_weights()
    low, high = limits(law)
    at = 0.5 * (low + high) + 0.5 * (high - low) * nodes
    return at, 0.5 * (high - low) * weights * n * law.pdf(at) * np.asarray(law.sf(at)) ** (n - 1)


def limits(law: Any) -> tuple[float, float]:
    """Ends of a law; an endless one is cut where nothing is left of it."""
    low, high = (float(x) for x in law.support())
    middle, spread = float(law.mean()), TAIL * float(law.std())
    return (low if np.isfinite(low) else middle - spread), (high if np.isfinite(high) else middle + spread)


@lru_cache(maxsize=1)
def nodes_and_weights() -> tuple[np.ndarray, np.ndarray]:
    """Of the quadrature over a range of -1 to 1, each shape (NODES,)."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return nodes, weights
