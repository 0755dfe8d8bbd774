"""Effort and contract kinds with numbers of their own, against formulas and brute force written here."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from gpssim.errors import GpssimError
from gpssim.theory.evidence import Reference, Setting, Simulated, Solved
from gpssim.theory.verifying import adapters

DRAWS = 40_000


def evidence(kind: str, inputs: dict[str, Any], quantity: str, **of: Any) -> Solved | Simulated | Reference:
    return adapters()[kind].answers(inputs, Setting.of(5, kind, inputs, DRAWS))(quantity, of)


def solved(kind: str, inputs: dict[str, Any], quantity: str, **of: Any) -> float:
    found = evidence(kind, inputs, quantity, **of)
    assert isinstance(found, Solved)
    return found.value


def referred(kind: str, inputs: dict[str, Any], quantity: str) -> float:
    found = evidence(kind, inputs, quantity)
    assert isinstance(found, Reference)
    return found.value


def near(x: float, atol: float = 1e-8) -> Any:
    return pytest.approx(x, abs=atol, rel=0)


def agrees(found: object, mean: float) -> None:
    assert isinstance(found, Simulated)
    draws = np.asarray(found.draws, dtype=float)
    assert draws.size >= 20_000
    assert abs(draws.mean() - mean) <= 4.0 * draws.std() / sqrt(draws.size) + 1e-12


@pytest.mark.parametrize(
    ("r", "k", "s2", "B", "om"), [(0.0, 2.0, 1.0, 3.0, 0.0), (5.0, 0.3, 2.0, 0.7, 0.9), (1e-3, 40.0, 9.0, 25.0, 1.5)]
)
def test_linear_incentives(r: float, k: float, s2: float, B: float, om: float) -> None:  # the file's own names
    kind, inputs = "linear_incentive_contract", {"r": r, "k": k, "s2": s2, "B": B, "om": om, "m": 4}

    def slope(m: float) -> float:
        return B / (1.0 + r * k * s2 / m)

    def surplus(beta: float, m: float) -> float:
        e = (beta + om) / k
        return (B + om) * e - k * e * e / 2.0 - r * beta**2 * s2 / m / 2.0

    for m, name in ((1, ""), (4, "(4 signals)"), (9, "(9 signals)")):
        assert solved(kind, inputs, f"beta_star{name}") == near(slope(m))
        assert solved(kind, inputs, f"effort_star{name}") == near((slope(m) + om) / k)
        assert solved(kind, inputs, f"surplus_star{name}") == near(surplus(slope(m), m))
    assert solved(kind, inputs, "fixed_price_effort", beta=0) == near(om / k)
    assert solved(kind, inputs, "fixed_price_effort", beta=0.4) == near((0.4 + om) / k)
    assert referred(kind, inputs, "first_best_effort") == near((B + om) / k)
    agrees(evidence(kind, inputs, "E_output_at_beta_star"), (slope(1) + om) / k)


def test_output_without_noise_is_effort() -> None:
    inputs = {"r": 1.0, "k": 2.0, "s2": 0.0, "B": 3.0, "om": 0.5, "m": 1}
    found = evidence("linear_incentive_contract", inputs, "E_output_at_beta_star")
    assert isinstance(found, Simulated)
    assert found.draws == pytest.approx(1.75)


@pytest.mark.parametrize(
    ("r", "s2", "d", "B1", "B2"), [(2.0, 0.3, -0.6, 0.5, 1.0), (0.5, 1.5, 0.9, 1.0, 2.0), (3.0, 0.1, 0.0, 2.0, 0.0)]
)
def test_multitask(r: float, s2: float, d: float, B1: float, B2: float) -> None:
    kind, inputs = "multitask_moral_hazard", {"r": r, "s2": s2, "d": d, "B1": B1, "B2": B2}
    beta = (B1 - d * B2) / (1.0 + r * s2 * (1.0 - d * d))
    e1, e2 = beta / (1.0 - d * d), -d * beta / (1.0 - d * d)
    assert solved(kind, inputs, "beta_star") == near(beta)
    assert solved(kind, inputs, "e1") == near(e1)
    assert solved(kind, inputs, "e2") == near(e2)
    worth = B1 * e1 + B2 * e2 - (e1 * e1 + e2 * e2) / 2.0 - d * e1 * e2 - r * beta**2 * s2 / 2.0
    assert solved(kind, inputs, "surplus") == near(worth)
    best = minimize(lambda e: (e @ e) / 2.0 + d * e[0] * e[1] - B1 * e[0] - B2 * e[1], np.zeros(2), tol=1e-14).x
    assert referred(kind, inputs, "first_best_e1") == near(best[0], 1e-5)
    assert referred(kind, inputs, "first_best_e2") == near(best[1], 1e-5)


INSPECTIONS = [
    {"gsave": 1.0, "F": 4.0, "d": 0.9, "a": 0.3, "L": 2.0, "phi": 0.0, "lam": 0.5},
    {"gsave": 0.2, "F": 30.0, "d": 0.5, "a": 2.0, "L": 40.0, "phi": 1.0, "lam": 7.0},
]


@pytest.mark.parametrize("inputs", INSPECTIONS)
def test_inspection(inputs: dict[str, Any]) -> None:
    kind, g, fine, d, a, harm, phi, lam = "inspection_game", *inputs.values()
    audit, shirk = g / (d * fine), a / (d * (harm + phi * fine))
    agrees(evidence(kind, inputs, "P_audit"), audit)
    agrees(evidence(kind, inputs, "P_shirk"), shirk)
    agrees(evidence(kind, inputs, "P_detected_shirk"), audit * shirk * d)
    agrees(evidence(kind, inputs, "provider_payoff"), 0.0)
    agrees(evidence(kind, inputs, "purchaser_payoff"), -shirk * harm)
    for strength in (lam, 0.0, 3.0):
        s, p = (solved(kind, inputs, f"QRE_P_{x}", **{"lambda": strength}) for x in ("shirk", "audit"))
        assert s == near(1.0 / (1.0 + np.exp(-strength * (g - p * d * fine))))
        assert p == near(1.0 / (1.0 + np.exp(-strength * (s * d * (harm + phi * fine) - a))))


@pytest.mark.parametrize(
    ("change", "shirk", "audit"), [({"gsave": 50.0}, 1.0, 1.0), ({"gsave": -1.0}, 0.0, 0.0), ({"a": 99.0}, 1.0, 0.0)]
)
def test_inspection_where_somebody_is_never_indifferent(change: dict[str, float], shirk: float, audit: float) -> None:
    inputs = INSPECTIONS[0] | change
    for quantity, expected in (("P_shirk", shirk), ("P_audit", audit)):
        found = evidence("inspection_game", inputs, quantity)
        assert isinstance(found, Simulated)
        assert found.value == expected


@pytest.mark.parametrize(("psi", "dl", "d", "vq"), [(0.02, 0.9, 0.5, 0.2), (0.3, 0.7, 1.0, 0.6), (0.0011, 0.95, 0.3, 0.001)])
def test_restricted_pool(psi: float, dl: float, d: float, vq: float) -> None:
    kind, inputs = "restricted_pool_quality", {"psi": psi, "dl": dl, "d": d, "vq": vq, "nmax_show": 12}
    bound = d * dl / ((1.0 - dl) * psi)
    most = max(n for n in range(3000) if n * (n + 1) <= bound)
    assert solved(kind, inputs, "max_pool_size_with_quality") == most
    cost = {n: 2.0 / (n + 1) + (psi - vq) * (n <= most) for n in range(2, 21)}
    assert solved(kind, inputs, "optimal_pool_size(2..20)") == min(cost, key=lambda n: cost[n])
    assert solved(kind, inputs, "optimal_pool_size(5..6)") == min((5, 6), key=lambda n: cost[n])
    for n in (2, 3, 9):
        assert solved(kind, inputs, "buyer_cost", n=n) == near(cost[n])
        assert solved(kind, inputs, "delta_min", n=n) == near(psi * n * (n + 1) / (d + psi * n * (n + 1)))
        agrees(evidence(kind, inputs, "per_period_rent", n=n), 1.0 / (n * (n + 1)))


@pytest.mark.parametrize(("beta_", "q", "r"), [(0.5, 1.0, 0.25), (0.99, 0.01, 4.0), (0.0, 0.3, 1.0)])
def test_career_concerns(beta_: float, q: float, r: float) -> None:
    kind, inputs = "career_concerns", {"beta_": beta_, "q": q, "r": r}
    before = (q + sqrt(q * q + 4.0 * q * r)) / 2.0
    gain = before / (before + r)
    assert solved(kind, inputs, "predictive_variance_P") == near(before)
    assert solved(kind, inputs, "kalman_gain_K") == near(gain)
    assert solved(kind, inputs, "posterior_variance") == near((1.0 - gain) * before)
    assert solved(kind, inputs, "effort_star") == near(beta_ * gain / (1.0 - beta_ * (1.0 - gain)))


@pytest.mark.parametrize(("r", "k", "se2", "sc2"), [(1.0, 2.0, 1.0, 0.0), (4.0, 0.5, 0.1, 2.0), (0.3, 1.0, 3.0, 0.2)])
def test_yardstick(r: float, k: float, se2: float, sc2: float) -> None:
    kind, inputs = "yardstick_competition", {"r": r, "k": k, "se2": se2, "sc2": sc2}
    rho = sc2 / (sc2 + se2)
    left = (sc2 + se2) * (1.0 - rho * rho)
    with_, without = 1.0 / (1.0 + r * k * left), 1.0 / (1.0 + r * k * (sc2 + se2))
    expected = {"gamma": rho, "var_eff": left, "beta_with_yardstick": with_, "beta_without": without}
    expected |= {"effort_with": with_ / k, "effort_without": without / k}
    for quantity, value in expected.items():
        assert solved(kind, inputs, quantity) == near(value)


KINDS = {
    "linear_incentive_contract": {"r": 1.0, "k": 1.0, "s2": 1.0, "B": 1.0},
    "multitask_moral_hazard": {"r": 1.0, "s2": 0.5, "d": 0.4, "B1": 1.0, "B2": 0.8},
    "inspection_game": INSPECTIONS[0],
    "restricted_pool_quality": {"psi": 0.05, "dl": 0.8, "d": 0.75, "vq": 0.5},
    "career_concerns": {"beta_": 0.9, "q": 0.2, "r": 1.0},
    "yardstick_competition": {"r": 2.0, "k": 1.0, "se2": 0.4, "sc2": 0.6},
}


@pytest.mark.parametrize("kind", KINDS)
def test_another_quantity_is_refused_by_name(kind: str) -> None:
    with pytest.raises(GpssimError, match="quantity"):
        evidence(kind, KINDS[kind], "price_of_tea")


def test_substitutes_too_close_for_a_best_effort_are_refused() -> None:
    with pytest.raises(GpssimError, match="substitution"):
        evidence("multitask_moral_hazard", KINDS["multitask_moral_hazard"] | {"d": 1.2}, "e1")
