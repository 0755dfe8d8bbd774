"""What the solutions share: values, laws of cost, integrals, order statistics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import sqrt
from typing import Any

import numpy as np
from scipy import stats
from scipy.integrate import quad

Value = dict[str, Any]
Real = Callable[[float], float]


def kind(function: Any) -> Any:
    """Mark a function as the solution of a kind of case, which is its name."""
    function.is_kind = True
    return function


def exact(quantity: str, value: float, *, atol: float = 1e-8, **inputs: Any) -> Value:
    return {"quantity": quantity, "inputs": inputs, "value": float(value), "kind": "function", "atol": atol}


def expected(quantity: str, value: float, **inputs: Any) -> Value:
    """A deterministic number that simulation may answer as well."""
    return {**exact(quantity, value, **inputs), "sd_per_draw": None}


def mean(quantity: str, value: float, *, sd: float | None = None, **inputs: Any) -> Value:
    return {"quantity": quantity, "inputs": inputs, "value": float(value), "kind": "mean", "sd_per_draw": sd}


def prob(quantity: str, value: float, **inputs: Any) -> Value:
    sd = sqrt(max(value * (1.0 - value), 0.0))
    return {"quantity": quantity, "inputs": inputs, "value": float(value), "kind": "prob", "sd_per_draw": sd}


def law(spec: dict[str, Any]) -> Any:
    """A law of cost as a frozen distribution."""
    kind_, low, high = spec["dist"], spec.get("low", 0.0), spec.get("high", 1.0)
    return {
        "uniform": lambda: stats.uniform(low, high - low),
        "beta": lambda: stats.beta(spec["a"], spec["b"]),
        "truncated_exponential": lambda: stats.truncexpon(b=high * spec["rate"], scale=1.0 / spec["rate"]),
        "power_survival": lambda: stats.beta(1.0, spec["exponent"]),
        "power": lambda: stats.beta(spec["exponent"], 1.0),
        "power_survival_on": lambda: stats.beta(1.0, spec["exponent"], low, high - low),
    }[kind_]()


UNIFORM = stats.uniform(0.0, 1.0)


def integral(f: Real, low: float, high: float, points: Sequence[float] = ()) -> float:
    inside = sorted({p for p in points if low < p < high})
    total = 0.0
    for a, b in zip([low, *inside], [*inside, high], strict=True):
        total += float(quad(f, a, b, epsabs=1e-13, epsrel=1e-12, limit=200)[0])
    return total


def bid(costs: Any, n: float, cost: float, ceiling: float | None = None) -> float:
    """c + int_c^r (1 - F)^(n-1) / (1 - F(c))^(n-1)."""
    end = costs.support()[1] if ceiling is None else ceiling
    return cost + integral(lambda t: float(costs.sf(t)) ** (n - 1), cost, end) / float(costs.sf(cost)) ** (n - 1)


def expect_lowest(costs: Any, n: int, f: Real, below: float = 1.0) -> float:
    """E f(lowest cost of n), over quantiles up to ``below``."""
    return integral(lambda u: f(float(costs.ppf(u))) * n * (1.0 - u) ** (n - 1), 0.0, below)


def expect_second(costs: Any, n: int, f: Real, below: float = 1.0) -> float:
    return integral(lambda u: f(float(costs.ppf(u))) * n * (n - 1) * u * (1.0 - u) ** (n - 2), 0.0, below)


@lru_cache
def largest_normal(n: int) -> float:
    """E (largest of n standard normals)."""
    return integral(lambda x: x * n * float(stats.norm.pdf(x)) * float(stats.norm.cdf(x)) ** (n - 1), -12.0, 12.0)


@lru_cache
def nodes(n: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Gauss-Legendre on [0, 1]."""
    x, w = np.polynomial.legendre.leggauss(n)
    return 0.5 * (x + 1.0), 0.5 * w
