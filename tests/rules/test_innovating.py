"""Service innovation by hand: who tries, what is found, who copies, what is left when needs move on."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules import innovating as rules


def test_nothing_is_tried_without_room_or_will() -> None:
    assert rules.trial_chance(0.1, 0.0, 1.0, 3.0) == 0.0
    assert rules.trial_chance(0.1, 1.0, 0.0, 3.0) == 0.0
    assert rules.trial_chance(0.1, 0.9, 0.6, 2.5) == pytest.approx(0.135)
    assert rules.trial_chance(0.9, 1.0, 1.0, 3.0) == 1.0


def test_rivals_pull_either_way_and_never_below_nothing() -> None:
    assert rules.pull_to_innovate(0.0, 1.0, 0.8, 0.5, 0.0, 1.0) == pytest.approx(1.4)
    assert rules.pull_to_innovate(0.0, 1.0, 0.8, -0.5, 0.0, 1.0) == pytest.approx(0.6)
    assert rules.pull_to_innovate(0.0, 0.0, 1.0, -1.0, 0.0, 0.0) == 0.0


def test_less_is_found_near_the_frontier_and_nothing_beyond_it() -> None:
    luck = np.exp(-1.0)  # an improvement of the mean size
    assert rules.found_by_trial(0.0, luck, 0.2, 1.0) == pytest.approx(0.2)
    assert rules.found_by_trial(0.9, luck, 0.2, 1.0) == pytest.approx(0.92)
    assert rules.found_by_trial(1.0, 1e-9, 0.2, 1.0) == 1.0
    draws = (np.arange(100_000) + 0.5) / 100_000
    assert rules.found_by_trial(np.zeros(draws.size), draws, 0.2, 50.0).mean() == pytest.approx(0.2, rel=0.01)


def test_of_equals_nobody_is_better() -> None:
    assert rules.share_better(np.zeros(4)).tolist() == [0.0] * 4
    assert rules.share_better(np.array([0.3])).tolist() == [0.0]
    assert rules.share_better(np.array([0.1, 0.3])).tolist() == [1.0, 0.0]
    assert rules.share_better(np.array([0.1, 0.2, 0.3])).tolist() == [1.0, 0.5, 0.0]


def test_one_draw_decides_for_both_ways_of_copying() -> None:
    near, far = rules.copies(np.array([0.02, 0.04, 0.2]), np.full(3, 0.03), np.full(3, 0.05))
    assert near.tolist() == [True, False, False]
    assert far.tolist() == [False, True, False]
    near, far = rules.copies(np.array([0.125, 0.25]), np.full(2, 0.125), np.full(2, 0.125))  # a draw strikes below its hazard
    assert (near.tolist(), far.tolist()) == ([False, False], [True, False])


def test_half_of_an_improvement_is_gone_after_a_year_that_halves_it() -> None:
    practice = np.array([0.8])
    for _ in range(12):
        practice = rules.aged(practice, 0.5)
    assert practice[0] == pytest.approx(0.4)
    assert rules.aged(np.array([0.8]), 0.0)[0] == 0.8
