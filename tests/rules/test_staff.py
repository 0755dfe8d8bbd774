"""Staff, ability, roots, autonomy, mission: worked numbers, extremes, directions."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.staff import (
    ability_next,
    autonomy_next,
    hired,
    let_go,
    market_professionals,
    mission_next,
    professionals_next,
    quit_hazard,
    stock_next,
)
from gpssim.units import monthly_rate

ZERO = np.zeros(1)


def test_quitting_at_the_mean_wage_is_the_yearly_rate() -> None:
    assert quit_hazard(0.18, ZERO, 1.0, ZERO, ZERO)[0] == pytest.approx(monthly_rate(0.18))
    assert 1.0 - (1.0 - quit_hazard(0.18, ZERO, 1.0, ZERO, ZERO)[0]) ** 12 == pytest.approx(0.18)


def test_nobody_quits_for_nothing_and_at_most_everybody_does() -> None:
    assert quit_hazard(0.0, ZERO, 1.0, ZERO, ZERO)[0] == 0.0
    assert quit_hazard(0.5, ZERO, 1.0, np.array([3.0]), ZERO)[0] == 1.0


def test_low_wages_arrears_and_insecurity_drive_staff_away() -> None:
    usual = quit_hazard(0.18, ZERO, 1.0, ZERO, ZERO)[0]
    assert quit_hazard(0.18, np.array([-0.1]), 1.0, ZERO, ZERO)[0] == pytest.approx(usual * np.exp(0.1))
    assert quit_hazard(0.18, ZERO, 1.0, np.array([0.02]), ZERO)[0] == pytest.approx(usual + 0.02)
    assert quit_hazard(0.18, ZERO, 1.0, ZERO, np.array([0.01]))[0] > usual


def test_ability_moves_to_its_target_up_with_coaching_down_with_turnover() -> None:
    def moved(pull: float, coached: float, lost: float, ability: float = 0.5) -> float:
        return float(ability_next(np.array([ability]), np.array([1.0]), pull, np.array([coached]), 1.5, np.array([lost]))[0])

    assert moved(0.1, 0.2, 0.05) == pytest.approx(0.5 + 0.05 + 0.2 - 0.05)
    assert moved(0.0, 0.0, 0.0) == 0.5
    assert moved(1.0, 0.0, 0.0) == 1.0
    assert moved(0.0, 0.2, 0.0, ability=2.0) == 2.0  # nobody is coached down
    assert moved(0.1, 0.2, 0.05) > moved(0.1, 0.2, 0.06)


def test_hiring_stops_at_what_is_wanted_possible_and_affordable() -> None:
    staff, wanted, money = np.full(4, 4.0), np.array([4.5, 9.0, 9.0, 2.0]), np.array([9.0, 9.0, 0.7, 9.0])
    assert hired(staff, wanted, 0.25, money).tolist() == [0.5, 2.0, 0.7, 0.0]
    assert hired(staff, wanted, 0.25, -money).tolist() == [0.0] * 4


def test_roots_grow_where_one_works_and_wither_elsewhere() -> None:
    level = stock_next(np.array([0.4, 0.4]), 0.05, 0.02, np.array([True, False]))
    assert level == pytest.approx([0.43, 0.392])
    assert stock_next(np.array([1.0, 0.0]), 0.05, 0.02, np.array([True, False])).tolist() == [1.0, 0.0]


def test_autonomy_recovers_and_dependence_takes_it() -> None:
    assert autonomy_next(np.array([0.6]), np.array([0.5]), 0.02, 0.04)[0] == pytest.approx(0.6 + 0.008 - 0.02)
    assert autonomy_next(np.array([1.0]), ZERO, 0.02, 0.04)[0] == 1.0
    assert autonomy_next(ZERO, np.array([1.0]), 0.0, 0.04)[0] == 0.0
    assert autonomy_next(np.array([0.6]), np.array([1.0]), 0.02, 0.04)[0] < autonomy_next(np.array([0.6]), ZERO, 0.02, 0.04)[0]


def test_mission_drifts_with_dependence_beyond_the_target_and_comes_back() -> None:
    start = np.array([0.06])
    assert mission_next(np.array([0.06]), start, np.array([0.9]), 0.7, 0.1)[0] == pytest.approx(0.06 * 0.98)
    assert mission_next(np.array([0.04]), start, np.array([0.7]), 0.7, 0.1)[0] == pytest.approx(0.042)
    assert mission_next(start, start, ZERO, 0.7, 0.1)[0] == 0.06
    assert mission_next(np.array([0.04]), start, np.array([1.0]), 0.0, 0.0)[0] == 0.04
    assert mission_next(np.array([0.04]), start, np.array([1.0]), 0.0, 1.0)[0] == 0.0


def test_professionals_come_with_wages_turnover_and_training() -> None:
    assert market_professionals(0.3, np.array([-1.0, 0.0, 0.2, 9.0]), 0.5).tolist() == pytest.approx([0.0, 0.3, 0.4, 1.0])

    def share(now: float, newly: float, applicants: float, openness: float, trained: float) -> float:
        return float(
            professionals_next(np.array([now]), np.array([newly]), np.array([applicants]), openness, np.array([trained]))[0]
        )

    assert share(0.2, 0.25, 0.6, 0.5, 0.0) == pytest.approx(0.25)
    assert share(0.2, 0.0, 0.6, 0.5, 0.1) == pytest.approx(0.28)
    assert share(0.6, 1.0, 0.2, 1.0, 0.0) == pytest.approx(0.2)  # where all staff is new it is as the labor market
    assert share(0.5, 1.0, 1.0, 1.0, 0.5) == 1.0
    assert share(0.2, 1.0, 0.9, 0.0, 0.0) == 0.2


def test_only_those_without_work_are_let_go_and_only_without_money() -> None:
    staff, needed = np.array([8.0, 8.0, 2.0]), np.array([5.0, 5.0, 4.0])
    assert let_go(staff, needed, 0.5, np.array([True, False, True])).tolist() == [1.5, 0.0, 0.0]
    assert let_go(staff, needed, 0.0, np.array([True, True, True])).tolist() == [0.0, 0.0, 0.0]
