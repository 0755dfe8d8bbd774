"""Laws that chains of a rule settle in, found from the rule's own probabilities."""

from __future__ import annotations

from collections.abc import Callable
from math import log
from typing import Final

import numpy as np

from gpssim.errors import impossible

MOST_PERIODS: Final = 10_000_000


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


def halving(step: Callable[[float], float], start: float = 1.0) -> float:
    """Periods until a level is half of ``start``, between two periods by constant decline.

    Raises
    ------
    ScenarioError : the level does not decline.
    """
    level, periods = start, 0
    while True:
        later = step(level)
        if not 0.0 <= later < level:
            raise impossible("decay", later / level, "such that the level declines")
        if later <= 0.5 * start:
            return float(periods) if later == 0.0 else periods + log(level / (0.5 * start)) / log(level / later)
        level, periods = later, periods + 1
