"""Entry, exit and the decision to take part."""

from __future__ import annotations

from math import fsum
from typing import Final

import numpy as np
from scipy.special import pdtrik

from gpssim.units import MONTHS_PER_YEAR

LARGE_RATE: Final = 500.0
"""Rate from which a Poisson probability of 0 is too small a number to begin with."""
MOST_STEPS: Final = 10_000
"""Most steps of a distribution function that is summed up."""


USUAL_CHANCE: Final = 1.0 / 3.0
"""Chance of a first award before anything is known: mean of a Beta(1, 2) prior (assumption)."""
PRIOR_CASES: Final = 3.0
"""Young organizations that what is believed beforehand weighs as much as (assumption)."""


def first_award_chance(n_won: float, n_young: float, expected: float = USUAL_CHANCE) -> float:
    """Chance of a first award within two years, from disclosed results of young organizations: (won + 3 expected)/(young + 3).

    Source: Beta prior, by default Beta(1, 2), assumption.

    >>> first_award_chance(2.0, 5.0), first_award_chance(0.0, 0.0, 0.9)
    (0.375, 0.9)
    """
    return (n_won + PRIOR_CASES * expected) / (n_young + PRIOR_CASES)


def chance_by_competition(offers: np.ndarray, reach: float, weight: float) -> float:
    """Chance beforehand of an award, from the numbers of valid offers in recent purchases: thin markets have room.

    Of a purchase with n offers one bidder more would win 1/(n + 1), if within its reach (a probability):
    1 - prod(1 - reach/(n + 1)), beside the usual chance with the rest of ``weight``. Source: equal chances among bidders,
    assumption; neutral: weight 0.

    >>> chance_by_competition(np.array([1, 3]), 0.5, 1.0)
    0.34375
    >>> chance_by_competition(np.array([]), 0.5, 0.0) == USUAL_CHANCE
    True
    """
    read = 1.0 - float(np.prod(1.0 - reach / (np.asarray(offers, dtype=np.float64) + 1.0)))
    return (1.0 - weight) * USUAL_CHANCE + weight * read


def mission_counted(at_work: float, crowding: float) -> float:
    """How far a founder's mission counts: share of those there who have work, in [0, 1], to the power of ``crowding``.

    Nobody serves a mission without work: fewer are founded the more of those who are there stay without. Source: density-dependent
    founding (Hannan & Carroll 1992); the form is assumed. Neutral: crowding 0.

    >>> mission_counted(0.5, 1.0), mission_counted(0.5, 2.0), mission_counted(0.5, 0.0)
    (0.5, 0.25, 1.0)
    """
    return float(at_work**crowding)


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


def discounted_terms(months: int, cycle: int, discount: float, counted: float) -> float:
    """What an award is worth in contracts of ``months``: the first, and of the later ones of its ``cycle`` the part ``counted``.

    Each year later counts ``discount`` (in (0, 1]) of the year before. Neutral: counted 0, the first contract alone.

    >>> discounted_terms(12, 36, 1.0, 1.0)
    3.0
    >>> discounted_terms(12, 36, 0.94, 0.0)
    1.0
    """
    starts = range(months, cycle, months)
    later = [discount ** (start / MONTHS_PER_YEAR) * min(months, cycle - start) / months for start in starts]
    return 1.0 + counted * fsum(later)


def logistic_shock(uniform: np.ndarray) -> np.ndarray:
    """A standard logistic from a uniform in (0, 1)."""
    return np.log(uniform / (1.0 - uniform))


def poisson_counts(rate: float, uniforms: np.ndarray) -> np.ndarray:
    """Poisson counts by inverting the distribution function at uniforms in (0, 1), integers of the same shape."""
    uniforms = np.asarray(uniforms, dtype=np.float64)
    if rate > LARGE_RATE:
        return np.ceil(pdtrik(uniforms, rate)).astype(np.int64)
    probability = cumulative = float(np.exp(-rate))
    above = [cumulative]
    while uniforms.size and uniforms.max() > cumulative and len(above) <= MOST_STEPS:
        probability *= rate / len(above)
        cumulative += probability
        above.append(cumulative)
    return np.searchsorted(above[:MOST_STEPS], uniforms, side="left")


def struck(hazard: np.ndarray | float, uniforms: np.ndarray) -> np.ndarray:
    """Which organizations leave by the ordinary hazard (probability a period, in [0, 1])."""
    return np.asarray(uniforms < hazard)


def insolvent(owed: np.ndarray, limit: float) -> np.ndarray:
    """Which organizations must close: what they owe is above a limit of the same unit (months of cost, or money).

    With money, ``owed`` = -cash and ``limit`` = 0 closes whoever has less than nothing.
    """
    return np.asarray(owed > limit)


def idle_next(idle: np.ndarray, works: np.ndarray) -> np.ndarray:
    """Periods in a row without a contract: 0 where an organization works, else one more."""
    return np.where(works, 0, idle + 1)


def gives_up(idle: np.ndarray, limit: float, hazard: np.ndarray | float, uniforms: np.ndarray) -> np.ndarray:
    """Which organizations close for want of work: idle for more than ``limit`` periods, then with a hazard each period."""
    return np.asarray((idle > limit) & (uniforms < hazard))
