"""Independent reference for ``mechanisms.competitive_negotiation``: how talks end in which the price asked falls step by step."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gpssim.rules.negotiating import follows


def final_offers(cost: np.ndarray, asked: Iterable[float]) -> tuple[np.ndarray, np.ndarray]:
    """Last offer of each bidder when prices are asked one after another, and offers at the last price asked of each talk.

    Whoever does not follow keeps its offer; talks end when at most one follows. ``inf``: never offered.

    Parameters
    ----------
    cost : shape (..., n), effective unit costs.
    asked : prices in falling order.

    Returns
    -------
    Arrays (..., n) and (...,).

    >>> offers, following = final_offers(np.array([55.0, 62.0, 91.0]), [100.0, 90.0, 80.0, 70.0, 60.0, 50.0])
    >>> offers.tolist(), int(following)
    ([60.0, 70.0, 100.0], 1)
    """
    offers = np.full(np.shape(cost), np.inf)
    talking, following = np.ones(offers.shape[:-1], dtype=bool), np.zeros(offers.shape[:-1], dtype=np.int64)
    for price in asked:
        down = follows(cost, price) & talking[..., None]
        offers = np.where(down, price, offers)
        following = np.where(talking, down.sum(axis=-1), following)
        talking = talking & (following > 1)
    return offers, following
