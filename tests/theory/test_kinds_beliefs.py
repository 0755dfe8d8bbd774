"""Belief cases with other numbers than anybody's file: against closed forms, sums over all histories and other algorithms."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from gpssim.theory import Case, Value, verify
from gpssim.theory.order_statistics import largest_normal

PHI = stats.norm.cdf


def check(kind: str, inputs: dict[str, Any], values: list[tuple[str, dict[str, Any], float, str, float]]) -> None:
    """Every value passes; each is quantity, inputs, expected, and either an absolute tolerance or a standard deviation a draw."""
    rows = tuple(
        Value(q, of, expected, how, atol=number if how == "function" else 0.0, sd_per_draw=None if how == "function" else number)
        for q, of, expected, how, number in values
    )
    found = verify([Case("trial", kind, inputs, rows)], workers=1)
    assert [(v.value.quantity, v.value.inputs, v.value.expected, v.got, v.reason) for v in found.failed] == []


def function(quantity: str, expected: float, atol: float = 1e-8, **of: Any) -> tuple[str, dict[str, Any], float, str, float]:
    return quantity, of, expected, "function", atol


def mean(quantity: str, expected: float, sd: float, **of: Any) -> tuple[str, dict[str, Any], float, str, float]:
    return quantity, of, expected, "mean", sd


def prob(quantity: str, p: float, **of: Any) -> tuple[str, dict[str, Any], float, str, float]:
    return quantity, of, p, "prob", math.sqrt(p * (1.0 - p))


@pytest.mark.parametrize(
    ("n", "rho", "noise", "w"), [(2, -0.4, 2.0, 0.7), (7, 0.8, 0.0, 0.0), (9, 0.3, 12.0, 2.5), (3, 0.0, 1.0, 0.0)]
)
def test_selection(n: int, rho: float, noise: float, w: float) -> None:
    inputs = {"muq": 55.0, "sq": 8.0, "muc": 90.0, "sc": 11.0, "rho": rho, "ws": [w], "sn": noise, "n": n}
    sd = math.sqrt(w**2 * (64 + noise**2) + 121 - 2 * w * rho * 88)
    m = largest_normal(n)
    check(
        "selection_noisy_quality",
        inputs,
        [
            function("m_n", m),
            function("w_threshold(quality-neutral)", rho * 11 / 8),
            mean("E_quality", 55 + (w * 64 - rho * 88) / sd * m, 8.0, w=w),
            mean("E_cost", 90 + (w * rho * 88 - 121) / sd * m, 11.0, w=w),
        ],
    )


@pytest.mark.parametrize(
    ("high", "low", "able", "less", "share"), [(12.0, 3.0, 3.0, 1.5, 0.2), (7.0, 6.5, 1.1, 0.4, 0.9), (5.0, 0.0, 10.0, 0.1, 0.5)]
)
def test_certificates(high: float, low: float, able: float, less: float, share: float) -> None:
    level = (high - low) * less
    check(
        "signalling_certification",
        {"wH": high, "wL": low, "aH": able, "aL": less, "lam": share},
        [
            function("y_star", level),
            function("net_high", high - level / able),
            function("net_low", low),
            function("pooling_price", share * high + (1 - share) * low),
            function("y_max_separating", (high - low) * able),
            function("lambda_above_which_H_prefers_pooling", 1 - less / able),
        ],
    )


@pytest.mark.parametrize(("s0", "se", "n", "m", "k"), [(0.7, 1.3, 6, 3, 2), (2.0, 5.0, 2, 1, 3), (1.0, 6.0, 3, 2, 40)])
def test_pooling_of_beliefs(s0: float, se: float, n: int, m: int, k: int) -> None:
    reach = s0**2 / (s0**2 + se**2 / (m * k))
    e = largest_normal(n)
    check(
        "belief_pooling",
        {"s0": s0, "se": se, "ks": [k], "ms": [m], "n": n},
        [
            function("E_max_std_normal", e, n=n),
            function("posterior_var", 1 / (1 / s0**2 + m * k / se**2), m=m, k=k),
            function("total_gain", reach, m=m, k=k),
            mean("MSE", s0**2 * (1 - reach), s0**2 * (1 - reach) * math.sqrt(2), m=m, k=k),
            mean("E_selected_quality", s0 * math.sqrt(reach) * e, s0, m=m, k=k),
            mean("optimizer_curse", (se**2 / (m * k)) / math.sqrt(s0**2 + se**2 / (m * k)) * e, se / math.sqrt(m * k), m=m, k=k),
            function("posterior_mean(signals 1,-2.5,.25)", -1.25 / se**2 / (1 / s0**2 + 3 / se**2)),
            function("posterior_mean(signals -.5)", -0.5 / se**2 / (1 / s0**2 + 1 / se**2)),
            function("posterior_var(7 signals)", 1 / (1 / s0**2 + 7 / se**2)),
            function("posterior_var(1 signal)", 1 / (1 / s0**2 + 1 / se**2)),
            function("posterior_var(signals .1,.2)", 1 / (1 / s0**2 + 2 / se**2)),
        ],
    )


@pytest.mark.parametrize(("a", "b", "n", "p"), [(0.5, 0.5, 3, 0.2), (4.0, 2.5, 25, 0.95), (1.0, 1.0, 1, 0.5)])
def test_compliance(a: float, b: float, n: int, p: float) -> None:
    prior = a * b / ((a + b) ** 2 * (a + b + 1))
    x = n // 2
    check(
        "beta_binomial_compliance",
        {"a": a, "b": b, "n": n, "xs": [x], "ptrue": p},
        [
            function("prior_var", prior),
            mean("E_posterior_var", prior * (a + b) / (a + b + n), 0.08),
            function("posterior_mean", (a + x) / (a + b + n), x=x),
            prob("predictive_pmf", float(stats.betabinom(n, a, b).pmf(x)), x=x),
            mean("E_posterior_mean", (a + n * p) / (a + b + n), math.sqrt(n * p * (1 - p)) / (a + b + n), p_true=p),
        ],
    )


@pytest.mark.parametrize(("gap", "sigma", "jurors", "p1", "p2", "k"), [(1.0, 2.0, 2, 0.55, 0.5, 1), (7.5, 3.0, 11, 0.99, 0.3, 4)])
def test_ranking(gap: float, sigma: float, jurors: int, p1: float, p2: float, k: int) -> None:
    one, two = (stats.binom(k, p).pmf(np.arange(k + 1)) for p in (p1, p2))
    joint = np.outer(one, two)
    better = np.tril(joint, -1).sum() + 0.5 * np.trace(joint)
    check(
        "ranking_accuracy",
        {"gap": gap, "sig": sigma, "Js": [jurors], "p1": p1, "p2": p2, "ks": [k]},
        [
            prob("P_correct_ranking", float(PHI(gap * math.sqrt(jurors) / (sigma * math.sqrt(2)))), J=jurors, gap=gap, sigma=sigma),
            prob("P_choose_better", float(better), k=k, p1=p1, p2=p2),
        ],
    )


def test_trimming() -> None:
    three = 1.0 - math.sqrt(3.0) / math.pi  # the middle of three
    four = (2 * 0.3604553434 + 2 * 0.2359438935) / 4  # variance and covariance of the middle two of four, tables
    check(
        "trimmed_panel",
        {"Js": [3, 4, 11]},
        [
            function("var_trimmed", three, 1e-6, J=3),
            function("var_trimmed", four, 1e-6, J=4),
            function("relative_efficiency", 0.25 / four, 1e-6, J=4),
            function("var_mean", 1 / 11, J=11),
            function("var_mean", 1 / 41, J=41),
        ],
    )


def restart_index(a: float, b: float, discount: float, depth: int) -> float:
    """Gittins index by restarting: the value of an arm that may be taken back to its first state whenever one likes."""
    start = 0.0
    for _ in range(3_000):
        s = np.arange(depth + 1)
        value = np.maximum(start, (a + s) / (a + b + depth) / (1.0 - discount))
        for layer in range(depth - 1, -1, -1):
            p = (a + np.arange(layer + 1)) / (a + b + layer)
            value = p * (1.0 + discount * value[1:]) + (1.0 - p) * discount * value[:-1]
            if layer:
                value = np.maximum(value, start)
        if abs(float(value[0]) - start) < 1e-11:
            break
        start = float(value[0])
    return start * (1.0 - discount)


@pytest.mark.parametrize(("a", "b", "discount"), [(1.0, 1.0, 0.5), (3.0, 1.0, 0.8), (0.5, 2.5, 0.9)])
def test_gittins(a: float, b: float, discount: float) -> None:
    expected = restart_index(a, b, discount, 220)
    check(
        "gittins_index",
        {"gam": discount, "states": [[a, b]]},
        [
            function("gittins_index", expected, 1e-7, a=a, b=b, gamma=discount),
            function("exploration_bonus", expected - a / (a + b), 1e-7, a=a, b=b),
        ],
    )


def test_gittins_as_published() -> None:
    """Table for a discount factor of 0.99 (Gittins 1989), four digits."""
    check("gittins_index", {"gam": 0.99}, [function("gittins_index", 0.8699, 6e-5, a=1, b=1, gamma=0.99)])


@pytest.mark.parametrize(("s0", "se", "k", "tau"), [(1.5, 1.0, 2, 0.4), (0.8, 2.0, 9, -0.5), (1.0, 1.0, 1, 1.5)])
def test_renewal(s0: float, se: float, k: int, tau: float) -> None:
    seen = math.sqrt(s0**2 + se**2 / k)
    renew = float(1 - PHI(tau / seen))
    above = float(1 - PHI(tau / s0))
    both = float(stats.multivariate_normal([0, 0], [[s0**2, s0**2], [s0**2, seen**2]]).cdf([-tau, -tau]))
    quality = s0**2 / seen * float(stats.norm.pdf(tau / seen)) / renew
    check(
        "renewal_threshold",
        {"s0": s0, "se": se, "k": k, "tau": tau},
        [
            prob("P_renew", renew),
            mean("E_quality_renewed", quality, s0),
            prob("P_dismiss|good", 1 - both / above),
            prob("P_renew|bad", (renew - both) / (1 - above)),
            mean("E_quality_after_replacement_round", renew * quality, s0),
        ],
    )


@pytest.mark.parametrize(
    ("n", "horizon", "s0", "se", "temp"), [(2, 7, 0.6, 1.5, 0.0), (7, 12, 2.0, 0.7, 0.8), (1, 3, 1.0, 1.0, 0.3)]
)
def test_calibration(n: int, horizon: int, s0: float, se: float, temp: float) -> None:
    check(
        "belief_calibration_under_selection",
        {"n": n, "T": horizon, "s0": s0, "se": se, "temp": temp},
        [
            ("E_posterior_error", {}, 0.0, "mean", s0),
            ("E_sq_error_minus_posterior_var", {}, 0.0, "mean", 1.5 * s0**2),
            ("calibration_slope_moment E", {"of": "m(q-m)"}, 0.0, "mean", s0**2),
        ],
    )


@pytest.mark.parametrize(
    ("kind", "inputs", "quantity", "of", "words"),
    [
        ("trimmed_panel", {}, "var_trimmed", {"J": 2}, "J = 2 is impossible: it must be more than 2 jurors"),
        ("gittins_index", {"gam": 1.0}, "gittins_index", {"a": 1, "b": 1}, "discount = 1.0 is impossible"),
        ("gittins_index", {"gam": 0.9}, "gittins_index", {"a": 0, "b": 1}, "numbers above 0"),
        (
            "signalling_certification",
            {"wH": 1.0, "wL": 2.0, "aH": 2.0, "aL": 1.0, "lam": 0.5},
            "y_star",
            {},
            "at least the pay of the others",
        ),
        (
            "selection_noisy_quality",
            {"n": 3, "rho": 2.0, "muq": 0, "sq": 1, "muc": 0, "sc": 1, "sn": 0},
            "E_cost",
            {"w": 1},
            "a correlation",
        ),
        ("belief_pooling", {"s0": 1.0, "se": 1.0, "n": 2}, "posterior_variance", {}, "did you mean 'posterior_var'"),
    ],
)
def test_what_a_case_cannot_use_is_one_clear_line(
    kind: str, inputs: dict[str, Any], quantity: str, of: dict[str, Any], words: str
) -> None:
    verdict = verify([Case("trial", kind, inputs, (Value(quantity, of, 0.0, "function"),))], workers=1).verdicts[0]
    assert not verdict.passed
    assert words in verdict.reason
