"""Kinds of tenders with other numbers than the case files', against closed forms and brute force written here."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import exp, sqrt
from typing import Any

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from gpssim.errors import GpssimError
from gpssim.theory.evidence import Reference, Setting, Simulated, Solved
from gpssim.theory.verifying import adapters

N_DRAWS = 20_000
KINDS = adapters()


class Kind:
    """One case of a kind."""

    def __init__(self, name: str, **inputs: Any) -> None:
        self.answer = KINDS[name].answers(inputs, Setting.of(7, name, inputs, N_DRAWS))

    def solved(self, quantity: str, **of: Any) -> float:
        found = self.answer(quantity, of)
        assert isinstance(found, Solved)
        assert not isinstance(found, Reference)
        return found.value

    def agrees(self, quantity: str, expected: float, **of: Any) -> None:
        found = self.answer(quantity, of)
        assert isinstance(found, Simulated)
        draws = np.asarray(found.draws, dtype=np.float64)
        assert draws.size >= N_DRAWS
        assert abs(draws.mean() - expected) <= 4.0 * draws.std() / sqrt(draws.size) + 1e-12, quantity


@pytest.mark.parametrize(("n", "a"), [(2, 2.0), (4, 0.5), (1, 1.0)])
def test_right_of_first_refusal(n: int, a: float) -> None:
    kind, kappa = Kind("right_of_first_refusal", n=n, a=a), a * n / (a * n + 1.0)
    for c in (0.05, 0.5, 0.9):
        assert kind.solved("bid", c=c) == pytest.approx(1.0 - kappa * (1.0 - c), abs=1e-8)
    kind.agrees("E_price", 1.0 - kappa * a * n / (a * n + 1.0))
    kind.agrees("P_favoured_wins", 1.0 - kappa**a * a * n / (a * n + a))


@pytest.mark.parametrize(("n", "rho"), [(2, 0.0), (5, 0.8)])
def test_risk_averse_bidders(n: int, rho: float) -> None:
    kind = Kind("risk_averse_bidders", n=n, rho=rho)
    share = (1.0 - rho) / (n - rho)
    assert kind.solved("bid", c=0.3) == pytest.approx(0.3 + 0.7 * share, abs=1e-8)
    kind.agrees("E_price", share + (1.0 - share) / (n + 1.0))


@pytest.mark.parametrize("n", [2, 5])
def test_first_score_auction_with_linear_cost(n: int) -> None:
    kind = Kind("first_score_auction", n=n, quality_cost="lin")
    for rule, quality in (("naive", lambda t: t**-2), ("optimal", lambda t: (2.0 * t - 1.0) ** -2)):
        assert kind.solved(f"quality_{rule}", theta=1.3) == pytest.approx(quality(1.3), abs=1e-8)
        rent = integrate.quad(lambda t, q=quality: q(t) * ((2.0 - t) / 0.7) ** (n - 1), 1.3, 2.0, epsabs=1e-13)[0]
        assert kind.solved(f"price_{rule}", theta=1.3) == pytest.approx(1.3 * quality(1.3) + rent, abs=1e-8)
        mean = integrate.quad(lambda t, q=quality: q(t) * n * (2.0 - t) ** (n - 1), 1.0, 2.0)[0]
        kind.agrees(f"E_quality_{rule}", mean)
    q = 0.4  # wanted from the type with (2 t - 1)^-2 = q; s' is that type
    assert kind.solved("s_o'", at=[q]) == pytest.approx((q**-0.5 + 1.0) / 2.0, abs=1e-8)


def test_quality_weight() -> None:
    n = 4
    kind = Kind("quality_weight", n=n)
    a = integrate.quad(lambda t: n * (2.0 - t) ** (n - 1) / t, 1.0, 2.0)[0]
    # price / w^2 of type t: cost 1 / (2 t) plus rents; its mean over the lowest type
    cost = integrate.quad(lambda t: n * (2.0 - t) ** (n - 1) / (2.0 * t), 1.0, 2.0)[0]
    rent = integrate.quad(lambda t: n * (t - 1.0) * (2.0 - t) ** (n - 1) / (2.0 * t * t), 1.0, 2.0)[0]
    weight = a / (2.0 * (cost + rent))
    assert kind.solved("w_star") == pytest.approx(weight, abs=1e-8)
    kind.agrees("buyer_utility", 0.7 * a - 0.49 * (cost + rent), w=0.7)
    kind.agrees("buyer_utility(w_star)", weight * a - weight**2 * (cost + rent))


def sigma(k: float, below: Any, least: float, n: int) -> float:
    cut = [0.0] if least < 0.0 < k else None
    return k - integrate.quad(lambda x: below(x) ** (n - 1), least, k, points=cut, limit=200)[0] / below(k) ** (n - 1)


@pytest.mark.parametrize(("n", "w"), [(2, 0.4), (4, 2.5), (3, 0.0)])
def test_scoring_exogenous_quality(n: int, w: float) -> None:
    def below(k: float) -> float:
        cuts = sorted({0.0, 1.0, *(x for x in (k / w, (k + 1.0) / w) if 0.0 < x < 1.0)} if w else {0.0, 1.0})
        area = [integrate.quad(lambda q: 1.0 - np.clip(w * q - k, 0.0, 1.0), a, b)[0] for a, b in pairwise(cuts)]
        return sum(area)

    kind = Kind("scoring_exogenous_quality", n=n, wq=w, D_desc="U")
    for k in (-0.4, 0.3 * w):
        assert kind.solved("sigma", k=k) == pytest.approx(sigma(k, below, -1.0, n), abs=1e-7)
    assert kind.answer("E_price", {}).draws.size == N_DRAWS  # type: ignore[union-attr]  # simulated


def test_scoring_two_dimensional_types() -> None:
    n, w = 2, 1.4
    kind = Kind("scoring_two_dimensional_types", n=n, thlo=0.8, thhi=2.5, w=w)

    def below(k: float) -> float:
        return integrate.quad(lambda t: np.clip(1.0 - (w * w / (2.0 * t) - k), 0.0, 1.0) / 1.7, 0.8, 2.5, limit=400, epsabs=1e-12)[
            0
        ]

    low, high = w * w / 5.0 - 1.0, w * w / 1.6
    assert kind.solved("pseudotype_lo") == pytest.approx(low, abs=1e-8)
    assert kind.solved("pseudotype_hi") == pytest.approx(high, abs=1e-8)
    assert kind.solved("G(mid)", k=0.2) == pytest.approx(below(0.2), abs=1e-8)
    assert kind.solved("sigma(mid)", k=0.2) == pytest.approx(0.2 - integrate.quad(below, low, 0.2)[0] / below(0.2), abs=1e-7)


def test_quality_price_ratio() -> None:
    kind = Kind("quality_price_ratio", n=2, clo=0.5, chi=0.9, qlo=1.0, qhi=1.5)

    def above(x: float) -> float:
        return integrate.quad(lambda q: np.clip((0.9 - x * q) / 0.4, 0.0, 1.0) / 0.5, 1.0, 1.5, limit=400, epsabs=1e-12)[0]

    assert kind.solved("F", x=0.5) == pytest.approx(1.0 - above(0.5), abs=1e-8)
    assert kind.solved("sigma", x=0.5) == pytest.approx(0.5 + integrate.quad(above, 0.5, 0.9)[0] / above(0.5), abs=1e-7)


@pytest.mark.parametrize(("top", "ws", "ww"), [(2.0, 1.5, 0.6), (1.0, 1.0, 1.0), (5.0, 1.0, 4.0)])
def test_asymmetric_uniform(top: float, ws: float, ww: float) -> None:
    kind = Kind("asymmetric_uniform", C=top, ws=ws, ww=ww)
    assert kind.solved("lowest_bid") == pytest.approx(top - ws * ww / (ws + ww), abs=1e-8)
    for name, own, other in (("bid_strong", ws, ww), ("bid_weak", ww, ws)):
        for x in (0.01 * own, 0.5 * own, own):
            k = own**-2 - other**-2
            expected = top - (x / 2.0 if k == 0.0 else (1.0 - sqrt(1.0 - k * x * x)) / (k * x))
            assert kind.solved(name, c=top - x) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(
    ("strong", "weak", "m"),
    [
        ({"dist": "beta", "a": 2, "b": 5}, {"dist": "uniform", "low": 0.0, "high": 1.0}, 6),
        ({"dist": "uniform", "low": 0.6, "high": 1.0}, {"dist": "power_survival", "exponent": 0.5}, 3),
        ({"dist": "uniform", "low": 0.0, "high": 1.0}, {"dist": "beta", "a": 2, "b": 2}, 1),
    ],
)
def test_nobody_gains_by_another_bid_in_an_asymmetric_tender(strong: Mapping[str, Any], weak: Mapping[str, Any], m: int) -> None:
    laws = {"bid_strong": KINDS["asymmetric_numeric"].law(strong), "bid_weak": KINDS["asymmetric_numeric"].law(weak)}
    kind = Kind("asymmetric_numeric", S=strong, W=weak, m=m)
    counts = {"bid_strong": 1, "bid_weak": m}
    grids = {name: np.asarray(law.ppf(np.linspace(0.0, 1.0, 400))) for name, law in laws.items()}
    bids = {name: np.array([kind.solved(name, c=c) for c in grid]) for name, grid in grids.items()}
    for name in laws:
        for c in np.asarray(laws[name].ppf([0.05, 0.4, 0.8])).tolist():

            def gain(b: float, c: float = c, name: str = name) -> float:
                chance = [float(laws[k].sf(np.interp(b, bids[k], grids[k]))) ** (counts[k] - (k == name)) for k in laws]
                return (b - c) * float(np.prod(chance))

            tried = np.linspace(c, 1.0, 2001)
            assert max(gain(b) for b in tried) <= gain(kind.solved(name, c=c)) + 2e-5


def test_ratio_score_preference() -> None:
    m, w, lead = 3, 0.45, 0.04
    kind, kappa = Kind("ratio_score_preference", m=m, w=w, Delta=lead, lo=0.5, hi=1.5), 1.0 / (1.0 - 0.55 * lead / w)
    assert kind.solved("kappa") == pytest.approx(kappa, abs=1e-8)
    assert kind.solved("price_irrelevance_gap") == pytest.approx(w / 0.55, abs=1e-8)
    top = optimize.minimize_scalar(lambda b: -(b - 1.5 / kappa) * (1.5 - b) ** m, bounds=(1.4, 1.5), method="bounded")
    assert kind.solved("top_effective_bid") == pytest.approx(top.x, abs=1e-5)
    assert kind.solved("E_price_if_equal_quality") == pytest.approx(0.5 + 2.0 / (m + 2.0), abs=1e-8)
    grid = np.linspace(0.5, 1.5, 300)
    favored, others = (np.array([kind.solved(f"bid_{who}", c=c) for c in grid]) for who in ("favoured", "unfavoured"))
    tried = np.linspace(0.6, 1.7, 4001)
    for c in (0.6, 1.0, 1.3):  # the favored bidder wins with a price below kappa times every other's
        gain = (tried - c) * np.clip(1.5 - np.interp(tried / kappa, others, grid), 0.0, 1.0) ** m
        own = np.interp(c, grid, favored)
        assert gain.max() <= np.interp(own, tried, gain) + 2e-4


def test_ratio_score_without_a_lead_is_a_symmetric_tender_and_a_lead_too_large_is_refused() -> None:
    kind = Kind("ratio_score_preference", m=2, w=0.3, Delta=0.0, lo=1.0, hi=2.0)
    assert kind.solved("bid_favoured", c=1.4) == pytest.approx(1.4 + 0.6 / 3.0, abs=1e-7)
    with pytest.raises(GpssimError, match="no longer matters"):
        Kind("ratio_score_preference", m=2, w=0.3, Delta=0.6, lo=1.0, hi=2.0).solved("kappa")


def test_common_cost_uniform_signals() -> None:
    n, eps = 2, 4.0
    kind = Kind("common_cost_uniform_signals", eps=eps, ns=[n], cl=0.0, ch=120.0)
    for x in (30.0, 100.0, 115.5):
        added = eps - 2.0 * eps / (n + 1) * exp(-n / (2.0 * eps) * (120.0 - eps - x))
        assert kind.solved(f"bid-x (n={n}, x={x})", n=n) == pytest.approx(added, abs=1e-8)
    kind.agrees("E_winner_profit_equilibrium", 2.0 * eps / (n + 1), n=n)
    kind.agrees("E_winner_profit_naive_zero_markup", -eps * (n - 1) / (n + 1), n=n)


def test_winners_curse_normal() -> None:
    kind = Kind("winners_curse_normal", mu=-3.0, sc=2.0, se=5.0, ns=[3])
    beta, extreme = 4.0 / 29.0, 1.5 / sqrt(np.pi)
    assert kind.solved("shrinkage_beta") == pytest.approx(beta, abs=1e-8)
    assert kind.solved("E_max_std_normal", n=3) == pytest.approx(extreme, abs=1e-8)
    assert kind.solved("breakeven_markup", n=3) == pytest.approx(beta * 5.0 * extreme, abs=1e-8)
    kind.agrees("E_winner_profit_bayes_no_WC_correction", -beta * 5.0 * extreme, n=3)
    kind.agrees("E_winner_profit_raw_signal", -5.0 * extreme, n=3)


@pytest.mark.parametrize("n", [2, 7])
def test_common_cost_average_signal(n: int) -> None:
    kind, slope, base = Kind("common_cost_average_signal", n=n), (n + 2.0) / (2.0 * n), (n - 2.0) / (2.0 * n)
    assert kind.solved("bid_SPA", x=0.35) == pytest.approx(slope * 0.35 + base, abs=1e-8)
    assert kind.solved("bid_FPA", x=0.35) == pytest.approx(slope * (0.35 + 0.65 / n) + base, abs=1e-8)
    kind.agrees("E_price_SPA", slope * 2.0 / (n + 1.0) + base)
    kind.agrees("E_winner_profit_naive_SPA", 2.0 / (n * (n + 1.0)) - 1.0 / (2.0 * n))


def test_limited_liability_second_price() -> None:
    n, p, rise, most = 3, 0.3, 2.0, 2.5
    kind, bond = Kind("limited_liability_second_price", n=n, c=4.0, p=p, D=rise, Kmax=most, L=1.5), (1.0 - p) * rise
    assert kind.solved("K_star(bond that removes default)") == pytest.approx(bond, abs=1e-8)
    assert kind.solved("breakeven_bid", K=0.7) == pytest.approx(4.0 + p * 0.7 / (1.0 - p), abs=1e-8)
    assert kind.solved("E_price_with_bond>=K_star") == pytest.approx(4.0 + p * rise, abs=1e-8)
    kind.agrees("P_default", p * (1.0 - (1.0 - bond / most) ** n))


def test_limited_liability_first_price_in_both_regimes() -> None:
    kind = Kind("limited_liability_first_price", n=2, K=0.3, p=0.4, D=3.0)
    assert kind.solved("bid", c=0.2) == pytest.approx(0.2 + 0.4 + 0.4 * 0.3 / 0.6, abs=1e-8)
    assert kind.solved("dE_price/dK") == pytest.approx(0.4 / 0.6, abs=1e-8)
    kind.agrees("P_default", 0.4)
    safe = Kind("limited_liability_first_price", n=2, K=5.0, p=0.4, D=1.0)
    assert safe.solved("bid", c=0.2) == pytest.approx(0.2 + 0.4 + 0.4, abs=1e-8)
    safe.agrees("P_default", 0.0)


def test_with_both_regimes_in_one_tender_nobody_gains_by_another_bid() -> None:
    p, rise, liability = 0.25, 0.5, 0.2
    kind, grid = Kind("limited_liability_first_price", n=2, K=liability, p=p, D=rise), np.linspace(0.0, 1.0, 400)
    bids = np.array([kind.solved("bid", c=c) for c in grid])
    assert (np.diff(bids) > 0.0).all()
    tried = np.linspace(0.2, 1.3, 4001)
    for c in (0.05, 0.2, 0.5, 0.8):
        margin = tried - c
        profit = (1.0 - p) * margin + p * np.maximum(margin - rise, -liability)
        gain = profit * np.clip(1.0 - np.interp(tried, bids, grid), 0.0, 1.0)
        assert gain.max() <= np.interp(np.interp(c, grid, bids), tried, gain) + 1e-5


def test_renegotiation_rent() -> None:
    kind = Kind("renegotiation_rent", n=2, h=0.9)
    assert kind.solved("bid", c=0.1) == pytest.approx(0.55 - 0.9, abs=1e-8)
    assert kind.solved("E_overrun") == pytest.approx(0.9)
    kind.agrees("E_winning_bid", 2.0 / 3.0 - 0.9)
    kind.agrees("E_final_price", 2.0 / 3.0)


def test_cost_sharing_auction() -> None:
    n, productivity = 2, 0.7
    kind, best = Kind("cost_sharing_auction", n=n, kap=productivity), 1.0 / (0.7 * 3.0)
    assert kind.solved("alpha_star") == pytest.approx(best, abs=1e-8)
    assert kind.solved("effort(alpha_star)") == pytest.approx(productivity * (1.0 - best), abs=1e-8)
    assert kind.solved("bid", c=0.4, alpha=0.5) == pytest.approx(0.4 - 0.175 + 0.3, abs=1e-8)
    kind.agrees("E_payment", 1.0 / 3.0 + 0.6 / 3.0 - productivity * (1.0 - 0.16) / 2.0, alpha=0.4)


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("right_of_first_refusal", {"n": 2, "a": 1}),
        ("first_score_auction", {"n": 3, "quality_cost": "quad"}),
        ("winners_curse_normal", {"mu": 100.0, "sc": 20.0, "se": 10.0}),
        ("cost_sharing_auction", {"n": 3, "kap": 0.5}),
    ],
)
def test_an_unknown_quantity_is_one_clear_line(name: str, inputs: dict[str, Any]) -> None:
    with pytest.raises(GpssimError, match="unknown quantity"):
        Kind(name, **inputs).answer("no_such_thing", {})


def test_an_unknown_code_of_quality_cost_is_refused() -> None:
    with pytest.raises(GpssimError, match="unknown quality_cost"):
        Kind("first_score_auction", n=3, quality_cost="cubic")


def test_second_price_prices_of_asymmetric_bidders() -> None:
    kind = Kind("asymmetric_uniform", C=1.0, ws=1.0, ww=1.0)
    kind.agrees("E_price_SPA", 2.0 / 3.0)
    kind.agrees("E_winner_cost_efficient", float(stats.beta(1, 2).mean()))
