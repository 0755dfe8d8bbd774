"""Trust and awareness: worked numbers, extremes, directions."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.trust import awareness_next, fading_loss, reverted, trust_next


def test_success_closes_part_of_the_gap_failure_takes_part_of_what_is_there() -> None:
    assert trust_next(0.6, True, 0.1, 0.3) == pytest.approx(0.64)
    assert trust_next(0.6, False, 0.1, 0.3) == pytest.approx(0.42)


def test_trust_never_leaves_zero_to_one() -> None:
    assert trust_next(1.0, True, 0.5, 0.5) == 1.0
    assert trust_next(0.0, False, 0.5, 0.5) == 0.0
    assert trust_next(0.0, True, 1.0, 0.0) == 1.0
    assert trust_next(1.0, False, 0.0, 1.0) == 0.0


def test_trust_without_rates_stays() -> None:
    assert trust_next(0.3, True, 0.0, 0.0) == 0.3 == trust_next(0.3, False, 0.0, 0.0)


def test_failure_weighs_more_where_the_loss_is_larger() -> None:
    assert 0.5 - trust_next(0.5, False, 0.02, 0.04) > trust_next(0.5, True, 0.02, 0.04) - 0.5


def test_awareness_grows_with_gain_and_fades() -> None:
    assert awareness_next(0.4, 0.1, 0.0) == pytest.approx(0.46)
    assert awareness_next(0.4, 0.0, 0.1) == pytest.approx(0.36)
    assert awareness_next(0.4, 0.0, 0.0) == 0.4
    assert awareness_next(0.0, 1.0, 0.0) == 1.0
    assert awareness_next(1.0, 0.0, 1.0) == 0.0
    level = 0.9
    for _ in range(500):
        level = awareness_next(level, 0.03, 0.02)
    assert level == pytest.approx(0.6)  # gain over gain plus decay


def test_a_wait_costs_at_most_what_the_fading_losses_sum_to() -> None:
    assert [fading_loss(0.04, 0.5, k) for k in range(3)] == [0.04, 0.02, 0.01]
    assert sum(fading_loss(0.04, 0.5, k) for k in range(200)) == pytest.approx(0.04 / (1.0 - 0.5))
    assert [fading_loss(0.04, 0.0, k) for k in range(3)] == [0.04, 0.0, 0.0]
    assert fading_loss(0.04, 1.0, 255) == 0.04  # neutral: every month is a failure of its own


def test_trust_forgets_at_its_rate_and_stops_where_it_began() -> None:
    level = np.array([0.3, 0.7, 0.9])
    first = np.array([0.7, 0.7, 0.7])
    assert reverted(level, first, 0.0).tolist() == level.tolist()
    assert reverted(level, first, 1.0) == pytest.approx(first)
    for _ in range(35):
        level = reverted(level, first, 0.02)
    assert level - first == pytest.approx(np.array([-0.4, 0.0, 0.2]) * 0.98**35)  # half is forgotten in about three years


def test_where_failure_and_forgetting_meet_trust_stands_still() -> None:
    level = 0.7
    for _ in range(2000):
        level = float(reverted(np.array(trust_next(level, False, 0.02, 0.04)), 0.7, 0.02))
    assert level == pytest.approx(0.02 * 0.7 / (1.0 - 0.96 * 0.98))  # T = (1 - r)(1 - l) T + r F
