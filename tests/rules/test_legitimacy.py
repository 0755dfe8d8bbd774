"""Legitimacy of purchase, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules import legitimacy as rules


def test_nothing_heard_keeps_the_middle_exactly() -> None:
    level = np.full(3, rules.MIDDLE)
    assert rules.legitimacy_next(level, 0.0, 0.0, 0.3, 0.3, 0.1).tolist() == [0.5] * 3
    assert rules.legitimacy_next(level, 1.0, 1.0, 0.0, 0.0, 0.1).tolist() == [0.5] * 3
    assert rules.leaning(level).tolist() == [0.0] * 3


def test_fair_procedure_raises_scandal_lowers_and_both_fade() -> None:
    assert rules.legitimacy_next(np.array([0.5]), 0.4, 0.0, 0.2, 0.3, 0.0) == pytest.approx([0.54])
    assert rules.legitimacy_next(np.array([0.5]), 0.0, 0.4, 0.2, 0.3, 0.0) == pytest.approx([0.44])
    assert rules.legitimacy_next(np.array([0.9]), 0.0, 0.0, 0.2, 0.3, 0.1) == pytest.approx([0.86])


def test_under_steady_news_it_settles_inside_its_bounds() -> None:
    level = np.array([0.5])
    for _ in range(2000):
        level = rules.legitimacy_next(level, 0.5, 0.1, 0.1, 0.2, 0.03)
    up, down, fade = 0.05, 0.02, 0.03
    assert level == pytest.approx([(up + 0.5 * fade) / (up + down + fade)])


def test_who_hears_of_several_hears_of_one() -> None:
    assert rules.hears(0.2, np.array([0, 1, 3])) == pytest.approx([0.0, 0.2, 1 - 0.8**3])


def test_shares_lean_up_down_or_not() -> None:
    assert rules.leaned(np.array([0.7]), 0.5, 0.2) == pytest.approx([0.7 + 0.1 * 0.3])
    assert rules.leaned(np.array([0.7]), -0.5, 0.2) == pytest.approx([0.7 - 0.1 * 0.7])
    assert rules.leaned(np.array([0.7]), 0.0, 0.2).tolist() == [0.7]


def test_credit_that_nobody_tells_of_is_lost() -> None:
    assert rules.credited(0.6, 0.0) == pytest.approx(0.4)
    assert rules.credited(0.6, 1.0) == 1.0
