"""Taxes, capture, soft budgets, hubs, posts, incubators, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules import capture, sector, taxing


def test_taxes_on_receipts() -> None:
    assert float(taxing.business_tax(0.05, 0.12)) == pytest.approx(0.056)
    assert float(taxing.value_added_tax(0.06, 0.0)) == pytest.approx(6.0 / 106.0)
    rates = taxing.by_size(np.array([4.9e6, 5.1e6]), 5e6, 0.03, 0.06)
    assert rates.tolist() == [0.03, 0.06]


def test_a_taxed_price_leaves_the_cost() -> None:
    price = taxing.taxed_cost(np.array([80.0, 90.0]), 0.1)
    assert (0.9 * price).tolist() == pytest.approx([80.0, 90.0])
    assert taxing.taxed_cost(80.0, 0.0) == 80.0


def test_only_a_surplus_is_taxed() -> None:
    assert taxing.surplus_tax(np.array([1000.0, -500.0]), 0.25).tolist() == [250.0, 0.0]
    assert float(taxing.margin_after_tax(0.2, 0.0, 0.0, 0.25)) == pytest.approx(0.15)
    assert float(taxing.margin_after_tax(0.2, 0.05, 0.05, 0.0)) == pytest.approx(0.2)
    assert float(taxing.margin_after_tax(0.02, 0.05, 0.0, 0.25)) == pytest.approx(-0.03)


def test_unpaid_tasks_follow_ties_and_stop_at_half_of_all_time() -> None:
    assert capture.tasks_asked(0.5, np.array([0.4, 5.0]), 0.5).tolist() == pytest.approx([0.1, 0.5])
    assert float(capture.tasks_asked(0.5, 2.0, 1.0)) == 0.0
    assert float(capture.tasks_done(0.3, 0.5, 0.6)) == pytest.approx(0.21)
    assert capture.tie_after_refusal(np.array([0.5, 0.05]), 0.2, 0.5).tolist() == pytest.approx([0.4, 0.0])


def test_tasks_and_offers_leave_less_staff() -> None:
    assert float(capture.working_staff(4.0, 0.25, 160.0, 160.0)) == 2.0
    assert float(capture.working_staff(1.0, 0.5, 320.0, 160.0)) == 0.0


def test_autonomy_falls_with_tasks_and_seconded_staff() -> None:
    assert float(capture.autonomy_after(0.6, 0.5, 0.1, 0.5, 0.04)) == pytest.approx(0.53)
    assert float(capture.autonomy_after(0.01, 1.0, 0.5, 0.0, 0.0)) == 0.0


def test_who_has_lost_its_mission_wanders() -> None:
    chance = capture.wander_chance(np.array([0.06, 0.03, 0.0, 0.0]), np.array([0.06, 0.06, 0.06, 0.0]), 0.2)
    assert chance.tolist() == pytest.approx([0.0, 0.1, 0.2, 0.0])


def test_a_soft_budget_fills_what_is_missing() -> None:
    covered = sector.deficit_covered(np.array([-100.0, 50.0, 50.0]), np.array([20.0, 20.0, 80.0]), 1.0)
    assert covered.tolist() == [120.0, 0.0, 30.0]
    assert float(sector.deficit_covered(-100.0, 0.0, 0.0)) == 0.0


def test_a_foundation_gives_of_income_and_keeps_its_endowment() -> None:
    assert sector.grant_from(np.array([1000.0, 1000.0]), 0.7, np.array([1e6, 1e6 + 100.0]), 1e6).tolist() == [0.0, 100.0]
    assert float(sector.grant_from(1000.0, 0.7, 2e6, 1e6)) == 700.0


def test_owners_take_a_part_of_a_surplus_that_is_there() -> None:
    assert sector.dividend(np.array([1000.0, 1000.0, -5.0]), 0.5, np.array([1e6, 200.0, 1e6])).tolist() == [500.0, 200.0, 0.0]


def test_a_hub_keeps_what_nobody_takes() -> None:
    assert sector.parts_of(90.0, 1.0 / 3.0, 3, 3) == pytest.approx((30.0, 20.0))
    assert sector.parts_of(90.0, 1.0 / 3.0, 3, 1) == pytest.approx((70.0, 20.0))
    assert sector.parts_of(90.0, 1.0 / 3.0, 3, 0)[0] == 90.0


def test_posts_are_paid_and_not_what_they_do() -> None:
    assert sector.earned_by_posts(100.0, 50.0, 100.0) == 50.0
    assert sector.earned_by_posts(100.0, 150.0, 100.0) == 100.0


def test_seats_and_sponsors() -> None:
    assert (sector.seats(0.0, 4500.0), sector.seats(54_000.0, 4500.0)) == (0, 1)
    assert float(sector.sponsor_chance(1.0, 0.0)) == 1.0
    assert float(sector.sponsor_chance(0.0, np.log(2.0))) == pytest.approx(0.5)


def test_a_foundation_without_income_or_with_too_little_cash_gives_nothing() -> None:
    assert sector.grant_from(np.array([-100.0, 1000.0]), 0.5, np.array([1e6, 100.0]), 500.0).tolist() == [0.0, 0.0]


def test_a_reserve_beyond_its_months_is_spent_in_part() -> None:
    spent = sector.reserve_spent(np.array([100.0, 60.0, 59.0, -5.0]), np.array([10.0, 10.0, 10.0, 10.0]), 6.0, 0.5)
    assert spent.tolist() == [20.0, 0.0, 0.0, 0.0]
    assert float(sector.reserve_spent(100.0, 10.0, 6.0, 0.0)) == 0.0


def test_donors_lose_patience_after_it_and_not_in_its_last_month() -> None:
    assert sector.donors_turn(np.array([80.0, 80.0]), np.array([6, 7]), 6, 0.25).tolist() == [80.0, 20.0]
    assert float(sector.donors_turn(80.0, 99, 6, 1.0)) == 80.0


def test_half_filled_posts_earn_half_however_few_were_agreed() -> None:
    assert sector.earned_by_posts(800.0, 0.25, 0.5) == pytest.approx(400.0)
    assert sector.earned_by_posts(800.0, 0.0, 0.0) == 0.0
