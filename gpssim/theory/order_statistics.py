"""Order statistics by quadrature: what the largest of several draws is worth, how a statistic of sorted draws varies."""

from __future__ import annotations

from functools import lru_cache

from scipy.integrate import quad
from scipy.special import ndtr

from gpssim.errors import impossible
from gpssim.information.sorted_ratings import TAIL, variance_of

__all__ = ["largest_normal", "variance_of"]


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
