"""Entry, exit and the decision to take part."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import pdtrik

LARGE_RATE: Final = 500.0
"""Rate from which a Poisson probability of 0 is too small a number to begin with."""


def first_award_chance(n_won: float, n_young: float) -> float:
    """Chance of a first award within two years, from disclosed results of young organizations: (won + 1)/(young + 3).

    Source: Beta(1, 2) prior, assumption.
    """
    return (n_won + 1.0) / (n_young + 3.0)


def registers(chance: float, prospect: float, mission_value: float, setup_cost: float) -> bool:
    """A candidate registers if chance * prospect + mission value covers the cost of setting up (all yuan).

    Source: market rule D 19 (entry by opportunity).
    """
    return chance * prospect + mission_value >= setup_cost


def takes_part(
    win_chance: np.ndarray, margin: np.ndarray, mission_value: np.ndarray | float, cost: float, shock: np.ndarray
) -> np.ndarray:
    """Whether each organization offers: win chance * (margin + mission value) >= cost of the offer * (1 + shock).

    Arrays (n,) or single numbers, yuan for the whole contract; ``shock`` is a logistic draw times its scale (0: none).
    Source: free entry with private costs (Samuelson 1985; Levin & Smith 1994), win chance as each believes it to be.
    """
    return win_chance * (margin + mission_value) >= cost * (1.0 + shock)


def logistic_shock(uniform: np.ndarray) -> np.ndarray:
    """A standard logistic from a uniform in (0, 1)."""
    return np.log(uniform / (1.0 - uniform))


def running_mean(mean: np.ndarray, outcome: np.ndarray, rate: float) -> np.ndarray:
    """Exponentially weighted mean, rate in [0, 1]."""
    return (1.0 - rate) * mean + rate * outcome


def poisson_count(rate: float, uniform: float) -> int:
    """A Poisson count by inverting its distribution function at ``uniform`` in (0, 1)."""
    if rate > LARGE_RATE:
        return int(np.ceil(pdtrik(uniform, rate)))
    probability = cumulative = float(np.exp(-rate))
    count = 0
    while uniform > cumulative and count < 10_000:
        count += 1
        probability *= rate / count
        cumulative += probability
    return count
