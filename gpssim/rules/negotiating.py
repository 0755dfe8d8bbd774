"""Offers in rounds: the price asked falls step by step."""

from __future__ import annotations

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
