"""Scores: worked numbers, extremes, directions."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.scoring import (
    abnormally_low,
    closeness_to_mean,
    evaluated_price,
    first_ranked,
    linear_share,
    lowest_ratio,
    lowest_rival,
    price_evaluated_at,
    ranking,
    second_lowest,
)


def test_vectorized_over_leading_axes() -> None:
    prices = np.array([[[1.0, 2.0], [4.0, 2.0]]])
    assert np.array_equal(lowest_ratio(prices), [[[1.0, 0.5], [0.5, 1.0]]])


def test_second_lowest_is_under_the_ceiling() -> None:
    assert second_lowest(np.array([[3.0, 1.0, 2.0], [9.0, 1.0, 8.0]]), 5.0).tolist() == [2.0, 5.0]
    assert second_lowest(np.array([[3.0]]), 5.0).tolist() == [5.0]
    many = (37.0 * np.arange(1, 10_007)) % 10_007  # 1 to 10,006 in a wild order: short arrays NumPy sorts whole
    assert second_lowest(np.stack([many, many[::-1]]), 5e4).tolist() == [2.0, 2.0]


@pytest.mark.parametrize(
    ("prices", "low"),
    [
        ([40.0, 100.0, 110.0], [True, False, False]),  # below half the mean of 83.3, below half of 100
        ([53.0, 100.0, 100.0], [True, False, False]),  # below 45 % of the ceiling only
        ([60.0, 60.0, 60.0], [False, False, False]),
        ([50.0], [True]),
        ([54.0, 200.0], [True, False]),  # at 45 % of the ceiling a price is not below it, but below half of 127 and of 200
        ([55.0, 110.0], [False, False]),  # exactly half of the second is not below it, nor is 55 below 54
        ([60.0, 70.0, 230.0], [False, False, False]),  # exactly half of the mean of 120 is not below it
    ],
)
def test_abnormally_low_by_the_rules_of_2026(prices: list[float], low: list[bool]) -> None:
    assert abnormally_low(np.array(prices), 120.0, 0.5, 0.5, 0.45).tolist() == low
    assert not abnormally_low(np.array(prices), 120.0, 0.0, 0.0, 0.0).any()


def test_ranking_by_score_then_price_then_lot() -> None:
    total, prices, lots = np.array([1.0, 2.0, 2.0, 2.0]), np.array([1.0, 9.0, 8.0, 8.0]), np.array([0.1, 0.2, 0.9, 0.3])
    assert ranking(total, prices, lots).tolist() == [3, 2, 1, 0]


@pytest.mark.parametrize("levels", [3, 1000])
@pytest.mark.parametrize("n", [4, 40])
def test_the_first_is_the_first_of_the_ranking(n: int, levels: int) -> None:
    drawn = np.random.default_rng(7)
    total, prices = drawn.integers(levels, size=(n + 1, n)).astype(float), drawn.integers(3, size=(n + 1, n)).astype(float)
    total[0], total[1, 0] = -np.inf, np.nan
    lots = drawn.random((n + 1, n))
    assert first_ranked(total, prices, lots).tolist() == ranking(total, prices, lots)[:, 0].tolist()
    assert first_ranked(np.arange(float(n)), prices[0], lots[0]) == n - 1


def test_linear_points_do_not_depend_on_others() -> None:
    assert linear_share(np.array([50.0, 80.0, np.inf]), 100.0) == pytest.approx([0.5, 0.2, -np.inf])
    assert linear_share(np.array([80.0]), 100.0) == pytest.approx([0.2])


def test_closeness_to_the_mean_by_hand() -> None:
    prices = np.array([[60.0, 90.0, 120.0], [80.0, np.inf, 120.0], [np.inf, np.inf, np.inf]])
    close = closeness_to_mean(prices)
    assert close[0] == pytest.approx([2 / 3, 1.0, 2 / 3])
    assert close[1] == pytest.approx([0.8, -np.inf, 0.8])
    assert np.isneginf(close[2]).all()
    equal = closeness_to_mean(np.full(7, 0.7))
    assert np.ptp(equal) == 0.0  # offers that are equal stay equal whatever rounding does to their mean


def test_preferences_are_undone() -> None:
    prices, preferred = np.array([90.0, 85.0, np.inf]), np.array([True, False, True])
    level = evaluated_price(prices, preferred, 0.1, 3.0)
    assert level == pytest.approx([78.0, 85.0, np.inf])
    assert price_evaluated_at(level, preferred, 0.1, 3.0) == pytest.approx(prices)
    assert np.array_equal(evaluated_price(prices, preferred, 0.0, 0.0), prices)  # to the last bit


def test_the_lowest_rival_leaves_the_winner_out() -> None:
    levels = np.array([[3.0, 1.0, 2.0], [5.0, np.inf, np.inf]])
    assert lowest_rival(levels, np.array([1, 0])).tolist() == [2.0, np.inf]
