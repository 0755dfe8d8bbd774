"""Where a price near the others' wins, bidders ask the same price: the highest from which nobody gains by moving away."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import GpssimError
from gpssim.mechanisms.base import Mechanism

N_PRICES: Final = 101
"""Common prices tried, from the ceiling down to the lowest cost; deviations to each of them are tried too."""
GAIN: Final = 1e-12
"""Gain, as a share of the ceiling, that counts as none."""


@lru_cache(maxsize=256)
def pooling_price(mechanism: Mechanism, n_bidders: int, ceiling: float, lowest_cost: float = 0.0) -> float:
    """The highest common price that is an equilibrium, whatever the costs below it are, through the mechanism's own evaluation.

    Parameters
    ----------
    n_bidders : bidders, this one included.
    ceiling, lowest_cost : yuan per place-month, the range of prices tried.

    Raises
    ------
    GpssimError : no price on the grid is one.

    Source: Decarolis 2018 (average-bid auctions).
    """
    prices = np.linspace(ceiling, lowest_cost, N_PRICES)
    for common in prices[:-1]:
        costs = np.linspace(lowest_cost, common, 21)[:, None]
        moved = (prices - costs) * chances(mechanism, prices, common, n_bidders, ceiling)
        stayed = (common - costs) * chances(mechanism, np.array([common]), common, n_bidders, ceiling)
        if (moved - stayed).max() <= GAIN * ceiling:
            return float(common)
    raise GpssimError(f"{mechanism.name}: with {n_bidders} bidders no common price is an equilibrium")


def chances(mechanism: Mechanism, own: np.ndarray, common: float, n_bidders: int, ceiling: float) -> np.ndarray:
    """Chance to win of a bidder asking each of ``own`` when all others ask ``common``: equal points go to the lower price, then to
    lot.
    """
    profile = np.full((own.size, n_bidders), common)
    profile[:, 0] = own
    score = mechanism.score(profile, np.zeros_like(profile), ceiling)
    best = score == score.max(axis=1, keepdims=True)
    lowest = np.where(best, profile, np.inf).min(axis=1, keepdims=True)
    winners = best & (profile == lowest)
    return np.asarray(winners[:, 0] / winners.sum(axis=1))
