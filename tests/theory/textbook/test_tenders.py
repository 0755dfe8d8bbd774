"""Textbook tenders: worked numbers, corners, refusals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from gpssim.bidding.common_cost import expected_lowest
from gpssim.bidding.quadrature import equilibrium_price
from gpssim.errors import ScenarioError
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.textbook.ceilings import best_ceiling, expected_surplus
from gpssim.theory.textbook.common_cost import NoisySignals, OwnComponents
from gpssim.theory.textbook.default_option import Shock, default_option_price, outcome_after_shock
from gpssim.theory.textbook.first_refusal import first_refusal_price
from gpssim.theory.textbook.optimal_rule import OptimalRule
from gpssim.theory.textbook.preference import TwoClasses, best_amount, expected_payment
from gpssim.theory.textbook.pseudotypes import less_worth, per_quality
from gpssim.theory.textbook.scoring_types import Rule, ScoringTypes, Work
from gpssim.theory.textbook.shading_game import ShadingGame, shaded_price

UNIFORM = stats.uniform(0.0, 1.0)
COST = np.array([0.0, 0.2, 0.7, 0.99])
THRESHOLD = OpenTender(rule="lowest_evaluated_price", price_rule="linear", payment="threshold", n_min=1)


def test_kinks_that_a_law_names_cost_no_accuracy() -> None:
    law = less_worth(UNIFORM, UNIFORM, lambda q: 2.0 * q)
    assert law.kinks == (-2.0, -1.0, 0.0, 1.0)
    assert law.sf(np.array([-3.0, -1.5, -0.5, 0.5, 2.0])) == pytest.approx([1.0, 0.9375, 0.5, 0.0625, 0.0], abs=1e-12)
    assert law.sf(law.ppf(np.array([0.1, 0.5]))) == pytest.approx([0.9, 0.5], abs=1e-12)
    assert equilibrium_price(np.array([0.5]), law, (0.0, 1.0))[0] == pytest.approx(0.5 + 0.5 / 3.0, abs=1e-10)


def test_cost_per_quality_by_hand() -> None:
    law = per_quality(stats.uniform(1.0, 1.0), stats.uniform(1.0, 1.0))
    assert law.support() == (0.5, 2.0)
    assert law.sf(np.array([1.0]))[0] == pytest.approx(0.5, abs=1e-12)


def test_first_refusal_lowers_prices_and_vanishes_with_a_holder_who_never_wants() -> None:
    free = equilibrium_price(COST, UNIFORM, (0.0, 0.0, 1.0))
    assert (first_refusal_price(COST, UNIFORM, UNIFORM, (0.0, 0.0, 1.0)) < free).all()
    assert first_refusal_price(COST, UNIFORM, stats.uniform(5.0, 1.0), (0.0, 0.0, 1.0)) == pytest.approx(free, abs=1e-7)
    with pytest.raises(ScenarioError, match="nought for sure"):
        first_refusal_price(COST, UNIFORM, UNIFORM, (0.5, 0.5))


def test_the_default_option_is_neutral_without_a_shock() -> None:
    plain = equilibrium_price(COST, UNIFORM, (0.0, 1.0))
    assert default_option_price(COST, UNIFORM, (0.0, 1.0), Shock(0.0, 1.0, 0.1)) == pytest.approx(plain, abs=1e-12)


def test_the_best_rule_rewards_quality_less_than_it_is_worth() -> None:
    types, value, work = (
        stats.beta(2.0, 2.0, 1.0, 1.0),
        Rule(lambda q: q, lambda q: 1.0, 1e-9, 10.0),
        Work(lambda q: q * q / 2, lambda q: q),
    )
    best = OptimalRule(types, work, value)
    for theta in (1.2, 1.5, 1.9):
        wanted = best.quality(theta)
        assert wanted == pytest.approx(1.0 / (theta + float(types.cdf(theta) / types.pdf(theta))), abs=1e-9)
        assert best.marginal(wanted) < 1.0
        assert ScoringTypes(types, work, best.rule).best_quality(theta) == pytest.approx(wanted, abs=1e-7)


def test_common_cost_bidders_allow_for_the_curse() -> None:
    signals = NoisySignals(stats.norm(10.0, 2.0), stats.norm(0.0, 1.0), 4)
    assert signals.estimate(8.0) == pytest.approx(10.0 - 0.8 * 2.0, abs=1e-9)
    assert signals.tied_value(8.0) > signals.estimate(8.0)
    assert signals.corrected(8.0, 0.0) < signals.corrected(8.0, 0.5) < signals.corrected(8.0, 1.0)
    assert OwnComponents(UNIFORM, 2).estimate(0.3) == pytest.approx(0.4, abs=1e-12)
    assert expected_lowest(UNIFORM, 3) == pytest.approx(0.25, abs=1e-12)


def test_ceilings() -> None:
    assert best_ceiling(UNIFORM, 1.0) == pytest.approx(0.5, abs=1e-12)
    assert best_ceiling(UNIFORM, 3.0) == 1.0  # everybody is worth having
    assert expected_surplus(0.5, UNIFORM, 1.0) == pytest.approx(0.25)
    with pytest.raises(ScenarioError, match="value = 0 is impossible"):
        best_ceiling(UNIFORM, 0)


def test_preferences() -> None:
    same = TwoClasses(UNIFORM, UNIFORM, 1.0)
    assert expected_payment(THRESHOLD, same) == pytest.approx(2 / 3, abs=1e-12)
    assert best_amount(THRESHOLD, same) == pytest.approx(0.0, abs=1e-9)
    dearer = TwoClasses(UNIFORM, stats.uniform(0.4, 1.0), 1.4)
    own = replace(THRESHOLD, ceiling_of_others=1.0 / 1.4)
    best = best_amount(own, dearer)
    around = [expected_payment(replace(own, additive_preference=best + step), dearer) for step in (-0.05, 0.0, 0.05)]
    assert min(around) == around[1]
    assert expected_payment(replace(own, additive_preference=0.0, price_preference=0.1), dearer) < expected_payment(own, dearer)


def test_the_shading_game() -> None:
    game = ShadingGame(UNIFORM, 2, (0.25, 0.5, 0.75))
    assert game.grid[game.grid_equilibrium()] == 0.5
    assert game.payoffs(np.array([0.0, 1.0, 0.0]))[1] == pytest.approx(1 / 6, abs=1e-12)
    assert game.rest_point(0.0) == pytest.approx([1 / 3] * 3)
    assert game.rest_point(2000.0)[1] > 0.99
    assert game.expected_price(np.array([0.0, 0.0, 1.0])) == pytest.approx(0.5, abs=1e-12)  # 1 - 0.75 * 2/3


def test_shading_keeps_a_part_of_the_gap() -> None:
    assert shaded_price(np.array([20.0, 100.0]), 100.0, 0.25).tolist() == [80.0, 100.0]
    assert shaded_price(20.0, 100.0, np.array([0.0, 1.0])).tolist() == [100.0, 20.0]


def test_a_contractor_after_a_rise_in_cost_bears_it_or_loses_its_liability() -> None:
    found = outcome_after_shock(np.array([1.2, 1.2, 1.9]), 1.0, np.array([0.0, 1.0, 1.0]), 0.5)
    assert found == pytest.approx([0.2, -0.5, -0.1])
