"""The theory cases of this folder, computed from closed forms and integrals: ``python tests/theory/closed_forms.py`` writes them.

Nothing here uses gpssim. A value is a function (compare within ``atol``) or an expectation (compare within four standard errors).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import comb, log2, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import brentq

FILE = Path(__file__).with_name("cases.json")
Real = Callable[[float], float]
Value = dict[str, Any]

SCHEMA = {
    "values[]": "addressed by (quantity, inputs), unique in a case",
    "kind = function": "deterministic: |got - value| <= atol",
    "kind = mean | prob": "expectation over independent draws: |mean - value| <= 4 sd_per_draw / sqrt(R), R >= 20000",
    "dist": "uniform(low, high), beta(a, b), truncated_exponential(rate, high), power_survival(exponent)",
}


def law(spec: dict[str, Any]) -> Any:
    """A law of cost as a frozen distribution."""
    kind = spec["dist"]
    if kind == "uniform":
        return stats.uniform(spec["low"], spec["high"] - spec["low"])
    if kind == "beta":
        return stats.beta(spec["a"], spec["b"])
    if kind == "truncated_exponential":
        return stats.truncexpon(b=spec["high"] * spec["rate"], scale=1.0 / spec["rate"])
    return stats.beta(1.0, spec["exponent"])


def function(quantity: str, value: float, **inputs: float) -> Value:
    return {"quantity": quantity, "inputs": inputs, "value": value, "kind": "function", "atol": 1e-8}


def mean(quantity: str, value: float, square: float, **inputs: float) -> Value:
    """An expectation with its standard deviation from the first two moments."""
    return {"quantity": quantity, "inputs": inputs, "value": value, "kind": "mean", "sd_per_draw": sqrt(square - value**2)}


def prob(quantity: str, value: float, **inputs: float) -> Value:
    return {"quantity": quantity, "inputs": inputs, "value": value, "kind": "prob", "sd_per_draw": sqrt(value * (1.0 - value))}


def integral(f: Real, low: float, high: float) -> float:
    return float(quad(f, low, high, epsabs=1e-13, epsrel=1e-12, limit=200)[0])


def bid(costs: Any, n: int, cost: float, ceiling: float | None = None) -> float:
    """b(c) = c + int_c^r (1 - F)^(n-1) / (1 - F(c))^(n-1)."""
    end = costs.support()[1] if ceiling is None else ceiling
    return cost + integral(lambda t: float(costs.sf(t)) ** (n - 1), cost, end) / float(costs.sf(cost)) ** (n - 1)


def smooth_bid(costs: Any, n: int, ceiling: float | None = None) -> Callable[[np.ndarray], np.ndarray]:
    """The bid as a Chebyshev series on the costs that offer: quick to integrate again."""
    low, high = costs.support()[0], costs.support()[1] if ceiling is None else ceiling
    inner = high - 1e-9 * (high - low)
    return np.polynomial.Chebyshev.interpolate(lambda x: np.array([bid(costs, n, float(c), ceiling) for c in x]), 60, [low, inner])


def expect_lowest(costs: Any, n: int, f: Real, below: float = 1.0) -> float:
    """E f(lowest cost of n), over quantiles up to ``below``."""
    return integral(lambda u: f(float(costs.ppf(u))) * n * (1.0 - u) ** (n - 1), 0.0, below)


def expect_second(costs: Any, n: int, f: Real, below: float = 1.0) -> float:
    return integral(lambda u: f(float(costs.ppf(u))) * n * (n - 1) * u * (1.0 - u) ** (n - 2), 0.0, below)


def first_price_auction(inputs: Value) -> Iterator[Value]:
    costs = law(inputs["D"])
    for n in inputs["ns"]:
        price = smooth_bid(costs, n)
        yield from (function("bid", bid(costs, n, c), n=n, c=c) for c in inputs["cs"])
        first: dict[str, Real] = {
            "E_price_FPA": lambda c, price=price: float(price(c)),
            "E_winner_cost": lambda c: c,
            "E_winner_profit": lambda c, price=price: float(price(c)) - c,
        }
        for quantity, f in first.items():
            yield mean(quantity, expect_lowest(costs, n, f), expect_lowest(costs, n, lambda c, f=f: f(c) ** 2), n=n)
        yield mean("E_price_SPA", expect_second(costs, n, lambda c: c), expect_second(costs, n, lambda c: c * c), n=n)


def optimal_ceiling(inputs: Value) -> Iterator[Value]:
    costs, v = law(inputs["D"]), inputs["v"]
    low, high = costs.support()
    r = brentq(lambda x: x + costs.cdf(x) / costs.pdf(x) - v, low + 1e-9, high - 1e-9, xtol=1e-14)
    yield function("r_star", r, v=v)
    below = float(costs.cdf(r))
    for n in inputs["ns"]:
        yield from (function("bid", bid(costs, n, c, r), n=n, c=c, r=r) for c in inputs["cs"])
        price = smooth_bid(costs, n, r)
        surplus = [expect_lowest(costs, n, lambda c, price=price, k=k: (v - float(price(c))) ** k, below) for k in (1, 2)]
        yield mean("buyer_surplus_FPA", surplus[0], surplus[1], n=n)
        alone = n * below * (1.0 - below) ** (n - 1)
        second = [
            (expect_second(costs, n, lambda c, k=k: (v - c) ** k, below) if n > 1 else 0.0) + alone * (v - r) ** k for k in (1, 2)
        ]
        yield mean("buyer_surplus_SPA", second[0], second[1], n=n)
        yield prob("P_no_award", (1.0 - below) ** n, n=n)


def failed_tender(inputs: Value) -> Iterator[Value]:
    costs, n, p = law(inputs["D"]), inputs["N"], inputs["p"]
    weights = {m: comb(n, m) * p**m * (1 - p) ** (n - m) for m in range(n + 1)}
    fail = sum(weights[m] for m in range(3))
    price = [sum(weights[m] * expect_second(costs, m, lambda c, k=k: c**k) for m in range(3, n + 1)) / (1 - fail) for k in (1, 2)]
    yield prob("P_fail", fail, N=n, p=p)
    yield mean("E_price_given_valid", price[0], price[1])
    yield mean("E_rounds_until_award(retender)", 1 / (1 - fail), fail / (1 - fail) ** 2 + 1 / (1 - fail) ** 2)


def invited_tender(inputs: Value) -> Iterator[Value]:
    costs, n = law(inputs["D"]), inputs["N"]
    for k in inputs["ks"]:
        yield mean("E_price", expect_second(costs, k, lambda c: c), expect_second(costs, k, lambda c: c * c), k=k, N=n)
        loss = [integral(lambda u, i=i, k=k: uninvited_gain(costs, n, k, u, i), 0.0, 1.0) for i in (1, 2)]
        yield mean("efficiency_loss", loss[0], loss[1], k=k, N=n)
        yield prob("P_best_invited", k / n, k=k, N=n)


def uninvited_gain(costs: Any, n: int, k: int, u: float, power: int) -> float:
    """Density at quantile u of the lowest invited cost, times E (it less the lowest of all)^power given it."""
    cost, rest = float(costs.ppf(u)), n - k
    inner = integral(lambda t: (cost - float(costs.ppf(t))) ** power * rest * (1.0 - t) ** (rest - 1), 0.0, u)
    return inner * k * (1.0 - u) ** (k - 1)


def ratio_score(inputs: Value) -> Iterator[Value]:
    bids, quality, w = inputs["bids"], inputs["Q"], inputs["w"]
    plain = [100 * w * min(bids) / b + (1 - w) * q for b, q in zip(bids, quality, strict=True)]
    yield from (function("score", s, index=i) for i, s in enumerate(plain))
    yield function("winner_index", float(np.argmax(plain)))
    more, good = [*bids, inputs["shill_b"]], [*quality, inputs["shill_q"]]
    turned = [100 * w * min(more) / b + (1 - w) * q for b, q in zip(more, good, strict=True)]
    yield from (function("score_with_shill", s, index=i) for i, s in enumerate(turned))
    yield function("winner_index_with_shill", float(np.argmax(turned)))
    i, j = int(np.argmax(plain)), int(np.argmax(turned))
    yield function("pivotal_b_min", (1 - w) * (quality[j] - quality[i]) / (100 * w * (1 / bids[i] - 1 / bids[j])))


@lru_cache
def largest_normal(n: int, power: int) -> float:
    """E (largest of n standard normals)^power."""
    return integral(lambda x: x**power * n * float(stats.norm.pdf(x)) * float(stats.norm.cdf(x)) ** (n - 1), -12.0, 12.0)


def belief_pooling(inputs: Value) -> Iterator[Value]:
    s0, se, n = inputs["s0"], inputs["se"], inputs["n"]
    top, spread = largest_normal(n, 1), largest_normal(n, 2) - largest_normal(n, 1) ** 2
    yield function("E_max_std_normal", top, n=n)
    for m in inputs["ms"]:
        for k in inputs["ks"]:
            variance, gained = 1 / (1 / s0**2 + m * k / se**2), s0**2 / (s0**2 + se**2 / (m * k))
            yield function("posterior_var", variance, m=m, k=k)
            yield function("total_gain", gained, m=m, k=k)
            yield mean("MSE", variance, 3 * variance**2, m=m, k=k)
            chosen = s0 * sqrt(gained) * top
            yield mean("E_selected_quality", chosen, chosen**2 + variance + s0**2 * gained * spread, m=m, k=k)
            curse = s0 * top * (1 / sqrt(gained) - sqrt(gained))
            yield mean("optimizer_curse", curse, curse**2 + (1 - gained) ** 2 * s0**2 / gained * spread + variance, m=m, k=k)


def learning_curve(inputs: Value) -> Iterator[Value]:
    b, first = -log2(inputs["PR"]), inputs["c1"]
    yield function("b_exponent", b)
    yield from (function("unit_cost", first * n**-b, n=n) for n in inputs["ns"])
    total = max(inputs["ns"])
    yield function("cumulative_cost", sum(first * n**-b for n in range(1, total + 1)), N=total)
    steady = inputs["qflow"] / (1 - inputs["dep"])
    yield function("steady_experience", steady)
    yield function("steady_unit_cost", first * steady**-b)
    later = steady + (1 - steady) * inputs["dep"] ** 5
    yield function("experience", later, t=5)
    yield function("unit_cost", first * later**-b, t=5)


UNIFORM = {"dist": "uniform", "low": 0.0, "high": 1.0}
CASES: list[tuple[str, Callable[[Value], Iterator[Value]], Value]] = [
    ("A1.01", first_price_auction, {"D": {"dist": "uniform", "low": 1.0, "high": 3.0}, "ns": [2, 4, 6], "cs": [1.2, 2.4]}),
    ("A1.02", first_price_auction, {"D": {"dist": "power_survival", "exponent": 3.0}, "ns": [2, 3, 5], "cs": [0.2, 0.5]}),
    ("A1.03", first_price_auction, {"D": {"dist": "beta", "a": 3.0, "b": 4.0}, "ns": [2, 4], "cs": [0.2, 0.6]}),
    (
        "A1.04",
        first_price_auction,
        {"D": {"dist": "truncated_exponential", "rate": 1.5, "high": 2.0}, "ns": [3, 5], "cs": [0.3, 1.1]},
    ),
    ("A1.05", optimal_ceiling, {"D": UNIFORM, "v": 0.8, "ns": [1, 3], "cs": [0.05, 0.35]}),
    ("A1.05", optimal_ceiling, {"D": {"dist": "power_survival", "exponent": 2.0}, "v": 0.9, "ns": [2, 4], "cs": [0.1, 0.3]}),
    ("A1.08", failed_tender, {"N": 6, "p": 0.6, "D": UNIFORM}),
    ("A1.09", invited_tender, {"N": 8, "ks": [3, 4], "D": UNIFORM}),
    ("A2.05", ratio_score, {"bids": [95.0, 90.0, 110.0], "Q": [80.0, 74.0, 91.0], "w": 0.5, "shill_b": 50.0, "shill_q": 20.0}),
    ("A6.04", belief_pooling, {"s0": 0.6, "se": 0.5, "ks": [1, 4], "ms": [1, 3], "n": 3}),
    ("A7.01", learning_curve, {"c1": 80.0, "PR": 0.9, "ns": [1, 3, 20], "dep": 0.85, "qflow": 1.5}),
]


def cases() -> dict[str, Any]:
    """All cases, ready for JSON."""
    rows = [{"id": key, "kind": f.__name__, "inputs": inputs, "values": list(f(inputs))} for key, f, inputs in CASES]
    return {"schema": SCHEMA, "cases": rows}


if __name__ == "__main__":
    FILE.write_text(json.dumps(cases(), indent=1) + "\n", encoding="utf-8")
