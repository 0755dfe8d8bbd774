"""Group 6, beliefs, committees, signals."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Any

import numpy as np
from scipy import stats
from scipy.integrate import dblquad

from solutions.tools import Value, exact, kind, largest_normal, mean, prob


@kind
def selection_noisy_quality(i: Value) -> Iterator[Value]:
    sq, sc, rho, sn, n = (i[x] for x in ("sq", "sc", "rho", "sn", "n"))
    top = largest_normal(n)
    yield exact("m_n", top)
    yield exact("w_threshold(quality-neutral)", rho * sc / sq)
    for w in i["ws"]:
        spread = sqrt(w * w * (sq**2 + sn**2) + sc**2 - 2 * w * rho * sq * sc)
        yield mean("E_quality", i["muq"] + (w * sq**2 - rho * sq * sc) / spread * top, w=float(w))
        yield mean("E_cost", i["muc"] + (w * rho * sq * sc - sc**2) / spread * top, w=float(w))


@kind
def signalling_certification(i: Value) -> Iterator[Value]:
    high, low, able, other, part = (i[x] for x in ("wH", "wL", "aH", "aL", "lam"))
    level = (high - low) * other
    net, pooled = high - level / able, part * high + (1 - part) * low
    yield exact("y_star", level)
    yield exact("net_high", net)
    yield exact("net_low", low)
    yield exact("pooling_price", pooled)
    yield exact("y_max_separating", (high - low) * able)
    yield exact("lambda_above_which_H_prefers_pooling", (net - low) / (high - low))


@kind
def belief_pooling(i: Value) -> Iterator[Value]:
    s0, se, n = i["s0"], i["se"], i["n"]
    top = largest_normal(n)
    yield exact("E_max_std_normal", top, n=n)
    for m in i["ms"]:
        for k in i["ks"]:
            left, gained = 1 / (1 / s0**2 + m * k / se**2), s0**2 / (s0**2 + se**2 / (m * k))
            yield exact("posterior_var", left, m=m, k=k)
            yield exact("total_gain", gained, m=m, k=k)
            yield mean("MSE", left, sd=sqrt(2) * left, m=m, k=k)
            yield mean("E_selected_quality", s0 * sqrt(gained) * top, m=m, k=k)
            yield mean("optimizer_curse", (se**2 / (m * k)) / sqrt(s0**2 + se**2 / (m * k)) * top, m=m, k=k)
    signals = (0.3, -0.5, 0.9)
    weight = 1 / s0**2 + len(signals) / se**2
    yield exact("posterior_mean(signals .3,-.5,.9)", sum(signals) / se**2 / weight)
    yield exact(f"posterior_var({len(signals)} signals)", 1 / weight)


@kind
def beta_binomial_compliance(i: Value) -> Iterator[Value]:
    a, b, n = i["a"], i["b"], i["n"]
    spread = a * b / ((a + b) ** 2 * (a + b + 1))
    yield exact("prior_var", spread)
    yield mean("E_posterior_var", spread * (a + b) / (a + b + n), n=n)
    for x in i["xs"]:
        yield exact("posterior_mean", (a + x) / (a + b + n), x=x)
        yield prob("predictive_pmf", float(stats.betabinom(n, a, b).pmf(x)), x=x)
    yield mean("E_posterior_mean", (a + n * i["ptrue"]) / (a + b + n), p_true=i["ptrue"])


@kind
def ranking_accuracy(i: Value) -> Iterator[Value]:
    gap, noise, one, other = float(i["gap"]), float(i["sig"]), i["p1"], i["p2"]
    for j in i["Js"]:
        yield prob("P_correct_ranking", float(stats.norm.cdf(gap * sqrt(j) / (noise * sqrt(2)))), J=j, gap=gap, sigma=noise)
    for k in i["ks"]:
        x, y = stats.binom(k, one).pmf(range(k + 1)), stats.binom(k, other).pmf(range(k + 1))
        ahead = sum(x[c] * y[:c].sum() + 0.5 * x[c] * y[c] for c in range(k + 1))
        yield prob("P_choose_better", float(ahead), k=k, p1=one, p2=other)


@kind
def trimmed_panel(i: Value) -> Iterator[Value]:
    """Moments of normal order statistics by their joint densities."""
    for j in i["Js"]:
        first, square = (_moment(j, r, p) for r, p in ((j, 1), (j, 2)))
        product = _extremes(j)
        # var(sum - min - max) with sum independent of the differences from the mean
        ends = 2 * (square - first**2) + 2 * (product + first**2)
        left = (j - 2 * 2 + ends) / (j - 2) ** 2
        yield exact("var_trimmed", left, atol=1e-6, J=j)
        yield exact("var_mean", 1 / j, J=j)
        yield exact("relative_efficiency", 1 / j / left, atol=1e-6, J=j)


def _moment(j: int, r: int, power: int) -> float:
    x = np.linspace(-9, 9, 40001)
    density = j * stats.norm.cdf(x) ** (r - 1) * stats.norm.pdf(x)
    return float(np.trapezoid(density * x**power, x))


def _extremes(j: int) -> float:
    """E (smallest * largest)."""
    pdf, cdf = stats.norm.pdf, stats.norm.cdf
    f: Any = lambda y, x: x * y * j * (j - 1) * (cdf(y) - cdf(x)) ** (j - 2) * pdf(x) * pdf(y)
    return float(dblquad(f, -8, 8, lambda x: x, lambda _: 8.0, epsabs=1e-10)[0])


@kind
def gittins_index(i: Value) -> Iterator[Value]:
    """Calibration: the known rate at which going on and stopping are equally good, by recursion over successes and failures."""
    gamma, depth = i["gam"], 320

    def worth(a: int, b: int, rate: float) -> float:
        stop = rate / (1 - gamma)
        value = np.full(depth + 1, stop)
        for t in range(depth - 1, -1, -1):
            s = np.arange(t + 1)
            p = (a + s) / (a + b + t)
            go = p * (1 + gamma * value[1 : t + 2]) + (1 - p) * gamma * value[: t + 1]
            value = np.maximum(go, stop) if t else go
        return float(value[0]) - stop

    for a, b in i["states"]:
        low, high = a / (a + b), 1.0
        for _ in range(45):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if worth(a, b, middle) > 0 else (low, middle)
        yield exact("gittins_index", low, atol=1e-6, a=a, b=b, gamma=gamma)
        yield exact("exploration_bonus", low - a / (a + b), atol=1e-6, a=a, b=b)


@kind
def renewal_threshold(i: Value) -> Iterator[Value]:
    s0, se, k, tau = i["s0"], i["se"], i["k"], i["tau"]
    sm = sqrt(s0**2 + se**2 / k)
    z = tau / sm
    kept = float(stats.norm.sf(z))
    quality = s0**2 / sm * float(stats.norm.pdf(z)) / kept
    both = float(stats.multivariate_normal([0, 0], [[s0**2, s0**2], [s0**2, sm**2]]).cdf([tau, tau]))
    good = float(stats.norm.sf(tau / s0))
    yield prob("P_renew", kept)
    yield mean("E_quality_renewed", quality)
    yield prob("P_dismiss|good", ((1 - kept) - both) / good)
    yield prob("P_renew|bad", ((1 - good) - both) / (1 - good))
    yield mean("E_quality_after_replacement_round", kept * quality)


@kind
def belief_calibration_under_selection(i: Value) -> Iterator[Value]:
    yield mean("E_posterior_error", 0.0)
    yield mean("E_sq_error_minus_posterior_var", 0.0)
    yield mean("calibration_slope_moment E", 0.0, of="m(q-m)")
