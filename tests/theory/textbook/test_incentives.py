"""Linear pay worked by hand: effort, premium, best slope, yardstick."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from gpssim.market import ContractTerms
from gpssim.theory.textbook.incentives import (
    Doer,
    Work,
    best_slope,
    best_yardstick,
    contractible_effort,
    relative_variance,
    response,
    risk_premium,
    surplus,
)


def paid(slope: float, yardstick: float = 0.0) -> ContractTerms:
    return ContractTerms(slope=slope, yardstick=yardstick)


def test_effort_answers_pay_and_mission() -> None:
    assert response(paid(0.5), Doer(curvature=2.0, mission=(0.1, 0.4))) == pytest.approx((0.3, 0.2))
    assert response(paid(0.0), Doer(curvature=2.0)) == (0.0, 0.0)
    assert response(paid(-1.0), Doer()) == (0.0, 0.0)
    assert response(paid(-1.0), Doer(least=-inf)) == (-1.0, 0.0)


def test_paying_one_task_crowds_out_its_substitute_below_the_unpaid_level() -> None:
    e1, e2 = response(paid(0.6), Doer(substitution=0.5, least=-inf))
    assert (e1, e2) == pytest.approx((0.8, -0.4))


def test_surplus_by_hand() -> None:
    # effort 0.5: worth 2 * 0.5, cost 0.125, premium 0.5 * 3 * 0.25 * 0.2
    assert surplus(paid(0.5), Doer(risk_aversion=3.0), Work((2.0, 0.0), 0.2)) == pytest.approx(1.0 - 0.125 - 0.075)
    assert risk_premium(paid(0.5), Doer(risk_aversion=3.0), Work(own=0.2)) == pytest.approx(0.075)


def test_without_risk_the_best_slope_sells_the_work_to_who_does_it() -> None:
    assert best_slope(Doer(least=-inf), Work((1.7, 0.0), 5.0)).slope == pytest.approx(1.7, abs=1e-12)
    assert contractible_effort(Doer(), Work((1.7, 0.3))) == pytest.approx((1.7, 0.3))


def test_the_best_slope_beats_a_grid() -> None:
    doer, work = Doer(1.3, 0.6, (0.2, 0.1), 2.5, -inf), Work((1.0, 1.4), 0.8)
    best = best_slope(doer, work)
    grid = [surplus(paid(slope), doer, work) for slope in np.linspace(-2.0, 2.0, 4001)]
    assert surplus(best, doer, work) >= max(grid)


def test_what_is_not_measured_lowers_the_slope_of_what_is() -> None:
    doer = Doer(substitution=0.5, risk_aversion=1.0, least=-inf)
    assert best_slope(doer, Work((1.0, 1.0), 0.5)).slope < best_slope(doer, Work((1.0, 0.0), 0.5)).slope


def test_a_yardstick_takes_out_the_common_shock_only() -> None:
    work = Work(own=0.4, common=0.6)
    assert relative_variance(paid(1.0), work) == pytest.approx(1.0)
    assert relative_variance(paid(1.0, yardstick=1.0), work) == pytest.approx(0.8)
    assert relative_variance(paid(1.0, yardstick=1.0), Work(own=0.4, common=0.6, n_others=4)) == pytest.approx(0.5)
    assert best_yardstick(work).yardstick == pytest.approx(0.6, abs=1e-12)
    assert best_yardstick(Work(own=0.4)).yardstick == pytest.approx(0.0, abs=1e-12)
    assert best_yardstick(Work(own=0.4, common=0.6, n_others=1000)).yardstick > 0.99


def test_an_employee_answers_the_part_of_pay_that_is_its_own() -> None:
    assert response(ContractTerms(slope=0.8, residual_claim=0.25), Doer()) == pytest.approx((0.2, 0.0))


def test_the_best_slope_leaves_the_other_terms() -> None:
    terms = best_slope(Doer(least=-inf), Work(), ContractTerms(fine=0.3, yardstick=0.2))
    assert (terms.fine, terms.yardstick) == (0.3, 0.2)
    assert terms.slope == pytest.approx(1.0)
