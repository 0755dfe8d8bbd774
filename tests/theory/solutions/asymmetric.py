"""Group 3 and its relatives: two kinds of bidders in a first-price tender."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, minimize_scalar

from solutions.tools import Value, exact, expected, integral, kind, law, mean, prob


@kind
def asymmetric_uniform(i: Value) -> Iterator[Value]:
    """Griesmer, Levitan and Shubik 1967, with x = C - c and y = C - b: x = 2 y / (1 + k y^2)."""
    top, ws, ww = i["C"], i["ws"], i["ww"]
    ks, kw = 1 / ws**2 - 1 / ww**2, 1 / ww**2 - 1 / ws**2

    def price(c: float, k: float) -> float:
        x = top - c
        return top - x / 2 if abs(k) < 1e-12 else top - (1 - (1 - k * x * x) ** 0.5) / (k * x)

    most = ws * ww / (ws + ww)
    for part in (0.1, 0.3, 0.5, 0.8):
        yield exact("bid_strong", price(top - part * ws, ks), c=top - part * ws)
    for part in (0.1, 0.3, 0.5, 0.8):
        yield exact("bid_weak", price(top - part * ww, kw), c=top - part * ww)
    yield exact("lowest_bid", top - most)
    xs, xw = (lambda y: 2 * y / (1 + ks * y * y)), (lambda y: 2 * y / (1 + kw * y * y))
    slope = lambda y: 2 * (1 - ks * y * y) / (1 + ks * y * y) ** 2
    slope_w = lambda y: 2 * (1 - kw * y * y) / (1 + kw * y * y) ** 2
    yield mean("E_price_FPA", top - most + integral(lambda y: xs(y) * xw(y) / (ws * ww), 0.0, most))
    yield prob("P_strong_wins", integral(lambda y: slope(y) / ws * xw(y) / ww, 0.0, most))
    won = integral(lambda y: (xs(y) * slope(y) * xw(y) + xw(y) * slope_w(y) * xs(y)) / (ws * ww), 0.0, most)
    yield mean("E_winner_cost_FPA", top - won)
    strong, weak = law(_u(top - ws, top)), law(_u(top - ww, top))
    yield from _efficient("E_price_SPA", "E_winner_cost_efficient", strong, weak, 1)


def _u(low: float, high: float) -> Value:
    return {"dist": "uniform", "low": low, "high": high}


def _efficient(price: str, cost: str, strong: Any, weak: Any, m: int) -> Iterator[Value]:
    """Second-lowest and lowest of one strong and m weak costs."""
    (a, top), b = strong.support(), weak.support()[0]
    low = min(a, b)
    s, w = (lambda t: float(strong.sf(t))), (lambda t: float(weak.sf(t)))
    none = lambda t: s(t) * w(t) ** m
    one = lambda t: (1 - s(t)) * w(t) ** m + s(t) * m * (1 - w(t)) * w(t) ** (m - 1)
    yield mean(price, low + integral(lambda t: none(t) + one(t), low, top, [a, b]))
    yield mean(cost, low + integral(none, low, top, [a, b]))


class Shooting:
    """One bidder of class 0 and m of class 1: inverse bids from the lowest bid upward, which is found by bisection.

    States are logarithms of survival at the inverse bids, so that a first-price equilibrium solves
    d ln S_i / db = 1 / (b - c_i) - (1 / (N - 1)) sum over all bidders of 1 / (b - c). From too low a start an inverse
    bid runs into the bid before the top bid, and the path stalls; from too high a start it ends there with bids above costs.
    """

    def __init__(self, laws: Sequence[Any], m: int, top: float) -> None:
        self.laws, self.m, self.top = laws, m, top
        low, high = max(x.support()[0] for x in laws), top
        for _ in range(42):
            middle = 0.5 * (low + high)
            low, high = (low, middle) if self.run(middle).status == 0 else (middle, high)
        self.lowest = 0.5 * (low + high)
        path = self.run(self.lowest, dense=True)
        self.end, self.path = float(path.t[-1]), path.sol

    def costs(self, logs: np.ndarray) -> np.ndarray:
        return np.array([float(x.isf(np.exp(min(v, 0.0)))) for x, v in zip(self.laws, logs, strict=True)])

    def run(self, start: float, dense: bool = False) -> Any:
        def slope(b: float, logs: np.ndarray) -> np.ndarray:
            gap = 1.0 / np.maximum(b - self.costs(logs), 1e-13)
            return np.asarray(gap - (gap[0] + self.m * gap[1]) / self.m)

        def stalled(b: float, logs: np.ndarray) -> float:
            return float((b - self.costs(logs)).min()) - 1e-9

        stalled.terminal = True  # type: ignore[attr-defined]  # how solve_ivp is told
        how: Any = {"rtol": 1e-10, "atol": 1e-12, "events": stalled, "dense_output": dense}
        return solve_ivp(slope, (start, self.top), [0.0, 0.0], "DOP853", **how)

    def bid(self, which: int, cost: float) -> float:
        return float(brentq(lambda b: self.costs(self.path(b))[which] - cost, self.lowest, self.end, xtol=1e-13))


@kind
def asymmetric_numeric(i: Value) -> Iterator[Value]:
    """Marshall, Meurer, Richard and Stromquist 1994."""
    strong, weak = law(i["S"]), law(i["W"])
    found = Shooting((strong, weak), i["m"], strong.support()[1])
    yield exact("lowest_bid", found.lowest, atol=1e-6)
    yield from (exact("bid_strong", found.bid(0, c), atol=1e-6, c=c) for c in i["cs_s"])
    yield from (exact("bid_weak", found.bid(1, c), atol=1e-6, c=c) for c in i["cs_w"])
    yield from _efficient("E_price_SPA", "E_winner_cost_efficient", law(i["S"]), law(i["W"]), i["m"])


@kind
def ratio_score_preference(i: Value) -> Iterator[Value]:
    """A lead of Delta points of quality is a price preference k: the favored wins iff b_f < k b_u (bids: no closed form)."""
    w, lead, lo, hi, m = i["w"], i["Delta"], i["lo"], i["hi"], i["m"]
    k = 1 / (1 - (1 - w) * lead / w)
    yield exact("kappa", k)
    yield exact("price_irrelevance_gap", w / (1 - w))
    costs = law(_u(lo, hi))
    found = minimize_scalar(
        lambda b: -(b - hi / k) * float(costs.sf(b)) ** m, bounds=(hi / k, hi), method="bounded", options={"xatol": 1e-12}
    )
    yield exact("top_effective_bid", found.x, atol=1e-6)
    yield expected("E_price_if_equal_quality", lo + (hi - lo) * 2 / (m + 2))
