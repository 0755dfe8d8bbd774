"""How much a mean of sorted ratings varies, when the extreme ones are dropped or weigh otherwise: by quadrature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from scipy.special import comb, ndtr

TAIL: Final = 8.5
"""Standard deviations beyond which a normal is left out: less than 1e-17 of it lies there."""
N_NODES: Final = 120
"""Nodes of the quadrature in each direction."""


def kept_mean(ratings: np.ndarray, trim: int) -> np.ndarray:
    """Mean over the last axis without the ``trim`` highest and the ``trim`` lowest; trim 0 keeps all, 2 trim < length.

    >>> kept_mean(np.array([9.0, 1.0, 4.0, 5.0, 6.0]), 1).item()
    5.0
    """
    if trim == 0:
        return np.asarray(ratings.mean(axis=-1))
    return np.asarray(np.sort(ratings, axis=-1)[..., trim : ratings.shape[-1] - trim].mean(axis=-1))


def variance_of(statistic: Callable[[np.ndarray], np.ndarray], n: int) -> float:
    """Variance of a linear statistic of ``n`` sorted standard normals, such as a mean of all but the extremes.

    Parameters
    ----------
    statistic : takes values of shape (m, n) and returns (m,); linear in the sorted values and blind to their order.

    Such a statistic is the integral over thresholds x of the statistic of the flags "value > x", so its variance is the double
    integral of the covariance of these flags' statistics. Source: David & Nagaraja 2003 (trinomial counts below two thresholds).
    """
    flags = np.tri(n + 1, n, -1, dtype=np.float64)
    of_count = np.asarray(statistic(flags[::-1]))  # of k values below the threshold, the others above
    nodes, weights = np.polynomial.legendre.leggauss(N_NODES)
    share, weight = 0.5 * (nodes + 1.0), 0.5 * weights
    total = 0.0
    for y, w in zip(TAIL * nodes, TAIL * weights, strict=True):
        x = -TAIL + (y + TAIL) * share
        total += w * (y + TAIL) * float(weight @ _covariance(of_count, ndtr(x), float(ndtr(y)), n))
    return 2.0 * total


def _covariance(of_count: np.ndarray, low: np.ndarray, high: float, n: int) -> np.ndarray:
    """Covariance of the statistic at two thresholds with shares ``low`` (m,) <= ``high`` of the draws below them, shape (m,)."""
    k = np.arange(n + 1)
    binomial = comb(n, k)
    at_high = binomial * high**k * (1.0 - high) ** (n - k)
    at_low = binomial * low[:, None] ** k * (1.0 - low[:, None]) ** (n - k)
    inside = (low / high)[:, None]
    below, above = inside**k, (1.0 - inside) ** k
    joint = comb(k[:, None], k[None, :]) * below[:, None, :] * above[:, np.maximum(k[:, None] - k[None, :], 0)]
    together = (joint @ of_count) @ (at_high * of_count)
    return np.asarray(together - (at_high @ of_count) * (at_low @ of_count))
