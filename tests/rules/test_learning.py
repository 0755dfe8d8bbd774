"""Learning by doing: worked numbers, extremes, directions."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.learning import experience_next, exponent, imitated, incumbent_cost, unit_cost


def test_cost_falls_to_the_progress_ratio_with_every_doubling() -> None:
    assert unit_cost(100.0, np.array([1.0, 2.0, 4.0, 8.0]), exponent(0.9)) == pytest.approx([100.0, 90.0, 81.0, 72.9])


def test_without_learning_or_experience_cost_stays() -> None:
    assert unit_cost(100.0, np.array([0.0, 0.5, 3.0]), exponent(1.0)).tolist() == [100.0, 100.0, 100.0]
    assert unit_cost(100.0, np.array([0.0, 0.5, 1.0]), exponent(0.8)).tolist() == [100.0, 100.0, 100.0]


def test_experience_fades_to_what_the_flow_keeps_up() -> None:
    experience = np.array([0.0, 50.0])
    for _ in range(400):
        experience = experience_next(experience, 0.9, 2.0)
    assert experience == pytest.approx([20.0, 20.0])
    assert experience_next(5.0, 1.0, 0.0) == 5.0


def test_an_incumbent_has_the_advantage_alone() -> None:
    cost = np.array([80.0, 70.0])
    assert incumbent_cost(cost, np.array([False, True]), 8.0).tolist() == [80.0, 62.0]
    assert np.array_equal(incumbent_cost(cost, np.array([False, True]), 0.0), cost)


def test_an_imitator_goes_a_part_of_the_way_to_what_it_sees() -> None:
    assert imitated(np.array([10.0, 10.0]), np.array([20.0, 4.0]), 0.6).tolist() == pytest.approx([14.0, 7.6])
    assert float(imitated(10.0, 20.0, 1.0)) == 10.0
    assert float(imitated(10.0, 20.0, 0.0)) == 20.0
