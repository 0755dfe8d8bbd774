"""Unequal bidders: against the symmetric tender, a first integral, and monopolists."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.errors import ScenarioError
from gpssim.theory.textbook.asymmetric import Asymmetric, BidderClass, best_price
from gpssim.theory.textbook.survival import Moved, Scaled, Survival

UNIFORM = stats.uniform(0.0, 1.0)
COST = np.array([0.0, 0.2, 0.7, 0.99])


def test_a_class_that_is_alike_is_the_symmetric_tender() -> None:
    law = stats.beta(2.0, 3.0)
    split = Asymmetric((BidderClass(law, 1), BidderClass(law, 2)))
    exact = equilibrium_price(COST, law, (0.0, 0.0, 1.0))
    assert split.bids(0, COST) == pytest.approx(exact, abs=1e-8)
    assert split.bids(1, COST) == pytest.approx(exact, abs=1e-8)
    assert split.lowest == pytest.approx(exact[0], abs=1e-8)


def test_different_highest_costs_against_the_first_integral_of_two_uniform_laws() -> None:
    """With phi the inverse bids, b (phi_1 + phi_2) - phi_1 phi_2 - (t_1 + t_2) b is constant: the lowest bid follows by hand."""
    tender = Asymmetric((BidderClass(stats.uniform(0.8, 0.8), 1), BidderClass(stats.uniform(1.0, 1.0), 1)))
    top = (1.6 + 2.0) / 2.0
    assert tender.top == pytest.approx(top, abs=1e-8)
    lowest = (top * top - 0.8) / (2.0 * top - 1.8)
    assert tender.lowest == pytest.approx(lowest, abs=1e-6)
    assert tender.bids(1, np.array([1.95]))[0] == 1.95  # can never win


def test_one_who_is_always_better_asks_the_others_lowest_cost() -> None:
    tender = Asymmetric((BidderClass(stats.uniform(0.0, 0.1), 1), BidderClass(stats.uniform(1.0, 0.2), 3)))
    assert tender.path is None
    assert tender.bids(0, np.array([0.0, 0.1])).tolist() == [1.0, 1.0]
    assert tender.bids(1, np.array([1.1])).tolist() == [1.1]


def test_a_monopolist_against_costs_and_bad_classes() -> None:
    assert best_price(0.2, [BidderClass(UNIFORM, 1)]) == pytest.approx(0.6, abs=1e-8)
    assert best_price(1.2, [BidderClass(UNIFORM, 1)]) == 1.2
    with pytest.raises(ScenarioError, match="two in all"):
        Asymmetric((BidderClass(UNIFORM, 1),))
    with pytest.raises(ScenarioError, match="finite"):
        Asymmetric((BidderClass(UNIFORM, 1), BidderClass(stats.expon(), 1)))


def test_costs_at_logarithms_of_survival() -> None:
    law = stats.beta(2.0, 5.0, loc=3.0, scale=2.0)
    table = Survival(law)
    for depth in (1e-8, 1e-3, 0.4, 2.0, 30.0):
        assert table.cost(-depth) == pytest.approx(float(law.isf(np.exp(-depth))), abs=1e-9)
    assert table.cost(0.0) == 3.0
    assert Scaled(UNIFORM, 2.0).sf(1.0) == pytest.approx(0.5)
    assert Moved(UNIFORM, -0.3).support() == (-0.3, 0.7)
    assert Moved(UNIFORM, 0.3).ppf(0.5) == pytest.approx(0.8)
