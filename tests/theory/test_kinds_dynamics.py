"""Kinds of learning, citizens and industry dynamics with numbers of our own, against closed forms and brute force written here."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import comb, erf, exp, factorial, gamma, lgamma, log, pi, sqrt
from typing import Any

import numpy as np
import pytest
from scipy import integrate, special, stats

from gpssim.errors import GpssimError
from gpssim.theory.evidence import Reference, Setting, Simulated, Solved
from gpssim.theory.verifying import adapters

ASKED: dict[str, Callable[..., Any]] = {}


def asked(kind: str, inputs: dict[str, Any], quantity: str, **of: Any) -> Any:
    """The evidence for one quantity; an adapter is made once for each case."""
    key = repr((kind, inputs))
    if key not in ASKED:
        ASKED[key] = adapters()[kind].answers(inputs, Setting.of(5, kind, inputs))
    return ASKED[key](quantity, of)


def solved(kind: str, inputs: dict[str, Any], expected: dict[Any, float], atol: float = 1e-8) -> None:
    """Every quantity is solved, or referred to, with this value. Keys are a quantity, or a quantity and its inputs."""
    for key, value in expected.items():
        quantity, of = key if isinstance(key, tuple) else (key, ())
        evidence = asked(kind, inputs, quantity, **dict(of))
        assert isinstance(evidence, Solved | Reference), quantity
        assert evidence.value == pytest.approx(value, abs=atol, rel=1e-9), quantity


def simulated(kind: str, inputs: dict[str, Any], expected: dict[Any, float]) -> None:
    """Every quantity is simulated, and its mean is within four standard errors."""
    for key, value in expected.items():
        quantity, of = key if isinstance(key, tuple) else (key, ())
        evidence = asked(kind, inputs, quantity, **dict(of))
        assert isinstance(evidence, Simulated), quantity
        assert evidence.draws.size >= 20_000
        flags = bool(np.isin(evidence.draws, (0.0, 1.0)).all())
        spread = sqrt(max(value * (1.0 - value), 0.0)) if flags else float(np.std(evidence.draws))
        assert abs(evidence.value - value) <= max(4.0 * spread / sqrt(evidence.draws.size), 1e-12), (quantity, evidence.value)


def at(**of: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(of.items())


def curve(first: float, ratio: float, units: np.ndarray | float) -> Any:
    return first * np.asarray(units, dtype=float) ** (log(ratio) / log(2.0))


@pytest.mark.parametrize(("c1", "ratio", "kept", "flow"), [(7.0, 0.5, 0.5, 1.0), (250.0, 0.95, 0.99, 0.4), (10.0, 1.0, 0.0, 3.0)])
def test_learning_curve(c1: float, ratio: float, kept: float, flow: float) -> None:
    inputs = {"c1": c1, "PR": ratio, "dep": kept, "qflow": flow, "ns": [1, 3]}
    steady = flow / (1.0 - kept)
    after = kept**3 + flow * (1.0 + kept + kept**2)
    solved(
        "learning_curve",
        inputs,
        {
            ("unit_cost", at(n=3)): curve(c1, ratio, 3),
            ("cumulative_cost", at(N=17)): curve(c1, ratio, np.arange(1, 18)).sum(),
            "steady_experience": steady,
            "steady_unit_cost": curve(c1, ratio, max(steady, 1.0)),
            ("experience", at(t=3)): after,
            "b_exponent": -log(ratio) / log(2.0),
        },
    )


@pytest.mark.parametrize(
    ("n", "contracts", "c1", "ratio"), [(2, 7, 3.0, 0.6), (7, 23, 120.0, 0.9), (3, 2, 5.0, 0.8), (1, 4, 5.0, 0.8)]
)
def test_experience_lock_in(n: int, contracts: int, c1: float, ratio: float) -> None:
    learned = curve(c1, ratio, np.arange(1, contracts + 2))
    turns = curve(c1, ratio, 1 + np.arange(contracts) // n).sum()
    each = np.bincount(np.arange(contracts) % n, minlength=n) / contracts
    solved(
        "experience_lock_in",
        {"n": n, "T": contracts, "c1": c1, "PR": ratio},
        {
            "open_total_cost": learned[:-1].sum(),
            "open_total_payment": contracts * c1,
            "open_final_HHI": 1.0,
            "rotation_total_cost": turns,
            "rotation_final_HHI": (each**2).sum(),
            "cost_ratio_rotation/open": turns / learned[:-1].sum(),
            "incumbent_final_unit_cost": learned[-1],
            "entrant_unit_cost_gap(fallback risk)": c1 - learned[-1],
            "incumbent_cumulative_profit": contracts * c1 - learned[:-1].sum(),
        },
    )


@pytest.mark.parametrize(("n", "a", "rounds"), [(2, 0.3, 9), (7, 4.0, 25), (3, 1.5, 1)])
def test_self_reinforcing_awards(n: int, a: float, rounds: int) -> None:
    p, t = 1.0 / n, rounds
    hhi = n * (t * p * (1 - p) * (t + n * a) / (1 + n * a) + (t * p) ** 2) / t**2
    inputs = {"n": n, "a": a, "T": rounds}
    simulated("self_reinforcing_awards", inputs, {("E_HHI", at(T=rounds)): hhi})
    one = n * exp(lgamma(a + t) - lgamma(a) - lgamma(n * a + t) + lgamma(n * a))
    solved(
        "self_reinforcing_awards",
        inputs,
        {
            "E_HHI_limit": (1 + a) / (1 + n * a),
            "corr_of_successive_awards(P same firm rounds 1,2)": (1 + a) / (1 + n * a),
            ("P_one_firm_wins_all", at(T=rounds)): one,
        },
    )


@pytest.mark.parametrize(("kappa", "ratio", "lam", "rounds"), [(4.0, 0.7, 2.0, 6), (50.0, 0.95, 0.05, 9), (1.0, 0.85, 0.0, 5)])
def test_stochastic_learning_race(kappa: float, ratio: float, lam: float, rounds: int) -> None:
    total = dict.fromkeys(("hhi", "leader", "cost", "last", "all"), 0.0)
    for path in product((0, 1), repeat=rounds):  # every history
        e, chance, cost = np.ones(2), 1.0, 0.0
        for winner in path:
            asks = curve(kappa, ratio, e)
            weights = np.exp(-lam * asks)
            chance *= weights[winner] / weights.sum()
            last = asks[winner]
            cost += last
            e[winner] += 1.0
        share = (e - 1.0).max() / rounds
        sums = (share**2 + (1 - share) ** 2, share, cost, last, float(share == 1.0))
        for name, value in zip(total, sums, strict=True):
            total[name] += chance * value
    inputs = {"kappa": kappa, "PR": ratio, "lam": lam, "T": rounds}
    weights = np.exp(-lam * curve(kappa, ratio, np.array([3.0, 2.0])))
    simulated(
        "stochastic_learning_race",
        inputs,
        {
            "E_HHI_T": total["hhi"],
            "E_leader_share": total["leader"],
            "E_total_cost": total["cost"],
            "P_monopolised(one firm won all T)": total["all"],
            "P(e=(3,2) firm) wins round 4": weights[0] / weights.sum(),
        },
    )
    solved("stochastic_learning_race", inputs, {"E_cost_last_round": total["last"]})


RACES = [(3.0, 0.7, 2, 3, 0.9, 0.5), (8.0, 0.5, 6, 4, 0.95, 2.0), (10.0, 0.8, 3, 7, 0.0, 1.0), (2.0, 0.9, 1, 1, 0.5, 1.0)]


@pytest.mark.parametrize(("kappa", "ratio", "m", "most", "beta", "sigma"), RACES)
def test_learning_duopoly_nobody_gains_by_another_price(
    kappa: float, ratio: float, m: int, most: int, beta: float, sigma: float
) -> None:
    inputs = {"kappa": kappa, "PR": ratio, "m": m, "M": most, "beta_": beta, "sigma": sigma}

    def table(quantity: str) -> np.ndarray:
        rows = range(1, most + 1)
        return np.array([[asked("learning_duopoly_equilibrium", inputs, quantity, at=[i, j]).value for j in rows] for i in rows])

    price, value, win = table("price"), table("V"), table("P_win")
    for i, j in product(range(most), repeat=2):
        ahead, behind = value[min(i + 1, most - 1), j], value[i, min(j + 1, most - 1)]
        cost = float(curve(kappa, ratio, min(i + 1, m)))

        def worth(p: np.ndarray, i: int = i, j: int = j, cost: float = cost, ahead: float = ahead, behind: float = behind) -> Any:
            wins = special.expit((price[j, i] - p) / sigma)
            return wins * (p - cost + beta * ahead) + (1.0 - wins) * beta * behind

        assert worth(price[i, j]) == pytest.approx(value[i, j], abs=1e-8)
        assert win[i, j] == pytest.approx(special.expit((price[j, i] - price[i, j]) / sigma), abs=1e-10)
        others = worth(price[i, j] + sigma * np.linspace(-10.0, 30.0, 4001))
        assert others.max() <= value[i, j] + 1e-9
        h = 1e-4 * sigma
        assert abs(worth(price[i, j] + h) - worth(price[i, j] - h)) / (2 * h) < 1e-6
    top = asked("learning_duopoly_equilibrium", inputs, "price", at=["M", "M"]).value
    assert top == price[-1, -1]
    _race_by_histories(inputs, win, most)


def _race_by_histories(inputs: dict[str, Any], win: np.ndarray, most: int) -> None:
    rounds, hhi = 5, 0.0
    for path in product((0, 1), repeat=rounds):
        e, chance, wins = [1, 1], 1.0, np.zeros(2)
        for winner in path:
            p = win[e[0] - 1, e[1] - 1]
            chance *= p if winner == 0 else 1.0 - p
            wins[winner] += 1
            e[winner] = min(e[winner] + 1, most)
        hhi += chance * ((wins / rounds) ** 2).sum()
    simulated("learning_duopoly_equilibrium", inputs, {"E_HHI_5": hhi})
    law = {(1, 1): 1.0}
    highest = 0.0
    for _ in range(200):
        highest = max(highest, sum(w * (win[i - 1, j - 1] ** 2 + (1 - win[i - 1, j - 1]) ** 2) for (i, j), w in law.items()))
        later: dict[tuple[int, int], float] = {}
        for (i, j), w in law.items():
            for state, p in (((min(i + 1, most), j), win[i - 1, j - 1]), ((i, min(j + 1, most)), 1 - win[i - 1, j - 1])):
                later[state] = later.get(state, 0.0) + w * p
        law = later
    solved("learning_duopoly_equilibrium", inputs, {"max_t expected one-period HHI (BDKS HHI^)": highest})


@pytest.mark.parametrize(("u", "mu"), [([0.0], 2.0), ([3.0, -1.0], 0.4), ([0.2, 0.1, 0.0, 0.0, -2.0, 1.0, 0.3], 1.7)])
def test_logit_choice(u: list[float], mu: float) -> None:
    weights = np.exp(np.array(u) / mu)
    share = weights / weights.sum()
    inputs = {"u": u, "mu": mu}
    simulated("logit_choice", inputs, {("share", at(index=k)): s for k, s in enumerate(share)})
    simulated("logit_choice", inputs, {"E_max_utility": mu * log(weights.sum()) + mu * np.euler_gamma})
    solved(
        "logit_choice",
        inputs,
        {
            "logsum": mu * log(weights.sum()),
            "own_elasticity_term s0(1-s0)/mu": share[0] * (1 - share[0]) / mu,
            "HHI_of_shares": (share**2).sum(),
        },
    )


@pytest.mark.parametrize(("n", "p", "lam", "capacity"), [(7, 0.6, 2.5, 3), (120, 0.05, 6.0, 5), (30, 0.5, 0.4, 0)])
def test_capacity_rationing(n: int, p: float, lam: float, capacity: int) -> None:
    d = np.arange(n + 1)
    chance = np.array([comb(n, int(k)) * p**k * (1 - p) ** (n - k) for k in d])
    served = float(chance @ np.minimum(d, capacity))
    many = np.arange(60)
    law = np.array([exp(-lam) * lam**k / factorial(k) for k in many])
    inputs = {"N": n, "p": p, "Ks": [capacity], "lamP": lam}
    simulated(
        "capacity_rationing",
        inputs,
        {
            ("E_served_binomial", at(K=capacity, N=n, p=p)): served,
            ("P_rationing", at(K=capacity)): float(chance[d > capacity].sum()),
            ("E_served_poisson", at(K=capacity, **{"lambda": lam})): float(law @ np.minimum(many, capacity)),
        },
    )
    solved("capacity_rationing", inputs, {("coverage", at(K=capacity)): served / (n * p)})


@pytest.mark.parametrize(
    ("eta", "p", "ep", "em", "sd"), [(0.7, 0.5, 0.4, 0.4, 2.0), (0.05, 0.95, 0.02, 0.5, 0.1), (0.3, 0.1, 0.9, 0.2, 1.0)]
)
def test_trust_dynamics(eta: float, p: float, ep: float, em: float, sd: float) -> None:
    pull = p * ep + (1 - p) * em
    mean = p * ep / pull
    second = (2 * p * ep * (1 - ep) * mean + p * ep**2) / (1 - p * (1 - ep) ** 2 - (1 - p) * (1 - em) ** 2)
    inputs = {"eta": eta, "p": p, "ep": ep, "em": em, "sd": sd}
    simulated("trust_dynamics", inputs, {"asym_fixed_point": mean})
    solved(
        "trust_dynamics",
        inputs,
        {
            "half_life_periods": log(0.5) / log(1 - eta),
            "EWMA_stationary_var": eta / (2 - eta) * sd**2,
            "asym_stationary_var": second - mean**2,
            "mean_after_t=3 from 0.9 (asym)": mean + (1 - pull) ** 3 * (0.9 - mean),
            "EWMA_after_t=8 from 0.25 to target 0.75": 0.75 - (1 - eta) ** 8 * 0.5,
            "p_needed_for_T=0.8": 0.8 * em / (0.8 * em + 0.2 * ep),
        },
    )


@pytest.mark.parametrize(("mu", "tau", "low", "high"), [(-1.0, 0.5, 0.05, 0.9), (0.0, 0.0, 0.3, 0.3), (2.0, 0.5, 1.0, 0.02)])
def test_selective_feedback(mu: float, tau: float, low: float, high: float) -> None:
    below = stats.norm.cdf(tau - mu)
    rate = low * below + high * (1 - below)
    bias = (high - low) * stats.norm.pdf(tau - mu) / rate
    inputs = {"mu": mu, "tau": tau, "rL": low, "rH": high}
    simulated("selective_feedback", inputs, {"response_rate": rate, "mean_reported": mu + bias})
    solved("selective_feedback", inputs, {"bias": bias})


@pytest.mark.parametrize(
    ("d", "a"), [([0.9, 0.02], [1.0, 3.0]), ([0.3] * 5, [1.0, 2.0, 3.0, 4.0, 5.0]), ([0.2, 0.5, 1.0], [0.0, 1.0, 1.0])]
)
def test_switching_citizens(d: list[float], a: list[float]) -> None:
    leaves, weights = np.array(d), np.array(a)
    share = weights / leaves / (weights / leaves).sum()
    inputs = {"d": d, "a": a}
    simulated("switching_citizens", inputs, {("stationary_share", at(index=k)): s for k, s in enumerate(share)})
    solved("switching_citizens", inputs, {"churn_rate": float(share @ (leaves * (1 - weights / weights.sum())))})


def test_inequality_indices() -> None:
    def measure(what: Any, gini: float, theil: float) -> None:
        for quantity, value in (("Gini", gini), ("Theil_T", theil)):
            assert asked("inequality_indices", {}, quantity, of=what).value == pytest.approx(value, abs=1e-8, rel=0.0)

    measure("lognormal(s=0.1)", erf(0.05), 0.005)
    measure("lognormal(s=2)", erf(1.0), 2.0)
    measure("Pareto(a=1.5)", 0.5, log(1 - 1 / 1.5) + 1 / 0.5)
    measure("Pareto(a=12)", 1 / 23, log(1 - 1 / 12) + 1 / 11)
    measure("exponential(rate=4)", 0.5, 1 - np.euler_gamma)
    measure("uniform[2,5]", 1 / 7, float(integrate.quad(lambda x: x / 3.5 * log(x / 3.5) / 3, 2, 5)[0]))
    measure("gamma(k=3)", gamma(3.5) / (sqrt(pi) * gamma(4)), special.digamma(4) - log(3))
    measure("weibull(k=2)", 1 - 2**-0.5, special.digamma(1.5) / 2 - log(gamma(1.5)))
    measure({"dist": "beta", "a": 1, "b": 1}, 1 / 3, log(2) - 0.5)
    x = np.array([0.0, 7.0, 1.5, 3.0, 3.0])
    gap = np.abs(x[:, None] - x[None, :]).mean() / (2 * x.mean())
    relative = x[1:] / x.mean()
    measure(x.tolist(), gap, float((relative * np.log(relative)).sum() / 5))
    assert asked("inequality_indices", {}, "HHI", of=x.tolist()).value == pytest.approx(float(((x / x.sum()) ** 2).sum()))
    assert asked("inequality_indices", {}, "HHI", of=[4]).value == 1.0


@pytest.mark.parametrize(("lam", "x"), [(0.4, 0.5), (8.0, 0.05), (1.0, 1.0)])
def test_entry_exit_steady_state(lam: float, x: float) -> None:
    mean, inputs = lam / x, {"lam": lam, "x": x, "T0": 5, "k0": 25}
    bound = int(mean)
    simulated(
        "entry_exit_steady_state",
        inputs,
        {
            "stationary_mean": mean,
            ("E_N10", at(N0=5)): mean + (5 - mean) * (1 - x) ** 10,
            ("E_N3", at(N0=40)): mean + (40 - mean) * (1 - x) ** 3,
            ("P_N", at(at_most=bound)): float(stats.poisson.cdf(bound, mean)),
            "mean_lifetime": 1 / x,
        },
    )
    solved("entry_exit_steady_state", inputs, {"stationary_var": mean, "lag1_autocorr": 1 - x, "lag3_autocorr": (1 - x) ** 3})


@pytest.mark.parametrize(("n", "contracts"), [(2, 3), (13, 8)])
def test_concentration_symmetric(n: int, contracts: int) -> None:
    simulated(
        "concentration_symmetric",
        {"ns": [n], "Ts": [contracts]},
        {
            ("E_HHI", at(n=n, T=contracts)): 1 / n + (1 - 1 / n) / contracts,
            ("E_distinct_winners", at(n=n, T=contracts)): n * (1 - (1 - 1 / n) ** contracts),
            ("E_HHI_exponential_sizes", at(n=n)): 2 / (n + 1),
        },
    )


@pytest.mark.parametrize(("p", "k", "a", "horizon"), [(0.6, 2, 9, 25), (0.4, 3, 7, 11), (0.5, 4, 10, 30)])
def test_survival_gamblers_ruin(p: float, k: int, a: int, horizon: int) -> None:
    r = (1 - p) / p
    before = 1 - k / a if p == 0.5 else (r**k - r**a) / (1 - r**a)
    duration = k * (a - k) if p == 0.5 else (k - a * (1 - r**k) / (1 - r**a)) / (1 - 2 * p)
    law, ruined = {k: 1.0}, 0.0
    for _ in range(horizon):
        later: dict[int, float] = {}
        for cash, w in law.items():
            later[cash + 1] = later.get(cash + 1, 0.0) + w * p
            later[cash - 1] = later.get(cash - 1, 0.0) + w * (1 - p)
        ruined += later.pop(0, 0.0)
        law = later
    expected = {f"P_ruin_by_T={horizon}": ruined, f"P_ruin_before_{a}": before, "E_duration(0 or a)": duration}
    if p != 0.5:  # a fair game ends too late for anybody to wait for it
        expected["P_ruin_ever"] = min(1.0, r**k)
    simulated("survival_gamblers_ruin", {"p": p, "k": k, "a": a, "T": horizon}, expected)


@pytest.mark.parametrize(("n", "horizon", "losses"), [(2, 6, 2), (4, 3, 1), (3, 40, 5)])
def test_drought_exit(n: int, horizon: int, losses: int) -> None:
    p, q = 1 / n, 1 - 1 / n
    law = np.eye(losses)[0]
    for _ in range(horizon):
        law = np.append(law.sum() * p, (law * q)[:-1])
    expected = {f"P_survive_T={horizon}": float(law.sum()), "E_lifetime": (1 - q**losses) / (p * q**losses)}
    simulated("drought_exit", {"n": n, "T": horizon, "K": losses}, expected)


def test_whole_markets_add_up() -> None:
    solved("accounting_identities", {}, {"max_relative_imbalance": 0.0}, atol=1e-9)


IMPOSSIBLE = [
    ("logit_choice", {"u": [], "mu": 1.0}, "share", {"index": 0}),
    ("logit_choice", {"u": [1.0], "mu": 0.0}, "share", {"index": 0}),
    ("switching_citizens", {"d": [0.1], "a": [1.0, 2.0]}, "churn_rate", {}),
    ("drought_exit", {"n": 1, "T": 3, "K": 2}, "E_lifetime", {}),
    ("learning_duopoly_equilibrium", {"kappa": 1.0, "PR": 0.8, "m": 1, "M": 2, "beta_": 1.0, "sigma": 1.0}, "V", {"at": [1, 1]}),
    ("learning_duopoly_equilibrium", {"kappa": 1.0, "PR": 0.8, "m": 1, "M": 2, "beta_": 0.9, "sigma": 1.0}, "V", {"at": [3, 1]}),
    ("inequality_indices", {}, "Gini", {"of": "unknown(a=1)"}),
    ("inequality_indices", {}, "HHI", {"of": "exponential"}),
    ("learning_curve", {"c1": 1.0, "PR": 0.8, "dep": 1.0, "qflow": 1.0}, "steady_experience", {}),
]


@pytest.mark.parametrize(("kind", "inputs", "quantity", "of"), IMPOSSIBLE)
def test_what_cannot_be_is_said_in_one_line(kind: str, inputs: dict[str, Any], quantity: str, of: dict[str, Any]) -> None:
    with pytest.raises(GpssimError) as error:
        asked(kind, inputs, quantity, **of)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("kind", ["selective_feedback", "accounting_identities", "experience_lock_in"])
def test_an_unknown_quantity_is_named(kind: str) -> None:
    inputs = {"mu": 0.0, "tau": 0.0, "rL": 0.5, "rH": 0.5, "n": 2, "T": 2, "c1": 1.0, "PR": 0.9}
    with pytest.raises(GpssimError, match="nothing_of_this"):
        asked(kind, inputs, "nothing_of_this")
