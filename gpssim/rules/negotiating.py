"""Offers in rounds: prices asked fall step by step until at most one bidder follows. Pure functions, vectorized."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


def price_asked(ceiling: float, decrement: float, round_: int) -> float:
    """Price asked in round 0, 1, 2, ...: the ceiling less so many decrements, each a part of the ceiling in (0, 1].

    >>> round(price_asked(100.0, 0.05, 2), 9)
    90.0
    """
    return ceiling * (1.0 - decrement * round_)


def follows(cost: np.ndarray | float, price: float) -> np.ndarray:
    """Whether a bidder goes down to a price: as long as it covers the cost. Source: Milgrom & Weber 1982 (button auction)."""
    return np.asarray(np.asarray(cost) <= price)


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
