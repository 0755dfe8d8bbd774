"""What to buy, by hand: appeal, a split that follows it, domains given up, money that is bound, setbacks forgiven."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules import scoping as rules

USUAL = np.array([40.0, 40.0, 20.0])
NOTHING = np.zeros(3)


def test_without_narrowing_the_split_is_the_usual_one() -> None:
    assert rules.split_by_appeal(USUAL, np.array([3.0, -2.0, 0.0]), 0.0, NOTHING, 0.4) == pytest.approx(USUAL)
    exact = np.array([64.0, 32.0, 32.0])  # nothing is lost, so that nothing is given up even if all of it is the least
    assert rules.split_by_appeal(exact, np.array([3.0, -2.0, 0.0]), 0.0, NOTHING, 1.0).tolist() == exact.tolist()


def test_of_equal_appeal_none_gains() -> None:
    assert rules.split_by_appeal(USUAL, np.full(3, 1.7), 5.0, NOTHING, 0.9) == pytest.approx(USUAL)


def test_money_goes_in_proportion_to_usual_and_appeal() -> None:
    split = rules.split_by_appeal(USUAL, np.log([1.0, 2.0, 4.0]), 1.0, NOTHING, 0.0)
    assert split == pytest.approx([20.0, 40.0, 40.0])
    twice = rules.split_by_appeal(USUAL, np.log([1.0, 2.0, 4.0]), 2.0, NOTHING, 0.0)
    assert twice == pytest.approx(100.0 * np.array([40.0, 160.0, 320.0]) / 520.0)


def test_what_falls_below_the_least_is_given_up_and_its_money_goes_to_the_others() -> None:
    split = rules.split_by_appeal(USUAL, np.log([1.0, 2.0, 4.0]), 1.0, NOTHING, 0.6)
    assert split == pytest.approx([0.0, 50.0, 50.0])
    assert rules.split_by_appeal(USUAL, np.log([1.0, 2.0, 4.0]), 1.0, NOTHING, 5.0).sum() == pytest.approx(100.0), "one is kept"


def test_bound_money_stays_as_far_as_there_is_any() -> None:
    bound = np.array([30.0, 0.0, 0.0])
    assert rules.split_by_appeal(USUAL, np.log([1.0, 2.0, 4.0]), 1.0, bound, 0.6) == pytest.approx([30.0, 35.0, 35.0])
    assert rules.split_by_appeal(USUAL, np.zeros(3), 1.0, np.array([150.0, 50.0, 0.0]), 0.0) == pytest.approx([75.0, 25.0, 0.0])


def test_a_domain_of_no_prominence_is_never_bought() -> None:
    appeal = rules.log_appeal(np.array([1.0, 1.0, 0.0]), np.full(3, 0.5), 2.0, NOTHING, 1.0, NOTHING, 1.0)
    assert rules.split_by_appeal(USUAL, appeal, 1.0, NOTHING, 0.0) == pytest.approx([50.0, 50.0, 0.0])
    assert rules.split_by_appeal(USUAL, np.full(3, -np.inf), 1.0, NOTHING, 0.0) == pytest.approx(USUAL)


def test_appeal_by_hand() -> None:
    appeal = rules.log_appeal(np.array([2.0]), np.array([0.25]), 2.0, np.array([0.5]), 1.0, np.array([0.4]), 0.5)
    assert appeal == pytest.approx([np.log(2.0) + 0.5 - 0.5 - 0.2])


def test_setbacks_are_remembered_and_forgiven() -> None:
    once = rules.setbacks_next(np.zeros(1), np.ones(1), 0.5)
    assert once == pytest.approx([0.5])
    assert rules.setbacks_next(once, np.zeros(1), 0.5) == pytest.approx([0.25])
