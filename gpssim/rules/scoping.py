"""What to buy: the appeal of a service domain to officials, and how a year's money follows it."""

from __future__ import annotations

import numpy as np


def log_appeal(
    prominence: np.ndarray,
    verifiability: np.ndarray,
    ease: float,
    missing: np.ndarray,
    thin: float,
    setbacks: np.ndarray,
    dread: float,
) -> np.ndarray:
    """Log appeal of domains (n,): ln prominence + ease * verifiability - thin * missing - dread * setbacks.

    ``prominence`` is priority times visibility to superiors, >= 0 (0: never bought); ``missing`` is the part of the suppliers that
    are wanted and not there, ``setbacks`` the part of purchases that went wrong, as remembered; both in [0, 1]. Sources: hard to
    measure (Brown & Potoski 2003; Levin & Tadelis 2010), thin markets (Girth et al. 2012), blame (Hood 2011); log-linear form
    assumed.

    >>> log_appeal(np.array([1.0]), np.array([0.5]), 2.0, np.array([1.0]), 1.0, np.array([0.0]), 1.0).tolist()
    [0.0]
    """
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(prominence) + ease * verifiability - thin * missing - dread * setbacks)


def split_by_appeal(usual: np.ndarray, appeal: np.ndarray, narrowing: float, bound: np.ndarray, least: float) -> np.ndarray:
    """A year's money by domain, yuan (n,), in all as much as ``usual``: in proportion to usual * exp(narrowing * appeal).

    A domain that would get less than ``least`` of its usual money is given up; the money that running contracts bind (``bound``)
    stays with its domain, as far as there is any. Source: assumption; at narrowing 0 the usual split.

    >>> split_by_appeal(np.array([100.0, 100.0]), np.log([3.0, 1.0]), 1.0, np.array([0.0, 0.0]), 0.4).round(6).tolist()
    [150.0, 50.0]
    >>> split_by_appeal(np.array([100.0, 100.0]), np.log([3.0, 1.0]), 1.0, np.array([0.0, 0.0]), 0.6).tolist()
    [200.0, 0.0]
    """
    total, tilted = float(usual.sum()), tilt(usual, appeal, narrowing)
    wanted = divided(total, tilted)
    kept = (wanted >= least * usual) | (wanted >= wanted.max())
    return with_bound(total, np.where(kept, tilted, 0.0), bound)


def tilt(usual: np.ndarray, appeal: np.ndarray, narrowing: float) -> np.ndarray:
    """Weights usual * exp(narrowing * appeal), the highest appeal taken as 0; the usual weights where nothing appeals."""
    highest = appeal.max(initial=-np.inf)
    if not np.isfinite(highest):
        return usual
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(appeal), usual * np.exp(narrowing * (appeal - highest)), 0.0)


def divided(total: float, weights: np.ndarray) -> np.ndarray:
    """A sum in proportion to weights; nothing without any."""
    together = float(weights.sum())
    return total * weights / together if together > 0.0 else np.zeros_like(weights)


def with_bound(total: float, weights: np.ndarray, bound: np.ndarray) -> np.ndarray:
    """A sum by weights, in which no part is less than what is bound; all in proportion to what is bound where that is more."""
    if bound.sum() >= total:
        return divided(total, bound)
    fixed = np.zeros(weights.size, dtype=bool)
    for _ in range(weights.size):
        rest = divided(total - float(bound[fixed].sum()), np.where(fixed, 0.0, weights))
        short = ~fixed & (rest < bound)
        if not short.any():
            break
        fixed |= short
    return np.where(fixed, bound, rest)


def setbacks_next(remembered: np.ndarray, last_year: np.ndarray, memory: float) -> np.ndarray:
    """Setbacks as they are remembered after a year: a mean of what was remembered and of the last year. Source: adaptive memory."""
    return remembered + memory * (last_year - remembered)
