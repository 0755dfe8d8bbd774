"""The solvers behind equilibrium bids, each at numbers worked out by hand or against an equilibrium known otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from bidders import COSTS, bidders
from scipy import stats

from gpssim.bidding.equilibrium import Equilibrium
from gpssim.bidding.quadrature import TruncatedLognormal, equilibrium_price
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
