"""Effort on two tasks: worked numbers, extremes, directions, and the best of a fine grid."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from gpssim.errors import ScenarioError
from gpssim.rules.effort import (
    career_reward,
    continuation_slope,
    delivered,
    effort_cost,
    honest_floor,
    quality_effort,
    social_rewards,
)


def single(b1: float, b2: float, k: float, d: float, most: float) -> tuple[float, float]:
    e1, e2 = quality_effort(np.array([b1]), np.array([b2]), k, d, most)
    return float(e1[0]), float(e2[0])


def test_one_task_at_a_time_is_reward_over_curvature() -> None:
    assert single(0.1, 0.05, 0.2, 0.0, 2.0) == pytest.approx((0.5, 0.25))


def test_two_substitutes_by_the_first_order_conditions() -> None:
    # k e1 + d e2 = b1, d e1 + k e2 = b2
    assert single(0.25, 0.2, 0.2, 0.05, 2.0) == pytest.approx((16.0 / 15.0, 11.0 / 15.0))


def test_no_reward_no_effort_and_a_large_one_meets_the_box() -> None:
    assert single(0.0, 0.0, 0.2, 0.05, 2.0) == (0.0, 0.0)
    assert single(-1.0, -1.0, 0.2, 0.05, 2.0) == (0.0, 0.0)
    assert single(50.0, 50.0, 0.2, 0.05, 2.0) == (2.0, 2.0)
    assert single(1.0, 1.0, 0.2, 0.05, 0.0) == (0.0, 0.0)


def test_rewarding_one_task_takes_from_its_substitute() -> None:
    low, high = single(0.1, 0.1, 0.2, 0.1, 2.0), single(0.15, 0.1, 0.2, 0.1, 2.0)
    assert high[0] > low[0]
    assert high[1] < low[1]


@pytest.mark.parametrize(
    "case", list(product((-0.1, 0.05, 0.4), (0.0, 0.3), (0.22,), (-0.3, 0.0, 0.1, 0.22, 0.5), (1.5,))), ids=str
)
def test_no_point_of_a_grid_is_better(case: tuple[float, float, float, float, float]) -> None:
    b1, b2, k, d, most = case
    x, y = np.meshgrid(np.linspace(0.0, most, 301), np.linspace(0.0, most, 301))

    def gain(e1: np.ndarray, e2: np.ndarray) -> np.ndarray:
        return b1 * e1 + b2 * e2 - effort_cost(e1, e2, k, d)

    e1, e2 = single(b1, b2, k, d, most)
    assert gain(np.array(e1), np.array(e2)) >= gain(x, y).max() - 1e-12


@pytest.mark.parametrize("case", list(product((-0.4, 0.0, 0.3), (-0.2, 0.3), (-0.1, 0.1, 0.5), (-1.0, 0.3))), ids=str)
def test_no_point_of_a_box_with_another_floor_is_better(case: tuple[float, float, float, float]) -> None:
    b1, b2, d, least = case
    x, y = np.meshgrid(np.linspace(least, 1.5, 301), np.linspace(least, 1.5, 301))
    e1, e2 = quality_effort(np.array([b1]), np.array([b2]), 0.22, d, 1.5, least)
    best = b1 * e1 + b2 * e2 - effort_cost(e1, e2, 0.22, d)
    assert least <= min(e1[0], e2[0])
    assert best[0] >= (b1 * x + b2 * y - effort_cost(x, y, 0.22, d)).max() - 1e-12


def test_effort_without_bounds_may_be_negative() -> None:
    e1, e2 = quality_effort(np.array([0.6, -1.0]), np.array([0.0, 0.0]), 1.0, 0.5, least=-np.inf)
    assert e1 == pytest.approx([0.8, -4.0 / 3.0])
    assert e2 == pytest.approx([-0.4, 2.0 / 3.0])
    half = quality_effort(np.array([0.6]), np.array([0.0]), 1.0, 0.5)
    assert (float(half[0][0]), float(half[1][0])) == pytest.approx((0.6, 0.0))


def test_close_substitutes_need_a_box() -> None:
    with pytest.raises(ScenarioError, match="substitution"):
        quality_effort(np.array([0.6]), np.array([0.0]), 1.0, 1.0, least=-np.inf)


def test_delivered_quality_adds_up() -> None:
    assert float(delivered(np.array(0.2), np.array(0.5), 0.1, -0.05)) == pytest.approx(0.55)


def test_cost_of_effort() -> None:
    assert float(effort_cost(np.array(1.0), np.array(2.0), 0.2, 0.05)) == pytest.approx(0.6)
    assert float(effort_cost(np.array(0.0), np.array(0.0), 0.2, 0.05)) == 0.0


def test_career_concerns_need_a_record_a_stake_and_patience() -> None:
    slope = continuation_slope(np.array([1.0]), 0.5, 0.4, 0.2)
    assert slope[0] == pytest.approx(0.3989422804014327)  # the normal density at 0, as 0.5 * 0.4 / 0.2 = 1
    assert continuation_slope(np.array([0.0]), 0.5, 0.4, 0.2)[0] == 0.0
    assert continuation_slope(np.array([1.0]), 0.5, 0.4, 0.4)[0] < slope[0]
    assert career_reward(slope, 0.9, np.array([2.0]))[0] == pytest.approx(1.8 * slope[0])
    assert career_reward(slope, 0.9, np.array([-2.0]))[0] == 0.0 == career_reward(slope, 0.0, np.array([2.0]))[0]


def test_the_honest_keep_their_part_of_the_promise() -> None:
    effort, ability = np.array([0.1]), np.array([0.5])
    assert honest_floor(effort, np.array([1.0]), ability, np.array([0.6]), 2.0)[0] == pytest.approx(0.3)
    assert honest_floor(effort, np.array([1.0]), ability, np.array([0.0]), 2.0)[0] == 0.1
    assert honest_floor(effort, np.array([9.0]), ability, np.array([1.0]), 2.0)[0] == 2.0
    assert honest_floor(effort, np.array([0.0]), ability, np.array([1.0]), 2.0)[0] == 0.1


def test_society_rewards_tasks_by_what_quality_they_make_and_less_the_dearer_money_is() -> None:
    verifiable, other = social_rewards(0.6, np.array([0.0, 0.25, 1.0]), 1.5)
    assert verifiable.tolist() == pytest.approx([0.0, 0.1, 0.4])
    assert other.tolist() == pytest.approx([0.4, 0.3, 0.0])
    # first best: each task is worked on until its cost k e is worth what it brings
    e1, e2 = quality_effort(*social_rewards(0.6, np.array([0.25]), 1.0), 0.3, 0.0)
    assert (e1[0], e2[0]) == pytest.approx((0.5, 1.5))
