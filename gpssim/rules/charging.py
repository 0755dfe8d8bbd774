"""What a fee that users pay does: to who asks for a service, to what idle places cost, and what the investment behind it brings."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

PER: float = 100.0
"""Yuan of fee to which the sensitivity refers."""


def toll(fee: np.ndarray | float, sensitivity: float, weight: np.ndarray | float) -> np.ndarray:
    """How much a monthly fee (yuan) weighs against applying, logit units, >= 0.

    Parameters
    ----------
    sensitivity : logit per 100 yuan a month, >= 0; 0: nobody minds.
    weight : how much more a group minds than ordinary citizens do, >= 0.

    Source: demand falls with a fee, most among the poor (Manning et al. 1987; Cohen & Dupas 2010, MEMORY); logit form assumed.

    >>> toll(50.0, 1.5, np.array([1.0, 2.0])).tolist()
    [0.75, 1.5]
    """
    return np.asarray(sensitivity * np.asarray(weight) * np.asarray(fee) / PER)


def still_asks(inclination: np.ndarray, before: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Chance that somebody who asked (or was served) under one toll stays with it under a higher one, in [0, 1].

    The part of those who ask in a month under the old toll that asks under the new one: P(now) / P(before), at most 1.

    >>> still_asks(np.array([0.0]), np.array([0.0]), np.array([np.log(3.0)])).round(6).tolist()
    [0.5]
    """
    return np.asarray(np.minimum(1.0, expit(inclination - now) / expit(inclination - before)))


def idle_loading(expected_use: float, idle_cost: float) -> float:
    """What a used place must earn for a place offered, in costs of a used one: 1 + idle_cost (1 / expected_use - 1), >= 1.

    ``idle_cost`` is the part of its cost that a place causes when nobody uses it. Source: break-even price under demand risk.

    >>> round(idle_loading(0.8, 0.5), 6)
    1.125
    """
    return 1.0 + idle_cost * (1.0 / expected_use - 1.0)


def equipment_gain(stock: np.ndarray, gain: float) -> np.ndarray:
    """What a stock of equipment brings: gain * log(1 + stock), ``stock`` in years of usual cost of the places it serves, >= 0.

    Source: assumption (falling returns).

    >>> equipment_gain(np.array([0.0, np.e - 1.0]), 0.4).tolist()
    [0.0, 0.4]
    """
    return np.asarray(gain * np.log1p(stock))
