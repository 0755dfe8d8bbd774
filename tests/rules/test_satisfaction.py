"""Experience and satisfaction: worked numbers, extremes, directions."""

from __future__ import annotations

import pytest

from gpssim.rules.satisfaction import aspiration_next, experienced, satisfaction


def test_experience_is_delivery_plus_noise() -> None:
    assert experienced(0.4, 0.5, 2.0) == 1.4
    assert experienced(0.4, 0.0, 99.0) == 0.4


def test_satisfaction_is_one_half_where_expectations_are_met() -> None:
    assert satisfaction(0.3, 0.3, 1.0) == 0.5
    assert satisfaction(1.3, 0.3, 1.0) == pytest.approx(0.8413447460685429)
    assert satisfaction(2.3, 0.3, 2.0) == pytest.approx(0.8413447460685429)


def test_satisfaction_saturates() -> None:
    assert satisfaction(50.0, 0.0, 1.0) == 1.0
    assert 0.0 <= satisfaction(-50.0, 0.0, 1.0) < 1e-300


def test_more_experienced_or_less_expected_satisfies_more() -> None:
    assert satisfaction(0.4, 0.3, 1.0) > satisfaction(0.3, 0.3, 1.0) > satisfaction(0.3, 0.4, 1.0)


def test_expectations_stay_or_follow_at_once_or_in_part() -> None:
    assert aspiration_next(0.3, 1.0, 0.0) == 0.3
    assert aspiration_next(0.3, 1.0, 1.0) == 1.0
    assert aspiration_next(0.3, 1.3, 0.1) == pytest.approx(0.4)
    assert aspiration_next(0.3, -1.0, 0.1) < 0.3
