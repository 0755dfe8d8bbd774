"""Group 0, learning bidders."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np

from solutions.tools import Value, exact, expected, integral, kind, mean, prob


@kind
def ewa_update(i: Value) -> Iterator[Value]:
    """Camerer and Ho 1999."""
    n, a = float(i["N0"]), np.array(i["A0"], dtype=float)
    for t, (chosen, *pay) in enumerate(i["hist"], 1):
        weight = np.where(np.arange(a.size) == int(chosen), 1.0, i["delta"])
        later = i["rho"] * n + 1.0
        a, n = (i["phi"] * n * a + weight * np.array(pay)) / later, later
        chance = np.exp(i["lam"] * (a - a.max()))
        yield exact("N", n, index=t)
        yield from (exact(f"A{k}", x, index=t) for k, x in enumerate(a))
        yield exact("P(action0)", chance[0] / chance.sum(), index=t)


@kind
def roth_erev_urn(i: Value) -> Iterator[Value]:
    """Polya urn: Dirichlet-multinomial counts."""
    alpha, k, t = i["s"] / i["a"], i["K"], i["T"]
    total, p = k * alpha, 1.0 / k
    yield mean("E_share", p, T=t)
    yield mean("E_share_sq", p * p + p * (1 - p) * (t + total) / (t * (1 + total)), T=t)
    yield exact("limit_variance_of_share", p * (1 - p) / (1 + total))
    yield prob("P_same_action_twice(rounds 1,2)", (alpha + 1) / (total + 1))
    yield prob("P_all_same_first_5", k * prod((alpha + j) / (total + j) for j in range(5)))


@kind
def roth_erev_path(i: Value) -> Iterator[Value]:
    """Recursion over how often the first action was chosen."""
    chance, rounds = np.array([1.0]), [t for t in (1, 2, 5, 10, 20, 50) if t < i["T"]]
    for t in range(1, i["T"] + 1):
        m = np.arange(t)
        first = (i["s"] + m * i["a"]) / (2 * i["s"] + m * i["a"] + (t - 1 - m) * i["b"])
        later = np.zeros(t + 1)
        later[1:] += chance * first
        later[:-1] += chance * (1 - first)
        chance, m = later, np.arange(t + 1)
        now = float(chance @ ((i["s"] + m * i["a"]) / (2 * i["s"] + m * i["a"] + (t - m) * i["b"])))
        if t in rounds:
            yield expected("E_P(action0)", now, index=t)
    yield mean("E_P(action0)", now, index=i["T"])


def _payoffs(grid: np.ndarray, mix: np.ndarray, n: int) -> np.ndarray:
    def of(k: float) -> float:
        win = lambda x: x * float((mix * np.minimum(1.0, k * x / grid)).sum()) ** (n - 1)
        return (1.0 - k) * integral(win, 0.0, 1.0, [g / k for g in grid])

    return np.array([of(k) for k in grid])


@kind
def learning_to_bid(i: Value) -> Iterator[Value]:
    """Costs U[0,1], bids 1 - k (1 - c): grid equilibrium and logit equilibrium."""
    grid, n = np.array(i["grid"]), i["n"]
    stable = [k for k in range(grid.size) if _payoffs(grid, np.eye(grid.size)[k], n).argmax() == k]
    mix = np.full(grid.size, 1.0 / grid.size)
    for _ in range(400):
        pay = i["lam"] * _payoffs(grid, mix, n)
        answer = np.exp(pay - pay.max())
        mix = 0.7 * mix + 0.3 * answer / answer.sum()
        if np.abs(mix - answer / answer.sum()).max() < 1e-13:
            break
    best = integral(lambda y: 1.0 - float((mix * np.minimum(1.0, y / grid)).sum()) ** n, 0.0, 1.0, list(grid))
    if len(stable) == 1:
        yield exact("kappa_NE", grid[stable[0]])
        yield expected("NE_E_price", 1.0 - grid[stable[0]] * n / (n + 1))
    yield exact("QRE_mean_kappa", mix @ grid, atol=1e-6)
    yield exact("QRE_mode_kappa", grid[mix.argmax()])
    yield exact("QRE_prob_mode", mix.max(), atol=1e-6)
    yield expected("QRE_E_price", 1.0 - best)
