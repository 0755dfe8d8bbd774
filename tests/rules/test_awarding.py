"""Who gets a contract where the best does not simply win: worked numbers, extremes, frequencies."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.awarding import by_price, by_success, eliminated, in_turn, success_weight, worth_of_price
from gpssim.rules.choice import attraction
from gpssim.streams import Luck
from gpssim.theory.textbook.discrete_choice import choice_shares

N = 30_000
U = Luck.of(3, 0).uniforms("award", np.arange(N)[:, None], np.arange(3)[None, :])


def frequencies(standing: np.ndarray) -> np.ndarray:
    return np.bincount(standing.argmax(axis=1), minlength=3) / N


def test_success_counts_in_proportion_or_more_or_not_at_all() -> None:
    awards = np.array([0, 1, 4])
    assert success_weight(awards, 2.0).tolist() == [2.0, 3.0, 6.0]
    assert success_weight(awards, 1.0, 2.0).tolist() == [1.0, 4.0, 25.0]
    assert success_weight(awards, 0.5, 0.0).tolist() == [1.0, 1.0, 1.0]


def test_contracts_follow_success() -> None:
    assert frequencies(by_success(np.array([0, 1, 4]), 2.0, 1.0, U)) == pytest.approx([2 / 11, 3 / 11, 6 / 11], abs=0.012)
    assert frequencies(by_success(np.array([0, 1, 4]), 0.0, 1.0, U)) == pytest.approx([0.0, 0.2, 0.8], abs=0.01)


def test_mistakes_get_rarer_with_precision() -> None:
    prices = np.array([1.0, 2.0, np.inf])
    odds = 1.0 / (1.0 + np.exp(-1.5))
    assert frequencies(by_price(prices, 1.5, U)) == pytest.approx([odds, 1.0 - odds, 0.0], abs=0.012)
    assert frequencies(by_price(prices, 0.0, U)) == pytest.approx([0.5, 0.5, 0.0], abs=0.012)
    assert frequencies(by_price(prices, np.inf, U)).tolist() == [1.0, 0.0, 0.0]
    assert worth_of_price(prices, 2.0).tolist() == [-2.0, -4.0, -np.inf]


def test_everybody_has_a_turn_before_anybody_has_a_second() -> None:
    awards = np.zeros(3)
    for t in range(9):
        awards[in_turn(awards, U[t]).argmax()] += 1
        assert awards.max() - awards.min() <= 1
    assert awards.tolist() == [3.0, 3.0, 3.0]
    assert frequencies(in_turn(np.array([5, 5, 6]), U)) == pytest.approx([0.5, 0.5, 0.0], abs=0.012)


def test_weights_are_chances() -> None:
    assert choice_shares(attraction(np.array([0.0, 2.0, 6.0])), 1.0).tolist() == pytest.approx([0.0, 0.25, 0.75])


def struck_out(n: int, part: float) -> list[int]:
    prices = 100.0 - np.arange(n, dtype=float)
    return np.flatnonzero(eliminated(prices, part, np.full(n, 0.5))).tolist()


def test_a_stage_strikes_out_the_dearest_part_and_at_least_one() -> None:
    assert struck_out(10, 0.2) == [0, 1]
    assert struck_out(11, 0.2) == [0, 1, 2]  # 2.2 of 11: three, so that at least a fifth goes
    assert struck_out(3, 0.2) == [0]
    assert struck_out(5, 1.0) == [0, 1, 2, 3, 4]
    assert struck_out(5, 0.0) == struck_out(0, 0.5) == []


def test_equals_are_struck_out_by_lot() -> None:
    assert eliminated(np.array([9.0, 9.0, 8.0]), 0.2, np.array([0.8, 0.3, 0.1])).tolist() == [False, True, False]
    assert eliminated(np.array([9.0, 9.0, 8.0]), 0.2, np.array([0.2, 0.3, 0.1])).tolist() == [True, False, False]
