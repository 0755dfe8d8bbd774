"""Applying and the order of a queue: worked numbers, extremes, directions."""

from __future__ import annotations

import math

import pytest

from gpssim.rules.applying import application_probability, logistic, priority


def test_logistic_of_known_points_and_beyond_what_exp_can_hold() -> None:
    assert logistic(0.0) == 0.5
    assert logistic(math.log(3.0)) == pytest.approx(0.75)
    assert logistic(-1e4) == 0.0
    assert logistic(1e4) == 1.0
    assert logistic(-30.0) == pytest.approx(math.exp(-30.0))


def test_weighted_reasons_add_up_and_hassle_counts_against() -> None:
    assert application_probability(-4.5, 3.0, 0.75, 0.25, -0.5) == pytest.approx(logistic(0.0))
    assert application_probability(0.0, 0.0, 0.0, 0.0, math.log(4.0)) == pytest.approx(0.2)
    usual = (-4.5, 1.0, 0.5, 0.3, 0.3)
    for k, sign in enumerate((1, 1, 1, 1, -1)):
        moved = [x + (0.1 if i == k else 0.0) for i, x in enumerate(usual)]
        assert sign * (application_probability(*moved) - application_probability(*usual)) > 0.0


def test_priority_is_contact_unless_something_else_counts() -> None:
    assert priority(0.35, 0.0, 1.0, 0.0, 0.0, 1.0) == 0.35
    assert priority(0.35, 2.0, 0.0, 0.0, 1.0, 0.0) == 0.35  # neither targeted nor selected against
    assert priority(0.35, 0.5, 1.0, 0.1, 0.2, 1.0) == pytest.approx(0.75)


def test_targeting_and_waiting_help_selection_hurts_the_vulnerable() -> None:
    base = priority(0.3, 0.2, 1.0, 0.1, 0.1, 1.0)
    assert priority(0.3, 0.4, 1.0, 0.1, 0.1, 1.0) > base
    assert priority(0.3, 0.2, 1.0, 0.2, 0.1, 1.0) > base
    assert priority(0.3, 0.2, 1.0, 0.1, 0.2, 1.0) < base
