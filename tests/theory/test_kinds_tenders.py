"""Kinds of tenders, entry, preferences and learning with other numbers, against closed forms and brute force made here."""

from __future__ import annotations

from itertools import product
from math import comb
from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar

from gpssim.theory import Case, Simulated, Value
from gpssim.theory.verifying import verdicts_of

UNIT: dict[str, Any] = {"dist": "uniform", "low": 0.0, "high": 1.0}
SHIFTED: dict[str, Any] = {"dist": "uniform", "low": 2.0, "high": 5.0}
BETA: dict[str, Any] = {"dist": "beta", "a": 2.0, "b": 3.0}
STEEP: dict[str, Any] = {"dist": "power_survival", "exponent": 2.5}
LAWS = {id(UNIT): stats.uniform(), id(SHIFTED): stats.uniform(2, 3), id(BETA): stats.beta(2, 3), id(STEEP): stats.beta(1, 2.5)}


def check(kind: str, inputs: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    """Every (quantity, its inputs, expected[, tolerance]) of a case agrees; an expectation has no tolerance of its own."""
    values = []
    for quantity, of, number, *tolerance in expected:
        how = "function" if tolerance else "mean"
        values.append(Value(quantity, of, float(number), how, tolerance[0] if tolerance else 0.0))
    verdicts = verdicts_of(Case("x", kind, inputs, tuple(values)), 3, 40_000)
    assert [(v.value.quantity, v.value.expected, v.got, v.reason) for v in verdicts if not v.passed] == []


def lowest(law: Any, n: int, k: int = 1) -> float:
    """Expectation of the k-th lowest of n costs."""
    low, high = law.support()
    tail = lambda x: sum(comb(n, j) * law.cdf(x) ** j * law.sf(x) ** (n - j) for j in range(k))  # noqa: E731  # a formula
    return float(low + quad(tail, low, high, epsabs=1e-12)[0])


def test_ewa_with_three_actions() -> None:
    inputs = {"phi": 1.0, "delta": 0.0, "rho": 0.0, "lam": 3.0, "N0": 2.0, "A0": [0.1, 0.2, 0.3], "hist": [[2, 0.5, 0.6, 0.7]]}
    a = np.array([2.0 * 0.1, 2.0 * 0.2, 2.0 * 0.3 + 0.7])
    p = np.exp(3.0 * a) / np.exp(3.0 * a).sum()
    rows = [("N", {"index": 1}, 1.0, 1e-10)] + [(f"A{k}", {"index": 1}, a[k], 1e-10) for k in range(3)]
    check("ewa_update", inputs, [*rows, *((f"P(action{k})", {"index": 1}, p[k], 1e-10) for k in range(3))])


@pytest.mark.parametrize(("s", "a", "k", "t"), [(1.0, 1.0, 3, 7), (0.5, 2.0, 2, 12), (3.0, 0.7, 5, 1)])
def test_urns(s: float, a: float, k: int, t: int) -> None:
    alpha = s / a
    counts = stats.betabinom(t, alpha, (k - 1) * alpha)
    all_same = np.prod([(alpha + j) / (k * alpha + j) for j in range(1, 4)])
    rows = [
        ("E_share", {"T": t}, 1.0 / k),
        ("E_share_sq", {"T": t}, (counts.var() + counts.mean() ** 2) / t**2),
        ("limit_variance_of_share", {}, stats.beta(alpha, (k - 1) * alpha).var(), 1e-9),
        ("P_same_action_twice(rounds 1,2)", {}, (alpha + 1.0) / (k * alpha + 1.0)),
        ("P_all_same_first_4", {}, all_same),
    ]
    check("roth_erev_urn", {"s": s, "a": a, "T": t, "K": k}, rows)


def test_a_path_by_all_histories() -> None:
    s, pays = 0.7, (1.3, 0.4)
    total = 0.0
    for history in product((0, 1), repeat=4):
        q, chance = [s, s], 1.0
        for action in history:
            chance *= q[action] / sum(q)
            q[action] += pays[action]
        total += chance * q[0] / sum(q)
    rows = [("E_P(action0)", {"index": 4}, total, 1e-12), ("E_P(action0)", {"index": 0}, 0.5, 1e-12)]
    check("roth_erev_path", {"s": s, "a": pays[0], "b": pays[1], "T": 30}, rows)
    check("roth_erev_path", {"s": s, "a": pays[0], "b": pays[1], "T": 4}, [("E_P(action0)", {"index": 4}, total)])


def shading_payoffs(grid: np.ndarray, mixture: np.ndarray, n: int) -> np.ndarray:
    """Expected profit of each factor with costs uniform on [0, 1], by a fine midpoint rule."""
    gap = (np.arange(3000) + 0.5) / 3000
    beats = np.minimum(1.0, gap[None, :, None] * grid[:, None, None] / grid[None, None, :]) @ mixture
    return ((1.0 - grid[:, None]) * gap * beats ** (n - 1)).mean(axis=1)


@pytest.mark.parametrize(
    ("n", "grid", "lam"), [(4, [0.6, 0.75, 0.9], 40.0), (2, [0.5, 0.3, 0.8, 0.4], 5.0), (3, [0.65, 0.7], 300.0)]
)
def test_learning_to_bid(n: int, grid: list[float], lam: float) -> None:
    ordered, m = np.sort(grid), np.full(len(grid), 1.0 / len(grid))
    for _ in range(300):
        power = lam * shading_payoffs(ordered, m, n)
        new = np.exp(power - power.max())
        m = 0.6 * m + 0.4 * new / new.sum()
    best = [k for k in range(len(grid)) if shading_payoffs(ordered, np.eye(len(grid))[k], n).argmax() == k]
    rows = [
        ("QRE_mean_kappa", {}, m @ ordered, 1e-6),
        ("QRE_prob_mode", {}, m.max(), 1e-6),
        ("QRE_mode_kappa", {}, ordered[m.argmax()], 1e-12),
        ("kappa_NE", {}, ordered[best[-1]], 1e-12),
        ("NE_E_price", {}, 1.0 - ordered[best[-1]] * n / (n + 1.0), 1e-10),
    ]
    check("learning_to_bid", {"n": n, "grid": grid, "lam": lam}, rows)


@pytest.mark.parametrize(("spec", "v", "n"), [(SHIFTED, 4.4, 3), (BETA, 0.9, 2), (STEEP, 0.6, 1), (UNIT, 0.5, 7)])
def test_best_ceilings(spec: dict[str, Any], v: float, n: int) -> None:
    law = LAWS[id(spec)]
    low, high = law.support()
    r = brentq(lambda c: c + law.cdf(c) / law.pdf(c) - v, low + 1e-9, min(high, v), xtol=1e-14)
    surplus = quad(lambda c: n * (v - c - law.cdf(c) / law.pdf(c)) * law.pdf(c) * law.sf(c) ** (n - 1), low, r, epsabs=1e-12)[0]
    c = 0.6 * low + 0.4 * r
    bid = c + quad(lambda t: law.sf(t) ** (n - 1), c, r, epsabs=1e-12)[0] / law.sf(c) ** (n - 1)
    rows = [
        ("r_star", {"v": v}, r, 1e-8),
        ("bid", {"n": n, "c": c, "r": r}, bid, 1e-8),
        ("buyer_surplus_FPA", {"n": n}, surplus),
        ("buyer_surplus_SPA", {"n": n}, surplus),
        ("P_no_award", {"n": n}, law.sf(r) ** n),
    ]
    check("optimal_ceiling", {"D": spec, "v": v, "ns": [n], "cs": [c]}, rows)
    plain = ("surplus_plain_auction", {"n": n + 1}, v - lowest(law, n + 1, 2))
    check(
        "extra_bidder_versus_negotiation",
        {"D": spec, "v": v, "ns": [n]},
        [("surplus_optimal_negotiation", {"n": n}, surplus), plain],
    )


@pytest.mark.parametrize(("spec", "n", "k"), [(BETA, 4, 0.04), (SHIFTED, 3, 0.2), (UNIT, 2, 0.4), (UNIT, 5, 0.001)])
def test_mixed_entry(spec: dict[str, Any], n: int, k: float) -> None:
    law = LAWS[id(spec)]
    low, high = law.support()
    gain = lambda p: quad(lambda c: law.cdf(c) * (1.0 - p * law.cdf(c)) ** (n - 1), low, high, epsabs=1e-13)[0] - k  # noqa: E731  # a formula
    p = 1.0 if gain(1.0) >= 0.0 else brentq(gain, 0.0, 1.0, xtol=1e-14)
    chances = stats.binom.pmf(np.arange(n + 1), n, p)
    paid = sum(chances[m] * (high if m == 1 else lowest(law, m, 2)) for m in range(1, n + 1))
    produced = sum(chances[m] * lowest(law, m) for m in range(1, n + 1))
    rows = [
        ("p_star", {"N": n, "k": k}, p, 1e-8),
        ("E_entrants", {}, n * p),
        ("P_no_bidder", {}, chances[0]),
        ("E_payment(0 if no bidder)", {}, paid),
        ("E_price_given_award", {}, paid / (1.0 - chances[0])),
        ("E_total_social_cost(production+entry)", {}, produced + n * p * k),
        ("E_aggregate_bidder_net_profit", {}, paid - produced - n * p * k),
    ]
    check("entry_mixed_strategy", {"D": spec, "N": n, "kcost": k}, rows)


@pytest.mark.parametrize(("n", "k"), [(2, 0.3), (8, 0.02), (1, 0.25)])
def test_threshold_entry(n: int, k: float) -> None:
    c = brentq(lambda t: (1.0 - t) * (1.0 - t) ** (n - 1) - k, 0.0, 1.0, xtol=1e-15)
    within = stats.uniform(0.0, c)
    chances = stats.binom.pmf(np.arange(n + 1), n, c)
    paid = chances[1] + sum(chances[m] * lowest(within, m, 2) for m in range(2, n + 1))
    rows = [
        ("c_star", {}, c, 1e-10),
        ("P_no_bidder", {}, chances[0]),
        ("P_single_bidder", {}, chances[1]),
        ("E_entrants", {}, n * c),
        ("E_payment(0 if no bidder)", {}, paid),
    ]
    check("entry_threshold", {"N": n, "k": k}, rows)


@pytest.mark.parametrize(("spec", "n", "p"), [(BETA, 5, 0.35), (SHIFTED, 3, 0.8), (UNIT, 6, 0.6)])
def test_failed_tenders(spec: dict[str, Any], n: int, p: float) -> None:
    chances = stats.binom.pmf(np.arange(n + 1), n, p)
    fail = chances[:3].sum()
    price = sum(chances[m] * lowest(LAWS[id(spec)], m, 2) for m in range(3, n + 1)) / (1.0 - fail)
    rows = [("P_fail", {"N": n, "p": p}, fail), ("E_price_given_valid", {}, price)]
    check("failed_tender", {"D": spec, "N": n, "p": p}, [*rows, ("E_rounds_until_award(retender)", {}, 1.0 / (1.0 - fail))])


@pytest.mark.parametrize(("spec", "n", "k"), [(BETA, 6, 2), (SHIFTED, 4, 4)])
def test_invitations(spec: dict[str, Any], n: int, k: int) -> None:
    law, of = LAWS[id(spec)], {"k": k, "N": n}
    loss = lowest(law, k) - lowest(law, n)
    rows = [("E_price", of, lowest(law, k, 2)), ("efficiency_loss", of, loss), ("P_best_invited", of, k / n)]
    check("invited_tender", {"D": spec, "N": n, "ks": [k]}, rows)


def clock(costs: np.ndarray, steps: int) -> tuple[float, bool]:
    """A clock by hand: its price, and whether the last ones dropped out together."""
    for step in range(1, steps + 1):
        follow = (costs <= 1.0 - step / steps).sum()
        if follow <= 1:
            return (1.0 - step / steps, False) if follow else (1.0 - (step - 1) / steps, True)
    raise AssertionError("somebody works for nothing")


@pytest.mark.parametrize(("n", "steps"), [(2, 4), (5, 7), (7, 3)])
def test_negotiations(n: int, steps: int) -> None:
    cells = (np.arange(steps) + 0.5) / steps
    if steps**n <= 20_000:
        played = [clock(np.array(costs), steps) for costs in product(cells, repeat=n)]
        price, drop = (np.mean([row[k] for row in played]) for k in (0, 1))
        rows = [("E_price", {}, price), ("P_simultaneous_drop", {}, drop), ("discretisation_bias", {}, price - 2 / (n + 1), 1e-9)]
        check("negotiation_clock", {"n": n, "steps": steps}, rows)
    check("negotiation_clock", {"n": n, "steps": steps}, [("E_price_continuous_limit", {}, 2.0 / (n + 1.0), 1e-9)])


def test_simple_rules() -> None:
    law = stats.uniform(2, 3)
    rows = [
        ("E_price_markup_rule", {"n": 2, "markup": 0.4}, 1.4 * lowest(law, 2)),
        ("E_price_nash_bargaining_given_trade", {"v": 3.5, "bargaining_power": 0.5}, (3.5 + 2.75) / 2),
        ("E_price_nash_bargaining_given_trade", {"v": 9.0, "bargaining_power": 0.25}, 3.5 + 0.25 * 5.5),
        ("E_price_random_directed_costplus", {"markup": 0.4}, 1.4 * 3.5),
    ]
    check("simple_rules", {"D": SHIFTED, "n": 2, "mk": 0.4, "v": 3.5}, rows)


def test_scores_by_hand() -> None:
    inputs = {"bids": [50.0, 60.0], "Q": [60.0, 80.0], "w": 0.6, "shill_b": 10.0, "shill_q": 5.0}
    # without: 60 + 24 = 84 and 50 + 32 = 82; with 10: 12 + 24 = 36, 10 + 32 = 42, 60 + 2 = 62: the low offer itself wins
    rows = [("score", {"index": 0}, 84.0, 1e-9), ("score", {"index": 1}, 82.0, 1e-9), ("winner_index", {}, 0, 1e-9)]
    rows += [("score_with_shill", {"index": k}, x, 1e-9) for k, x in enumerate((36.0, 42.0, 62.0))]
    check("ratio_score", inputs, [*rows, ("winner_index_with_shill", {}, 2, 1e-9)])
    pivot = 0.4 * 20.0 / (60.0 * (1 / 50.0 - 1 / 60.0))  # 40: below it the second overtakes the first
    low = {**inputs, "shill_b": 39.0, "shill_q": 0.0}
    check("ratio_score", low, [("winner_index_with_shill", {}, 1, 1e-9), ("pivotal_b_min", {}, pivot, 1e-9)])


@pytest.mark.parametrize(("n", "w"), [(2, 1.0), (7, 0.1)])
def test_equal_quality(n: int, w: float) -> None:
    rows = [
        ("bid", {"c": 0.3, "n": n}, 0.3 + 0.7 / n, 1e-9),
        ("E_price", {}, 2 / (n + 1)),
        ("P_winner_is_lowest_cost", {}, 1, 1e-12),
    ]
    check("ratio_score_equal_quality", {"n": n, "w": w}, rows)


@pytest.mark.parametrize(("spec", "n", "cap"), [(SHIFTED, 3, 5.0), (STEEP, 9, 1.0)])
def test_average_bids(spec: dict[str, Any], n: int, cap: float) -> None:
    law = LAWS[id(spec)]
    rows = [
        ("E_price", {}, cap, 1e-12),
        ("E_winner_cost_average_bid", {}, law.mean()),
        ("E_winner_cost_first_price", {}, lowest(law, n)),
        ("efficiency_loss", {}, law.mean() - lowest(law, n)),
        ("P_each_wins", {}, 1.0 / n),
    ]
    check("average_bid_auction", {"n": n, "D": spec, "cap": cap}, rows)


@pytest.mark.parametrize("d", [0.0, 0.4, 0.9])
def test_percentage_preferences(d: float) -> None:
    paid = (1 - d) / 3 + d + (1 - d) ** 2 / 3
    rows = [("E_payment", {}, paid), ("P_favoured_wins", {}, (1 + d) / 2)]
    check("percentage_preference", {"d": d}, [*rows, ("E_winner_cost", {}, ((1 - d) / 3 + d) / 2 + (1 - d) ** 2 / 6)])


@pytest.mark.parametrize(("low", "high", "width"), [(1.0, 1.6, 2.0), (0.0, 0.5, 0.5), (2.0, 2.0, 1.0), (0.0, 0.9, 1.0)])
def test_best_preferences(low: float, high: float, width: float) -> None:
    cost_low, cost_high = np.meshgrid(low + width * (np.arange(1500) + 0.5) / 1500, high + width * (np.arange(1500) + 0.5) / 1500)

    def payment(amount: float) -> tuple[float, float]:
        wins = cost_high - amount < cost_low
        return np.where(
            wins, np.minimum(cost_low + amount, high + width), np.minimum(cost_high - amount, low + width)
        ).mean(), wins.mean()

    best = (high - low) / 2
    found = minimize_scalar(lambda a: payment(a)[0], bounds=(-0.1, high - low + 0.1), method="bounded").x
    assert found == pytest.approx(best, abs=0.02 * width)
    rows: list[tuple[Any, ...]] = [("optimal_additive_preference", {}, best, 1e-8)]
    for word, amount in (("none", 0.0), ("optimal", best), ("full", high - low)):
        paid, wins = payment(amount)
        rows += [(f"E_payment_pref={word}", {"pref": amount}, paid), (f"P_H_wins_pref={word}", {"pref": amount}, wins)]
    check("optimal_price_preference", {"sL": low, "sH": high, "width": width}, rows)


@pytest.mark.parametrize(("m", "d"), [(1, 0.0), (1, 0.5), (6, 0.3)])
def test_incumbents(m: int, d: float) -> None:
    grid = np.linspace(-d, 1.0, 200_001)
    own, rival = np.clip((grid + d), 0.0, 1.0), np.clip(grid, 0.0, 1.0)
    wins = d + (1.0 - d ** (m + 1)) / (m + 1)
    second = (1 - own) * (1 - rival) ** m + own * (1 - rival) ** m + m * (1 - own) * rival * (1 - rival) ** (m - 1)
    price = -d + float(((second[1:] + second[:-1]) / 2.0 * np.diff(grid)).sum())
    rows = [("P_incumbent_wins", {}, wins), ("E_price", {}, price), ("E_tenure(consecutive contracts)", {}, 1.0 / (1.0 - wins))]
    check("incumbent_advantage", {"m": m, "D": d}, rows)


@pytest.mark.parametrize(
    ("kind", "inputs", "quantity", "words"),
    [
        (
            "ewa_update",
            {"phi": 1.0, "delta": 0.0, "rho": 0.0, "lam": 3.0, "N0": 2.0, "A0": [0.1], "hist": []},
            "B",
            "unknown quantity",
        ),
        ("entry_threshold", {"N": 3}, "c_star", "inputs lack 'k'"),
        ("entry_threshold", {"N": 3, "k": -1.0}, "c_star", "offer_cost = -1.0 is impossible"),
        ("failed_tender", {"D": UNIT, "N": 2, "p": 0.5}, "P_fail", "N, p"),
        ("optimal_ceiling", {"D": {"dist": "gauss"}, "v": 1.0}, "r_star", "unknown distribution 'gauss'"),
        ("optimal_ceiling", {"D": SHIFTED, "v": 1.0}, "r_star", "value = 1.0 is impossible"),
        ("incumbent_advantage", {"m": 2, "D": 1.5}, "E_price", "m, D"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(kind: str, inputs: dict[str, Any], quantity: str, words: str) -> None:
    (verdict,) = verdicts_of(Case("x", kind, inputs, (Value(quantity, {"index": 0}, 0.0, "function", 1e-8),)), 3, 20_000)
    assert not verdict.passed
    assert words in verdict.reason


def test_a_wrong_number_is_noticed() -> None:
    with pytest.raises(AssertionError):
        check("entry_threshold", {"N": 2, "k": 0.3}, [("c_star", {}, 0.45, 1e-8)])
    assert Simulated(np.ones(3)).value == 1.0
