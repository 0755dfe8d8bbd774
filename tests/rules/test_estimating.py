"""Signals of one's own cost: shrinkage, lognormal means, and the winner's curse by hand and by the solver of the theory cases."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gpssim.bidding.common_cost import expected_lowest
from gpssim.rules.estimating import estimated_factor, shared_cost, shrinkage, winners_curse
from gpssim.theory.textbook.common_cost import NoisySignals


def test_a_common_share_takes_the_place_of_the_own_part() -> None:
    own = np.array([0.3, -0.1])
    assert shared_cost(own, 0.2, 0.0).tolist() == own.tolist()
    assert shared_cost(own, 0.2, 1.0).tolist() == [0.2, 0.2]


def test_estimates_are_right_on_average() -> None:
    z, e = (stats.norm.ppf((np.arange(400) + 0.5) / 400) for _ in range(2))
    log_cost, error = np.meshgrid(0.3 * z, 0.2 * e)
    estimate = estimated_factor(log_cost + error, 0.09, 0.04)
    assert float(estimate.mean()) == pytest.approx(float(np.exp(log_cost).mean()), rel=1e-3)
    assert shrinkage(0.09, 0.0) == 1.0


@pytest.mark.parametrize("n", [2, 5])
def test_one_common_cost_gives_the_breakeven_markup_of_the_solver(n: int) -> None:
    solved = NoisySignals(stats.norm(0.0, 0.2), stats.norm(0.0, 0.1), n).breakeven_markup()
    assert winners_curse(0.0, 0.04, 0.01, -expected_lowest(stats.norm(), n)) == pytest.approx(solved, rel=1e-6)


def test_the_curse_with_own_and_common_parts_by_hand() -> None:
    own, common, noise, n = 0.04, 0.09, 0.02, 3
    k = -expected_lowest(stats.norm(), n)
    q2 = own + noise
    lowest = -k * np.sqrt(q2)  # mean of the lowest signal, its common part being 0 on average
    true, estimate = own / q2 * lowest, shrinkage(own + common, noise) * lowest
    assert winners_curse(own, common, noise, k) == pytest.approx(true - estimate)


def test_no_curse_without_a_common_part_or_without_an_error() -> None:
    assert winners_curse(0.04, 0.0, 0.02, 1.5) == pytest.approx(0.0)
    assert winners_curse(0.04, 0.09, 0.0, 1.5) == 0.0
    assert winners_curse(0.0, 0.09, 0.02, 1.5) > winners_curse(0.0, 0.09, 0.02, 0.8) > 0.0
