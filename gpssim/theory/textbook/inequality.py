"""Independent reference for ``analysis.equity``: inequality of a whole distribution, by the definitions of the measures."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

import numpy as np
from scipy.integrate import quad

QUANTILES: Final = (1e-12, 1e-9, 1e-6, 1e-4, 0.01, 0.1, 0.5, 0.9, 0.99, 1.0 - 1e-4, 1.0 - 1e-6, 1.0 - 1e-9, 1.0 - 1e-12)
"""Where an integral over a distribution is cut into pieces."""

LARGEST: Final = 700.0
"""Logarithm of the largest amount that is looked at."""


def gini_of(law: Any) -> float:
    """The Gini coefficient of a distribution of amounts >= 0: 1 - (integral of P(X > x)^2) / mean.

    Parameters
    ----------
    law : a frozen continuous distribution of ``scipy.stats`` with a finite mean, or anything with ``sf``, ``pdf``, ``ppf`` and
        ``support``.

    *Source:* Cowell 2011, Measuring Inequality; equal to E|X - X'| / (2 mean).
    """
    both = _over_amounts(law, lambda x: float(law.sf(x)) ** 2)
    return 1.0 - both / _mean(law)


def theil_of(law: Any) -> float:
    """Theil's T of a distribution of amounts >= 0: E[(X / mean) ln(X / mean)]. *Source:* Cowell 2011, Measuring Inequality."""
    mean = _mean(law)

    def weighted(x: float) -> float:
        return float(law.pdf(x)) * (x / mean) * np.log(x / mean) if x > 0.0 else 0.0

    return _over_amounts(law, weighted)


def _mean(law: Any) -> float:
    return _over_amounts(law, lambda x: float(law.sf(x)))


def _over_amounts(law: Any, f: Callable[[float], float]) -> float:
    """Integral of ``f`` over amounts from 0 on, piece by piece in logarithms, so that long tails are reached."""
    low, high = law.support()
    cuts = np.array([low, *(float(law.ppf(q)) for q in QUANTILES), high], dtype=np.float64)
    cuts = np.unique(cuts[(cuts > 0.0) & np.isfinite(cuts)])
    logs = [-np.inf if low <= 0.0 else np.log(low), *np.log(cuts), np.inf if not np.isfinite(high) else np.log(high)]
    pieces = [_piece(f, a, b) for a, b in pairwise(logs) if b > a]
    below = float(np.exp(logs[0])) * f(0.5 * low) if low > 0.0 else 0.0  # nobody has less: the survival function is 1 there
    return below + float(np.sum(pieces))


def _piece(f: Callable[[float], float], low: float, high: float) -> float:
    def in_logs(z: float) -> float:
        x = float(np.exp(min(z, LARGEST)))
        found = f(x) * x
        return found if np.isfinite(found) else 0.0  # so far out that a density overflows nothing is left

    with np.errstate(over="ignore", invalid="ignore"):
        return float(quad(in_logs, low, high, epsabs=1e-13, epsrel=1e-12, limit=400)[0])
