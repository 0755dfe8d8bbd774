"""Probabilities, waiting times and certificates that draws of the market's rules must lead to."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gpssim.errors import GpssimError
from gpssim.rules.certification import certifies, net_pay
from gpssim.theory.textbook.certification import expected_pay, level_that_deters, share_that_pools
from gpssim.theory.textbook.discrete_choice import inclusive_value, switching
from gpssim.theory.textbook.feedback import report_probability
from gpssim.theory.textbook.waiting_time import struck_in


def test_having_the_choice_is_worth_its_logsum() -> None:
    assert float(inclusive_value(np.array([1.0]), 0.7)) == pytest.approx(1.0)
    assert float(inclusive_value(np.zeros(4), 2.0)) == pytest.approx(2.0 * math.log(4.0))


def test_clients_stay_or_choose_again() -> None:
    moves = switching(np.array([0.0, 0.4]), np.array([1.0, 3.0]))
    assert moves.tolist() == [[1.0, 0.0], pytest.approx([0.1, 0.9])]


def test_waiting_times_have_the_chances_of_the_hazard() -> None:
    uniforms = (np.arange(4000) + 0.5) / 4000.0
    waits = struck_in(0.3, uniforms)
    assert [float((waits == k).mean()) for k in (1, 2, 3)] == pytest.approx([0.3, 0.21, 0.147], abs=1e-3)
    assert struck_in(1.0, uniforms).max() == 1.0


def test_reports_depend_on_the_side_of_the_threshold() -> None:
    felt = np.array([-2.0, -0.01, 0.0, 5.0])
    assert report_probability(felt, 0.0, 0.6, 0.1).tolist() == [0.6, 0.6, 0.1, 0.1]
    assert report_probability(felt, 0.0, 0.3, 0.3).tolist() == [0.3] * 4


def test_levels_and_who_takes_them() -> None:
    level = level_that_deters(10.0, 6.0, 1.0)
    assert level == pytest.approx(4.0)
    assert net_pay(10.0, level, 2.0) == pytest.approx(8.0)
    assert certifies(10.0, 6.0, level, 2.0)
    assert not certifies(10.0, 6.0, level * 1.001, 1.0)
    assert expected_pay(0.4, 10.0, 6.0) == pytest.approx(7.6)
    assert share_that_pools(10.0, 6.0, level, 2.0) == pytest.approx(0.5)
    assert level_that_deters(6.0, 6.0, 1.0) == 0.0
    assert share_that_pools(10.0, 6.0, 8.0, 2.0) == 0.0


def test_impossible_certificates() -> None:
    with pytest.raises(GpssimError, match="at least the pay of the others, 6"):
        level_that_deters(5.0, 6.0, 1.0)
    with pytest.raises(GpssimError, match="a number above 0"):
        level_that_deters(7.0, 6.0, 0.0)
