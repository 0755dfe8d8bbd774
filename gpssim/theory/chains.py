"""Laws that chains of a rule settle in, found from the rule's own probabilities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from gpssim.errors import impossible

NEGLIGIBLE: Final = 1e-19
"""Probability, relative to the largest, from which on states are left out."""
MOST_STATES: Final = 2_000_000
MOST_PERIODS: Final = 10_000_000


def settled_counts(up: Callable[[int], float], down: Callable[[int], float]) -> np.ndarray:
    """Probabilities of 0, 1, 2, ... in the steady state of a count that moves by one: what flows up flows down.

    Raises
    ------
    ScenarioError : the count grows without bound.
    """
    weights, largest = [1.0], 1.0
    while weights[-1] > NEGLIGIBLE * largest:
        n = len(weights)
        if n > MOST_STATES or weights[-1] > 1e250:
            raise impossible("rates", (up(n), down(n)), "such that the count settles")
        weights.append(weights[-1] * up(n - 1) / down(n))
        largest = max(largest, weights[-1])
    return np.asarray(weights) / float(np.sum(weights))


def settled(transition: np.ndarray) -> np.ndarray:
    """Probabilities of the steady state of a chain with these transition probabilities, shape (n, n), rows sum to 1."""
    n = len(transition)
    system = np.vstack([np.asarray(transition).T - np.eye(n), np.ones(n)])
    return np.asarray(np.linalg.lstsq(system, np.append(np.zeros(n), 1.0), rcond=None)[0])


def periods_to_settle(transition: np.ndarray, start: np.ndarray, goal: np.ndarray, within: float) -> int:
    """Periods after which the law of a chain from ``start`` is as near to ``goal`` as ``within`` (sum of differences)."""
    law, periods = np.array(start, dtype=np.float64), 0
    while np.abs(law - goal).sum() > within:
        law, periods = law @ transition, periods + 1
        if periods > MOST_PERIODS:
            raise impossible("transition", "a chain", "one that settles")
    return periods
