"""Participation, surveys, the hotline and committees: worked numbers, neutral values, directions."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.participating import brings_inspection, load_next, participation_next, sample_error, users_share


def moved(now: float, intensity: float, rate: float = 0.25, inclination: float = 0.2, response: float = 0.5) -> float:
    return float(participation_next(np.array([now]), np.array([inclination]), np.array([intensity]), response, rate)[0])


def test_participation_moves_to_what_is_offered_and_back_to_inclination() -> None:
    # aim 0.2 + 0.5 * 0.8 * 0.8 = 0.52, a quarter of the way from 0.4
    assert moved(0.4, 0.8) == pytest.approx(0.43)
    assert moved(0.4, 0.0) == pytest.approx(0.35)
    assert moved(0.4, 0.8, rate=0.0) == 0.4
    assert moved(0.2, 1.0, rate=1.0, response=1.0) == pytest.approx(1.0)
    level = 0.9
    for _ in range(200):
        level = moved(level, 0.8)
    assert level == pytest.approx(0.52)


def test_four_times_the_sample_halves_the_error() -> None:
    assert sample_error(0.3, 4.0) == pytest.approx(0.15)
    assert sample_error(0.3, 1.0) == 0.3
    assert sample_error(0.3, 0.25) == pytest.approx(0.6)


def test_users_take_their_part_of_what_is_left() -> None:
    assert users_share(0.4, 0.5) == pytest.approx(0.7)
    assert (users_share(0.4, 0.0), users_share(0.4, 1.0), users_share(0.0, 0.3)) == pytest.approx((0.4, 1.0, 0.3))


def test_more_complaints_bring_an_inspection_sooner() -> None:
    # nobody is heard with chance 0.8 ** n
    assert brings_inspection(np.array([0, 1, 3]), 0.2).tolist() == pytest.approx([0.0, 0.2, 1.0 - 0.512])
    assert brings_inspection(np.array([0, 5]), 1.0).tolist() == [0.0, 1.0]
    assert brings_inspection(np.array([7]), 0.0).tolist() == [0.0]


def test_purchase_relieves_committees_step_by_step() -> None:
    load = load_next(np.array([0.6, 0.3]), 0.5, 0.4, np.array([0.5, 0.0]), 0.1)
    assert load.tolist() == pytest.approx([0.6 + 0.1 * (0.4 - 0.6), 0.3 + 0.1 * (0.5 - 0.3)])
    for _ in range(400):
        load = load_next(load, 0.5, 0.4, np.array([1.0, 0.0]), 0.1)
    assert load.tolist() == pytest.approx([0.3, 0.5])
    assert load_next(np.array([0.6]), 0.5, 0.0, np.array([1.0]), 1.0)[0] == pytest.approx(0.5)
