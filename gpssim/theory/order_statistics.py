"""Order statistics by quadrature: what the largest of several draws is worth, how a statistic of sorted draws varies."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from scipy.integrate import quad
from scipy.special import ndtr

from gpssim.errors import impossible
from gpssim.information.sorted_ratings import TAIL, variance_of

__all__ = ["largest", "largest_normal", "smallest", "variance_of"]


@lru_cache
def largest_normal(n: int) -> float:
    """Expectation of the largest of ``n`` >= 1 independent standard normals.

    Source: David & Nagaraja 2003, integrated over the distribution function of the maximum.

    Raises
    ------
    ScenarioError : ``n`` is no whole number >= 1.
    """
    if isinstance(n, bool) or n != int(n) or n < 1:
        raise impossible("n", n, "a whole number >= 1")
    above = quad(lambda x: 1.0 - ndtr(x) ** n, 0.0, TAIL + 1.0, epsabs=1e-13, epsrel=1e-13)[0]
    below = quad(lambda x: ndtr(x) ** n, -TAIL - 1.0, 0.0, epsabs=1e-13, epsrel=1e-13)[0]
    return float(above - below)


def largest(law: Any, n: int) -> float:
    """Expectation of the largest of ``n`` draws from a frozen distribution with bounded support."""
    low, top = law.support()
    return float(top - quad(lambda x: law.cdf(x) ** n, low, top, epsabs=1e-12, epsrel=1e-12, limit=200)[0])


def smallest(law: Any, n: int) -> float:
    """Expectation of the smallest of ``n`` draws from a frozen distribution with bounded support."""
    low, top = law.support()
    return float(low + quad(lambda x: law.sf(x) ** n, low, top, epsabs=1e-12, epsrel=1e-12, limit=200)[0])
