"""What an organization makes of a noisy signal of its own cost, and what winning would tell it: normal laws, in logs of cost.

The log of a cost, beside what a bidder knows of itself, is an own part and a part common to all bidders, both normal with mean 0;
the signal adds a normal error. Arguments may be numbers or arrays, shapes broadcast.
"""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float


def shared_cost(own: Numbers, common: Numbers, share: Numbers) -> np.ndarray:
    """Log of a cost of which a share w in [0, 1] is common to all bidders: (1 - w) own + w common. Neutral: w = 0.

    Source: core model eq. (2), in logs.

    >>> float(shared_cost(0.5, -0.5, 0.25))
    0.25
    """
    return np.asarray((1.0 - np.asarray(share)) * own + np.asarray(share) * common)


def shrinkage(variance: float, noise: float) -> float:
    """How far an estimate follows a signal: b = v / (v + s), with v the variance of what is estimated and s that of the error.

    Without error 1. Source: normal prior, normal signal.

    >>> shrinkage(3.0, 1.0)
    0.75
    """
    return variance / (variance + noise) if noise > 0.0 else 1.0


def estimated_factor(signal: Numbers, variance: float, noise: float) -> np.ndarray:
    """E[cost | signal x] relative to what was known before: exp(b x + v (1 - b) / 2), the mean of a lognormal law.

    >>> estimated_factor(np.array([0.2]), 1.0, 0.0).round(6).tolist()
    [1.221403]
    """
    b = shrinkage(variance, noise)
    return np.exp(b * np.asarray(signal) + 0.5 * variance * (1.0 - b))


def winners_curse(own: float, common: float, noise: float, extreme: float) -> float:
    """By how much, in logs, the winner's cost is on average above its estimate, if the lowest of n estimates wins.

    k (b q - a / q), with q^2 = a + s: the lowest signal lies k q below the common part. The estimate takes b of that;
    a / q^2 is true. Without a common part it is 0: rivals' signals then tell nothing about one's own cost.

    Parameters
    ----------
    own, common : variances a and g of the two parts; b is the shrinkage with v = a + g.
    noise : variance s of the signals' errors.
    extreme : k, mean of the highest of n standard normals; 0 for n = 1.

    Source: Wilson 1977 and Milgrom & Weber 1982 (common part alone: k b s^(1/2)); normal form.

    >>> winners_curse(0.04, 0.0, 0.04, 1.0)
    0.0
    >>> round(winners_curse(0.0, 0.03, 0.01, 2.0), 9)
    0.15
    """
    spread = float(np.sqrt(own + noise))
    return extreme * (shrinkage(own + common, noise) * spread - own / spread) if noise > 0.0 else 0.0
