"""What organizations can do and how large they are: built by investment, lost by decay, grown by chance."""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float


def capacity_next(capacity: Numbers, decay: Numbers, efficiency: Numbers, investment: Numbers, returns: Numbers) -> np.ndarray:
    """Capacity after a period: (1 - decay) capacity + efficiency * investment^returns.

    Parameters
    ----------
    decay : share lost, in [0, 1].
    efficiency : capacity from one unit invested, >= 0.
    investment : >= 0, own means and grants together.
    returns : exponent, 1 for constant, below 1 for falling returns.

    Source: capital accumulation with decay (textbook); grants as investment: market rule D 20.

    >>> float(capacity_next(10.0, 0.1, 0.5, 4.0, 0.5))
    10.0
    """
    return np.asarray((1.0 - np.asarray(decay)) * capacity + efficiency * np.asarray(investment) ** returns)


def reinvested(capacity: Numbers, surplus: Numbers, share: Numbers) -> np.ndarray:
    """Own means put into capacity: a share (0-1) of the surplus that each unit of capacity earns."""
    return np.asarray(share * (np.asarray(surplus) * capacity))


def size_next(size: Numbers, drift: Numbers, spread: Numbers, normal: Numbers) -> np.ndarray:
    """Size after a period of proportional growth: size * exp(drift + spread * normal).

    Source: Gibrat 1931; Sutton 1997. Neutral: drift and spread 0.

    >>> float(size_next(10.0, 0.0, 0.3, 0.0))
    10.0
    """
    return np.asarray(size * np.exp(drift + spread * np.asarray(normal)))
