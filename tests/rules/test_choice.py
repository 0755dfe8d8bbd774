"""Choice with a taste shock: worked numbers, extremes, directions."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gpssim.rules.choice import (
    gumbel,
    leaves,
    liking,
    moved_places,
    perceived_utility,
)
from gpssim.streams import Luck
from gpssim.theory.textbook.discrete_choice import choice_shares


def test_gumbel_at_its_mode_and_median() -> None:
    assert gumbel(math.exp(-1.0)) == pytest.approx(0.0, abs=1e-15)
    assert gumbel(0.5) == pytest.approx(0.36651292058166435)


def test_the_ends_of_the_draws_are_finite() -> None:
    least, most = 2.0**-53, 1.0 - 2.0**-53
    assert -4.0 < gumbel(least) < -3.0
    assert 36.0 < gumbel(most) < 37.0


def test_without_scale_utility_stands_alone() -> None:
    assert perceived_utility(0.7, 0.0, 0.999) == 0.7


def test_luckier_or_better_is_liked_more() -> None:
    assert perceived_utility(0.7, 1.0, 0.6) > perceived_utility(0.7, 1.0, 0.5)
    assert perceived_utility(0.8, 1.0, 0.5) > perceived_utility(0.7, 1.0, 0.5)
    assert perceived_utility(0.0, 2.0, 0.9) == pytest.approx(2.0 * gumbel(0.9))


def test_shares_follow_the_largest_perceived_utility() -> None:
    utility, scale = np.array([1.0, 0.5, -0.5]), 0.7
    uniforms = Luck.of(4, 0).uniforms("taste", np.arange(30_000)[:, None], np.arange(3)[None, :])
    liked = liking(utility, scale, uniforms)
    assert liked[7, 1] == pytest.approx(perceived_utility(0.5, scale, float(uniforms[7, 1])), rel=1e-15)
    frequencies = np.bincount(liked.argmax(axis=1), minlength=3) / 30_000
    assert frequencies == pytest.approx(choice_shares(utility, scale), abs=0.012)
    assert choice_shares(utility + 1000.0, scale) == pytest.approx(choice_shares(utility, scale))


def test_places_move_from_the_idle_to_the_full_and_none_is_lost() -> None:
    change = moved_places(np.array([6.0, 2.0, 0.0, 0.0]), np.array([0.0, 0.0, 3.0, 1.0]))
    assert change.tolist() == [-3.0, -1.0, 3.0, 1.0]
    assert moved_places(np.array([1.0, 0.0]), np.array([0.0, 9.0])).tolist() == [-1.0, 1.0]
    assert moved_places(np.array([1.0, 0.0]), np.zeros(2)).tolist() == [0.0, 0.0]


def test_only_the_dissatisfied_leave_and_only_with_their_chance() -> None:
    assert leaves(0.49, 0.5, 0.3, 0.29)
    assert not leaves(0.5, 0.5, 0.3, 0.0)  # at the threshold one is not below it
    assert not leaves(0.49, 0.5, 0.3, 0.3)
    assert not leaves(0.0, 1.0, 0.0, 0.0)
