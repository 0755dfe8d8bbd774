"""Surveys, ceilings, ranks, late payment: worked numbers, extremes, directions."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gpssim.rules.purchasing import ceiling, delayed, outside_price, rank_of_need, survey_error, surveyed, told_by

NAN = float("nan")


def test_a_survey_without_error_finds_the_truth() -> None:
    assert surveyed(200.0, 0.0, 3.0) == 200.0 == surveyed(200.0, 0.35, 0.0)
    assert surveyed(50.0, 0.35, -1.0) == pytest.approx(50.0 * math.exp(-0.35))
    assert surveyed(0.0, 0.35, 2.0) == 0.0
    assert surveyed(50.0, 0.35, 1.0) > surveyed(50.0, 0.35, 0.9)


def test_participation_and_roots_remove_their_part_of_the_error() -> None:
    assert survey_error(0.35, 0.4, 0.5, 0.2, 0.3) == pytest.approx(0.35 * 0.8 * 0.94)
    assert survey_error(0.35, 0.0, 0.5, 0.0, 0.3) == 0.35
    assert survey_error(0.35, 1.0, 1.0, 0.0, 0.3) == 0.0
    assert survey_error(0.35, 0.5, 0.5, 0.2, 0.3) < survey_error(0.35, 0.4, 0.5, 0.2, 0.3)


def test_the_ceiling_lies_between_survey_and_last_price_with_a_margin() -> None:
    assert ceiling(80.0, 100.0, 0.12, 0.5, 0.05, 0.0) == pytest.approx(100.8)
    assert ceiling(80.0, NAN, 0.12, 0.5, 0.05, 0.0) == pytest.approx(89.6)
    assert ceiling(80.0, 100.0, 0.0, 0.0, 0.0, 9.0) == 80.0
    assert ceiling(80.0, 100.0, 0.0, 1.0, 0.0, 9.0) == 100.0


def test_a_lower_price_lowers_the_next_ceiling_and_an_absurd_error_is_bounded() -> None:
    assert ceiling(80.0, 90.0, 0.12, 0.5, 0.05, 0.0) < ceiling(80.0, 100.0, 0.12, 0.5, 0.05, 0.0)
    assert ceiling(80.0, 80.0, 0.0, 0.5, 0.5, -8.0) == pytest.approx(8.0)


def test_rank_grows_with_need_priority_and_visibility_and_falls_with_cost() -> None:
    assert rank_of_need(np.array([100.0, 0.0]), 2.0, 1.5, 60.0).tolist() == [5.0, 0.0]
    assert rank_of_need(np.array([100.0]), 2.0, 1.5, 80.0)[0] < 5.0


def test_the_outside_price_is_what_a_tender_would_cost_and_never_above_the_ceiling() -> None:
    assert outside_price(90.0, 100.0, 6_000.0, 2_000.0, 0.02) == pytest.approx(94.8)
    assert outside_price(NAN, 100.0, 6_000.0, 2_000.0, 0.02) == 100.0
    assert outside_price(99.0, 100.0, 6_000.0, 2_000.0, 0.02) == 100.0
    assert outside_price(90.0, 100.0, 0.0, 0.0, 0.0) == 90.0
    # a procedure is borne by what is bought, a place-month at least
    assert [outside_price(90.0, 100.0, 6.0, volume, 0.0) for volume in (4.0, 1.5, 1.0, 0.1)] == [91.5, 94.0, 96.0, 96.0]


def test_delay_is_geometric() -> None:
    months, n = np.zeros(20_000, dtype=np.int64), 20_000
    waited = delayed(months, (np.arange(n) + 0.5) / n, 0.3)
    assert [float((waited >= k).mean()) for k in range(4)] == pytest.approx([1.0, 0.3, 0.09, 0.027], abs=1e-4)


def test_without_delay_money_comes_when_due_and_the_unluckiest_wait_longest() -> None:
    due = np.array([3, 9])
    assert delayed(due, np.array([1e-9, 0.5]), 0.0).tolist() == [3, 9]
    late = delayed(due, np.array([0.02, 0.5]), 0.3)
    assert late.tolist() == [6, 9]
    assert (delayed(due, np.array([0.02, 0.5]), 0.6) >= late).all()


def test_what_is_told_twice_is_not_learned_twice() -> None:
    assert told_by(np.array([0.4]), np.array([0.5])).tolist() == pytest.approx([0.7])
    assert told_by(np.array([0.4, 0.0, 1.0]), np.array([0.0, 0.3, 0.3])).tolist() == pytest.approx([0.4, 0.3, 1.0])
    both = told_by(told_by(np.array([0.1]), np.array([0.2])), np.array([0.5]))
    assert both == pytest.approx(told_by(np.array([0.5]), told_by(np.array([0.2]), np.array([0.1]))))  # whoever speaks first
