"""The solvers behind equilibrium bids, each at numbers worked out by hand or against an equilibrium known otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from bidders import COSTS, bidders
from scipy import stats

from gpssim.bidding.common_cost import NoisySignals, OwnComponents, expected_lowest
from gpssim.bidding.equilibrium import Equilibrium
from gpssim.bidding.quadrature import TruncatedLognormal, equilibrium_price
from gpssim.errors import ScenarioError
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.scenario import World
from gpssim.theory.textbook.asymmetric import Asymmetric, BidderClass, best_price
from gpssim.theory.textbook.default_option import Shock, default_option_price
from gpssim.theory.textbook.first_refusal import first_refusal_price
from gpssim.theory.textbook.optimal_rule import OptimalRule
from gpssim.theory.textbook.pseudotypes import less_worth, per_quality
from gpssim.theory.textbook.scoring_types import Rule, ScoringTypes, Work
from gpssim.theory.textbook.survival import Moved, Scaled, Survival

UNIFORM = stats.uniform(0.0, 1.0)
COST = np.array([0.0, 0.2, 0.7, 0.99])
PRICE_ONLY = OpenTender(rule="lowest_evaluated_price")


def test_risk_aversion_lowers_prices_for_any_law_and_number_of_rivals() -> None:
    bold, shy = (equilibrium_price(COST, stats.beta(2, 3), (0.2, 0.3, 0.5), 1.0, rho) for rho in (0.0, 0.6))
    assert (shy < bold).all()
    assert (shy > COST).all()
    with pytest.raises(ScenarioError, match="risk_aversion = 1"):
        equilibrium_price(COST, UNIFORM, (0.0, 1.0), risk_aversion=1.0)


def test_risk_aversion_with_an_unknown_number_of_rivals_by_hand() -> None:
    price = equilibrium_price(np.array([0.4]), UNIFORM, (0.5, 0.5), 1.0, 0.5)  # (G / G)^2 with G = 1/2 + (1 - c) / 2
    inner = ((2.0 - 0.4) ** 3 - 1.0) / 3.0
    assert price[0] == pytest.approx(0.4 + inner / (2.0 - 0.4) ** 2, abs=1e-12)


def test_kinks_that_a_law_names_cost_no_accuracy() -> None:
    law = less_worth(UNIFORM, UNIFORM, lambda q: 2.0 * q)
    assert law.kinks == (-2.0, -1.0, 0.0, 1.0)
    assert law.sf(np.array([-3.0, -1.5, -0.5, 0.5, 2.0])) == pytest.approx([1.0, 0.9375, 0.5, 0.0625, 0.0], abs=1e-12)
    assert law.sf(law.ppf(np.array([0.1, 0.5]))) == pytest.approx([0.9, 0.5], abs=1e-12)
    assert equilibrium_price(np.array([0.5]), law, (0.0, 1.0))[0] == pytest.approx(0.5 + 0.5 / 3.0, abs=1e-10)


def test_cost_per_quality_by_hand() -> None:
    law = per_quality(stats.uniform(1.0, 1.0), stats.uniform(1.0, 1.0))
    assert law.support() == (0.5, 2.0)
    assert law.sf(np.array([1.0]))[0] == pytest.approx(0.5, abs=1e-12)


def test_a_class_that_is_alike_is_the_symmetric_tender() -> None:
    law = stats.beta(2.0, 3.0)
    split = Asymmetric((BidderClass(law, 1), BidderClass(law, 2)))
    exact = equilibrium_price(COST, law, (0.0, 0.0, 1.0))
    assert split.bids(0, COST) == pytest.approx(exact, abs=1e-8)
    assert split.bids(1, COST) == pytest.approx(exact, abs=1e-8)
    assert split.lowest == pytest.approx(exact[0], abs=1e-8)


def test_different_highest_costs_against_the_first_integral_of_two_uniform_laws() -> None:
    """With phi the inverse bids, b (phi_1 + phi_2) - phi_1 phi_2 - (t_1 + t_2) b is constant: the lowest bid follows by hand."""
    tender = Asymmetric((BidderClass(stats.uniform(0.8, 0.8), 1), BidderClass(stats.uniform(1.0, 1.0), 1)))
    top = (1.6 + 2.0) / 2.0
    assert tender.top == pytest.approx(top, abs=1e-8)
    lowest = (top * top - 0.8) / (2.0 * top - 1.8)
    assert tender.lowest == pytest.approx(lowest, abs=1e-6)
    assert tender.bids(1, np.array([1.95]))[0] == 1.95  # can never win
    assert tender.lowest_of(0) == pytest.approx(lowest, abs=1e-6)


def test_one_who_is_always_better_asks_the_others_lowest_cost() -> None:
    tender = Asymmetric((BidderClass(stats.uniform(0.0, 0.1), 1), BidderClass(stats.uniform(1.0, 0.2), 3)))
    assert tender.path is None
    assert tender.bids(0, np.array([0.0, 0.1])).tolist() == [1.0, 1.0]
    assert tender.bids(1, np.array([1.1])).tolist() == [1.1]


def test_a_monopolist_against_costs_and_bad_classes() -> None:
    assert best_price(0.2, [BidderClass(UNIFORM, 1)]) == pytest.approx(0.6, abs=1e-8)
    assert best_price(1.2, [BidderClass(UNIFORM, 1)]) == 1.2
    with pytest.raises(ScenarioError, match="two in all"):
        Asymmetric((BidderClass(UNIFORM, 1),))
    with pytest.raises(ScenarioError, match="finite"):
        Asymmetric((BidderClass(UNIFORM, 1), BidderClass(stats.expon(), 1)))


def test_costs_at_logarithms_of_survival() -> None:
    law = stats.beta(2.0, 5.0, loc=3.0, scale=2.0)
    table = Survival(law)
    for depth in (1e-8, 1e-3, 0.4, 2.0, 30.0):
        assert table.cost(-depth) == pytest.approx(float(law.isf(np.exp(-depth))), abs=1e-9)
    assert table.cost(0.0) == 3.0
    assert Scaled(UNIFORM, 2.0).sf(1.0) == pytest.approx(0.5)
    assert Moved(UNIFORM, -0.3).support() == (-0.3, 0.7)
    assert Moved(UNIFORM, 0.3).ppf(0.5) == pytest.approx(0.8)


def test_first_refusal_lowers_prices_and_vanishes_with_a_holder_who_never_wants() -> None:
    free = equilibrium_price(COST, UNIFORM, (0.0, 0.0, 1.0))
    assert (first_refusal_price(COST, UNIFORM, UNIFORM, (0.0, 0.0, 1.0)) < free).all()
    assert first_refusal_price(COST, UNIFORM, stats.uniform(5.0, 1.0), (0.0, 0.0, 1.0)) == pytest.approx(free, abs=1e-7)
    with pytest.raises(ScenarioError, match="nought for sure"):
        first_refusal_price(COST, UNIFORM, UNIFORM, (0.5, 0.5))


def test_the_default_option_is_neutral_without_a_shock() -> None:
    plain = equilibrium_price(COST, UNIFORM, (0.0, 1.0))
    assert default_option_price(COST, UNIFORM, (0.0, 1.0), Shock(0.0, 1.0, 0.1)) == pytest.approx(plain, abs=1e-12)


def test_the_best_rule_rewards_quality_less_than_it_is_worth() -> None:
    types, value, work = (
        stats.beta(2.0, 2.0, 1.0, 1.0),
        Rule(lambda q: q, lambda q: 1.0, 1e-9, 10.0),
        Work(lambda q: q * q / 2, lambda q: q),
    )
    best = OptimalRule(types, work, value)
    for theta in (1.2, 1.5, 1.9):
        wanted = best.quality(theta)
        assert wanted == pytest.approx(1.0 / (theta + float(types.cdf(theta) / types.pdf(theta))), abs=1e-9)
        assert best.marginal(wanted) < 1.0
        assert ScoringTypes(types, work, best.rule).best_quality(theta) == pytest.approx(wanted, abs=1e-7)


def test_common_cost_bidders_allow_for_the_curse() -> None:
    signals = NoisySignals(stats.norm(10.0, 2.0), stats.norm(0.0, 1.0), 4)
    assert signals.estimate(8.0) == pytest.approx(10.0 - 0.8 * 2.0, abs=1e-9)
    assert signals.tied_value(8.0) > signals.estimate(8.0)
    assert signals.corrected(8.0, 0.0) < signals.corrected(8.0, 0.5) < signals.corrected(8.0, 1.0)
    assert OwnComponents(UNIFORM, 2).estimate(0.3) == pytest.approx(0.4, abs=1e-12)
    assert expected_lowest(UNIFORM, 3) == pytest.approx(0.25, abs=1e-12)


def test_a_world_with_risk_aversion_bids_lower_where_price_decides() -> None:
    world = World()
    shy = world.model_copy(update={"bidding": world.bidding.model_copy(update={"risk_aversion": 0.5})})
    prices = [Equilibrium.of(w).offer(bidders(mechanism=PRICE_ONLY)).price for w in (world, shy)]
    able = COSTS < 100.0
    assert (prices[1][able] < prices[0][able]).all()


def test_a_truncated_lognormal_has_a_density() -> None:
    law = TruncatedLognormal(0.8, 0.3, 1.0)
    grid = np.linspace(0.3, 0.99, 5)
    assert law.pdf(grid) == pytest.approx((law.sf(grid - 1e-6) - law.sf(grid + 1e-6)) / 2e-6, rel=1e-6)
