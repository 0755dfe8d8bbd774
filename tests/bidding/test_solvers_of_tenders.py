"""Solvers of ceilings, entry, pooling, preferences and shading: worked numbers, corners, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from bidders import bidders
from scipy import stats

from gpssim.bidding.base import Rivals
from gpssim.bidding.entry import (
    Below,
    entry_chance,
    entry_level,
    entry_threshold,
    number_of_rivals,
    profit_before_cost_is_known,
    profit_of,
)
from gpssim.bidding.equilibrium import LEVEL_STEP, Equilibrium
from gpssim.bidding.pooling import chances, pooling_price
from gpssim.errors import ScenarioError
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.scenario import World

UNIFORM = stats.uniform(0.0, 1.0)
AVERAGE = OpenTender(rule="lowest_evaluated_price", price_rule="closest_to_mean", n_min=1)


def test_profits_by_hand() -> None:
    assert profit_of(0.25, UNIFORM, (0.0, 1.0), 1.0) == pytest.approx(0.75**2 / 2)
    assert profit_of(0.25, UNIFORM, (1.0,), 2.0) == pytest.approx(1.75)  # alone: up to the ceiling
    assert profit_before_cost_is_known(UNIFORM, (0.0, 1.0), 1.0) == pytest.approx(1 / 6)
    # alone or against one, under a ceiling above all costs: half of the way to the ceiling, half of the integral of 1 - s
    assert profit_of(0.25, UNIFORM, (0.5, 0.5), 2.0) == pytest.approx(0.5 * 1.75 + 0.5 * 0.75**2 / 2, rel=1e-12)
    # cost not known yet: the integral of s (1 + (1 - s)) / 2 below 1 is 1/3, of 1/2 from there to the ceiling 1/2
    assert profit_before_cost_is_known(UNIFORM, (0.5, 0.5), 2.0) == pytest.approx(1 / 3 + 1 / 2, rel=1e-12)
    assert number_of_rivals(3, 0.5) == pytest.approx((0.25, 0.5, 0.25))
    assert number_of_rivals(1, 0.5) == (1.0,)


def test_those_who_enter_are_the_cheaper_ones_by_hand() -> None:
    """Costs uniform below 1, of which those up to 0.5 enter: uniform below 0.5."""
    entrants = Below(UNIFORM, 0.5)
    assert entrants.support() == (0.0, 0.5)
    assert entrants.sf(np.array([0.0, 0.1, 0.4, 0.5, 0.7])) == pytest.approx([1.0, 0.8, 0.2, 0.0, 0.0])
    assert entrants.ppf(np.array([0.0, 0.2, 0.5, 1.0])) == pytest.approx([0.0, 0.1, 0.25, 0.5])
    # alone at a cost of 0.25 against one entrant: the integral of 1 - 2 s from 0.25 to 0.5
    assert profit_of(0.25, entrants, (0.0, 1.0), 1.0) == pytest.approx(0.25 - (0.5**2 - 0.25**2))
    shifted = Below(stats.uniform(0.2, 0.8), 0.6)
    assert shifted.support() == (0.2, 0.6)
    assert shifted.ppf(np.array([0.25, 1.0])) == pytest.approx([0.3, 0.6])


def test_entry_at_its_corners() -> None:
    assert entry_chance(UNIFORM, 3, 0.01, 1.0) == 1.0
    assert entry_chance(UNIFORM, 3, 0.51, 1.0) == 0.0
    assert entry_threshold(UNIFORM, 1, 0.25, 1.0) == pytest.approx(0.75, abs=1e-12)
    assert entry_threshold(UNIFORM, 4, 1.5, 1.0) == 0.0
    assert entry_threshold(UNIFORM, 1, 0.25, 2.0) == 1.0
    assert entry_level("mixed", (0.8, 0.2), 5, 0.0) == 1.0
    assert 0.0 < entry_level("mixed", (0.8, 0.2), 5, 0.05) < 1.0
    assert entry_level("threshold", (0.8, 0.2), 5, 0.05) < entry_level("threshold", (0.8, 0.2), 5, 0.01)


@pytest.mark.parametrize("solve", [entry_chance, entry_threshold])
def test_impossible_entry_is_refused(solve: object) -> None:
    with pytest.raises(ScenarioError, match="n_potential = 0"):
        solve(UNIFORM, 0, 0.1, 1.0)  # type: ignore[operator]  # a function
    with pytest.raises(ScenarioError, match="offer_cost = 0"):
        solve(UNIFORM, 2, 0.0, 1.0)  # type: ignore[operator]  # a function


def test_pooling_at_the_ceiling_from_three_bidders_on() -> None:
    assert pooling_price(AVERAGE, 3, 0.8) == 0.8
    assert pooling_price(AVERAGE, 6, 100.0, 20.0) == 100.0
    assert chances(AVERAGE, np.array([0.9, 1.0]), 1.0, 4, 1.0).tolist() == [0.0, 0.25]
    assert chances(AVERAGE, np.array([0.9]), 1.0, 2, 1.0).tolist() == [1.0]  # of two, both are as near: the lower wins


def test_where_price_decides_undercutting_goes_down_to_cost() -> None:
    by_price = OpenTender(rule="lowest_evaluated_price", n_min=1)
    # 100 steps from the ceiling to the lowest cost. From k steps above it, one step less wins all of k - 1 instead of k / n:
    # with three bidders that pays from the second step on, with two from the third
    assert pooling_price(by_price, 3, 1.0, 0.2) == pytest.approx(0.2 + 0.008)
    linear = OpenTender(rule="lowest_evaluated_price", price_rule="linear", n_min=1)
    assert pooling_price(linear, 3, 1.0) == pytest.approx(0.01)  # unless said otherwise, work may cost nothing
    assert pooling_price(by_price, 2, 60.0, 10.0) == pytest.approx(10.0 + 2 * 0.5)


def test_a_level_of_cost_that_nobody_could_afford_counts_as_the_last_that_somebody_can() -> None:
    family = Equilibrium.of(World())
    last = 100.0 * np.exp(5.0 * family.law.cost_sd)  # five standard deviations above the ceiling of 100
    below, at, above, far = (family.classes(bidders(rivals=Rivals(2.0, x * last))) for x in (0.9, 1.0, 1.1, 5.0))
    assert at == above == far
    assert below != at
    assert [tender.cost_level for tender in at] == pytest.approx([last / 100.0] * 2, abs=LEVEL_STEP)
