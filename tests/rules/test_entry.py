"""Entry and taking part: worked numbers, extremes, directions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gpssim.rules.entry import (
    USUAL_CHANCE,
    chance_by_competition,
    discounted_terms,
    first_award_chance,
    gives_up,
    idle_next,
    insolvent,
    logistic_shock,
    mission_counted,
    poisson_counts,
    registers,
    struck,
    takes_part,
)


def test_the_chance_of_a_first_award_is_a_prior_that_results_move() -> None:
    assert first_award_chance(0, 0) == pytest.approx(1 / 3)
    assert first_award_chance(3, 5) == 0.5
    assert first_award_chance(300, 300) > 0.99
    assert first_award_chance(4, 10) > first_award_chance(3, 10) > first_award_chance(3, 11)


def test_a_founder_registers_when_it_pays_exactly_or_more() -> None:
    assert registers(0.5, 80_000.0, 5_000.0, 45_000.0)
    assert not registers(0.5, 80_000.0, 4_999.0, 45_000.0)
    assert registers(0.0, 0.0, 0.0, 0.0)
    assert not registers(0.0, 1e9, 0.0, 1.0)


def test_an_offer_is_made_when_its_chance_is_worth_its_cost() -> None:
    one = np.ones(5)
    part = takes_part(
        np.array([0.5, 0.5, 0.5, 0.0, 0.5]),
        np.array([1000.0, 999.0, 999.0, 1e9, 999.0]),
        np.array([0.0, 0.0, 1.0, 0.0, 0.0]),
        500.0 * one,
        np.array([0.0, 0.0, 0.0, 0.0, -0.1]),
    )
    assert part.tolist() == [True, False, True, False, True]


def test_a_free_offer_is_always_made() -> None:
    assert takes_part(np.zeros(1), np.zeros(1), np.zeros(1), np.zeros(1), np.array([9.0])).all()


def test_the_logistic_shock_is_symmetric() -> None:
    assert logistic_shock(np.array([0.5]))[0] == 0.0
    assert logistic_shock(np.array([0.9]))[0] == pytest.approx(-logistic_shock(np.array([0.1]))[0])
    assert logistic_shock(np.array([0.9]))[0] > logistic_shock(np.array([0.8]))[0]


@pytest.mark.parametrize("rate", [0.0, 0.3, 1.2, 40.0])
def test_a_poisson_count_inverts_its_distribution(rate: float) -> None:
    points = np.linspace(0.0005, 0.9995, 401)
    assert poisson_counts(rate, points).tolist() == stats.poisson.ppf(points, rate).astype(int).tolist()


@pytest.mark.parametrize(("rate", "uniform"), [(1000.0, 0.5), (1.2, 1.0 - 2.0**-53)])
def test_a_poisson_count_holds_at_the_ends(rate: float, uniform: float) -> None:
    assert poisson_counts(rate, np.array([uniform]))[0] == pytest.approx(stats.poisson.ppf(uniform, rate), abs=1)


def test_many_counts_are_single_counts() -> None:
    """A year's candidates are counted at once: how many come in a month does not hang on the luck of the others."""
    uniforms = (np.arange(200) + 0.5) / 200.0
    for rate in (0.0, 0.3, 7.0, 499.0, 501.0):
        counts = poisson_counts(rate, uniforms)
        assert counts.tolist() == [int(poisson_counts(rate, np.array([u]))[0]) for u in uniforms]
        assert counts.tolist() == stats.poisson.ppf(uniforms, rate).astype(int).tolist()


def test_the_hazard_strikes_below_its_uniform() -> None:
    assert struck(0.3, np.array([0.29, 0.3, 0.9])).tolist() == [True, False, False]


def test_whoever_owes_more_than_the_limit_closes() -> None:
    assert insolvent(np.array([2.9, 3.0, 3.1]), 3.0).tolist() == [False, False, True]
    assert insolvent(-np.array([1.0, 0.0]), -1.0).tolist() == [False, True]


def test_idle_periods_count_until_work_comes_and_lead_to_exit() -> None:
    assert idle_next(np.array([0, 3, 3]), np.array([False, False, True])).tolist() == [1, 4, 0]
    assert gives_up(np.array([5, 6, 6]), 5, 0.5, np.array([0.1, 0.1, 0.6])).tolist() == [False, True, False]


def test_thin_markets_have_room_as_far_as_that_counts() -> None:
    # one bidder more at purchases with 0 and 4 offers, always within reach: 1 - (1 - 1)(1 - 1/5); within reach every other time
    assert chance_by_competition(np.array([0, 4]), 1.0, 1.0) == 1.0
    assert chance_by_competition(np.array([0, 4]), 0.5, 1.0) == pytest.approx(1.0 - 0.5 * 0.9)
    assert chance_by_competition(np.array([0, 4]), 0.5, 0.25) == pytest.approx(0.75 / 3.0 + 0.25 * 0.55)
    assert chance_by_competition(np.array([4]), 0.5, 1.0) < chance_by_competition(np.array([2]), 0.5, 1.0)
    assert chance_by_competition(np.array([2]), 0.0, 1.0) == 0.0
    assert chance_by_competition(np.array([2]), 0.9, 0.0) == USUAL_CHANCE


def test_a_mission_without_work_counts_less_the_more_it_crowds() -> None:
    assert mission_counted(0.25, 0.5) == 0.5
    assert mission_counted(1.0, 3.0) == mission_counted(0.25, 0.0) == 1.0
    assert mission_counted(0.0, 1.0) == 0.0


def test_an_award_is_worth_its_later_contracts_discounted() -> None:
    # contracts at months 0, 12 and 24 of a cycle of 30: the last one runs half its term
    assert discounted_terms(12, 30, 0.9, 1.0) == pytest.approx(1.0 + 0.9 + 0.81 * 0.5)
    assert discounted_terms(12, 30, 0.9, 0.5) == pytest.approx(1.0 + 0.5 * (0.9 + 0.405))
    # contracts of half a year: the second begins after half a year
    assert discounted_terms(6, 12, 0.81, 1.0) == pytest.approx(1.0 + 0.9)
    assert discounted_terms(24, 48, 0.9, 1.0) == pytest.approx(1.0 + 0.81)
    assert discounted_terms(12, 12, 0.9, 1.0) == 1.0
