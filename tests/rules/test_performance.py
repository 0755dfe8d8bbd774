"""A budget that answers to performance, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules import performance as rules


def test_what_is_not_measured_does_not_count() -> None:
    measures = np.array([[0.8, 0.6, np.nan], [np.nan, np.nan, np.nan], [0.8, 0.6, 0.0]])
    score = rules.weighted_score(measures, np.array([0.5, 0.25, 0.25]))
    assert score[0] == pytest.approx((0.4 + 0.15) / 0.75)
    assert np.isnan(score[1])
    assert score[2] == pytest.approx(0.55)


def test_a_lead_raises_a_lag_cuts_and_both_are_bounded() -> None:
    factor = rules.factor_next(np.ones(4), np.array([0.1, -0.1, 5.0, -5.0]), 0.5, 0.1, 1.0)
    assert factor == pytest.approx([np.exp(0.05), np.exp(-0.05), 1.1, 0.9])
    assert rules.factor_next(np.array([1.3, 0.7]), np.array([0.1, -0.1]), 0.0, 0.1, 1.0) == pytest.approx([1.3, 0.7])


def test_money_goes_back_to_the_usual_where_nothing_speaks_for_a_difference() -> None:
    factor = np.array([1.5, 0.5])
    for _ in range(60):
        factor = rules.factor_next(factor, np.zeros(2), 1.0, 0.1, 0.8)
    assert factor == pytest.approx([1.0, 1.0], abs=1e-5)
    assert rules.factor_next(np.array([1.5]), np.zeros(1), 1.0, 0.1, 0.0) == pytest.approx([1.0])


def test_a_constant_lead_ends_at_a_finite_rise() -> None:
    factor = np.ones(1)
    for _ in range(200):
        factor = rules.factor_next(factor, np.array([0.05]), 1.0, 0.5, 0.8)
    assert factor == pytest.approx(np.exp(0.05 / 0.2))


def test_pools_move_money_and_make_none() -> None:
    usual, pool = np.array([100.0, 300.0, 50.0, 50.0]), np.array([0, 0, 1, 1])
    factor = rules.closed(np.array([1.1, 0.9, 1.1, 1.1]), usual, pool)
    assert (factor * usual)[:2].sum() == pytest.approx(400.0)
    assert (factor * usual)[2:] == pytest.approx([50.0, 50.0])
    assert factor[0] / factor[1] == pytest.approx(1.1 / 0.9)


def test_the_mean_of_a_pool_is_weighted_by_money_and_leaves_out_what_was_not_measured() -> None:
    mean = rules.mean_by_pool(np.array([0.4, 0.8, np.nan, 0.5]), np.array([300.0, 100.0, 900.0, 1.0]), np.array([0, 0, 0, 1]))
    assert mean == pytest.approx([0.5, 0.5, 0.5, 0.5])


def test_a_pool_in_which_nothing_was_measured_has_no_mean_and_no_lead() -> None:
    score, usual = np.array([0.9, 0.3, np.nan, np.nan]), np.array([100.0, 300.0, 50.0, 50.0])
    assert rules.mean_by_pool(score, usual, np.array([0, 0, 2, 2])).tolist() == pytest.approx([0.45, 0.45, 0.0, 0.0])
    partly = rules.mean_by_pool(np.array([0.9, np.nan]), np.array([100.0, 300.0]), np.array([0, 0]))
    assert partly.tolist() == pytest.approx([0.9, 0.9])  # what was not measured does not count
