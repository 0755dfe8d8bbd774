"""The solvers behind equilibrium bids, each at numbers worked out by hand or against an equilibrium known otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from bidders import COSTS, bidders
from scipy import stats

from gpssim.bidding.equilibrium import Equilibrium
from gpssim.bidding.quadrature import TruncatedLognormal, equilibrium_price
from gpssim.bidding.rivals import RivalLaw
from gpssim.errors import ScenarioError
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.scenario import World

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


def test_who_may_be_alone_under_a_high_ceiling_counts_on_it_as_its_risk_aversion_says() -> None:
    """Costs uniform below 1, ceiling 1.5, no rival or one: G = 1/2 + (1 - c) / 2 below 1, and 1/2 from there to the ceiling."""
    # neutral: integral of G from 0.4 to 1 is (2 * 0.6 - (1 - 0.16) / 2) / 2 = 0.39, above it 0.25; over G(0.4) = 0.8
    neutral = equilibrium_price(np.array([0.4]), UNIFORM, (0.5, 0.5), 1.5)
    assert neutral[0] == pytest.approx(0.4 + (0.39 + 0.25) / 0.8, abs=1e-12)
    # rho 0.5: of G^2 it is (1.6^3 - 1) / 12 = 0.258, above it 0.5^2 * 0.5 = 0.125; over 0.64
    shy = equilibrium_price(np.array([0.4]), UNIFORM, (0.5, 0.5), 1.5, 0.5)
    assert shy[0] == pytest.approx(0.4 + (0.258 + 0.125) / 0.64, abs=1e-12)


def test_where_nothing_is_said_of_risk_profit_is_all_that_counts() -> None:
    law = RivalLaw.of(World())
    offer = Equilibrium(law).offer(bidders(mechanism=PRICE_ONLY))
    exact = equilibrium_price(COSTS[:4] / 100.0, TruncatedLognormal(0.86, law.cost_sd, 1.0), (0.0, 0.0, 1.0), 1.0)
    assert offer.price[:4] == pytest.approx(100.0 * exact)


def test_where_the_mean_decides_everybody_who_can_asks_the_ceiling_and_wins_as_often_as_the_others() -> None:
    average = OpenTender(rule="lowest_evaluated_price", price_rule="closest_to_mean")
    offer = Equilibrium.of(World()).offer(bidders(mechanism=average, cost=np.array([70.0, 80.0, 100.0, 100.01, 120.0])))
    assert offer.price[:3].tolist() == [100.0] * 3  # whoever just breaks even joins
    assert offer.promised_quality[:3].tolist() == [0.0] * 3
    assert offer.win_probability == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0.0, 0.0])
    assert np.isnan(offer.price[3:]).all()
    assert np.isnan(offer.promised_quality[3:]).all()


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
