"""Worked numbers of favoring a bidder and of what comes to light."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpssim.rules.favoring import capture_chance, close_prices, cover_prices, edge, parts_below, seen, tailored


def test_tailored_points_go_to_what_the_favorite_leads_in() -> None:
    papers, favorite = np.array([0.0, 0.6, 0.3]), np.array([True, False, False])
    # mean 0.3: 0.7 * 0 + 0.3 * 1.3, 0.7 * 0.6 + 0.3 * 0.3, 0.7 * 0.3 + 0.3 * 0.3
    assert tailored(papers, favorite, 0.3, 1.0) == pytest.approx([0.39, 0.51, 0.30])
    assert tailored(papers, favorite, 0.0, 1.0).tolist() == papers.tolist()


def test_a_cover_price_is_one_to_five_percent_dearer_and_within_the_ceiling() -> None:
    assert cover_prices(100.0, np.array([0.0, 0.5, 1.0]), 104.0) == pytest.approx([101.0, 103.0, 104.0])


def test_who_knows_the_others_asks_the_most_that_still_wins() -> None:
    margin = np.array([1.0, 2.0, 3.0, 4.0])
    assert edge(np.array([2.0, 1.0, 0.1, -1.0]), np.zeros(4), margin) == 2
    # with judges who err, Phi(1) * 2 = 1.68 beats Phi(0.1) * 3 = 1.62 and Phi(-1) * 4 = 0.63
    assert edge(np.array([2.0, 1.0, 0.1, -1.0]), np.ones(4), margin) == 1
    assert edge(np.array([-1.0, -2.0]), np.zeros(2), np.array([1.0, 2.0])) == -1
    assert edge(np.array([1.0, 0.0]), np.zeros(2), np.array([1.0, 2.0])) == 0  # a draw is lost
    assert edge(np.array([-1.0, 2.0]), np.zeros(2), np.array([-2.0, -1.0])) == -1  # below cost nothing is to be had


def test_parts_are_just_below_the_threshold() -> None:
    assert parts_below(100.0, 200.0, 0.95) == (100.0,)
    assert parts_below(500.0, 200.0, 0.95) == pytest.approx((190.0, 190.0, 120.0))
    assert parts_below(390.0, 200.0, 0.95) == pytest.approx((130.0, 130.0, 130.0))  # 10 would be left: nobody signs that
    assert parts_below(401.0, 200.0, 0.95) == pytest.approx((190.0, 190.0, 21.0))  # a tenth of the threshold is worth a contract
    assert parts_below(399.0, 200.0, 0.95) == pytest.approx((133.0, 133.0, 133.0))
    assert parts_below(200.0, 200.0, 0.95) == pytest.approx((100.0, 100.0))  # at the threshold it is tendered: divided


@given(st.floats(1.0, 1e6), st.floats(10.0, 1e5), st.floats(0.5, 0.99))
def test_parts_sum_to_the_project_and_stay_below(value: float, threshold: float, margin: float) -> None:
    parts = parts_below(value, threshold, margin)
    assert sum(parts) == pytest.approx(value)
    assert max(parts) < threshold


def test_the_public_sees_what_is_disclosed_as_far_as_it_takes_part() -> None:
    assert seen(0.1, 0.5, 0.8, 0.5) == pytest.approx(1.0 - 0.9 * 0.8)
    assert seen(0.1, 0.5, 0.0, 1.0) == seen(0.1, 0.5, 1.0, 0.0) == seen(0.1, 0.0, 1.0, 1.0) == pytest.approx(0.1)


def test_participation_keeps_evaluators_from_being_captured() -> None:
    assert capture_chance(0.4, 0.5, 1.0, np.array([0.0, 0.5, 1.0])) == pytest.approx([0.2, 0.1, 0.0])
    assert capture_chance(0.4, 1.0, 0.0, 1.0) == 0.4


def test_prices_look_agreed_on_when_close_and_not_equal() -> None:
    assert close_prices(np.array([100.0, 102.0, 105.0]), 0.06)
    assert not close_prices(np.array([100.0, 100.0, 100.0]), 0.06)  # a posted price
    assert not close_prices(np.array([100.0, 102.0, 107.0]), 0.06)
    assert not close_prices(np.array([100.0, 102.0]), 0.06)


def test_prices_are_close_in_whatever_unit() -> None:
    prices = np.array([100.0, 100.5, 101.0])
    for unit in (1e-3, 1.0, 1e4):
        assert close_prices(unit * prices, 0.011)
        assert not close_prices(unit * prices, 0.009)
