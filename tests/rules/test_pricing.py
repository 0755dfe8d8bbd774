"""Prices: worked numbers, extremes, directions."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.pricing import bargained_price, effective_cost, markup_price, promise_cost, proposal_places, wanted_markup


def test_a_nonprofit_gives_up_its_missions_worth_as_far_as_reserves_go() -> None:
    cost = effective_cost(
        np.full(4, 100.0), np.array([0.0, 4.0, 4.0, 4.0]), np.array([0.5, 0.5, 0.0, 1.0]), np.array([9.0, 9.0, 9.0, 3.0])
    )
    assert cost.tolist() == [100.0, 92.0, 96.0, 97.0]
    assert float(effective_cost(100.0, 4.0, 0.5, 0.0)) == 100.0  # no reserves: not a yuan below cost


def test_markup_stops_at_the_ceiling_and_stays_away_above_it() -> None:
    assert markup_price(np.array([50.0, 95.0, 120.0]), 0.1, 100.0) == pytest.approx([55.0, 100.0, np.nan], nan_ok=True)
    assert markup_price(np.array([50.0, 100.0]), 0.0, 100.0).tolist() == [50.0, 100.0]


def test_a_bargain_lies_between_cost_and_what_the_purchaser_would_pay_elsewhere() -> None:
    assert float(bargained_price(80.0, 100.0, 95.0, 0.5)) == 87.5
    assert float(bargained_price(80.0, 90.0, 95.0, 0.0)) == 80.0
    assert float(bargained_price(80.0, 90.0, 95.0, 1.0)) == 90.0
    assert float(bargained_price(95.0, 100.0, 95.0, 0.5)) == 95.0  # nothing to share, and still agreed
    assert np.isnan(bargained_price(96.0, 100.0, 95.0, 0.5))


def test_a_proposal_is_as_large_as_its_cap_or_its_proposer_allows() -> None:
    assert proposal_places(np.array([100.0, 50.0]), 12, 60_000.0, np.array([200.0, 80.0])).tolist() == [50.0, 80.0]


def test_a_promise_costs_effort_for_the_part_kept_and_risk_for_the_rest() -> None:
    assert float(promise_cost(1.0, 1.0, 0.4, 25.0, 0.25)) == pytest.approx(0.2)  # all kept: half of 0.4
    assert float(promise_cost(1.0, 0.0, 0.4, 25.0, 0.25)) == pytest.approx(18.75)  # nothing kept: 0.75 too much at 25
    assert float(promise_cost(0.2, 0.0, 0.4, 25.0, 0.25)) == 0.0  # within what acceptance overlooks
    grid = promise_cost(np.linspace(0.0, 2.0, 9), 0.6, 0.4, 25.0, 0.25)
    assert (np.diff(grid) >= 0.0).all()


def test_a_mission_worth_less_than_a_yuan_counts_like_any_other() -> None:
    assert float(effective_cost(10.0, 0.4, 0.5, 9.0)) == pytest.approx(9.2)
    assert float(effective_cost(10.0, 0.0, 1.0, 9.0)) == 10.0  # without a mission indifference to surplus gives nothing away


def test_idle_staff_lowers_a_markup_as_far_as_work_is_wanted() -> None:
    assert wanted_markup(0.1, 0.5, np.array([0.0, 0.4, 1.0])).tolist() == pytest.approx([0.1, 0.08, 0.05])
    assert float(wanted_markup(0.1, 0.0, 1.0)) == 0.1
