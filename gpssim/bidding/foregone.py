"""What another price would have earned, the others' offers being what they were: through the mechanism's own evaluation."""

from __future__ import annotations

from typing import Final

import numpy as np

from gpssim.mechanisms.base import Mechanism

MOST_RATING: Final = 60.0
"""Ratings between which the one that explains a score is sought, latent."""
STEPS: Final = np.linspace(0.0, 1.0, 41)[:, None]
ZOOMS: Final = 7
"""Narrowings of the range to one of its 40 steps: 1e-9 latent in the end."""


def implied_quality(mechanism: Mechanism, price: np.ndarray, total: np.ndarray, ceiling: float) -> np.ndarray:
    """The quality that each offer must have had to get its score, as ``score`` counts it: array (n_bidders,).

    ``price`` and ``total`` are arrays (n_bidders,), ``inf`` and NaN where there is no offer. Found by narrowing: a score never
    falls in an offer's own quality.
    """
    if mechanism.price_only:
        return np.zeros(price.shape)
    low, width = np.full(price.shape, -MOST_RATING), 2.0 * MOST_RATING
    for _ in range(ZOOMS):
        tried = low + width * STEPS
        enough = mechanism.score(np.broadcast_to(price, tried.shape), mechanism.points(tried), ceiling) >= total
        first = np.where(enough.any(axis=0), enough.argmax(axis=0), STEPS.size - 1)
        low, width = tried[np.maximum(first - 1, 0), np.arange(price.size)], width / (STEPS.size - 1)
    return mechanism.points(low + width)


def would_win(mechanism: Mechanism, price: np.ndarray, quality: np.ndarray, ceiling: float, other: np.ndarray) -> np.ndarray:
    """Whether each bidder would have won at each of ``other`` prices, bool (n_bidders, n_prices).

    Parameters
    ----------
    price, quality : the offers made, arrays (n_bidders,); ``inf`` for no offer.
    other : prices tried, array (n_bidders, n_prices); a bidder without an offer of its own never wins.
    """
    tried = with_own(price, other)
    score = mechanism.score(tried, np.broadcast_to(quality, tried.shape), ceiling)
    present, own = np.isfinite(price), np.eye(price.size, dtype=bool)[:, None, :]
    mine = np.where(own, score, -np.inf).max(axis=-1)
    rivals = np.where(present & ~own, score, -np.inf).max(axis=-1)
    return np.asarray((mine >= rivals) & present[:, None])


def earned(mechanism: Mechanism, price: np.ndarray, ceiling: float, other: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Price paid less cost of each bidder if it won at each of ``other`` prices, array (n_bidders, n_prices)."""
    winner = np.broadcast_to(np.arange(price.size)[:, None], other.shape)
    return np.asarray(mechanism.pays(with_own(price, other), winner, ceiling) - cost[:, None])


def with_own(price: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Prices of all when one bidder asks another price, array (n_bidders, n_prices, n_bidders)."""
    own = np.eye(price.size, dtype=bool)[:, None, :]
    return np.where(own, other[..., None], price)
